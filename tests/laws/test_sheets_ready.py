"""The law of forked children: they say what a child says that was started from nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.sheets import Limits
from equipoise.sheets.asking import told
from equipoise.sheets.ready import COMMAND, told_here
from tests.workbooks.planting import good

FEWER = settings(max_examples=max(settings().max_examples // 10, 5), deadline=None)
"""For what starts a process a case."""
whole = st.just(good())
cut = st.integers(0, len(good())).map(lambda size: good()[:size])
touched = st.integers(0, len(good()) - 1).map(
    lambda at: good()[:at] + bytes([good()[at] ^ 255]) + good()[at + 1 :]
)


@FEWER
@given(whole | cut | touched | st.binary(max_size=300))
def test_a_child_is_a_child(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.xlsx")
        path.write_bytes(content)
        alone = told(COMMAND, path, limits=Limits())
        assert alone is not None
        assert told_here(path, limits=Limits()) == alone
