"""What a body's return comes to in its headline figures, beside the version before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from equipoise.cube import Cell
from equipoise.register import Chart, Kind
from equipoise.units import Absence, FinancialYear, Unit
from equipoise.usecases.comparison import Line, year_lines

POSITION: Final = "Position including support"
PAY: Final = ("pay.substantive", "pay.bank", "pay.agency")
HEADLINES: Final[dict[Kind, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    Kind.PROVIDER: (
        ("Income", ("income.total",)),
        ("Pay", PAY),
        (POSITION, ("position.including",)),
        ("Efficiency", ("efficiency.total",)),
        ("Capital", ("capital.total",)),
        ("Workforce", ("wte.total",)),
    ),
    Kind.ICB: (
        ("Allocation", ("allocation.total",)),
        ("Spending", ("spend.total",)),
        (POSITION, ("position.including",)),
        ("Efficiency", ("efficiency.total",)),
        ("Capital", ("capital.total",)),
    ),
}
"""What is shown of a return before it is sent off, by kind of body."""


@dataclass(frozen=True, kw_only=True)
class Headline:
    """One figure of a return, and the same of the version before; None where a cell is absent.

    Unit: the smallest whole part of `unit`.
    """

    name: str
    part: str
    unit: Unit
    now: int | None
    before: int | None


Lines = Mapping[Line, int | Absence]
"""What each line of a return comes to in each year."""


def headlines(
    now: Iterable[Cell],
    before: Iterable[Cell] = (),
    *,
    chart: Chart,
    kind: Kind,
    year: FinancialYear,
) -> tuple[Headline, ...]:
    """Return the headline figures of the plan year, of the cells as they are now and were before.

    A figure of which nothing was returned, or something is blank, is None and never nil.
    """
    lines = [year_lines(cells, chart, kind=kind) for cells in (now, before)]
    found = []
    for name, codes in HEADLINES.get(kind, ()):
        signs = {term.code: sign for code in codes for sign, term in chart.terms(code, kind)}
        measure = chart.get(codes[0], kind)
        is_now, was = (_sum(own, signs, year) for own in lines)
        found.append(
            Headline(name=name, part=measure.part, unit=measure.unit, now=is_now, before=was)
        )
    return tuple(found)


def _sum(lines: Lines, signs: Mapping[str, int], year: FinancialYear) -> int | None:
    own = {line: value for line, value in lines.items() if line[0] in signs and line[3] == year}
    if not own or any(isinstance(value, Absence) for value in own.values()):
        return None
    return sum(signs[line[0]] * value for line, value in own.items() if isinstance(value, int))
