"""Folding in: what streams would be if ring-fenced lines joined the general allocation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.pot.sums import total_or_nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named


@dataclass(frozen=True, kw_only=True)
class SourceLine(Generic[Number]):
    """A line of money from the centre, and whether it is fenced off for one purpose."""

    stream: str
    is_fenced: bool
    amount: Number


@dataclass(frozen=True, kw_only=True)
class Fundings(Generic[Number]):
    """Every line (at least one), and the stream that fenced ones would join."""

    into: str
    lines: Mapping[str, SourceLine[Number]]


@dataclass(frozen=True, kw_only=True)
class FoldedStream(Generic[Number]):
    """A stream as it is, how much of it is fenced, and what it would be."""

    before: Number
    fenced: Number
    after: Number


@dataclass(frozen=True, kw_only=True)
class Folded(Generic[Number]):
    """Each stream, and what would move."""

    streams: Mapping[str, FoldedStream[Number]]
    folded: Number


@rule(
    applies=DEFINITIONS,
    source="Founding requirement F-001-07: model folding ring-fenced pots into the general "
    "allocation",
)
def fold_in(
    fundings: Fundings[Number], params: Values[Number], *, known_on: date
) -> Folded[Number]:
    """Return each stream with ring-fenced lines taken out of it and put into the general one.

    Unit: pence.
    Law folding_in_makes_no_money: streams sum to the same before and after.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> lines = {"a": SourceLine(stream="core", is_fenced=False, amount=Fraction(10)),
    ...     "b": SourceLine(stream="other", is_fenced=True, amount=Fraction(2))}
    >>> found = fold_in(Fundings(into="core", lines=lines), load().exact,
    ...     known_on=date(2023, 4, 1))
    >>> print(found.streams["core"].after, found.streams["other"].after)
    12 0
    """
    del params, known_on
    listed = [line for _, line in sorted(fundings.lines.items())]
    nothing = nil(listed[0].amount)
    folded = total_or_nil(
        (line.amount for line in listed if line.is_fenced), nothing, name="Folded in"
    )
    codes = dict.fromkeys((fundings.into, *(line.stream for line in fundings.lines.values())))
    found = {}
    for code in codes:
        own = [line for line in listed if line.stream == code]
        before = total_or_nil((line.amount for line in own), nothing, name=f"Before, {code}")
        fenced = total_or_nil(
            (line.amount for line in own if line.is_fenced), nothing, name=f"Fenced, {code}"
        )
        arriving = folded if code == fundings.into else nothing
        after = named(before - fenced + arriving, f"After, {code}")
        found[code] = FoldedStream(before=before, fenced=fenced, after=after)
    return Folded(streams=found, folded=folded)
