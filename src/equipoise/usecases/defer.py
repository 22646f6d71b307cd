"""Propose to move part of a capital project into a later year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from equipoise.records import Actor
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.decisions import Stand
from equipoise.usecases.drafts import Move
from equipoise.usecases.lines import Lines
from equipoise.usecases.locks import refuse_locked
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import proposed_plan
from equipoise.usecases.proposals import Proposal, propose
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound

MEASURE = "capital.operational"


def defer(
    one: OpenRound,
    organisation: str,
    project: str,
    *,
    amount: Pence,
    to: FinancialYear,
    by: Actor,
    now: datetime,
) -> Outcome[Stand]:
    """Return the deferral as a proposal, with a draft of the body's capital.

    What leaves the plan year arrives in the later one: over both, the project costs the same.

    Raises: NotAllowedError; RefusedError when the plan is locked, the year is not later, or the
        project has less than the amount in the plan year; UnknownError for no such project.
    """
    demand(by, "defer", one.subject(organisation), now.date())
    system = one.system_of(organisation)
    refuse_locked(one, system)
    _refuse(one, organisation, project, amount=amount, to=to)
    line = (MEASURE, None, project)
    proposal = Proposal(
        kind="defer",
        system=system,
        body={
            "organisation": organisation,
            "project": project,
            "amount_pence": amount,
            "to": str(to),
            "sides": [organisation],
        },
        moves=[
            Move(organisation=organisation, part="capital", line=line, pence=-amount),
            Move(organisation=organisation, part="capital", line=line, pence=amount, year=to),
        ],
    )
    return propose(one, lambda _: proposal, by=by, now=now)


def projects(one: OpenRound, system: str) -> Mapping[tuple[str, str], str]:
    """Return the capital projects of a system as drafts have them: body and number, with names."""
    found = proposed_plan(one, system).items("capital")
    return {key: item.name for key, item in sorted(found.items())}


def _refuse(
    one: OpenRound, organisation: str, project: str, *, amount: Pence, to: FinancialYear
) -> None:
    plan = proposed_plan(one, one.system_of(organisation))
    projects = {ref: item for (whose, ref), item in plan.items("capital").items()
                if whose == organisation}  # fmt: skip
    if project not in projects:
        raise UnknownError(f"project of {organisation}:", project, tuple(sorted(projects)))
    if to <= one.year:
        raise RefusedError(f"{to} is not later than the plan year {one.year}.")
    lines = Lines(plan=plan, period=one.year.period)
    planned = lines.entered_or_nil(organisation, MEASURE, projects[project].name, items=[project])
    if not 0 < amount <= planned.value:
        raise RefusedError(
            f"{project} has £{int(planned.value) // 100:,} in {one.year}.",
            "Move a positive amount, up to that.",
        )
