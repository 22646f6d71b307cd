"""Laws of sharing by formula: no penny is made or lost, at any level or place."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from equipoise.checks import Membership
from equipoise.params import load
from equipoise.sources import PracticeNeed, PracticeNeeds
from equipoise.sources.practice_needs import MEASURED
from equipoise.units import Absence, FinancialYear, Pence
from equipoise.usecases.allocate import LEVELS, allocate
from equipoise.usecases.place import Grouped, place
from equipoise.usecases.populations import Populations, Sharing
from equipoise.workings import Reference

PARAMS = load()
KNOWN_ON = date(2023, 5, 4)
people = st.fractions(1, 50_000, max_denominator=1000)
quanta = st.integers(0, 10**12).map(Pence)


@st.composite
def populations(draw: st.DrawFn) -> Populations:
    """Practices of two systems, each with a network, a district, an area and a region."""
    practices = {}
    for number in range(draw(st.integers(2, 8))):
        code = f"ZP{number}"
        kind = str(number % 2)
        numbers: dict[str, Fraction | Absence] = dict.fromkeys(MEASURED, Absence.MISSING)
        numbers |= {"population": draw(people), "core": draw(people)}
        within = {level: f"{level[0].upper()}{kind}" for level in LEVELS if level != "practice"}
        within["network"] = f"N{draw(st.integers(0, 2))}"
        practices[code] = PracticeNeed(
            code=code, name=code, place=f"row {number}", within=within, numbers=numbers
        )
    names = {
        level: {one.within[level]: one.within[level] for one in practices.values()}
        for level in LEVELS
        if level != "practice"
    }
    needs = PracticeNeeds(source="x", practices=practices, names=names, misfits=())
    return Populations(needs=needs, year=FinancialYear(2023), file="x.csv")


@given(populations(), quanta, st.sampled_from(LEVELS))
def test_an_allocation_is_the_sum(found: Populations, quantum: Pence, level: str) -> None:
    sharing = Sharing(quantum=quantum, params=PARAMS, known_on=KNOWN_ON)
    outcome = allocate(found, sharing, level=level)
    assert sum(area.target.value for area in outcome.result.areas.values()) == quantum
    assert sum(area.share.value for area in outcome.result.areas.values()) == 1


@given(populations(), quanta, st.data())
def test_places_share_the_whole_sum(
    found: Populations, quantum: Pence, data: st.DataObject
) -> None:
    practices = found.needs.practices
    own = [code for code, one in practices.items() if one.within["system"] == "S0"]
    members = tuple(
        Membership(
            practice=code,
            place=data.draw(st.sampled_from(["East", "West"])),
            neighbourhood=data.draw(st.sampled_from(["", "North", "South"])),
            said_at=Reference("file", ("places.csv", code)),
        )
        for code in own
    )
    sharing = Sharing(quantum=quantum, params=PARAMS, known_on=KNOWN_ON)
    grouped = Grouped(members=members, source="places.csv")
    outcome = place(found, sharing, system="S0", grouped=grouped)
    places = outcome.result.places
    assert outcome.findings == ()
    assert sum(one.target.value for one in places.values()) == quantum
    for one in places.values():
        if one.neighbourhoods:
            near = sum(share.target.value for share in one.neighbourhoods.values())
            assert near == one.target.value
