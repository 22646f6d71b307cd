"""A version of a system's plan: what it comes to, whose approval it has, and its receipts."""

from collections.abc import Iterator

from equipoise.reports.display import day
from equipoise.reports.pages.collation import (
    alerts,
    beneath_table,
    capital_table,
    change_sentences,
    headline,
    lock_list,
)
from equipoise.reports.pages.findings import findings_table
from equipoise.reports.pages.page import Page, listed
from equipoise.reports.pages.positions import position_table
from equipoise.reports.pages.waivers import not_clean
from equipoise.reports.table import Column, Row, Table
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plan import Standing
from equipoise.usecases.verdict import verdict

DONE = {"lock": "Agreed and locked", "send": "Submitted to region"}


def plan_page(outcome: Outcome[Standing]) -> Page:
    """Return a version as it stands: its tests, its positions, its approvals, its receipts."""
    found = outcome.result
    statement, tests = found.statement, verdict(found.statement)
    tables = (
        position_table(statement),
        beneath_table(statement),
        capital_table(statement),
        _approvals(found),
        _receipts(found) if found.receipts else None,
    )
    return Page(
        title=f"Version {found.number} of the plan of {statement.plan.system}",
        sentences=(
            headline(statement, tests),
            *_sentences(found),
            *(change_sentences(found.before, statement) if found.before else ()),
        ),
        alerts=(*alerts(tests), *not_clean(found.waivers)),
        tables=tuple(filter(None, tables)),
        cards=(findings_table(outcome.findings, title="What stands in the way"),)
        if outcome.findings
        else (),
        next_steps=_steps(found),
        facts={
            "version": str(found.ref),
            "hash": found.manifest,
            "status": str(found.status or ""),
            "locked": found.locked,
            "approved": list(found.approved),
            "receipts": {receipt.verb: receipt.hash for receipt in found.receipts},
        },
    )


def before_locking(outcome: Outcome[Standing]) -> tuple[str, ...]:
    """Return what somebody should know before they agree the plan, a sentence each."""
    found = outcome.result
    missing = (
        f"Not approved by the board of {listed(found.unapproved)}: it will be submitted without "
        "that approval, and both figures are kept."
        if found.unapproved
        else "Every member board has approved this version."
    )
    return (missing, *lock_list(verdict(found.statement), found.waivers))


def _sentences(found: Standing) -> Iterator[str]:
    if not found.is_latest:
        yield f"A later version has taken its place: version {found.latest}."
    elif found.locked:
        yield f"{found.status}, and locked: nothing in it can change."
    else:
        yield f"Its status is {found.status}."
    yield f"Collated by {found.made_by} on {day(found.made_at.date())}. Hash {found.manifest}."


def _approvals(found: Standing) -> Table:
    words = dict.fromkeys(found.approved, "Approved")
    return Table(
        name="approvals",
        title="Approval by boards",
        sentence="",
        basis=f"Of this version's hash, {found.manifest[:12]}",
        columns=(Column(key="body", title="Body"), Column(key="word", title="Approval")),
        rows=tuple(
            Row(cells={"body": code, "word": words.get(code, "Not approved")})
            for code in sorted((*found.approved, *found.unapproved))
        ),
    )


def _receipts(found: Standing) -> Table:
    return Table(
        name="receipts",
        title="Receipts",
        sentence="Keep them: each proves later that nothing was altered.",
        basis="",
        columns=(
            Column(key="what", title="What was done"),
            Column(key="on", title="On"),
            Column(key="by", title="By"),
            Column(key="receipt", title="Receipt"),
        ),
        rows=tuple(
            Row(
                cells={
                    "what": DONE[receipt.verb],
                    "on": day(receipt.at.date()),
                    "by": receipt.person,
                    "receipt": receipt.hash,
                }
            )
            for receipt in found.receipts
        ),
    )


def _steps(found: Standing) -> tuple[str, ...]:
    system, pin = found.statement.plan.system, f"v{found.number}"
    if not found.is_latest:
        return (f"equipoise bridge {pin} v{found.latest} --system {system}",)
    if not found.locked:
        return (f"equipoise lock {system} --version {pin}",)
    sent = any(receipt.verb == "send" for receipt in found.receipts)
    return () if sent else (f"equipoise send {system}",)
