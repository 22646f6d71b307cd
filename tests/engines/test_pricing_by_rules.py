"""The bulk engine agrees with the reference rules: to the penny, and to the reason."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.pricing import Kind
from equipoise.rules.payment import PriceBook, Record
from equipoise.rules.payment.base_price import TwoTariffsError
from tests.engines.pricing_cases import OF, books, by_duckdb, by_rules


@pytest.mark.parametrize("kind", Kind)
def test_every_record_has_the_answer_of_the_rules(kind: Kind) -> None:
    """Under two books at once, each as if it were alone."""

    @settings(max_examples=8)
    @given(
        first=books("first"),
        second=books("second"),
        of=st.lists(OF[kind], min_size=20, max_size=60),
    )
    def agree(first: PriceBook, second: PriceBook, of: Sequence[Record]) -> None:
        with TemporaryDirectory() as folder:
            found = by_duckdb(Path(folder), kind, of, first, second)
        for book, answers in zip((first, second), found, strict=True):
            for record, answer in zip(of, answers, strict=True):
                try:
                    assert answer == by_rules(record, book)
                except TwoTariffsError:
                    assert answer[1] in {"two_tariffs", *EARLIER}

    agree()


EARLIER = {"private", "ungroupable", "unknown_delivery", "regular_attender", "unknown_hrg"}
"""What the engine tells first where the rule would raise."""
