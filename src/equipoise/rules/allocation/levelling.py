"""One level for everybody: the growth at which parts that rise with it sum to what there is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic

from equipoise.rules.walking import bare
from equipoise.workings import Number, largest, smallest, total


@dataclass(frozen=True, kw_only=True)
class Bounded(Generic[Number]):
    """A part of `start` and, for each unit of the level, its `weight`: between floor and cap.

    Shape: the weight is above nil, and the cap, where there is one, is not below the floor.
    """

    weight: Number
    start: Number
    floor: Number
    cap: Number | None

    @property
    def at_cap(self) -> Number:
        """Its cap: asked for only where it has one."""
        assert self.cap is not None, "nothing without a cap is at it"
        return self.cap

    def at(self, level: Number) -> Number:
        """Return the part at a level."""
        free = largest(self.start + self.weight * level, self.floor)
        return free if self.cap is None else smallest(free, self.cap)


def level_of(whole: Number, parts: Mapping[str, Bounded[Number]]) -> Number:
    """Return the lowest level at which the parts sum to the whole.

    The whole lies between the sum of the floors and that of the caps, and some part can move.
    Which parts meet a limit is found over bare fractions; the level follows from the rest, on
    the record.
    """
    plain: dict[str, Bounded[Fraction]] = {code: bare(part) for code, part in parts.items()}
    leaves = {code: (part.floor - part.start) / part.weight for code, part in plain.items()}
    meets = {
        code: (part.cap - part.start) / part.weight
        for code, part in plain.items()
        if part.cap is not None
    }
    movable = [code for code in plain if code not in meets or leaves[code] < meets[code]]
    turns = sorted(turn[code] for code in movable for turn in (leaves, meets) if code in turn)

    def filled(level: Fraction) -> Fraction:
        return sum((part.at(level) for part in plain.values()), start=Fraction(0))

    before = turns[max(bisect_left(turns, bare(whole), key=filled) - 1, 0)]
    capped = {code for code, turn in meets.items() if turn <= before}
    free = [code for code in movable if leaves[code] <= before and code not in capped]
    held = [
        part.at_cap if code in capped else part.floor
        for code, part in parts.items()
        if code not in free
    ]
    rest = whole - total(held) if held else whole
    starts = total(parts[code].start for code in free)
    return (rest - starts) / total(parts[code].weight for code in free)
