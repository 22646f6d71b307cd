"""The ledger: what each line of a pot holds on a day, by what was recorded until another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class Posting(Generic[Number]):
    """An amount that a decision puts on a line, from a day on; below nil it takes away."""

    line: str
    amount: Number
    effective_on: date
    recorded_on: date


@dataclass(frozen=True, kw_only=True)
class Postings(Generic[Number]):
    """Everything posted, and the day on which the lines are looked at."""

    as_at: date
    postings: tuple[Posting[Number], ...]


@rule(
    applies=DEFINITIONS,
    source="Founding requirement F-004-02: a pot is a ledger by stream, with movements in the "
    "year; an amount counts from its day of effect (house setting)",
)
def ledger(
    entries: Postings[Number], params: Values[Number], *, known_on: date
) -> Mapping[str, Number]:
    """Return what each line holds at the end of the day `as_at`, as known at that of `known_on`.

    A line that nothing had been posted to is not there: it does not hold nil.

    Unit: pence.
    Law postings_in_any_order: recording them otherwise changes no line.
    Law the_ledger_is_the_sum_of_its_parts: what two sets of postings hold adds up line by line.
    Law a_later_posting_moves_no_earlier_day: neither by its day of effect nor of recording.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> april, march = date(2023, 4, 1), date(2024, 3, 26)
    >>> first = Posting(line="a", amount=Fraction(5), effective_on=april, recorded_on=april)
    >>> later = Posting(line="a", amount=Fraction(2), effective_on=april, recorded_on=march)
    >>> entries = Postings(as_at=march, postings=(first, later))
    >>> [str(ledger(entries, load().exact, known_on=day)["a"]) for day in (april, march)]
    ['5', '7']
    """
    del params
    held: dict[str, list[Number]] = {}
    for posting in entries.postings:
        if posting.effective_on <= entries.as_at and posting.recorded_on <= known_on:
            held.setdefault(posting.line, []).append(posting.amount)
    return {line: named(total(amounts), line) for line, amounts in sorted(held.items())}
