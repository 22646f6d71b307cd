"""What became of an act: submitted, signed, accepted, agreed, approved, locked, sent."""

from equipoise.findings import Finding, blocking, grouped
from equipoise.reports.pages.collation import lock_list
from equipoise.reports.pages.findings import counted, findings_table
from equipoise.reports.pages.page import Page, listed, million
from equipoise.usecases.decisions import DecisionStatus, Stand
from equipoise.usecases.intake import Intake
from equipoise.usecases.lock import Locked, Unapproved
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.send import Sent
from equipoise.usecases.signoff import SignedOff
from equipoise.usecases.submit import Submitted
from equipoise.usecases.template import Template
from equipoise.workings import Reference


def round_page(outcome: Outcome[OpenRound]) -> Page:
    """Return a round that was opened: its year, its systems and how to begin."""
    one = outcome.result
    systems = listed(one.systems)
    return Page(
        title=f"Round {one.code}",
        sentences=(
            f"The round for {one.year} is open for {systems}, with what was known on "
            f"{one.known_on}.",
        ),
        next_steps=tuple(
            f"equipoise template --org {code}"
            for system in one.systems
            for code in one.members(system)
        ),
        facts={"round": one.code, "params": one.record.params, "register": one.record.register},
    )


def template_page(outcome: Outcome[Template]) -> Page:
    """Return where a workbook was written, and what it holds."""
    made = outcome.result
    return Page(
        title=f"Template of {made.identity.organisation}",
        sentences=(
            f"{made.path} holds {listed(made.parts)} of {made.identity.name}, "
            f"{made.identity.year}.",
        ),
        next_steps=(f"equipoise check {made.path} --org {made.identity.organisation}",),
        facts={"path": str(made.path)},
    )


def check_page(outcome: Outcome[Intake]) -> Page:
    """Return what was found in a workbook that nobody has submitted yet."""
    intake = outcome.result
    return Page(
        title=f"Check of {intake.file_name}",
        sentences=(_found(outcome.findings),),
        cards=(findings_table(outcome.findings),) if outcome.findings else (),
        next_steps=()
        if blocking(outcome.findings)
        else (f"equipoise submit {intake.file_name} --org {intake.identity.organisation}",),
        facts={"file": intake.file},
    )


def submission_page(outcome: Outcome[Submitted]) -> Page:
    """Return what became of a workbook: its versions, or what must be put right first."""
    made = outcome.result
    organisation = made.intake.identity.organisation
    versions = [str(ref) for ref in made.versions.values()]
    if not versions:
        first = "There is a problem. The file is kept; no version was made of it."
    elif made.blocked:
        first = f"There is a problem. Kept as a draft: {', '.join(versions)}."
    elif len(made.unchanged) == len(versions):
        first = f"This file was submitted before, as {', '.join(versions)}."
    else:
        first = f"Submitted: {', '.join(versions)}."
    step = f"equipoise signoff {organisation}  (by a colleague, not the preparer)"
    return Page(
        title=f"Return of {organisation}",
        sentences=(first, _found(outcome.findings)),
        cards=(findings_table(outcome.findings),) if outcome.findings else (),
        next_steps=() if made.blocked else (step,),
        facts={"file": made.intake.file, "versions": versions, "blocked": made.blocked},
    )


def signature_page(outcome: Outcome[SignedOff]) -> Page:
    """Return what was signed off, and by whom."""
    signed = outcome.result
    refs = [str(ref) for ref in signed.versions]
    return Page(
        title=f"Sign-off of {signed.organisation}",
        sentences=(f"{signed.person} signed off {', '.join(refs)}.",),
        facts={"versions": refs},
    )


def acceptance_page(outcome: Outcome[tuple[Reference, ...]]) -> Page:
    """Return what was accepted into the system's plan."""
    refs = [str(ref) for ref in outcome.result]
    return Page(
        title="Accepted",
        sentences=(f"Accepted: {', '.join(refs)}.",),
        next_steps=("equipoise collect",),
        facts={"versions": refs},
    )


def sent_back_page(outcome: Outcome[Reference]) -> Page:
    """Return what was sent back."""
    return Page(
        title="Returned",
        sentences=(f"{outcome.result} is returned, with your comment on the line.",),
        facts={"version": str(outcome.result)},
    )


def decision_page(outcome: Outcome[Stand]) -> Page:
    """Return how far a decision has come, and whose confirmation or signature it waits for."""
    stand = outcome.result
    waits = listed(stand.waits_for)
    words = {
        DecisionStatus.OFFERED: f"offered; {waits} can confirm it",
        DecisionStatus.PROPOSED: f"proposed; it counts when {waits} re-sign",
        DecisionStatus.AGREED: "agreed",
        DecisionStatus.SUPERSEDED: "superseded by a new return",
    }[stand.status]
    verb = "agree" if stand.status is DecisionStatus.OFFERED else "signoff"
    steps = [f"equipoise {verb} {code}" for code in stand.waits_for] if verb == "signoff" else []
    return Page(
        title=f"Decision {stand.name}",
        sentences=(f"{stand.name} is {words}. {_what(stand)}",),
        next_steps=tuple(steps),
        facts={
            "decision": stand.name,
            "status": str(stand.status),
            "waits_for": list(stand.waits_for),
        },
    )


def approval_page(outcome: Outcome[Reference]) -> Page:
    """Return a board's approval on record."""
    return Page(
        title="Approved",
        sentences=(f"The board's approval of {outcome.result} is on record.",),
        facts={"version": str(outcome.result)},
    )


def lock_page(outcome: Outcome[Locked]) -> Page:
    """Return the receipt of a locked version, and who has not approved it."""
    locked = outcome.result
    without = listed(tuple(body.organisation for body in locked.without))
    state = (
        f"{locked.ref} is agreed and locked: every member board has approved it."
        if not locked.without
        else f"{locked.ref} is locked, to be submitted without the approval of {without}."
    )
    return Page(
        title=f"Locked {locked.ref}",
        sentences=(state, *map(_both_figures, locked.without), *lock_list(locked.statement)),
        next_steps=(f"equipoise send {locked.ref.parts[1]}",),
        facts={
            "version": str(locked.ref),
            "status": str(locked.status),
            "hash": locked.manifest,
            "receipt": locked.chain_head,
            "without": [body.organisation for body in locked.without],
        },
    )


def _both_figures(body: Unapproved) -> str:
    return (
        f"{body.organisation} is in this version with {million(int(body.in_version.value))}; it "
        f"handed in {million(int(body.own.value))} itself, both including support."
    )


def sent_page(outcome: Outcome[Sent]) -> Page:
    """Return the receipt of a plan that was sent to the region."""
    sent = outcome.result
    without = f", without the approval of {listed(sent.without)}" if sent.without else ""
    return Page(
        title="Submitted to region",
        sentences=(
            f"{sent.ref} is submitted to the region{without}.",
            f"Hash {sent.manifest}.",
            f"Receipt {sent.receipt}: keep it, and prove the plan with it later.",
        ),
        next_steps=(f"equipoise verify --receipt {sent.receipt}",),
        facts={"version": str(sent.ref), "hash": sent.manifest, "receipt": sent.receipt},
    )


def reopened_page(outcome: Outcome[Reference]) -> Page:
    """Return the version that was started from a locked one."""
    return Page(
        title="Reopened",
        sentences=(f"{outcome.result} is started; everything carries over.",),
        facts={"version": str(outcome.result)},
    )


def _found(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "No faults were found."
    return f"{counted(group.first for group in grouped(findings))}."


def _what(stand: Stand) -> str:
    body = stand.body
    if stand.decision.kind == "agree":
        pair = f"{body['commissioner']} pays {body['provider']}"
        return f"{pair} {million(body['value_pence'])}."
    if stand.decision.kind == "close":
        kind = "recurrent" if body["recurrent"] else "one-off"
        return f"{body['name']}: {million(body['saving_pence'])} {kind}, {body['organisation']}."
    return f"{body['project']}: {million(body['amount_pence'])} moves to {body['to']}."
