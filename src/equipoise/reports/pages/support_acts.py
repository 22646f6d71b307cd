"""Decisions about support: each in a sentence, and all of a system with what they wait for."""

from __future__ import annotations

from typing import Final

from equipoise.reports.columns import words
from equipoise.reports.display import day
from equipoise.reports.pages.page import Page, counted, entered, listed
from equipoise.reports.table import Row, Table
from equipoise.rules.support import fund_of
from equipoise.units import FinancialYear
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.support_decisions import DecisionsOnSupport
from equipoise.usecases.supporting import DISCRETION, REVIEW, SHIFT, SupportAct

KINDS: Final = {
    DISCRETION: "Given by discretion",
    REVIEW: "Review",
    SHIFT: "Shift of control totals",
}

COLUMNS: Final = (
    words("decision", "Decision"),
    words("kind", "Kind"),
    words("what", "What"),
    words("status", "Status"),
    words("by", "Decided by"),
    words("role", "Role"),
    words("on", "On"),
    words("answers", "Answers"),
    words("reason", "Reason"),
)


def support_act_page(outcome: Outcome[SupportAct]) -> Page:
    """Return a decision about support, how far it has come, and who is still to answer."""
    act = outcome.result
    found = act.positions
    refused = (f"{listed(found.refusing)} said no: it gives nothing.",) if found.refusing else ()
    agree = "agrees" if len(found.asked) == 1 else "agree"
    waits = (f"It counts when {listed(found.asked)} {agree}.",) if found.asked else ()
    model = ("It is of a model alone: no plan rests on it.",) if act.body.get("model") else ()
    return Page(
        title=f"Decision {act.name}",
        sentences=(f"{act.name} is {act.status.lower()}: {told(act)}.", *refused, *waits, *model),
        next_steps=tuple(
            f"equipoise support answer {act.name} --yes  # by {party}" for party in found.asked
        )
        or (f"equipoise support decisions {act.decision.system}",),
        facts={
            "decision": act.name,
            "kind": act.kind,
            "status": act.status,
            "waits_for": list(found.waits_for),
            "positions": {party: found.said(party) for party in found.parties},
        },
    )


def support_decisions_page(outcome: Outcome[DecisionsOnSupport]) -> Page:
    """Return every decision about support of a system, with who took it, in which role, and why."""
    found = outcome.result
    acts = found.acts
    waiting = [act for act in acts if act.status == "Proposed"]
    counts = sum(act.counts for act in acts)
    said = f"{counted(len(acts), 'decision')} about support on the record of {found.system}; "
    verb = "counts" if counts == 1 else "count"
    table = Table(
        name="support_decisions",
        title="Decisions about support",
        sentence="",
        basis=f"record of round {found.round}",
        columns=COLUMNS,
        rows=tuple(_row(act) for act in acts),
    )
    return Page(
        title=f"Decisions about support: {found.system}",
        sentences=(f"{said}{counts} {verb}.",),
        cards=(table,) if acts else (),
        next_steps=tuple(
            f"equipoise support answer {act.name} --yes  # by {party}"
            for act in waiting
            for party in act.positions.asked
        ),
        facts={"system": found.system, "waiting": [act.name for act in waiting]},
    )


def told(act: SupportAct) -> str:
    """Return what a decision says, in a few words."""
    body = act.body
    if act.kind == SHIFT:
        moves = (
            f"{code} {'takes on' if pence > 0 else 'is relieved of'} {entered(abs(pence))}"
            for code, pence in body["changes_pence"].items()
        )
        return f"control totals shift; {listed(moves)}"
    scheme = fund_of(FinancialYear.parse(body["terms"]), body["fund"])
    fund = f"{scheme.title}, quarter {body['quarter']}"
    if act.kind == REVIEW:
        what = "paid" if body["paid"] else "withheld"
        back = f", and what was lost in quarter {listed(map(str, body['restores']))} restored"
        return f"{fund}, is {what}{back if body['restores'] else ''}"
    return f"{entered(body['amount_pence'])} for {body['body']}, which missed: {fund}"


def _row(act: SupportAct) -> Row:
    answers = (
        f"{party} {answer.answer} ({answer.person}, {day(answer.at.date())})"
        for party, answer in act.positions.answers.items()
    )
    asked = [f"{party} to come" for party in act.positions.asked]
    return Row(
        cells={
            "decision": act.name,
            "kind": KINDS[act.kind],
            "what": told(act),
            "status": act.status,
            "by": act.body["decided_by"],
            "role": act.body["role"].replace("_", " "),
            "on": day(act.decision.at.date()),
            "answers": "; ".join([*answers, *asked]),
            "reason": act.body["reason"],
        }
    )
