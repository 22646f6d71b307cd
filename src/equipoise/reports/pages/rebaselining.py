"""A re-baselining in words: where it stands, what the gate asks, what was recorded and sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.display import day
from equipoise.reports.pages.page import Page, listed, million
from equipoise.reports.pages.rebaselining_acts import assumed_sentence, told
from equipoise.reports.pages.rebaselining_tables import tables_of
from equipoise.reports.table import Row, Sign, Table
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rebaseline_close import Closed
from equipoise.usecases.rebaseline_national import Everywhere
from equipoise.usecases.rebaseline_send import RebasedSent
from equipoise.usecases.rebaselining import Worked
from equipoise.usecases.rebaselining.kinds import (
    ACTION,
    AWARD,
    RELEASE,
    REPLAN,
    SAFETY,
    STRIKE,
)

CONDITIONS: Final = {
    "gap_closed": "The gap is nil",
    "commitments_untouched": "Every protected commitment is stated, and none is cut",
    "assumptions_set": "The replan rests on the letter's assumptions, and none is broken",
    "agency_reduced": "The actions include lower agency spending",
    "priorities_tested": "Every agreed action is tested against every priority",
    "safety_stated": "A safety statement is made",
}


def rebaseline_page(outcome: Outcome[Worked]) -> Page:
    """Return a re-baselining as it stands."""
    worked = outcome.result
    exercise = worked.exercise
    return Page(
        title=f"Re-baselining of {exercise.system}, {exercise.round.year}",
        sentences=tuple(_sentences(worked)),
        alerts=tuple(_alerts(worked)),
        tables=(*tables_of(worked), *_gate_table(worked)),
        next_steps=tuple(_steps(worked)),
        facts=_facts(worked),
    )


def gate_page(outcome: Outcome[Worked]) -> Page:
    """Return the gate alone: each condition, and what it asks."""
    worked = outcome.result
    return Page(
        title=f"The gate of {worked.exercise.system}",
        sentences=(_position_sentence(worked),),
        alerts=tuple(_alerts(worked)),
        tables=tuple(_gate_table(worked)),
        next_steps=tuple(_steps(worked)),
        facts=_facts(worked),
    )


def closed_page(outcome: Outcome[Closed]) -> Page:
    """Return a rebased plan as it was closed: its document, and a gap that stays."""
    found = outcome.result
    body = found.act.body
    gap = body["gap_pence"]
    return Page(
        title="Rebased plan closed",
        sentences=(
            f"{_position_sentence(found.worked)}",
            f"The rebased plan is document {found.document}, on version {body['base']}, which is "
            "unchanged.",
        ),
        alerts=(f"A gap of {million(-gap)} stays: {body['with_gap']}.",) if gap < 0 else (),
        tables=tuple(_gate_table(found.worked)),
        next_steps=(f"equipoise rebaseline send {found.worked.exercise.system}",),
        facts={"document": found.document, "gap_pence": gap, "manifest": body["manifest"]},
    )


def rebased_sent_page(outcome: Outcome[RebasedSent]) -> Page:
    """Return the receipt of a rebased plan."""
    sent = outcome.result
    gap = sent.gap_pence
    when = "late: it was due" if sent.is_late else "in time: it is due"
    return Page(
        title="Rebased plan sent to the region",
        sentences=(
            f"Sent {when} by {day(sent.deadline)}.",
            f"Document {sent.document}.",
            f"Receipt {sent.receipt}.",
        ),
        alerts=(f"It was sent with a gap of {million(-gap)}.",) if gap < 0 else (),
        facts={
            "document": sent.document,
            "receipt": sent.receipt,
            "is_late": sent.is_late,
            "gap_pence": sent.gap_pence,
        },
    )


def everywhere_page(outcome: Outcome[Everywhere]) -> Page:
    """Return all systems side by side, and whether their awards come to the pool."""
    found = outcome.result
    elsewhere = sum(int(figure.value) for figure in found.elsewhere.values())
    whole = int(found.awarded.value) + elsewhere
    tie = "come to" if found.ties else "do not come to"
    other = f", {million(elsewhere)} of them outside this round" if elsewhere else ""
    return Page(
        title="Re-baselining, all systems",
        sentences=(f"Awards of {million(whole)}{other} {tie} the pool of "
                   f"{million(found.pool_pence)}.",),
        alerts=(
            *(f"{code} rests on another list than the first." for code in found.differs),
            *((f"No award yet: {listed(found.without)}.",) if found.without else ()),
        ),
        tables=(_systems_table(found),),
        facts={
            "pool_pence": found.pool_pence,
            "awarded_pence": whole,
            "difference_pence": found.pool_pence - whole,
        },
    )  # fmt: skip


def _systems_table(found: Everywhere) -> Table:
    columns = ("award", "rebased", "gap_before", "gap_after")
    rows = []
    for code, worked in found.systems.items():
        figures = {name: getattr(worked.position, name) for name in columns if worked.position}
        figures["award"] = worked.shares[code].amount
        refs = {name: worked.ref(name) for name in figures}
        refs["award"] = worked.ref(f"award/{code}")
        gate = worked.gate
        word = "Not yet" if gate is None else "Open" if gate.passes else "Shut"
        sent = "Sent" if worked.exercise.is_sent else word
        rows.append(Row(cells={"system": code, **figures, "gate": sent}, refs=refs))
    return Table(
        name="systems",
        title="Systems",
        sentence="",
        basis="Forecast for the year, including support",
        columns=(
            words("system", "System"),
            money("award", "Award"),
            money("rebased", "Rebased allocation"),
            money("gap_before", "Gap before actions", sign=Sign.SURPLUS),
            money("gap_after", "Gap after actions", sign=Sign.SURPLUS),
            words("gate", "Gate"),
        ),
        rows=tuple(rows),
    )


def _sentences(worked: Worked) -> Iterator[str]:
    exercise = worked.exercise
    letter = exercise.letter
    yield _position_sentence(worked)
    yield (
        f"Letter of {day(letter.dated)}, due by {day(letter.deadline)}; on version "
        f"{exercise.base} of the plan, which stays as it was locked."
    )
    order = "; ".join(
        f"{number}. {point.words}" for number, point in enumerate(letter.points["priorities"], 1)
    )
    yield f"Priorities, in order: {order}."
    safety = exercise.last(SAFETY)
    if safety is not None:
        yield f"Safety statement by {safety.body['person']}: {safety.body['statement']}"
    yield from assumed_sentence(exercise)


def _position_sentence(worked: Worked) -> str:
    position = worked.position
    system = worked.exercise.system
    if position is None:
        return f"{system} has no rebased position yet: it needs an award and a replan."
    rebased, before, after = (
        int(figure.value) for figure in (position.rebased, position.gap_before, position.gap_after)
    )
    first = f"{system} may spend {million(rebased)}"
    if before >= 0:
        return f"{first}, and its forecast is {million(before)} below that before any action."
    if after < 0:
        return (
            f"{first}. Its forecast is {million(-before)} above that before actions, and "
            f"{million(-after)} is still to be found."
        )
    return f"{first}. Its forecast was {million(-before)} above that, and actions close the gap."


def _alerts(worked: Worked) -> Iterator[str]:
    exercise = worked.exercise
    for kind in (RELEASE, ACTION):
        for act in exercise.coded(kind).values():
            if act.positions.waits_for:
                yield f"{act.name} waits for {listed(act.positions.waits_for)}: {told(act)}."
    for code in worked.cut:
        yield f"{code} is protected, and is not stated or is cut."
    for code in worked.broken:
        yield f"The assumption {code} is broken."
    late = [
        code
        for code, act in exercise.coded(STRIKE).items()
        if act.body["from_day"] > exercise.letter.code
    ]
    if late and not worked.broken:
        yield f"{listed(late)} came after the letter: record the assumption as broken."
    cost, award = worked.strike_cost, worked.shares.get(exercise.system)
    if cost is not None and award is not None and award.amount.value > cost.value:
        over = int(award.amount.value) - int(cost.value)
        yield f"The award is {million(over)} more than the strikes on the log cost the system."
    for kind, words_ in ((AWARD, "award"), (REPLAN, "replan")):
        if exercise.last(kind) is None:
            yield f"There is no {words_} yet."


def _gate_table(worked: Worked) -> Iterator[Table]:
    gate = worked.gate
    if gate is None:
        return
    yield Table(
        name="gate",
        title="The gate",
        sentence="Open." if gate.passes else "Shut: every condition must be met to close.",
        basis="",
        columns=(words("condition", "Condition"), words("met", "Met")),
        rows=tuple(
            Row(cells={"condition": text, "met": "Yes" if getattr(gate, name) else "No"})
            for name, text in CONDITIONS.items()
        ),
    )


def _steps(worked: Worked) -> Iterator[str]:
    exercise = worked.exercise
    if exercise.is_sent:
        return
    if worked.gate is not None and worked.gate.passes:
        verb = "send" if exercise.closing else "close"
        yield f"equipoise rebaseline {verb} {exercise.system}"
    if worked.position is not None:
        yield f"equipoise explain {worked.ref('gap_after')}"


def _facts(worked: Worked) -> dict[str, object]:
    exercise = worked.exercise
    return {
        "letter": exercise.letter.code,
        "base": exercise.base,
        "manifest": exercise.opened.body["manifest"],
        "closed": exercise.closing is not None,
        "sent": exercise.is_sent,
        "gate": dict(vars(worked.gate)) if worked.gate else None,
        "cut": list(worked.cut),
        "broken": list(worked.broken),
    }
