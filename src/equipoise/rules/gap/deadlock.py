"""A deadlock: what each party holds to, and what would unlock it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, largest, named, smallest


@dataclass(frozen=True, kw_only=True)
class Holds(Generic[Number]):
    """What each party of one matter last put forward and has not withdrawn. Unit: pence."""

    held: Mapping[str, Number]


@dataclass(frozen=True, kw_only=True)
class Deadlock(Generic[Number]):
    """How far apart the parties are, and by how much each alone would move to meet each other.

    `apart` is nil where all hold to one amount.
    """

    apart: Number
    to_meet: Mapping[str, Mapping[str, Number]]


@rule(
    applies=DEFINITIONS,
    source="Founding requirement F-003-06: hard negotiation and compromise, with moves and "
    "counter-moves on record",
)
def deadlock(holds: Holds[Number], params: Values[Number], *, known_on: date) -> Deadlock[Number]:
    """Return what lies between the parties of a matter.

    Unit: pence; a party that would have to put forward more moves by a positive amount.
    Law one_move_unlocks: a party that moves by what it takes to meet the only other is not apart.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> holds = Holds(held={"ZQ1": Fraction(10), "ZR1": Fraction(15)})
    >>> found = deadlock(holds, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.apart, found.to_meet["ZQ1"]["ZR1"], found.to_meet["ZR1"]["ZQ1"])
    5 5 -5
    """
    del params, known_on
    held = holds.held
    most, least = largest(*held.values()), smallest(*held.values())
    return Deadlock(
        apart=named(most - least, "Apart"),
        to_meet={
            party: {
                other: named(theirs - own, f"{party} to meet {other}")
                for other, theirs in held.items()
                if other != party
            }
            for party, own in held.items()
        },
    )
