"""What changed from one version of a part to another: lines, what they are worth, and checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from equipoise.cube import Cell, Cells
from equipoise.findings import Finding
from equipoise.register import Aggregation, Chart, Kind, Measure
from equipoise.store import Digest
from equipoise.units import Absence, FinancialYear, Unit
from equipoise.usecases.workspace import Workspace

READINGS: Final = ("including", "excluding")
LARGEST: Final = 10
"""How many lines are named in an event and on a page."""
Line = tuple[str, str | None, str, FinancialYear]
"""Measure, counterparty, item, and the year."""


@dataclass(frozen=True, kw_only=True)
class LineChange:
    """A line of one year before and after; nil where a list has no such row.

    Unit: the smallest whole part of the measure's own unit
    """

    measure: Measure
    counterparty: str | None
    item: str
    year: FinancialYear
    before: int
    after: int

    @property
    def change(self) -> int:
        """By how much it is more than before."""
        return self.after - self.before


@dataclass(frozen=True, kw_only=True)
class Flips:
    """Which checks say something else than before: findings new, cleared, and of other weight."""

    new: tuple[Finding, ...] = ()
    cleared: tuple[Finding, ...] = ()
    reweighed: tuple[tuple[Finding, Finding], ...] = ()

    def __len__(self) -> int:
        return len(self.new) + len(self.cleared) + len(self.reweighed)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two versions of a part: the lines that changed, the largest first, and checks that flipped.

    `incomplete` counts lines that cannot be compared, for one side has a blank. `position` is by
    how much the position of the plan year moves, by reading; empty for a part without one.

    Law changes_of_lines_sum_to_the_change_of_the_total: by unit, over every line that is complete
        on both sides.
    """

    lines: tuple[LineChange, ...]
    incomplete: int
    position: Mapping[str, int]
    flips: Flips

    @property
    def largest(self) -> tuple[LineChange, ...]:
        """The lines that changed most, of each unit by size."""
        return self.lines[:LARGEST]

    def by_measure(self) -> tuple[tuple[Measure, int, int], ...]:
        """Return what the changed lines of each measure come to, before and after."""
        found: dict[str, list[LineChange]] = {}
        for line in self.lines:
            found.setdefault(line.measure.code, []).append(line)
        return tuple(
            (own[0].measure, sum(line.before for line in own), sum(line.after for line in own))
            for own in found.values()
        )

    def sums(self) -> Mapping[Unit, int]:
        """Return what all changes come to, by unit."""
        found: dict[Unit, int] = {}
        for line in self.lines:
            found[line.measure.unit] = found.get(line.measure.unit, 0) + line.change
        return found


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of two versions that are compared: where its cells lie, and what is found in it."""

    parquet: str
    findings: tuple[Finding, ...]


def compare(
    versions: Mapping[str, tuple[Side, Side]],
    *,
    workspace: Workspace,
    kind: Kind,
    year: FinancialYear,
) -> Mapping[str, Comparison]:
    """Return by part what changed from one version to another, with the findings each holds.

    Shape: `versions` are of one body, before and after; the cells of all are read at once.
    """
    chart = workspace.chart
    then = _by_part(workspace, {part: before for part, (before, _) in versions.items()}, kind)
    now = _by_part(workspace, {part: after for part, (_, after) in versions.items()}, kind)
    found = {}
    for part, (before, after) in versions.items():
        lines, incomplete = line_changes(then[part], now[part], chart=chart, kind=kind)
        found[part] = Comparison(
            lines=lines,
            incomplete=incomplete,
            position=_position(lines, chart, kind=kind, year=year),
            flips=flips(before.findings, after.findings),
        )
    return found


def line_changes(
    before: Iterable[Cell], after: Iterable[Cell], *, chart: Chart, kind: Kind
) -> tuple[tuple[LineChange, ...], int]:
    """Return the lines that changed, the largest first, and how many could not be compared."""
    then = year_lines(before, chart, kind=kind)
    now = year_lines(after, chart, kind=kind)
    changes, incomplete = [], 0
    for line in sorted(then.keys() | now.keys(), key=_order):
        old, new = then.get(line, 0), now.get(line, 0)
        if isinstance(old, Absence) or isinstance(new, Absence):
            incomplete += 1
        elif old != new:
            measure, counterparty, item, year = line
            changes.append(
                LineChange(
                    measure=chart.get(measure, kind),
                    counterparty=counterparty,
                    item=item,
                    year=year,
                    before=old,
                    after=new,
                )
            )
    changes.sort(key=lambda one: (one.measure.unit.name != "pence", -abs(one.change)))
    return tuple(changes), incomplete


def flips(before: Iterable[Finding], after: Iterable[Finding]) -> Flips:
    """Return which findings are new, which are gone, and which weigh otherwise.

    A finding is the same as before when check, sheet, cell and row are, whatever the file.
    """
    then = {_sameness(finding): finding for finding in before}
    now = {_sameness(finding): finding for finding in after}
    both = then.keys() & now.keys()
    return Flips(
        new=tuple(finding for key, finding in now.items() if key not in both),
        cleared=tuple(finding for key, finding in then.items() if key not in both),
        reweighed=tuple(
            (then[key], finding)
            for key, finding in now.items()
            if key in both and then[key].severity is not finding.severity
        ),
    )


def as_facts(found: Comparison, *, before: int) -> dict[str, Any]:
    """Return a comparison as the event of a submission holds it."""
    return {
        "from": before,
        "lines": len(found.lines),
        "incomplete": found.incomplete,
        "sums": {unit.name: change for unit, change in found.sums().items()},
        "position_pence": dict(found.position),
        "largest": [
            {
                "measure": line.measure.code,
                "counterparty": line.counterparty,
                "item": line.item,
                "year": line.year.code,
                "before": line.before,
                "after": line.after,
            }
            for line in found.largest
        ],
        "new": [f"{finding.code} {finding.place}" for finding in found.flips.new],
        "cleared": [f"{finding.code} {finding.place}" for finding in found.flips.cleared],
        "reweighed": [
            f"{new.code} {new.place}: {old.severity} to {new.severity}"
            for old, new in found.flips.reweighed
        ],
    }


def _by_part(workspace: Workspace, parts: Mapping[str, Side], kind: Kind) -> dict[str, list[Cell]]:
    """Return the cells of parts of one body, by part."""
    paths = {part: workspace.store.path(Digest(side.parquet)) for part, side in parts.items()}
    found: dict[str, list[Cell]] = {part: [] for part in paths}
    for cell in Cells(*paths.values()):
        found[workspace.chart.get(cell.key.measure, kind).part].append(cell)
    return found


def year_lines(cells: Iterable[Cell], chart: Chart, *, kind: Kind) -> dict[Line, int | Absence]:
    """Return what each line comes to in each year, all layers together."""
    held: dict[Line, list[Cell]] = {}
    for cell in cells:
        key = cell.key
        line = (key.measure, key.counterparty, key.item, key.period.year)
        held.setdefault(line, []).append(cell)
    return {line: _of_year(chart.get(line[0], kind), own) for line, own in held.items()}


def _of_year(measure: Measure, cells: list[Cell]) -> int | Absence:
    """Return a year's value: the sum of its cells, or of the last ones where these stand for it."""
    if measure.aggregation is Aggregation.CLOSING:
        last = max(cell.key.period for cell in cells)
        cells = [cell for cell in cells if cell.key.period == last]
    whole = 0
    for cell in cells:
        if isinstance(cell.value, Absence):
            return cell.value
        whole += cell.value
    return whole


def _position(
    lines: Iterable[LineChange], chart: Chart, *, kind: Kind, year: FinancialYear
) -> dict[str, int]:
    found = {}
    listed = tuple(lines)
    for reading in READINGS:
        signs = {m.code: sign for sign, m in chart.terms(f"position.{reading}", kind)}
        own = [line for line in listed if line.measure.code in signs and line.year == year]
        if own:
            found[reading] = sum(signs[line.measure.code] * line.change for line in own)
    return dict.fromkeys(READINGS, 0) | found if found else {}


def _sameness(finding: Finding) -> tuple[str, ...]:
    within = finding.place.parts[1:] if finding.place.kind == "file" else finding.place.parts
    return (finding.code, finding.part, *within, finding.row)


def _order(line: Line) -> tuple[str, str, str, FinancialYear]:
    return (line[0], line[1] or "", line[2], line[3])
