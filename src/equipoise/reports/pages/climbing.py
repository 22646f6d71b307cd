"""The control total ladder (T10), and what always stands below its balance."""

from equipoise.reports.pages.collation import alerts, beneath_table, capital_table
from equipoise.reports.pages.page import Page, listed, million
from equipoise.reports.pages.positions import basis_line
from equipoise.reports.pages.waivers import not_clean
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Sign, Table
from equipoise.units import PENCE
from equipoise.usecases.decisions import OFFER, Stand
from equipoise.usecases.drafts import decision_ref
from equipoise.usecases.ladder import Rise
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.statement import Statement
from equipoise.usecases.verdict import verdict
from equipoise.workings import Basis, Reference, Stage, Support

RUNGS = {
    "control_total": "Control total",
    "sum_of_plans": "Sum of plans",
    "matching_effect": "Effect of matching contracts",
    "adjusted_sum": "Adjusted sum of plans",
    "system_stretch": "Unallocated system stretch, taken off",
    "gap": "Gap to control total",
    "agreed_actions": "Agreed closing actions",
    "balance": "Still to be found",
    "proposed_actions": "Proposed closing actions",
    "balance_with_proposals": "Still to be found, with proposals",
}


def ladder_page(outcome: Outcome[Rise]) -> Page:
    """Return the gap in one sentence, the rungs on both readings, actions, and what lies below."""
    rise = outcome.result
    tables = [rungs_table(rise)]
    if rise.actions:
        tables.append(_actions(rise))
    tables.append(beneath_table(rise.below))
    capital = capital_table(rise.below)
    if capital is not None:
        tables.append(capital)
    return Page(
        title=f"Control total ladder of {rise.plan.system}",
        sentences=_gap(rise),
        alerts=(*alerts(verdict(rise.below)), *not_clean(rise.waivers)),
        tables=tuple(tables),
        next_steps=_steps(rise),
        facts={"waivers": list(rise.waivers.names)},
    )


def _gap(rise: Rise) -> tuple[str, str]:
    rungs = rise.ladder.stated
    balance, proposed = int(rungs.balance.value), int(rungs.balance_with_proposals.value)
    limit = (
        f"The control total is {million(int(rungs.control_total.value))} {rise.ladder.reading}; "
        "the gap is the same on either reading of support."
    )
    if balance <= 0:
        return "The control total is met with agreed plans and actions.", limit
    found = f"The gap to the control total is {million(balance)}"
    if proposed == balance:
        return f"{found}.", limit
    return f"{found}; {million(max(proposed, 0))} with proposals.", limit


def rungs_table(rise: Rise) -> Table:
    """Return the rungs as the control total is stated, and on the other reading."""
    plan, reading = rise.plan, rise.ladder.reading
    other = Support.WITHOUT if reading is Support.WITH else Support.WITH

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
            *(
                Column(key=key, title="Plan", kind=ColumnKind.MONEY, sign=Sign.SURPLUS, basis=basis)
                for key, basis in (("stated", reading), ("other", other))
            ),
        ),
        rows=rows,
        notes=(
            f"The control total is stated {reading}.",
            "A gap, and money still to be found, are positive.",
            "The effect of matching holds every difference of a trust's income, whatever the "
            "tolerance. Efficiency held as system stretch stays in the gap until a body owns it.",
        ),
    )


def _actions(rise: Rise) -> Table:
    def ref(stand: Stand) -> Reference:
        return decision_ref(rise.plan.round.code, stand.decision.number)

    basis = Basis(stage=Stage.PLAN, period=rise.plan.round.year.period, unit=PENCE)
    return Table(
        name="actions",
        title="Closing actions since this version",
        sentence="Only what every body it touches has signed closes the gap.",
        basis=f"Savings over {rise.plan.round.year}",
        columns=(
            Column(key="name", title="Decision"),
            Column(key="action", title="Action"),
            Column(key="body", title="Body"),
            Column(key="owner", title="Owner"),
            Column(key="value", title="Saving", kind=ColumnKind.MONEY, sign=Sign.SIZE),
            Column(key="kind", title="Kind"),
            Column(key="status", title="Status"),
            Column(key="waits", title="Waits for"),
        ),
        rows=tuple(
            Row(
                refs=dict.fromkeys(("name", "value"), ref(stand)),
                cells={
                    "name": stand.name,
                    "action": stand.body["name"],
                    "body": stand.body["organisation"],
                    "owner": stand.body["owner"],
                    "value": Amount(value=stand.body["saving_pence"], basis=basis),
                    "kind": _kind(stand),
                    "status": str(stand.status),
                    "waits": listed(stand.waits_for),
                },
            )
            for stand in rise.actions
        ),
    )


def _kind(stand: Stand) -> str:
    """Return what kind of move an action is, as it was offered."""
    if stand.decision.kind == OFFER:
        return str(stand.body["kind"]).replace("-", " ").capitalize()
    return "Recurrent" if stand.body["recurrent"] else "One-off"


def _steps(rise: Rise) -> tuple[str, ...]:
    waiting = dict.fromkeys(
        code for stand in (*rise.actions, *rise.agreements) for code in stand.waits_for
    )
    steps = [f"equipoise signoff {code}  # by its approver" for code in waiting]
    if rise.below.matching.gross.value or rise.below.contracting.open_pairs:
        steps.append(f"equipoise match {rise.plan.system}")
    if rise.ladder.stated.balance_with_proposals.value > 0:
        steps.append("equipoise close --help  # how to propose a saving")
    if not steps and (rise.actions or rise.agreements):
        steps.append(f"equipoise collate {rise.plan.system}  # what was agreed makes a version")
    return tuple(steps)
