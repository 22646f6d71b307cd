"""Delegate part of a pot to a place, a neighbourhood, a collaborative, or a fund with a council.

What is delegated is there, keeps to its ring-fence, and is agreed by the parties the terms name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from equipoise.records import Actor
from equipoise.register import Kind
from equipoise.rules.pot import Delegated, delegation_room
from equipoise.rules.pot.pot_balance import COMMITTED, RESERVE
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act, Agreement, PotLine
from equipoise.usecases.potting.delegating import Delegation, HolderKind
from equipoise.usecases.potting.kinds import DELEGATION
from equipoise.usecases.potting.pot import Pot
from equipoise.usecases.potting.recording import Terms, pot_now, pounds, record, refuse_terms
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Figure, given

PRACTICE: Final = re.compile(r"[A-Z][0-9]{5}")
"""How the code of a practice looks."""


def delegate(
    one: OpenRound, system: str, *, asked: Delegation, terms: Terms, by: Actor, now: datetime
) -> Outcome[Act]:
    """Return the delegation as a decision; it counts when the parties have agreed.

    Parties are those named, the body that leads, and the council of a pooled fund.

    Raises: NotAllowedError; UnknownError for a line, a body or a stream that is not there;
        RefusedError for more than there is, a ring-fence broken, a body's own commitment taken
        without it, or a budget of one practice.
    """
    demand(by, "delegate", one.subject(system), now.date())
    one.members(system)
    needed = dict.fromkeys(
        (*terms.parties, asked.holder.lead, *filter(None, [asked.holder.council]))
    )
    whole = replace(terms, parties=tuple(needed))
    _refuse_holder(one, asked, whole)
    refuse_terms(one, whole, own=by.organisation)
    pot = pot_now(one, system, on=now.date())
    lines = [_line(pot, asked, number, whole) for number in range(len(asked.parts))]
    if not lines:
        raise RefusedError("A delegation has at least one line.")
    if any(line["line"] in pot.lines for line in lines):
        raise RefusedError(f"The pot has a delegation {asked.name} already.")
    refuse_without_room(pot, lines, day=terms.effective_on)
    body = {
        **whole.body(),
        "name": asked.name,
        "holder": {
            "kind": str(asked.holder.kind),
            "name": asked.holder.name,
            "lead": asked.holder.lead,
            "council": asked.holder.council,
        },
        "lines": lines,
        "ends_on": asked.ends_on.isoformat(),
        "conditions": asked.conditions,
        "reporting": asked.reporting,
        "risk_terms": asked.risk_terms,
    }
    made = record(one, system, decided=(DELEGATION, [body]), reason=terms.reason, by=by, now=now)
    return Outcome(result=made.result[0], events=made.events)


def refuse_practice(one: OpenRound, name: str) -> None:
    """Refuse a budget of one practice, whether it is named by its code or in the register.

    Raises: RefusedError.
    """
    is_registered = name in one.register and one.organisation(name).kind is Kind.PRACTICE
    if is_registered or PRACTICE.fullmatch(name.upper()):
        raise RefusedError(
            f"{name} is one practice: the formula says nothing fit for its budget.",
            "Delegate to a place or a neighbourhood of several practices.",
        )


def refuse_without_room(pot: Pot, lines: Sequence[Mapping[str, Any]], *, day: date) -> None:
    """Refuse to take more than a line holds or a fund has left, from the day on or at the end.

    Raises: RefusedError naming what there is and what is asked.
    """
    for taken in sorted({line["from"] for line in lines}):
        asked = {
            line["line"]: given(
                line["amount_pence"], pot.writing.basis,
                pot.ref("asked"), name=line["programme"],
            )
            for line in lines if line["from"] == taken
        }  # fmt: skip
        for at in (replace(pot, as_at=day), pot):
            there = _available(at, taken)
            room = delegation_room(
                Delegated(available=there, asked=asked), pot.writing.params, known_on=pot.known
            )
            if not room.fits:
                raise RefusedError(
                    f"{taken} has {pounds(int(there.value))} on {at.as_at} to be delegated, and "
                    f"{pounds(int(room.asked.value))} is asked.",
                    "See what there is with: equipoise pot.",
                )


def _available(pot: Pot, taken: str) -> Figure:
    """Return what a use holds, or what of a fund nobody has decided on."""
    line = pot.lines.get(taken)
    if line is not None and line.role in (COMMITTED, RESERVE):
        return pot.held[taken]
    funds = pot.balance.funds if pot.lines else {}
    fund = line.fund if line is not None else taken
    return funds[fund].unallocated if fund in funds else pot.nothing


def _line(pot: Pot, asked: Delegation, number: int, terms: Terms) -> dict[str, Any]:
    """Return a line of the delegation, as it is recorded."""
    part = asked.parts[number]
    if part.amount_pence <= 0 or not part.programme:
        raise RefusedError("What is delegated is a positive amount, for a programme.")
    taken = pot.lines.get(part.taken_from)
    if taken is None and part.taken_from not in pot.balance.funds:
        known = (*pot.balance.funds, *pot.uses)
        raise UnknownError("line or fund of the pot:", part.taken_from, known)
    is_use = taken is not None and taken.role in (COMMITTED, RESERVE)
    if taken is not None and not is_use and taken.fund != taken.code:
        raise RefusedError(
            f"{taken.code} is not a line that can be delegated from.",
            f"Name a use, or the fund itself: {taken.fund}.",
        )
    fund = part.taken_from if taken is None else taken.fund
    _refuse_fence(pot, fund, part.programme)
    if is_use and taken is not None:
        _refuse_taken(pot, taken, terms)
    fenced = pot.lines.get(fund)
    return {
        "line": f"{asked.name}.{number + 1}",
        "from": part.taken_from,
        "from_line": part.taken_from if is_use else "",
        "stream": fenced.stream if fenced is not None else fund,
        "fund": fund,
        "programme": part.programme,
        "amount_pence": part.amount_pence,
    }


def _refuse_fence(pot: Pot, fund: str, programme: str) -> None:
    fence = pot.lines.get(fund)
    if fence is not None and fence.ring_fence and fence.ring_fence != programme:
        raise RefusedError(
            f"{fund} is ring-fenced for {fence.ring_fence}, and cannot be delegated for "
            f"{programme}.",
            f"Delegate it for {fence.ring_fence}, or take another fund.",
        )


def _refuse_taken(pot: Pot, line: PotLine, terms: Terms) -> None:
    """Refuse to take what is committed to a body that is not asked."""
    if line.organisation not in ("", pot.system, *terms.parties):
        raise RefusedError(
            f"{line.code} is committed to {line.organisation}, which is no party.",
            f"Ask for its agreement with --party {line.organisation}.",
        )


def _refuse_holder(one: OpenRound, asked: Delegation, terms: Terms) -> None:
    holder = asked.holder
    if not re.fullmatch(r"[A-Za-z0-9_-]+", asked.name):
        raise RefusedError(f"{asked.name!r} is no short name.", "Use letters, digits and hyphens.")
    for name in (asked.name, holder.name, holder.lead):
        refuse_practice(one, name)
    one.organisation(holder.lead)
    is_pooled = holder.kind is HolderKind.POOLED
    if is_pooled != bool(holder.council):
        raise RefusedError("A pooled fund names the council it is pooled with, and no other does.")
    if is_pooled and one.organisation(holder.council).kind is not Kind.COUNCIL:
        raise RefusedError(f"{holder.council} is not a council.")
    if asked.ends_on <= terms.effective_on:
        raise RefusedError("A delegation ends after it begins.")
    if not all(text.strip() for text in (asked.conditions, asked.reporting, asked.risk_terms)):
        raise RefusedError(
            "A delegation says on what terms it is held, what is reported back, and where the "
            "terms on risk stand.",
        )
    if terms.agreement is Agreement.NONE:
        raise RefusedError("A delegation needs the agreement of who is to hold it.")
