"""Totals by stream: what each opened with, what moved since, and how much of it lasts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.pot.sums import total_or_nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class Grant(Generic[Number]):
    """A line of money from the centre: its stream, whether it comes again, what it holds.

    `opening` is what it was entered with, `moved` what was moved and awarded in the year.
    """

    stream: str
    is_recurrent: bool
    opening: Number
    moved: Number


@dataclass(frozen=True, kw_only=True)
class Grants(Generic[Number]):
    """Every line of money: at least one."""

    lines: Mapping[str, Grant[Number]]


@dataclass(frozen=True, kw_only=True)
class StreamTotal(Generic[Number]):
    """A stream, or all of them: opening and movements make what there is now."""

    opening: Number
    moved: Number
    now: Number
    recurrent: Number
    non_recurrent: Number


@dataclass(frozen=True, kw_only=True)
class StreamTotals(Generic[Number]):
    """Each stream, and all of them together."""

    streams: Mapping[str, StreamTotal[Number]]
    whole: StreamTotal[Number]


@rule(
    applies=DEFINITIONS,
    source="Founding requirement F-004-02: a pot by stream, with recurrent flag and in-year "
    "movements; NHS England by stream, as CIPFA prints it: streams, subtotal and total",
)
def stream_totals(
    grants: Grants[Number], params: Values[Number], *, known_on: date
) -> StreamTotals[Number]:
    """Return each stream's opening, movements, amount now and the two parts of that; and all.

    Unit: pence.
    Law streams_sum_to_the_whole: in each of the five amounts.
    Law recurrent_and_not_are_all_there_is: together they are what there is now.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> line = Grant(stream="a", is_recurrent=True, opening=Fraction(5), moved=Fraction(-1))
    >>> found = stream_totals(Grants(lines={"a1": line}), load().exact, known_on=date(2023, 4, 1))
    >>> print(found.whole.now, found.whole.non_recurrent)
    4 0
    """
    del params, known_on
    listed = [line for _, line in sorted(grants.lines.items())]
    streams = dict.fromkeys(line.stream for line in grants.lines.values())
    return StreamTotals(
        streams={
            code: _totals([line for line in listed if line.stream == code], code)
            for code in streams
        },
        whole=_totals(listed, "all streams"),
    )


def _totals(lines: list[Grant[Number]], name: str) -> StreamTotal[Number]:
    nothing = nil(lines[0].opening)
    opening = named(total(line.opening for line in lines), f"Opening, {name}")
    moved = named(total(line.moved for line in lines), f"Movements in the year, {name}")
    lasting = (line.opening + line.moved for line in lines if line.is_recurrent)
    one_off = (line.opening + line.moved for line in lines if not line.is_recurrent)
    return StreamTotal(
        opening=opening,
        moved=moved,
        now=named(opening + moved, f"Now, {name}"),
        recurrent=total_or_nil(lasting, nothing, name=f"Recurrent, {name}"),
        non_recurrent=total_or_nil(one_off, nothing, name=f"Non-recurrent, {name}"),
    )
