"""The bridge from version to version (P1): steps with a table that sums, and a sentence."""

from equipoise.reports.pages.page import Page, million
from equipoise.reports.pages.positions import basis_line
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Sign, Table
from equipoise.usecases.bridge import Bridge, Step
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.statement import Statement


def bridge_page(outcome: Outcome[Bridge]) -> Page:
    """Return what moved between two versions, by driver and by organisation."""
    found = outcome.result
    start, end = int(found.start.value), int(found.end.value)
    system = found.before.system
    change = (
        f"The system position is unchanged at {million(end)}."
        if start == end
        else f"The system position moved by {million(end - start)}, from {million(start)} to "
        f"{million(end)}."
    )
    sentences = [change, *(_sentence(step) for step in found.by_driver)]
    if not found.by_driver:
        sentences.append("Nothing moved between the two versions.")
    return Page(
        title=f"Bridge of {system} from {found.before.pin} to {found.after.pin}",
        sentences=tuple(sentences),
        tables=(
            _table("drivers", "By driver", found, found.by_driver),
            _table("organisations", "By organisation", found, found.by_organisation),
        ),
        next_steps=(f"equipoise explain {Statement(plan=found.after).ref(POSITION)}",),
    )


POSITION = "position/system/including"


def _sentence(step: Step) -> str:
    amount = million(abs(step.pence))
    if step.kind == "matching":
        return f"{step.words}: {'gained' if step.pence > 0 else 'cost'} {amount}."
    return f"{step.words}, {step.kind}: {million(step.pence)}."


def _table(name: str, title: str, found: Bridge, steps: tuple[Step, ...]) -> Table:
    basis = found.start.basis
    rows = [
        Row(
            cells={"step": f"Version {found.before.pin[1:]}", "amount": found.start},
            refs={"amount": Statement(plan=found.before).ref(POSITION)},
            emphasis=True,
        ),
        *(
            Row(
                cells={
                    "step": step.words,
                    "kind": step.kind,
                    "amount": Amount(value=step.pence, basis=basis),
                }
            )
            for step in steps
        ),
        Row(
            cells={"step": f"Version {found.after.pin[1:]}", "amount": found.end},
            refs={"amount": Statement(plan=found.after).ref(POSITION)},
            emphasis=True,
        ),
    ]
    return Table(
        name=name,
        title=title,
        sentence="",
        basis=f"{basis_line(Statement(plan=found.after))}; including support",
        columns=(
            Column(key="step", title="Step"),
            Column(key="kind", title="Kind"),
            Column(key="amount", title="Position or step", kind=ColumnKind.MONEY,
                   sign=Sign.SURPLUS),
        ),
        rows=tuple(rows),
    )  # fmt: skip
