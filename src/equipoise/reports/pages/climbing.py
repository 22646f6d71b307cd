"""The control total ladder (T10), and what always stands below its balance."""

from equipoise.reports.pages.collation import beneath_table, capital_table
from equipoise.reports.pages.page import Page, listed, million
from equipoise.reports.pages.positions import basis_line
from equipoise.reports.table import Column, ColumnKind, Row, Sign, Table
from equipoise.usecases.decisions import Stand
from equipoise.usecases.ladder import Rise
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.statement import Statement
from equipoise.workings import Reference

RUNGS = {
    "control_total": "Control total",
    "sum_of_plans": "Sum of plans",
    "matching_effect": "Effect of matching contracts",
    "adjusted_sum": "Adjusted sum of plans",
    "gap": "Gap to control total",
    "agreed_actions": "Agreed closing actions",
    "balance": "Still to be found",
    "proposed_actions": "Proposed closing actions",
    "balance_with_proposals": "Still to be found, with proposals",
}


def ladder_page(outcome: Outcome[Rise]) -> Page:
    """Return the gap in one sentence, the rungs on both readings, actions, and what lies below."""
    rise = outcome.result
    rungs = rise.ladder.stated
    balance, proposed = int(rungs.balance.value), int(rungs.balance_with_proposals.value)
    sentence = (
        f"The gap to the control total is {million(balance)}"
        if balance > 0
        else "The control total is met with agreed plans and actions"
    )
    with_proposals = (
        f"; {million(max(proposed, 0))} with proposals." if proposed != balance else "."
    )
    tables = [rungs_table(rise)]
    if rise.actions:
        tables.append(_actions(rise.actions))
    tables.append(beneath_table(rise.below))
    capital = capital_table(rise.below)
    if capital is not None:
        tables.append(capital)
    return Page(
        title=f"Control total ladder of {rise.plan.system}",
        sentences=(sentence + with_proposals,),
        tables=tuple(tables),
        next_steps=_steps(rise),
    )


def rungs_table(rise: Rise) -> Table:
    """Return the rungs as the control total is stated, and on the other reading."""
    plan, reading = rise.plan, rise.ladder.reading
    other = "excluding support" if reading.value == "including support" else "including support"

    def ref(name: str) -> Reference:
        parts = (plan.round.code, plan.system, "ladder", *name.split("/"))
        return Reference("figure", parts, plan.pin)

    rows = tuple(
        Row(
            cells={
                "rung": words,
                "stated": getattr(rise.ladder.stated, name),
                "other": getattr(rise.ladder.other, name),
            },
            refs={"stated": ref(name), "other": ref(f"other/{name}")},
            emphasis=name in ("gap", "balance"),
        )
        for name, words in RUNGS.items()
    )
    return Table(
        name="ladder",
        title="Control total ladder",
        sentence="",
        basis=basis_line(Statement(plan=plan)),
        columns=(
            Column(key="rung", title="Rung"),
            Column(
                key="stated",
                title="Plan",
                kind=ColumnKind.MONEY,
                sign=Sign.SURPLUS,
                basis=f"{reading}, as stated",
            ),
            Column(
                key="other", title="Plan", kind=ColumnKind.MONEY, sign=Sign.SURPLUS, basis=other
            ),
        ),
        rows=rows,
        notes=("A gap, and money still to be found, are positive.",),
    )


def _actions(stands: tuple[Stand, ...]) -> Table:
    return Table(
        name="actions",
        title="Closing actions since this version",
        sentence="Only what every body it touches has signed closes the gap.",
        basis="",
        columns=(
            Column(key="name", title="Decision"),
            Column(key="action", title="Action"),
            Column(key="body", title="Body"),
            Column(key="owner", title="Owner"),
            Column(key="value", title="Saving"),
            Column(key="kind", title="Recurrent"),
            Column(key="status", title="Status"),
            Column(key="waits", title="Waits for"),
        ),
        rows=tuple(
            Row(
                cells={
                    "name": stand.name,
                    "action": stand.body["name"],
                    "body": stand.body["organisation"],
                    "owner": stand.body["owner"],
                    "value": million(stand.body["saving_pence"]),
                    "kind": "Recurrent" if stand.body["recurrent"] else "One-off",
                    "status": str(stand.status),
                    "waits": listed(stand.waits_for),
                }
            )
            for stand in stands
        ),
    )


def _steps(rise: Rise) -> tuple[str, ...]:
    waiting = dict.fromkeys(
        code for stand in (*rise.actions, *rise.agreements) for code in stand.waits_for
    )
    steps = [f"equipoise signoff {code}" for code in waiting]
    if rise.ladder.stated.balance_with_proposals.value > 0:
        steps.append("equipoise close ORG --saving THOUSANDS --line LINE --owner NAME ...")
    return tuple(steps)
