"""Every outcome of a system, with its chance: each body hits or misses, and the sum decides."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

MOST: Final = 15
"""Bodies whose every outcome can be listed: two to that power."""


class TooManyBodiesError(ValueError):
    """There are more outcomes than can be listed."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} bodies have too many outcomes to list; at most {MOST}")


class ChanceError(ValueError):
    """A chance is not from none to certain."""

    def __init__(self, body: str, chance: Fraction) -> None:
        super().__init__(f"{body}: a chance lies from 0 to 1, not at {chance}")


@dataclass(frozen=True, kw_only=True)
class Chance:
    """How likely a body hits its plan, and by how much it is above or below it. Unit: pence.

    `above` is what it has to spare where it hits, `below` its shortfall where it misses: both nil
    or more.
    """

    hits: Fraction
    above: int
    below: int


@dataclass(frozen=True, kw_only=True)
class Joint:
    """How likely each of a body's four outcomes is: they sum to one."""

    both_hit: Fraction
    own_hit: Fraction
    system_hit: Fraction
    both_miss: Fraction


@dataclass(frozen=True, kw_only=True)
class Chances:
    """Each body's four chances, and the chance of each set of bodies that hit, and of the gate."""

    joint: Mapping[str, Joint]
    sets: Mapping[tuple[frozenset[str], bool], Fraction]

    @property
    def system_hits(self) -> Fraction:
        """How likely the system hits."""
        return sum((chance for (_, hit), chance in self.sets.items() if hit), start=Fraction(0))


def chances(bodies: Mapping[str, Chance]) -> Chances:
    """Return the chance of every outcome, where bodies hit or miss apart from one another.

    Assumption: what one body does makes no other's result more or less likely.
    Raises: TooManyBodiesError; ChanceError.

    >>> half = Fraction(1, 2)
    >>> found = chances({"A": Chance(hits=half, above=1, below=3),
    ...     "B": Chance(hits=half, above=2, below=0)})
    >>> print(found.system_hits, found.joint["B"].own_hit)
    1/2 1/4
    """
    if len(bodies) > MOST:
        raise TooManyBodiesError(len(bodies))
    sums: dict[tuple[frozenset[str], int], Fraction] = {(frozenset(), 0): Fraction(1)}
    for code, body in sorted(bodies.items()):
        if not 0 <= body.hits <= 1:
            raise ChanceError(code, body.hits)
        grown: dict[tuple[frozenset[str], int], Fraction] = defaultdict(Fraction)
        for (hit, over), chance in sums.items():
            for new, added, likely in (
                (hit | {code}, body.above, body.hits),
                (hit, -body.below, 1 - body.hits),
            ):
                if likely:
                    grown[new, over + added] += chance * likely
        sums = grown
    sets = {(hit, over >= 0): chance for (hit, over), chance in sums.items()}
    return of_sets(bodies, sets)


def of_sets(bodies: Iterable[str], sets: Mapping[tuple[frozenset[str], bool], Fraction]) -> Chances:
    """Return chances by body, from those of each set of bodies that hit and of the system."""
    return Chances(joint={code: _joint(code, sets) for code in bodies}, sets=sets)


def _joint(code: str, sets: Mapping[tuple[frozenset[str], bool], Fraction]) -> Joint:
    found: dict[tuple[bool, bool], Fraction] = defaultdict(Fraction)
    for (hit, system), chance in sets.items():
        found[code in hit, system] += chance
    return Joint(
        both_hit=found[True, True],
        own_hit=found[True, False],
        system_hit=found[False, True],
        both_miss=found[False, False],
    )
