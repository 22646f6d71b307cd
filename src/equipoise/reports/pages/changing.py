"""What changed between two versions of a part, and which of them counts."""

from __future__ import annotations

from equipoise.reports.pages.findings import findings_table
from equipoise.reports.pages.page import Page, counted, million, parts_named, sentence
from equipoise.reports.table import Amount, Column, Row, Table
from equipoise.units import PENCE, Unit
from equipoise.usecases.candidate import Chosen
from equipoise.usecases.changes import Changes
from equipoise.usecases.comparison import READINGS, Comparison, LineChange
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Basis, Reference, Stage


def changes_page(outcome: Outcome[Changes]) -> Page:
    """Return what changed, what it is worth, which checks flipped, and the largest lines."""
    found = outcome.result
    comparison = found.comparison
    organisation, part = found.after.parts[1:]
    return Page(
        title=f"Changes of {organisation} {part} from {found.before.pin} to {found.after.pin}",
        sentences=(*change_sentences(comparison), f"Note: {found.note}" if found.note else ""),
        tables=change_tables(comparison) if comparison.lines else (),
        cards=tuple(
            findings_table(findings, title=title)
            for title, findings in (
                ("New findings", comparison.flips.new),
                ("Cleared findings", comparison.flips.cleared),
                ("Findings of other weight", [new for _, new in comparison.flips.reweighed]),
            )
            if findings
        ),
        facts={
            "before": str(found.before),
            "after": str(found.after),
            "lines": len(comparison.lines),
            "incomplete": comparison.incomplete,
            "position_pence": dict(comparison.position),
            "sums": {unit.name: change for unit, change in comparison.sums().items()},
        },
    )


def change_sentences(found: Comparison) -> tuple[str, ...]:
    """Return how many lines changed, what they are worth in the position, and which checks."""
    blank = (
        f" {sentence(counted(found.incomplete, 'line'))} with a blank cannot be compared."
        if found.incomplete
        else ""
    )
    told = [f"{counted(len(found.lines), 'line')} changed.{blank}"]
    if found.position:
        with_support, without = (million(found.position[reading]) for reading in READINGS)
        told.append(
            f"The position moves by {with_support} including support and {without} excluding it."
        )
    flips = found.flips
    told.append(
        f"Checks: {len(flips.new)} new, {len(flips.cleared)} cleared, {len(flips.reweighed)} of "
        "other weight."
        if flips
        else "No check says anything else."
    )
    return tuple(told)


def change_tables(found: Comparison) -> tuple[Table, ...]:
    """Return the changes by measure, with what they come to, and the largest lines by name."""
    rows = [
        Row(cells=_cells(measure.title, measure.unit, *both, line=found.lines[0]))
        for measure, *both in found.by_measure()
    ]
    for unit in found.sums():
        of_unit = [line for line in found.lines if line.measure.unit == unit]
        both = sum(line.before for line in of_unit), sum(line.after for line in of_unit)
        cells = _cells(f"All that changed, {_spoken(unit)}", unit, *both, line=found.lines[0])
        rows.append(Row(cells=cells, emphasis=True))
    return (
        _table("measures", "Changes by measure", rows),
        _table("lines", "The largest changes", [_line(line) for line in found.largest]),
    )


def chosen_page(outcome: Outcome[Chosen]) -> Page:
    """Return which version counts from now on, which did before, and what comes next."""
    chosen = outcome.result
    organisation = chosen.ref.parts[1]
    return Page(
        title=f"What counts for {organisation}",
        sentences=(counts_now((chosen.ref,), () if chosen.before is None else (chosen.before,)),),
        next_steps=(
            f"equipoise signoff {organisation}  # by its approver, who did not prepare it",
        ),
        facts={
            "version": str(chosen.ref),
            "before": None if chosen.before is None else str(chosen.before),
            "status": str(chosen.status),
        },
    )


def counts_now(versions: tuple[Reference, ...], before: tuple[Reference, ...]) -> str:
    """Return which versions count from now on, and which did before.

    >>> one, two = (Reference.parse(f"version:2023-24/ZR1/finance@v{n}") for n in (1, 2))
    >>> counts_now((two,), (one,))
    'This version now counts: ZR1 finance (v2). ZR1 finance (v1) did before.'
    >>> counts_now((one,), ())
    'This version now counts: ZR1 finance (v1). None did before.'
    """
    these = "This version now counts" if len(versions) == 1 else "These versions now count"
    did = f"{parts_named(before)} did before." if before else "None did before."
    return f"{these}: {parts_named(versions)}. {did}"


def _table(name: str, title: str, rows: list[Row]) -> Table:
    return Table(
        name=name,
        title=title,
        sentence="",
        basis="As entered, a cost as a positive amount; each year as a whole",
        columns=(
            Column(key="line", title="Line"),
            Column(key="before", title="Before"),
            Column(key="after", title="After"),
            Column(key="change", title="Change"),
        ),
        rows=tuple(rows),
    )


def _line(line: LineChange) -> Row:
    named = ", ".join(filter(None, (line.measure.title, line.counterparty, line.item)))
    words = f"{named}, {line.year}"
    return Row(cells=_cells(words, line.measure.unit, line.before, line.after, line=line))


def _cells(
    words: str, unit: Unit, before: int, after: int, *, line: LineChange
) -> dict[str, str | Amount]:
    basis = Basis(stage=Stage.PLAN, period=line.year.period, unit=unit)
    values = {"before": before, "after": after, "change": after - before}
    return {"line": words} | {
        key: Amount(value=value, basis=basis) for key, value in values.items()
    }


def _spoken(unit: Unit) -> str:
    return "money" if unit == PENCE else unit.name
