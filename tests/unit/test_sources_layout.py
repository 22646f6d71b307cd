import pytest

from equipoise.sources import LayoutError, layout
from equipoise.sources.layout import HOUSE, read

TEXT = (HOUSE / "commissioners.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(path.stem for path in HOUSE.glob("*.yaml")))
def test_every_layout_of_the_house_is_readable_and_cites_its_publisher(name: str) -> None:
    found = layout(name)
    assert all((found.title, found.publisher, found.licence, found.columns))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("licence: Open Government Licence v3.0\n", "", "lacks licence"),
        ("key: code", "keys: code", "does not know keys"),
        ("key: code", "key: codes", "no column for codes"),
        ("dates: [operational_from", "dates: [born_on", "no column for born_on"),
    ],
)
def test_a_layout_that_is_not_whole_is_refused(old: str, new: str, why: str) -> None:
    assert old in TEXT
    with pytest.raises(LayoutError, match=f"commissioners: {why}"):
        read(TEXT.replace(old, new), "commissioners")


def test_money_says_what_it_is_rounded_to() -> None:
    assert layout("board_lines").rounded_to_pence == 100_000_000
    assert layout("commissioners").rounded_to_pence == 0
