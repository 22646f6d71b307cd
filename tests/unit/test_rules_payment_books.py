"""A price book: which one holds for a day, as was known then; and what it prints for a spell."""

from datetime import date

import pytest

from equipoise.rules.payment import (
    AdmittedPrice,
    MaternityPrices,
    NoPriceBookError,
    PriceBook,
    book_for,
)
from equipoise.units import Pence, Period

YEAR = Period.parse("2022/23")
FIRST = PriceBook(
    name="first", period=YEAR, published=date(2022, 3, 31), status="final", source="Annex A"
)
AGAIN = PriceBook(
    name="again", period=YEAR, published=date(2022, 11, 1), status="final", source="re-issue"
)
BOOKS = (AGAIN, FIRST)


@pytest.mark.parametrize(
    ("known_on", "name"),
    [(date(2022, 3, 31), "first"), (date(2022, 10, 31), "first"), (date(2022, 11, 1), "again")],
)
def test_a_re_issue_that_is_dated_back_counts_from_the_day_it_was_known(
    known_on: date, name: str
) -> None:
    assert book_for(BOOKS, date(2022, 4, 1), known_on=known_on).name == name


@pytest.mark.parametrize("when", [date(2022, 4, 1), date(2023, 3, 31), YEAR])
def test_the_first_and_the_last_day_of_the_period_have_its_book(when: date | Period) -> None:
    assert book_for(BOOKS, when, known_on=date(2024, 1, 1)).name == "again"


@pytest.mark.parametrize("when", [date(2022, 3, 31), date(2023, 4, 1)])
def test_a_year_that_is_missing_is_refused_with_the_years_there_are(when: date) -> None:
    with pytest.raises(NoPriceBookError) as refused:
        book_for(BOOKS, when, known_on=date(2024, 1, 1))
    assert str(refused.value) == (
        f"no price book for {when}, as published by 2024-01-01; there are books for 2022/23: "
        "add the year's book by the declared template"
    )


def test_a_book_that_had_not_come_out_is_no_book() -> None:
    with pytest.raises(NoPriceBookError, match="there is no book at all"):
        book_for(BOOKS, date(2022, 4, 1), known_on=date(2022, 3, 30))


def test_a_delivery_has_the_price_of_its_level() -> None:
    level = AdmittedPrice(combined=Pence(201400))
    listed = AdmittedPrice(combined=Pence(1))
    book = PriceBook(
        name="m",
        period=YEAR,
        published=date(2022, 3, 31),
        status="final",
        source="Annex A",
        admitted={"AA22C": listed},
        maternity=MaternityPrices(levels={"NZ30C": "1", "NZ30A": "9"}, delivery={"1": level}),
    )
    assert book.spell("AA22C") is listed
    assert book.spell("NZ30C") is level
    assert book.spell("NZ30A") is None
    assert book.spell("ZZ99Z") is None
