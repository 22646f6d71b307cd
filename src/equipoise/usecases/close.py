"""Propose an action that closes the gap: a saving of one body, recurrent or one-off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from equipoise.cube import IncompleteError
from equipoise.records import Actor
from equipoise.register import Measure
from equipoise.sheets import Item
from equipoise.sheets.form_sheets import RISK, STATUS
from equipoise.units import Pence
from equipoise.usecases.decisions import Stand
from equipoise.usecases.drafts import Move, decision_ref
from equipoise.usecases.lines import Lines
from equipoise.usecases.locks import refuse_locked
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import proposed_plan
from equipoise.usecases.proposals import Proposal, propose
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class Action:
    """A saving: whose, on which cost line, how much, whether it lasts, who owns it, and proof.

    `status` and `risk` are words of the form; the next form asks for those left blank.

    Unit: pence, positive; it improves the body's position by that much over the year.
    """

    organisation: str
    name: str
    line: str
    saving_pence: Pence
    is_recurrent: bool
    owner: str
    evidence: str
    from_month: int = 1
    status: str = ""
    risk: str = ""


def close(one: OpenRound, action: Action, *, by: Actor, now: datetime) -> Outcome[Stand]:
    """Return the closing action as a proposal, with a draft of the body's finance and efficiency.

    It closes nothing until the body's own approver has signed that draft.

    Raises: NotAllowedError; RefusedError when the plan is locked, the saving is not positive, the
        owner or the evidence is blank, or the line is not a cost; UnknownError for no such line,
        or a status or risk that the form has no word for.
    """
    demand(by, "close", one.subject(action.organisation), now.date())
    system = one.system_of(action.organisation)
    refuse_locked(one, system)
    refuse_action(one, action)
    return propose(one, lambda number: action_proposal(action, number, one=one), by=by, now=now)


def action_proposal(action: Action, number: int, *, one: OpenRound) -> Proposal:
    """Return what carries a saving out: less on its line, and a scheme in efficiency."""
    scheme = f"{action.organisation}-A{number}"
    item = Item(
        ref=scheme,
        name=action.name,
        kind="scheme",
        attributes=_words(action),
        source=decision_ref(one.code, number),
    )
    return Proposal(
        kind="close",
        system=one.system_of(action.organisation),
        body=_body(action, scheme),
        moves=_moves(action, scheme),
        items=[(action.organisation, "efficiency", item)],
        reason=action.evidence,
    )


def _words(action: Action) -> dict[str, str]:
    """Return what the row of the scheme says, as the form names it."""
    words = {
        "recurrent": "Recurrent" if action.is_recurrent else "Non-recurrent",
        "status": action.status,
        "risk": action.risk,
        "owner": action.owner,
        "evidence": action.evidence,
    }
    return {name: word for name, word in words.items() if word}


def _body(action: Action, scheme: str) -> dict[str, object]:
    return {
        "organisation": action.organisation,
        "name": action.name,
        "line": action.line,
        "saving_pence": action.saving_pence,
        "recurrent": action.is_recurrent,
        "owner": action.owner,
        "evidence": action.evidence,
        "from_month": action.from_month,
        "scheme": scheme,
        "sides": [action.organisation],
    }


def cost_lines(one: OpenRound, organisation: str) -> tuple[Measure, ...]:
    """Return the cost lines of a body that a saving can come from, in the order of its form."""
    finance = one.workspace.chart.of("finance", one.organisation(organisation).kind)
    return tuple(m for m in finance if m.sign < 0 and not m.formula and not m.counterparty)


def refuse_action(one: OpenRound, action: Action) -> None:
    """Refuse a change of a cost line that cannot be, or that nobody answers for.

    Raises: RefusedError; UnknownError for no such line, or a word that the form has not.
    """
    costs = {measure.code for measure in cost_lines(one, action.organisation)}
    if action.line not in costs:
        raise UnknownError(
            f"cost line of {action.organisation}:", action.line, tuple(sorted(costs))
        )
    if action.saving_pence <= 0:
        raise RefusedError("A saving is a positive amount.", "Enter it without a minus sign.")
    if not action.owner.strip() or not action.evidence.strip():
        raise RefusedError("A closing action needs an owner and evidence.", "Name both.")
    for attribute, word in ((STATUS, action.status), (RISK, action.risk)):
        if word and word not in attribute.choices:
            raise UnknownError(f"{attribute.words.lower()} of a scheme:", word, attribute.choices)
    if not 1 <= action.from_month <= 12:
        raise RefusedError("Months are numbered 1 (April) to 12 (March).")
    _refuse_too_large(one, action)


def _refuse_too_large(one: OpenRound, action: Action) -> None:
    """Refuse a saving of more than the line costs, where that is known."""
    plan = proposed_plan(one, one.system_of(action.organisation))
    if (action.organisation, "finance") not in plan.parts:
        return
    lines = Lines(plan=plan, period=one.year.period)
    try:
        planned = lines.entered(action.organisation, action.line, action.line)
    except IncompleteError:
        return  # the line has a blank, which is a finding of its own
    if action.saving_pence > planned.value:
        raise RefusedError(
            f"{action.line} of {action.organisation} costs £{int(planned.value) // 100:,} in "
            f"{one.year}.",
            "A saving is no larger than the line it comes from.",
        )


def _moves(action: Action, scheme: str) -> list[Move]:
    measure = "efficiency.recurrent" if action.is_recurrent else "efficiency.non_recurrent"
    return [
        Move(
            organisation=action.organisation,
            part="finance",
            line=(action.line, None, ""),
            pence=-action.saving_pence,
            from_month=action.from_month,
        ),
        Move(
            organisation=action.organisation,
            part="efficiency",
            line=(measure, None, scheme),
            pence=action.saving_pence,
            from_month=action.from_month,
        ),
    ]
