"""What became of an act on the plan: a value or an action decided, approved, locked, sent."""

from equipoise.reports.pages.collation import lock_list
from equipoise.reports.pages.page import (
    Page,
    entered,
    listed,
    million,
    plan_named,
    sentence,
    typed,
)
from equipoise.reports.pages.waivers import let_stand, not_clean
from equipoise.usecases.approve import Approved
from equipoise.usecases.decisions import DecisionStatus, Stand
from equipoise.usecases.lock import Locked, Unapproved
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.send import Sent
from equipoise.usecases.verdict import verdict
from equipoise.workings import Reference


def decision_page(outcome: Outcome[Stand]) -> Page:
    """Return how far a decision has come, and whose confirmation or signature it waits for."""
    stand = outcome.result
    waits = listed(stand.waits_for)
    signs = "re-signs" if len(stand.waits_for) == 1 else "re-sign"
    words = {
        DecisionStatus.OFFERED: f"offered; {waits} can confirm it",
        DecisionStatus.PROPOSED: f"proposed; it counts when {waits} {signs}",
        DecisionStatus.AGREED: "agreed",
        DecisionStatus.SUPERSEDED: "superseded by a new return",
    }[stand.status]
    return Page(
        title=f"Decision {stand.name}",
        sentences=(f"{stand.name} is {words}.", decided_words(stand)),
        next_steps=_steps(stand),
        facts={
            "decision": stand.name,
            "status": str(stand.status),
            "waits_for": list(stand.waits_for),
        },
    )


def approval_page(outcome: Outcome[Approved]) -> Page:
    """Return a board's approval on record, and the waivers in what it approved."""
    found = outcome.result
    return Page(
        title="Approved",
        sentences=(f"The board's approval of {plan_named(found.ref)} is on record.",),
        alerts=not_clean(found.waivers),
        next_steps=("equipoise status  # what waits, and for whom",),
        facts={"version": str(found.ref), "waivers": list(found.waivers.names)},
    )


def lock_page(outcome: Outcome[Locked]) -> Page:
    """Return the receipt of a locked version, and who has not approved it."""
    locked = outcome.result
    without = listed(body.organisation for body in locked.without)
    state = (
        f"{locked.ref} is agreed and locked: every member board has approved it."
        if not locked.without
        else f"{locked.ref} is locked, to be submitted without the approval of {without}."
    )
    return Page(
        title=f"Locked {plan_named(locked.ref)}",
        sentences=(
            state,
            *map(_both_figures, locked.without),
            *lock_list(verdict(locked.statement), locked.waivers),
            *let_stand(locked.waived),
            f"Hash {locked.manifest}.",
        ),
        next_steps=(f"equipoise send {locked.ref.parts[1]}",),
        facts={
            "version": str(locked.ref),
            "status": str(locked.status),
            "hash": locked.manifest,
            "receipt": locked.chain_head,
            "without": [body.organisation for body in locked.without],
            "waivers": list(locked.waivers.names),
        },
    )


def sent_page(outcome: Outcome[Sent]) -> Page:
    """Return the receipt of a plan that was sent to the region."""
    sent = outcome.result
    without = f", without the approval of {listed(sent.without)}" if sent.without else ""
    return Page(
        title="Submitted to region",
        sentences=(
            f"{sentence(plan_named(sent.ref))} is submitted to the region{without}.",
            f"Reference {sent.ref}.",
            f"Hash {sent.manifest}.",
            f"Receipt {sent.receipt}.",
            "Keep the receipt: it proves later that nothing was altered.",
        ),
        next_steps=(f"equipoise verify --receipt {sent.receipt}",),
        facts={"version": str(sent.ref), "hash": sent.manifest, "receipt": sent.receipt},
    )


def reopened_page(outcome: Outcome[Reference]) -> Page:
    """Return the version that was started from a locked one."""
    ref = outcome.result
    return Page(
        title="Reopened",
        sentences=(f"{sentence(plan_named(ref))} is started; everything carries over.",),
        next_steps=("equipoise collect", f"equipoise match {ref.parts[1]}"),
        facts={"version": str(ref)},
    )


def approvals_told(without: tuple[Unapproved, ...]) -> str:
    """Return whether every board has approved, for somebody about to lock."""
    if not without:
        return "Every member board has approved this version."
    names = listed(body.organisation for body in without)
    return f"Not approved by the board of {names}: it will be submitted without that approval."


def _both_figures(body: Unapproved) -> str:
    return (
        f"{body.organisation} is in this version with {million(int(body.in_version.value))}; it "
        f"handed in {million(int(body.own.value))} itself, both including support."
    )


def decided_words(stand: Stand) -> str:
    """Return what was decided, in a sentence."""
    body = stand.body
    if stand.decision.kind == "agree":
        value = entered(body["value_pence"])
        return f"{body['commissioner']} pays {body['provider']} {value} over the year."
    if stand.decision.kind == "close":
        kind = "recurrent" if body["recurrent"] else "one-off"
        return (
            f"{body['organisation']} saves {entered(body['saving_pence'])}, {kind}: {body['name']}."
        )
    amount = entered(body["amount_pence"])
    return f"{amount} of {body['project']} of {body['organisation']} moves to {body['to']}."


def _steps(stand: Stand) -> tuple[str, ...]:
    body = stand.body
    if stand.status is DecisionStatus.OFFERED:
        pair = f"{body['commissioner']} {body['provider']}"
        confirm = f"equipoise agree {pair} --value {typed(body['value_pence'])}"
        return (f"{confirm}  # by {listed(stand.waits_for)}, to confirm",)
    return tuple(f"equipoise signoff {code}  # by its approver" for code in stand.waits_for)
