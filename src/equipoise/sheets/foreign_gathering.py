"""Make cells and declared totals of the amounts that were found in somebody else's workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from equipoise.cube import Cell, CellKey
from equipoise.register import Chart, Measure
from equipoise.sheets.amounts import scale
from equipoise.sheets.content import Identity
from equipoise.sheets.faults import Fault, FaultKind
from equipoise.sheets.foreign_map import PRIOR, FormMap
from equipoise.sheets.ledger_columns import MOST
from equipoise.sheets.ledger_map import YEAR_CODE
from equipoise.sheets.lines import LAYER
from equipoise.sheets.places import DIGITS
from equipoise.sheets.shapes import MONTH_CODES
from equipoise.units import Absence, FinancialYear, Period
from equipoise.workings import Reference

Target = tuple[str, str | None]
"""A measure, and a counterparty if there is one."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One amount that a line of the mapping led to: where it stands, and its value or none."""

    target: Target
    period: str
    place: Reference
    words: tuple[str, str]
    value: int | Absence


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """The cells of a workbook, what its totals declare, last year, faults, and words by place."""

    cells: list[Cell] = field(default_factory=list)
    totals: list[Cell] = field(default_factory=list)
    prior: list[Cell] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Whose plan it is, the chart it follows, and the mapping."""

    identity: Identity
    chart: Chart
    form_map: FormMap

    def measure(self, code: str) -> Measure:
        """Return a measure as it is for such a body."""
        return self.chart.get(code, self.identity.kind)

    @property
    def mapped_parts(self) -> tuple[str, ...]:
        """The parts that the mapping has an amount of, in the order of the chart."""
        lines = self.form_map.of("cell", "label", "code").values()
        mapped = {self.measure(line.measure).part for line in lines if line.period != PRIOR}
        return tuple(part for part in self.chart.parts(self.identity.kind) if part in mapped)


def period_of(year: FinancialYear, code: str) -> Period:
    """Return the period that a mapping's code stands for.

    >>> print(period_of(FinancialYear(2023), "prior"), period_of(FinancialYear(2023), "Y3"))
    2022/23 2025/26
    """
    if code == PRIOR:
        return FinancialYear(year.starts_in - 1).period
    if code not in MONTH_CODES and code != YEAR_CODE:
        return FinancialYear(year.starts_in + int(code.removeprefix(YEAR_CODE)) - 1).period
    return year.coded(code)


def gathered(found: Sequence[Found], plan: Plan, *, whole: Reference) -> Gathered:
    """Return the cells that the amounts make, line by line; what the plan lacks is a fault.

    As in a list of a ledger: a year beside months is what the form declares their sum, or last,
    to be; so is any amount of a line that others make, or that is by counterparty and names none.
    A year alone is a cell of the whole year, because nobody may guess its months.
    """
    done = Gathered()
    by_target: dict[Target, dict[str, list[Found]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        by_target[one.target][one.period].append(one)
    for target, periods in by_target.items():
        _gather(target, periods, plan, done)
    for number, line in plan.form_map.of("nil").items():
        done.cells.append(_nil(number, line.target, plan))
    for measure in _unmapped(by_target, plan):
        expected = f"a place for {measure.title} in the mapping; by nil where there is nothing"
        done.faults.append(
            Fault(kind=FaultKind.NOT_MAPPED, place=whole, row=measure.title, expected=expected)
        )
    return done


def _gather(target: Target, periods: Mapping[str, list[Found]], plan: Plan, done: Gathered) -> None:
    measure = plan.measure(target[0])
    total = bool(measure.formula) or (measure.counterparty and target[1] is None)
    months = [code for code in MONTH_CODES if code in periods]
    lacking = [code for code in MONTH_CODES if code not in periods] if months else []
    for code, amounts in periods.items():
        cell = _cell(target, code, amounts, plan, done)
        if code == PRIOR:
            done.prior.append(cell)
        elif total or (months and code == YEAR_CODE):
            done.totals.append(cell)
        else:
            done.cells.append(cell)
    if lacking and not total:
        place = done.cells[-1].source
        expected = f"a place for {', '.join(lacking)} in the mapping"
        done.faults.append(
            Fault(kind=FaultKind.NOT_MAPPED, place=place, row=measure.title, expected=expected)
        )
        for code in lacking:
            key = _key(target, code, plan)
            done.cells.append(Cell(key=key, value=Absence.MISSING, source=place))


def _cell(
    target: Target, code: str, amounts: Sequence[Found], plan: Plan, done: Gathered
) -> Cell:  # fmt: skip
    """Return the sum of what stands for a line and period; missing if one of them is."""
    place = _together([one.place for one in amounts])
    values = [one.value for one in amounts if not isinstance(one.value, Absence)]
    value: int | Absence = sum(values) if len(values) == len(amounts) else Absence.MISSING
    if not isinstance(value, Absence) and abs(value) >= scale(plan.measure(target[0]).unit).largest:
        value = Absence.MISSING
        expected = "cells that come to less together"
        done.faults.append(Fault(kind=FaultKind.TOO_LARGE, place=place, expected=expected))
    row, column = amounts[0].words
    more = f" and {len(amounts) - 1} more" if len(amounts) > 1 else ""
    done.words[str(place)] = (f"{row}{more}", column)
    return Cell(key=_key(target, code, plan), value=value, source=place)


def _together(places: Sequence[Reference]) -> Reference:
    """Return one reference of several cells: the first, and the others after it.

    Those on another sheet are named with it, and those past very many are left out.
    """
    first = places[0]
    _, sheet, _ = first.parts
    more = (
        part[2] if part[1] == sheet else f"{part[1]}!{part[2]}"
        for part in (place.parts for place in places[1:MOST])
    )
    return Reference("file", (*first.parts, *more))


def _nil(number: int, target: Target, plan: Plan) -> Cell:
    """Return the 0 that the mapping itself says, its source the line that says so."""
    place = Reference("file", (plan.form_map.digest[:DIGITS], "line", str(number)))
    return Cell(key=_key(target, YEAR_CODE, plan), value=0, source=place)


def _key(target: Target, code: str, plan: Plan) -> CellKey:
    return CellKey(
        organisation=plan.identity.organisation,
        counterparty=target[1],
        measure=target[0],
        period=period_of(plan.identity.year, code),
        layer=LAYER,
    )


def _unmapped(found: Mapping[Target, Mapping[str, object]], plan: Plan) -> Iterator[Measure]:
    """Yield the entered lines of the parts in the form that the mapping says nothing of.

    A line that is listed by counterparty or item may have none.
    """
    told = {line.measure for line in plan.form_map.lines.values()}
    told |= {target[0] for target in found}
    for part in plan.mapped_parts:
        for measure in plan.chart.of(part, plan.identity.kind):
            listed = measure.formula or measure.counterparty or measure.item
            if not listed and measure.code not in told:
                yield measure
