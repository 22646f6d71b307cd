"""One of the tables that users know by its name or number, of a system's plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from equipoise.records import Actor
from equipoise.records.queries import latest_system_version
from equipoise.usecases.ladder import ladder
from equipoise.usecases.match import Matched, match
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.place_sheet import PlaceSheet, place_sheet
from equipoise.usecases.plans import Plan, collated, plan_of, plan_waivers, signed_plan
from equipoise.usecases.pot import PotSeen, pot
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.usecases.tabling import GATHERERS, Book, Gathered
from equipoise.usecases.waivers import Carried


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which table, of which version of the plan, and of which body; of all if None.

    `version` is of a collated plan: the latest if None, or the parts signed so far before any.
    """

    name: str
    version: int | None = None
    organisation: str | None = None


def table(one: OpenRound, system: str, *, wanted: Wanted, by: Actor, on: date) -> Outcome[Any]:
    """Return what a table is made of: gathered rows, or the result of the use case it is part of.

    A trust's people see the rows of their own trust.

    Raises: NotAllowedError; UnknownError for no such table, body or version; RefusedError for a
        table that has nothing of the body.
    """
    if wanted.name not in NAMES:
        raise UnknownError("table", wanted.name, NAMES)
    demand(by, "table", one.subject(system), on)
    plan = _plan(one, system, wanted.version)
    bodies = _whose(plan, wanted.organisation, by)
    if wanted.name in GATHERERS:
        return _gathered(plan, wanted.name, bodies)
    pinned = replace(wanted, version=int(plan.pin[1:]) if plan.pin[:1] == "v" else None)
    return OTHERS[wanted.name](plan, pinned, bodies, by=by, on=on)


def table_waivers(one: OpenRound, system: str, *, wanted: Wanted, by: Actor, on: date) -> Carried:
    """Return the waivers of the plan that a table is of: of the bodies whose rows it shows.

    Raises: as `table` does.
    """
    demand(by, "table", one.subject(system), on)
    plan = _plan(one, system, wanted.version)
    return plan_waivers(plan, on, of=_whose(plan, wanted.organisation, by))


def _plan(one: OpenRound, system: str, version: int | None) -> Plan:
    if version is None and latest_system_version(one.code, system) is None:
        return signed_plan(one, system)
    return plan_of(one, collated(one, system, version))


def _whose(plan: Plan, organisation: str | None, by: Actor) -> tuple[str, ...]:
    """Return the bodies whose rows are shown: all, the one asked for, or one's own trust."""
    own = by.organisation if by.organisation in plan.providers else None
    if organisation is not None and organisation not in plan.members:
        raise UnknownError(f"member of {plan.system}", organisation, tuple(sorted(plan.members)))
    if own is not None and organisation not in (None, own):
        raise RefusedError(
            f"{by.person} may see the rows of {own} only.", f"Leave --org out, or name {own}."
        )
    asked = organisation or own
    return tuple(sorted(plan.members)) if asked is None else (asked,)


def _gathered(plan: Plan, name: str, bodies: tuple[str, ...]) -> Outcome[Gathered]:
    found = GATHERERS[name](Book(statement=Statement(plan=plan), bodies=bodies))
    return Outcome(result=found, figures=found.figures(), expand=plan.expand)


def _positions(
    plan: Plan, wanted: Wanted, bodies: tuple[str, ...], *, by: Actor, on: date
) -> Outcome[Statement]:
    del by, on
    _refuse_narrow(plan, wanted, bodies)
    statement = Statement(plan=plan)
    return Outcome(result=statement, expand=plan.expand)


def _matched(
    plan: Plan, wanted: Wanted, bodies: tuple[str, ...], *, by: Actor, on: date
) -> Outcome[Matched]:
    outcome = match(plan.round, plan.system, by=by, on=on, version=wanted.version)
    found = outcome.result
    shown = tuple(key for key in found.pairs if not set(bodies).isdisjoint(key))
    if shown == found.pairs:
        return outcome
    if not shown:
        raise RefusedError(f"No contract of {bodies[0]} is there to be matched yet.")
    pairs = found.statement.contracts.pairs
    few = found.statement.matching_of({key: pairs[key] for key in shown})
    return replace(outcome, result=replace(found, pairs=shown, mismatch=few))


def _rise(
    plan: Plan, wanted: Wanted, bodies: tuple[str, ...], *, by: Actor, on: date
) -> Outcome[Any]:
    if wanted.organisation is not None:
        _refuse_narrow(plan, wanted, bodies)
    return ladder(plan.round, plan.system, by=by, on=on, version=wanted.version)


def _refuse_narrow(plan: Plan, wanted: Wanted, bodies: tuple[str, ...]) -> None:
    if set(bodies) != set(plan.members):
        raise RefusedError(f"The table {wanted.name} is of the system as a whole.")


def _pot(
    plan: Plan, wanted: Wanted, bodies: tuple[str, ...], *, by: Actor, on: date
) -> Outcome[PotSeen]:
    if wanted.organisation is not None:
        _refuse_narrow(plan, wanted, bodies)
    return pot(plan.round, plan.system, by=by, on=on)


def _places(
    plan: Plan, wanted: Wanted, bodies: tuple[str, ...], *, by: Actor, on: date
) -> Outcome[PlaceSheet]:
    _refuse_narrow(plan, wanted, bodies)
    return place_sheet(plan.round, plan.system, by=by, on=on)


OTHERS: Final[Mapping[str, Callable[..., Outcome[Any]]]] = {
    "position": _positions,
    "matrix": _matched,
    "pairs": _matched,
    "ladder": _rise,
    "pot": _pot,
    "place_sheet": _places,
}
"""The tables that are part of another use case's answer."""
NAMES: Final = (*GATHERERS, *OTHERS)
