"""The bridge from version to version (P1): steps with a table that sums, and a sentence."""

from typing import Final

from equipoise.reports.pages.page import Page, million
from equipoise.reports.pages.positions import basis_line
from equipoise.reports.pages.waivers import not_clean
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Sign, Table
from equipoise.usecases.bridge import Bridge, Step
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.statement import Statement

POSITION: Final = "position/system/including"
WAYS: Final = {"drivers": ("By driver", "Kind"), "organisations": ("By organisation", "Body")}
"""The two tables, each with its title and the head of its second column."""


def bridge_page(outcome: Outcome[Bridge]) -> Page:
    """Return what moved between two versions, by driver and by organisation."""
    found = outcome.result
    sentences = [_change(found), *map(_sentence, found.by_driver)]
    if not found.by_driver:
        sentences.append("Nothing moved between the two versions.")
    return Page(
        title=f"Bridge of {found.before.system} from {found.before.pin} to {found.after.pin}",
        sentences=tuple(sentences),
        alerts=not_clean(found.waivers),
        tables=(
            _table("drivers", found, found.by_driver),
            _table("organisations", found, found.by_organisation),
        ),
        next_steps=(f"equipoise explain {Statement(plan=found.after).ref(POSITION)}",),
        facts={"change_pence": found.change, "waivers": list(found.waivers.names)},
    )


def _change(found: Bridge) -> str:
    start, end = million(int(found.start.value)), million(int(found.end.value))
    if not found.change:
        return f"The system position is unchanged at {end}."
    word = "improved" if found.change > 0 else "worsened"
    return (
        f"The system position {word} by {million(abs(found.change))}, from {start} to {end}, "
        "including support."
    )


def _sentence(step: Step) -> str:
    amount = million(abs(step.pence))
    if step.kind == "matching":
        return f"{step.words}: {'gained' if step.pence > 0 else 'cost'} {amount}."
    return f"{step.words}, {step.kind}: {million(step.pence)}."


def _table(name: str, found: Bridge, steps: tuple[Step, ...]) -> Table:
    title, kind = WAYS[name]
    before, after = Statement(plan=found.before), Statement(plan=found.after)
    rows = [
        Row(
            cells={"step": f"Version {found.before.pin[1:]}", "amount": found.start},
            refs={"amount": before.ref(POSITION)},
            emphasis=True,
        ),
        *(
            Row(
                cells={
                    "step": step.words,
                    "kind": step.kind,
                    "amount": Amount(value=step.pence, basis=found.start.basis),
                }
            )
            for step in steps
        ),
        Row(
            cells={"step": f"Version {found.after.pin[1:]}", "amount": found.end},
            refs={"amount": after.ref(POSITION)},
            emphasis=True,
        ),
    ]
    return Table(
        name=name,
        title=title,
        sentence="",
        basis=f"{basis_line(after)}; including support",
        columns=(
            Column(key="step", title="Step"),
            Column(key="kind", title=kind),
            Column(
                key="amount", title="Position or step", kind=ColumnKind.MONEY, sign=Sign.SURPLUS
            ),
        ),
        rows=tuple(rows),
    )
