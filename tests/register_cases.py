"""Made-up registers of every shape, for the laws."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from equipoise.register import Hierarchy, Kind, Link, Organisation, Register, Succession
from equipoise.units import Pence, Period

CODES = [f"ZR{number}" for number in range(6)]
DAYS = [date(2020 + number, 4, 1) for number in range(6)]
SOURCE = "made up"

days = st.sampled_from(DAYS)
hierarchies = st.sampled_from(list(Hierarchy))
amounts = st.dictionaries(
    st.sampled_from(CODES), st.integers(-(10**9), 10**9).map(Pence), max_size=len(CODES)
)
periods = st.lists(days, min_size=2, max_size=2, unique=True).map(
    lambda pair: Period(*sorted(pair))
)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


def shares_of(draw: Callable[..., int], bodies: list[str]) -> dict[str, Fraction]:
    """Return positive shares of the bodies that sum to 1."""
    parts = {body: draw(st.integers(1, 9)) for body in bodies}
    return {body: Fraction(part, sum(parts.values())) for body, part in parts.items()}


@st.composite
def links(draw: st.DrawFn) -> list[Link]:
    """Return links up through the codes, each body under later ones, as their hierarchy asks."""
    found = []
    for hierarchy in Hierarchy:
        for place, child in enumerate(CODES[:-1]):
            most = 1 if hierarchy is Hierarchy.STATUTORY else 2
            above = st.lists(st.sampled_from(CODES[place + 1 :]), max_size=most, unique=True)
            applies, scale = draw(periods), Fraction(1)
            if hierarchy in (Hierarchy.PLACE, Hierarchy.COLLABORATIVE):
                scale = Fraction(draw(st.integers(0, 4)), 4)
            for parent, share in shares_of(draw, draw(above)).items():
                found.append(
                    Link(
                        hierarchy=hierarchy,
                        child=child,
                        parent=parent,
                        weight=share * scale,
                        applies=applies,
                        source=SOURCE,
                    )
                )
    return found


@st.composite
def successions(draw: st.DrawFn) -> list[Succession]:
    """Return successions from earlier to later codes, with whole shares."""
    found = []
    for place, predecessor in enumerate(CODES[:-1]):
        after = st.lists(st.sampled_from(CODES[place + 1 :]), max_size=3, unique=True)
        on = draw(days)
        for successor, share in shares_of(draw, draw(after)).items():
            found.append(
                Succession(
                    predecessor=predecessor,
                    successor=successor,
                    on=on,
                    share=share,
                    source=SOURCE,
                )
            )
    return found


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Return a whole register."""
    bodies = [
        Organisation(
            code=code,
            name=draw(names),
            kind=draw(st.sampled_from(list(Kind))),
            opens_on=draw(st.none() | st.sampled_from(DAYS[:3])),
            closes_on=draw(st.none() | st.sampled_from(DAYS[3:])),
            source=SOURCE,
        )
        for code in CODES
    ]
    return Register(tuple(bodies), tuple(draw(links())), tuple(draw(successions())))
