"""Waivers: one that was asked for or answered, all of them, and what a plan is signed with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from equipoise.findings import Waived
from equipoise.reports.display import day, money_in_prose
from equipoise.reports.pages.page import Page, counted, listed, sentence
from equipoise.reports.table import Column, ColumnKind, Row, Table
from equipoise.usecases.list_waivers import Waivers
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.waivers import Carried, WaiverStand, WaiverStatus
from equipoise.workings import Reference

NEXT = {
    WaiverStatus.ASKED: (
        "equipoise waive --approve {name}  # by the system lead or the region",
        "equipoise waive --refuse {name} --reason SENTENCE",
    ),
    WaiverStatus.APPROVED: ("equipoise submit FILE --org {organisation}  # the same file again",),
}
"""What can be done with a waiver, by how far it is."""


def signed_with(found: Carried) -> str:
    """Return with how many waivers something is signed, and what they are worth; or nothing.

    >>> signed_with(Carried(names=("W1", "W2"), worth=150_000_000))
    'signed with 2 waivers worth £1.5 million'
    >>> signed_with(Carried(names=("W1",), unknown=1))
    'signed with 1 waiver of unknown worth'
    >>> signed_with(Carried(names=("W1", "W2", "W3"), worth=100, unknown=1, expired=("W2",)))
    'signed with 3 waivers worth £1, 1 of unknown worth; W2 has expired'
    """
    if not found.names:
        return ""
    words = f"signed with {counted(len(found), 'waiver')}"
    if found.unknown == len(found):
        words += " of unknown worth"
    else:
        words += f" worth {money_in_prose(found.worth)}"
        words += f", {found.unknown} of unknown worth" if found.unknown else ""
    if not found.expired:
        return words
    return (
        f"{words}; {listed(found.expired)} {'has' if len(found.expired) == 1 else 'have'} expired"
    )


def not_clean(found: Carried) -> tuple[str, ...]:
    """Return the alert that stands by every plan with a waiver in it; none without one."""
    words = signed_with(found)
    return (f"Not clean: {words}.",) if words else ()


def let_stand(waived: Iterable[Waived]) -> tuple[str, ...]:
    """Return a sentence for each finding of a plan that a waiver lets stand, and why."""
    return tuple(
        f"{one.waiver.name} lets {one.finding.code} stand until {day(one.waiver.expires_on)}, that "
        f"day left out: {one.finding.message} {sentence(one.waiver.kind)}: {one.waiver.reason}"
        for one in waived
    )


def ended(found: Carried, before: int) -> tuple[str, ...]:
    """Return that waivers of the version before a plan do not cover it; none without one."""
    if not found.names:
        return ()
    was = "was" if len(found) == 1 else "were"
    return (
        f"{listed(found.names)} {was} of version {before} alone, worth "
        f"{money_in_prose(found.worth)}: what stands in its way here has no waiver yet.",
    )


def waiver_page(outcome: Outcome[WaiverStand], on: date) -> Page:
    """Return a waiver: what it lets stand, until when, and how far it is."""
    stand = outcome.result
    row, status = stand.row, stand.status(on)
    steps = _next(stand, status)
    return Page(
        title=f"Waiver {stand.name}",
        sentences=(
            f"{stand.name} is {status.lower()}: {row.code} at {row.place} of {row.organisation} "
            f"{_may(status)} until {day(row.expires_on)}, that day left out.",
            f"{sentence(row.kind)}: {row.reason}",
            f"It is {_worth(row.worth)}. Asked for by {row.requester}."
            + "".join(f" {answer.answer} by {answer.person}." for answer in stand.answers),
        ),
        next_steps=tuple(
            step.format(name=stand.name, organisation=row.organisation) for step in steps
        ),
        facts={"waiver": stand.name, "status": str(status), "worth_pence": row.worth},
    )


def _next(stand: WaiverStand, status: WaiverStatus) -> tuple[str, ...]:
    """Return what comes next; a version of a plan is not handed in again."""
    if status is WaiverStatus.APPROVED and (pin := Reference.parse(stand.row.place).pin):
        return (f"equipoise ladder --version {pin}  # it says what the plan stands with",)
    return NEXT.get(status, ())


def waivers_page(outcome: Outcome[Waivers]) -> Page:
    """Return every waiver of a round that somebody may see."""
    found = outcome.result
    live = sum(stand.status(found.on) is WaiverStatus.APPROVED for stand in found.stands)
    return Page(
        title="Waivers",
        sentences=(
            f"{counted(len(found.stands), 'waiver')}, {live or 'none'} of them in force."
            if found.stands
            else "No waiver was asked for.",
        ),
        tables=(_table(found),) if found.stands else (),
        next_steps=tuple(
            f"equipoise waive --approve {stand.name}"
            for stand in found.stands
            if stand.status(found.on) is WaiverStatus.ASKED
        ),
    )


def _table(found: Waivers) -> Table:
    return Table(
        name="waivers",
        title="Waivers",
        sentence="",
        basis="",
        columns=(
            Column(key="waiver", title="Waiver"),
            Column(key="organisation", title="Body"),
            Column(key="code", title="Check"),
            Column(key="place", title="Place"),
            Column(key="kind", title="Kind"),
            Column(key="reason", title="Reason"),
            Column(key="worth", title="Worth"),
            Column(key="expires_on", title="Until", kind=ColumnKind.DATE),
            Column(key="requester", title="Asked for by"),
            Column(key="approver", title="Approved by"),
            Column(key="status", title="Status"),
        ),
        rows=tuple(_row(stand, found.on) for stand in found.stands),
    )


def _row(stand: WaiverStand, on: date) -> Row:
    row = stand.row
    approval = stand.answer(WaiverStatus.APPROVED)
    return Row(
        cells={
            "waiver": stand.name,
            "organisation": row.organisation,
            "code": row.code,
            "place": row.place,
            "kind": row.kind,
            "reason": row.reason,
            "worth": "unknown" if row.worth is None else money_in_prose(row.worth),
            "expires_on": row.expires_on,
            "requester": row.requester,
            "approver": approval.person if approval else "",
            "status": str(stand.status(on)),
        },
        refs={"waiver": stand.ref},
    )


def _may(status: WaiverStatus) -> str:
    return {
        WaiverStatus.ASKED: "would stand",
        WaiverStatus.APPROVED: "may stand",
    }.get(status, "was to stand")


def _worth(pence: int | None) -> str:
    return "of unknown worth" if pence is None else f"worth {money_in_prose(pence)}"
