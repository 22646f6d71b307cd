"""The place sheet: need beside spend, the agreed path, and places that are no practice."""

from fractions import Fraction

import pytest

from equipoise.rules.allocation import FairShare
from equipoise.units import RATIO
from equipoise.usecases.place_sheet import place_sheet
from equipoise.usecases.pot_places import PlaceNeed, pot_places
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
    """Need 252 to 198 of 450: 56% and 44% of 397,000; North gains 2% of its share a year at most,
    and so does Calder lose, whose share is the smaller."""
    filled.places()
    day = filled.clock.date()
    sheet = place_sheet(filled.one, SYSTEM, by=filled.lead, on=day).result
    north, calder = sheet.rows["North"], sheet.rows["Calder"]
    assert [thousands(row.path.spend) for row in (north, calder)] == [213_000, 184_000]
    assert [row.share.share.value for row in (north, calder)] == [
        Fraction(14, 25), Fraction(11, 25),
    ]  # fmt: skip
    assert [thousands(row.path.target) for row in (north, calder)] == [222_320, 174_680]
    step = Fraction(174_680 * 2, 100)
    assert int(calder.path.path[0].value) == (184_000 - step) * 100_000
    assert north.path.path[0].value + calder.path.path[0].value == money(397_000)
    assert north.path.path[2].value == north.path.target.value
    assert thousands(sheet.unplaced) == 1_987_000
    assert north.index.value == Fraction(252, 240) / 1


def test_shares_of_the_formula_can_be_brought(filled: NorthmerePot) -> None:
    filled.places()
    day = filled.clock.date()
    basis = Basis(period=YEAR.period, unit=RATIO)

    def half() -> FairShare[Figure]:
        share = constant(Fraction(1, 2), basis, name="Half")
        return FairShare(share=share, target=share)

    sheet = place_sheet(
        filled.one, SYSTEM, shares={"North": half(), "Calder": half()}, by=filled.lead, on=day
    ).result
    assert thousands(sheet.rows["North"].path.target) == 198_500
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
