"""The place sheet: need beside spend, the agreed path, and places that are no practice."""

from dataclasses import replace
from fractions import Fraction

import pytest

from equipoise.reports.pages.place_table import place_sheet_table
from equipoise.rules.allocation import FairShare
from equipoise.samples.northmere import PLACES
from equipoise.units import RATIO
from equipoise.usecases.place_sheet import place_sheet
from equipoise.usecases.pot_places import PlaceNeed, pot_places, read_places
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.workings import Basis, Figure, constant
from tests.northmere_pot import TERMS, NorthmerePot
from tests.northmere_round import SYSTEM, YEAR, Northmere, money, thousands


@pytest.fixture
def filled(collated: Northmere) -> NorthmerePot:
    begun = NorthmerePot(collated)
    begun.add()
    return begun


def test_the_sheet_has_need_beside_spend_and_the_way_between(filled: NorthmerePot) -> None:
    """Of 1,001,000 weighted people 580,424 are Northmere's: £230,198,129.87 of £397m by need. A
    year moves 2% of the smaller share, Calder Vale's, of £166,801,870.13: £3,336,037.40."""
    filled.places()
    day = filled.clock.date()
    sheet = place_sheet(filled.one, SYSTEM, by=filled.lead, on=day).result
    northmere, calder = sheet.rows["Northmere"], sheet.rows["Calder Vale"]
    assert [thousands(row.path.spend) for row in (northmere, calder)] == [210_000, 187_000]
    assert northmere.share.share.value == Fraction(580_424, 1_001_000)
    assert [int(row.path.target.value) for row in (northmere, calder)] == [
        23_019_812_987, 16_680_187_013,
    ]  # fmt: skip
    assert int(calder.path.path[0].value) == 18_700_000_000 - 333_603_740
    for year in range(3):
        assert northmere.path.path[year].value + calder.path.path[year].value == money(397_000)
    assert int(calder.path.path[2].value) == 18_700_000_000 - 1_000_811_221
    assert thousands(sheet.unplaced) == 1_987_000
    assert northmere.index.value == Fraction(580_424, 593_400)


def test_shares_of_the_formula_can_be_brought(filled: NorthmerePot) -> None:
    filled.places()
    day = filled.clock.date()
    basis = Basis(period=YEAR.period, unit=RATIO)

    def half() -> FairShare[Figure]:
        share = constant(Fraction(1, 2), basis, name="Half")
        return FairShare(share=share, target=share)

    sheet = place_sheet(
        filled.one,
        SYSTEM,
        shares={"Northmere": half(), "Calder Vale": half()},
        by=filled.lead,
        on=day,
    ).result
    assert thousands(sheet.rows["Northmere"].path.target) == 198_500
    with pytest.raises(UnknownError, match="place of this system: South"):
        place_sheet(filled.one, SYSTEM, shares={"South": half()}, by=filled.lead, on=day)


def test_the_sheet_waits_for_its_places(filled: NorthmerePot) -> None:
    with pytest.raises(RefusedError, match="No places are recorded for ZQ1"):
        place_sheet(filled.one, SYSTEM, by=filled.lead, on=filled.clock.date())


@pytest.mark.parametrize(
    ("practices", "people", "most", "told"),
    [
        (1, 100, Fraction(1, 50), "North has 1 practice"),
        (2, 0, Fraction(1, 50), "North has no people"),
        (2, 100, Fraction(0), "above 0%"),
        (2, 100, Fraction(101, 100), "100% at most"),
    ],
)
def test_a_place_is_several_practices_with_people(
    filled: NorthmerePot, practices: int, people: int, most: Fraction, told: str
) -> None:
    place = PlaceNeed(
        place="North", people=Fraction(people), weighted=Fraction(100), practices=practices
    )
    with pytest.raises(RefusedError, match=told):
        pot_places(
            filled.one,
            SYSTEM,
            places=[place],
            most=most,
            terms=TERMS,
            by=filled.lead,
            now=filled.now(),
        )


def test_an_outcome_is_a_number_with_its_unit(filled: NorthmerePot) -> None:
    act = filled.places()
    day = filled.clock.date()
    outcome = place_sheet(filled.one, SYSTEM, by=filled.lead, on=day)
    row = outcome.result.rows["Northmere"]
    assert row.outcome is not None
    assert row.outcome.value == 402
    assert str(row.outcome.basis.unit) == "early deaths for each 100,000"
    assert row.outcome.working.ref == act.ref
    ref = outcome.result.pot.ref("pot/sheet/Northmere/outcome")
    assert outcome.figures[ref] == row.outcome
    cells = place_sheet_table(outcome.result).rows[1].cells
    assert cells["outcome"] == outcome.result.rows["Calder Vale"].outcome
    assert cells["direction"] == "no change"


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("1,402 early deaths", 1_402), ("0 early deaths", 0), ("", None), ("Falling", None),
        ("78.4 years of life", None), ("40,2 early deaths", None), ("402", None),
        ("4 5 of them", None), ("64% in time", None),
    ],
)  # fmt: skip
def test_what_is_no_whole_number_of_something_stays_in_words(
    filled: NorthmerePot, told: str, number: int | None
) -> None:
    places = [
        replace(place, outcome=told, direction="") for place in read_places(PLACES)
    ]  # fmt: skip
    pot_places(
        filled.one, SYSTEM, places=places, most=Fraction(1, 50), terms=TERMS, by=filled.lead,
        now=filled.now(),
    )  # fmt: skip
    sheet = place_sheet(filled.one, SYSTEM, by=filled.lead, on=filled.clock.date()).result
    found = sheet.rows["Northmere"].outcome
    assert (None if found is None else found.value) == number
    cells = place_sheet_table(sheet).rows[0].cells
    assert cells["outcome"] == (told if found is None else found)
