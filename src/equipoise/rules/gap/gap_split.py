"""The gap split among bodies by the key that was declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.pot.award_shares import Award, AwardShare, parts_of
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number

KEYS: Final = (
    *("equal", "turnover", "allocation", "fair-share-distance", "efficiency-opportunity"),
    "custom",
)
"""By what a gap is split; whoever splits it says which."""


class UndeclaredKeyError(ValueError):
    """A gap is split by no key that has a name."""

    def __init__(self, key: str) -> None:
        super().__init__(f"declare by what the gap is split, one of {', '.join(KEYS)}: {key!r}")
        self.key = key


@dataclass(frozen=True, kw_only=True)
class Split(Generic[Number]):
    """What is still to be found, the key by its name, and what each body weighs by it.

    Unit: whole pence; weights in one unit, whichever it is.
    """

    gap: Number
    key: str
    weights: Mapping[str, Number]


@rule(
    applies=DEFINITIONS,
    source="Fact book 1, section 2.5: the gap is split by a declared key; whole pence by largest "
    "remainder (house setting)",
)
def gap_split(
    split: Split[Number], params: Values[Number], *, known_on: date
) -> Mapping[str, AwardShare[Number]]:
    """Return each body's part of the gap.

    Unit: ratio; whole pence.
    Raises: UndeclaredKeyError; ApportionmentError when a weight is below nil or all are nil.
    Law parts_of_a_gap_sum_to_it: to the penny, whatever the key.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> split = Split(gap=Fraction(12), key="turnover",
    ...     weights={"A": Fraction(600), "B": Fraction(300), "C": Fraction(100)})
    >>> found = gap_split(split, load().exact, known_on=date(2023, 5, 4))
    >>> [str(found[code].amount) for code in "ABC"]
    ['7', '4', '1']
    """
    del params, known_on
    if split.key not in KEYS:
        raise UndeclaredKeyError(split.key)
    return parts_of(Award(amount=split.gap, weights=split.weights), of="the gap")
