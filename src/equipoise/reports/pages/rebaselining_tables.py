"""The tables of a re-baselining: position, months, actions, commitments, strikes and the rest."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.display import percent
from equipoise.reports.pages.page import entered, listed
from equipoise.reports.pages.rebaselining_details import (
    acts_table,
    assumptions_table,
    capacity_table,
    meetings_table,
    strikes_table,
)
from equipoise.reports.table import Row, Sign, Table
from equipoise.rules.rebaselining import Replanned
from equipoise.usecases.potting import Act
from equipoise.usecases.rebaselining import Worked
from equipoise.usecases.rebaselining.kinds import (
    ACTION,
    COMMITMENT,
    RELEASE,
    TARGET,
)
from equipoise.usecases.rebaselining.priorities import trade_offs
from equipoise.usecases.rebaselining.worked import AMOUNTS
from equipoise.workings import Figure

BOLD: Final = ("rebased", "gap_before", "gap_after")
ACTION_HEADS: Final = {
    "code": "Action",
    "name": "What",
    "organisation": "Body",
    "kind": "Kind",
    "owner": "Owner",
    "value": "Agreed",
    "asked": "Value",
    "recurrent": "Recurrent",
    "month": "From",
    "risk": "Risk",
    "status": "Status",
    "trade_offs": "Trade-offs, in order of the priorities",
}
BASIS: Final = "Forecast for the year, including support"


def tables_of(worked: Worked) -> tuple[Table, ...]:
    """Return every table that has something to say, the money first."""
    return tuple(
        table
        for make in (
            *(
                position_table,
                bridge_table,
                actions_table,
                months_table,
                releases_table,
                targets_table,
            ),
            *(commitments_table, strikes_table, capacity_table, assumptions_table, meetings_table),
        )
        for table in make(worked)
    )


def position_table(worked: Worked) -> Iterator[Table]:
    """Yield the way from the allocation as planned to the gap after actions."""
    if worked.position is None:
        return
    figures = {name: getattr(worked.position, name) for name in AMOUNTS}
    yield Table(
        name="position",
        title="From the allocation to the gap",
        sentence="",
        basis=BASIS,
        columns=(words("step", "Step"), money("amount", "Amount", sign=Sign.SURPLUS)),
        rows=tuple(
            Row(
                cells={"step": figure.working.name, "amount": figure},
                refs={"amount": worked.ref(name)},
                emphasis=name in BOLD,
            )
            for name, figure in figures.items()
        ),
        notes=("A gap stands in brackets: the forecast is above what may be spent.",),
    )


def bridge_table(worked: Worked) -> Iterator[Table]:
    """Yield the way from the position as planned to the rebased one (P1)."""
    if worked.bridge is None:
        return
    refs = {"original": "bridge/original", "since_plan": "bridge/since_plan", "end": "gap_after"}
    yield Table(
        name="bridge",
        title="From the plan to the rebased plan",
        sentence=f"The plan is version {worked.exercise.base}, as it was locked.",
        basis=BASIS,
        columns=(words("step", "Step"), money("amount", "Position or step", sign=Sign.SURPLUS)),
        rows=tuple(
            Row(
                cells={
                    "step": "Rebased position" if name == "end" else figure.working.name,
                    "amount": figure,
                },
                refs={"amount": worked.ref(refs.get(name, name))},
                emphasis=name in ("original", "end"),
            )
            for name, figure in vars(worked.bridge).items()
        ),
    )


def actions_table(worked: Worked) -> Iterator[Table]:
    """Yield the closing actions, agreed and proposed, with what each trades off, in order."""
    acts = worked.exercise.coded(ACTION)
    if not acts:
        return
    yield Table(
        name="actions",
        title="Closing actions",
        sentence="",
        basis=BASIS,
        columns=tuple(
            money(key, head) if key == "value" else words(key, head)
            for key, head in ACTION_HEADS.items()
        ),
        rows=tuple(_action_row(worked, code, act=act) for code, act in acts.items()),
    )


def _action_row(worked: Worked, code: str, *, act: Act) -> Row:
    body = act.body
    agreed = {"value": worked.ref(f"action/{code}")} if code in worked.actions else {}
    return Row(
        cells={
            "code": code,
            "name": body["name"],
            "organisation": body["organisation"],
            "kind": body["kind"].replace("_", " "),
            "owner": body["owner"],
            "value": worked.actions.get(code),
            "asked": entered(body["value_pence"]),
            "recurrent": "Yes" if body["recurrent"] else "No",
            "month": f"month {body['from_month']}",
            "risk": body["risk"].capitalize(),
            "status": act.status,
            "trade_offs": "; ".join(map(str, trade_offs(body["effects"]))) or "None",
        },
        refs={"code": act.ref, **agreed},
    )


def months_table(worked: Worked) -> Iterator[Table]:
    """Yield net expenditure by month: as planned, and as it is and will be."""
    if worked.months is None:
        return
    yield Table(
        name="months",
        title="Net expenditure by month",
        sentence=f"The original is version {worked.exercise.base}, which stays as it was locked.",
        basis="Net expenditure of the system, including support; replanned after agreed actions",
        columns=(
            words("month", "Month"),
            words("stage", "Stage"),
            money("original", "Original plan", basis="plan"),
            money("replanned", "Actual and replanned", basis="forecast"),
        ),
        rows=tuple(_month_rows(worked, worked.months)),
    )


def _month_rows(worked: Worked, found: Replanned[Figure]) -> Iterator[Row]:
    def row(name: str, stage: str, *, key: str, cells: tuple[Figure, Figure]) -> Row:
        return Row(
            cells={"month": name, "stage": stage, "original": cells[0], "replanned": cells[1]},
            refs={
                "original": worked.ref(f"original/{key}"),
                "replanned": worked.ref(f"month/{key}"),
            },
            emphasis=key == "year",
        )

    for month, figure in found.months.items():
        stage = "Actual" if month <= worked.exercise.closed_months else "Replanned"
        cells = (worked.original[month], figure)
        yield row(f"Month {month}", stage, key=str(month), cells=cells)
    yield row("Year", "", key="year", cells=(worked.original_year, found.year))


def releases_table(worked: Worked) -> Iterator[Table]:
    """Yield the ring-fenced balances that flexibility is asked for."""
    acts = worked.exercise.coded(RELEASE)
    if not acts:
        return
    yield acts_table(
        ("releases", "Flexibility in programme money"),
        {
            "programme": "Programme",
            "held": "Held",
            "asked": "Asked for",
            "status": "Status",
            "approver": "Approver",
            "reason": "Why",
            "effect": "What it does to the programme's own aims",
        },
        rows=[
            (act, {
                "programme": act.body["programme"],
                "held": entered(act.body["held_pence"]),
                "asked": entered(act.body["release_pence"]),
                "status": act.status,
                "approver": listed(act.positions.parties),
                "reason": act.body["reason"],
                "effect": act.body["effect"],
            })
            for act in acts.values()
        ],
    )  # fmt: skip


def targets_table(worked: Worked) -> Iterator[Table]:
    """Yield the elective targets before and after, and the money each restores."""
    acts = worked.exercise.coded(TARGET)
    if not acts:
        return
    yield acts_table(
        ("targets", "Elective targets"),
        {
            "code": "Target",
            "before": "Before",
            "after": "After",
            "from": "From",
            "restored": "Elective money restored",
            "source": "Source",
        },
        rows=[
            (act, {
                "code": code,
                "before": percent(Fraction(act.body["before"])),
                "after": percent(Fraction(act.body["after"])),
                "from": act.body["from_day"],
                "restored": entered(act.body["restored_pence"]),
                "source": act.body["source"],
            })
            for code, act in acts.items()
        ],
    )  # fmt: skip


def commitments_table(worked: Worked) -> Iterator[Table]:
    """Yield the commitments: as first recorded, as they are now, and what there is."""
    acts = worked.exercise.coded(COMMITMENT)
    if not acts:
        return
    yield acts_table(
        ("commitments", "Commitments"),
        {
            "code": "Commitment",
            "metric": "Metric",
            "first": "Target at first",
            "target": "Target now",
            "due": "Due",
            "actual": "Actual",
            "protected": "Protected",
        },
        rows=[
            (act, {
                "code": code,
                "metric": act.body["metric"],
                "first": f"{int(worked.targets[code][0].value):,}",
                "target": f"{int(worked.targets[code][1].value):,}",
                "due": act.body["due_on"],
                "actual": "Not known" if act.body["actual"] is None else f"{act.body['actual']:,}",
                "protected": "Yes" if act.body["is_protected"] else "No",
            })
            for code, act in acts.items()
        ],
    )  # fmt: skip
