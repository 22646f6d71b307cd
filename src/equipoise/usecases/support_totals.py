"""Control totals of a file: whom they bind, shifts on record, and how plans stand to them (T10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from equipoise.records import Actor
from equipoise.records.queries import decisions
from equipoise.rules.riskshare import Means
from equipoise.rules.support import (
    ControlTotals,
    LimitYearError,
    Member,
    Members,
    Proposal,
    Shifted,
    binds_in,
    control_totals,
    shift,
)
from equipoise.sources import FundRow
from equipoise.units import Period
from equipoise.usecases.drafts import decision_ref
from equipoise.usecases.filed import Filed
from equipoise.usecases.of_files import SETTLEMENT, SUPPORT
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting.agreeing import YES
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.supporting import SHIFT, SupportAct, support_acts
from equipoise.workings import Figure, Reference, constant, given, named, total

TotalsAsked = Filed
"""A file of control totals, as it is asked about."""
Moves = tuple[tuple[Reference, int], ...]
"""What moved a target: decisions, and by how many pence; positive is tougher."""
NEW: Final = ("proposed",)
"""What stands for the number of a decision that has none yet."""


@dataclass(frozen=True, kw_only=True)
class MemberTotal:
    """A member's control total as issued, what moved it, and what it came to. Unit: pence.

    `shifted` is moved by net-neutral shifts on record, `by_risk_share` by settlements that move
    targets; a positive move is a tougher control total.
    """

    issued: Figure
    shifted: Figure
    by_risk_share: Figure
    total: Figure
    plan: Figure


@dataclass(frozen=True, kw_only=True)
class SystemTotals:
    """A system's members, and how their plans stand to what their control totals came to.

    `acts` are the shifts on record, each with what it lacks; none off the record.
    """

    members: Mapping[str, MemberTotal]
    found: ControlTotals[Figure]
    acts: tuple[tuple[SupportAct, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class TotalsShown:
    """Every system of the file. `record` is the round that moves were read from; blank for none."""

    asked: Filed
    systems: Mapping[str, SystemTotals]
    record: str = ""


def support_totals(
    asked: TotalsAsked, one: OpenRound | None = None, *, by: Actor, on: date
) -> Outcome[TotalsShown]:
    """Return control totals as issued, as shifted on the round's record, and headroom to them.

    Unit: pence; a surplus is positive.

    Raises: NotAllowedError; RefusedError for a file without rows, members on several readings, or
        a year whose limits are not known; LimitWithoutBasisError where no reading is stated.
    """
    asked.rows("body")
    try:
        binds_in(asked.year)
    except LimitYearError as error:
        raise RefusedError(f"{str(error).capitalize()}.") from error
    systems = {}
    for system in sorted({row.texts["system"] for row in asked.file.rows}):
        held = one if one is not None and system in one.systems else None
        if held is not None:
            demand(by, "support_decisions", held.subject(system), on)
        systems[system] = _system(asked, system, held)
    figures = {
        Reference("figure", (SUPPORT, asked.year.code, system, code, SUPPORT)): member.total
        for system, found in systems.items()
        for code, member in found.members.items()
    }
    record = "" if one is None else one.code
    result = TotalsShown(asked=asked, systems=systems, record=record)
    return Outcome(result=result, figures=figures, adds_up=asked.adds_up)


def proposed(asked: TotalsAsked, system: str, *, body: Mapping[str, Any]) -> Shifted[Figure]:
    """Return the control totals of a system after a shift that everybody consents to.

    What it still lacks is what no consent could mend.
    """
    totals = {
        row.texts["body"]: asked.amount(row, "control_total")
        for row in asked.file.rows
        if row.texts["system"] == system
    }
    if not totals:
        raise RefusedError(f"{asked.file.source} has no control total of {system}.")
    one = _proposal(totals, body, said=frozenset(body["parties"]), ref=Reference("decision", NEW))
    return shift(one, asked.values, known_on=asked.known_on)


def refuse_mixed(asked: TotalsAsked, system: str) -> None:
    """Refuse members whose control totals are stated on several readings, or twice.

    Raises: RefusedError.
    """
    rows = [row for row in asked.file.rows if row.texts["system"] == system]
    if len({row.stated for row in rows}) > 1:
        raise RefusedError(
            f"{system} has control totals including and excluding support: they make no sum.",
            "State all of them on one reading.",
        )
    codes = [row.texts["body"] for row in rows]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise RefusedError(f"{', '.join(twice)} stands in {asked.file.source} twice.")


def _system(asked: Filed, system: str, one: OpenRound | None) -> SystemTotals:
    refuse_mixed(asked, system)
    rows = {row.texts["body"]: row for row in asked.file.rows if row.texts["system"] == system}
    totals = {code: asked.amount(row, "control_total") for code, row in rows.items()}
    issued, acts = dict(totals), []
    for act in support_acts(one, system, known=asked.known_on) if one is not None else ():
        if act.kind == SHIFT:
            said = frozenset(p for p in act.positions.parties if act.positions.said(p) == YES)
            one_shift = _proposal(totals, act.body, said=said, ref=act.ref)
            after = shift(one_shift, asked.values, known_on=asked.known_on)
            totals = dict(after.totals)
            acts.append((act, after.lacks))
    moved = _target_shifts(one, system, asked) if one is not None else {}
    members = {
        code: _member(asked, row, issued=issued[code], now=totals[code], moved=moved.get(code, ()))
        for code, row in rows.items()
    }
    found = control_totals(
        Members(
            period=asked.year.period,
            members={
                code: Member(
                    control_total=member.total,
                    plan=member.plan,
                    signed=rows[code].answers.get("signed", True),
                    weight=asked.ratio(rows[code], "weight"),
                )
                for code, member in members.items()
            },
        ),
        asked.values,
        known_on=asked.known_on,
    )
    return SystemTotals(members=members, found=found, acts=tuple(acts))


def _member(
    asked: Filed, row: FundRow, *, issued: Figure, now: Figure, moved: Moves
) -> MemberTotal:
    targets = [
        given(pence, issued.basis, ref, name="Target moved by a risk share") for ref, pence in moved
    ]
    none = constant(0, issued.basis, name="No target moved by a risk share")
    target = total(targets) if targets else none
    after = named(now + target, f"Control total, {row.texts['body']}") if targets else now
    return MemberTotal(
        issued=issued,
        shifted=now - issued,
        by_risk_share=target,
        total=after,
        plan=asked.amount(row, "plan"),
    )


def _proposal(
    totals: Mapping[str, Figure], body: Mapping[str, Any], *, said: frozenset[str], ref: Reference
) -> Proposal[Figure]:
    """Return a shift with those who said yes to it."""
    basis = next(iter(totals.values())).basis
    region = body["region"]
    return Proposal(
        totals=totals,
        changes={
            code: given(pence, basis, ref, name=f"Shift, {code}")
            for code, pence in body["changes_pence"].items()
        },
        proposed_on=date.fromisoformat(body["proposed_on"]),
        windows=tuple(Period(*map(date.fromisoformat, pair)) for pair in body["windows"]),
        consents=said - {region},
        regulator=region in said,
    )


def _target_shifts(one: OpenRound, system: str, asked: Filed) -> Mapping[str, Moves]:
    """Return by how much each recorded settlement raised each body's target, in pence."""
    moved: dict[str, Moves] = {}
    for row in decisions(one.code, system):
        of_targets = row.kind == SETTLEMENT and row.body["means"] == Means.SHIFT
        if of_targets and row.at.date() <= asked.known_on:
            for code, pence in row.body["moves_pence"].items():
                move = (decision_ref(one.code, row.number), -int(pence))
                moved[code] = (*moved.get(code, ()), move)
    return moved
