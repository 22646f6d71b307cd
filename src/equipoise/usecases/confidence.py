"""What a body may see of another's plan before both have handed in: nothing of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from equipoise.records import Actor
from equipoise.records.models import Version
from equipoise.usecases.neighbours import submitted_version
from equipoise.usecases.plans import Plan
from equipoise.usecases.rights import Role
from equipoise.usecases.versions import latest

OF_ONE_BODY: Final = frozenset({Role.EDITOR, Role.APPROVER})
"""Roles that look across a contract from one side of it."""
PART: Final = "finance"


def seen_by(plan: Plan, by: Actor) -> Plan:
    """Return the plan as the actor may see it: their own return, and what others have submitted.

    Somebody who acts for one body sees no other's values before that body has submitted its
    finance part: neither side shapes its plan on the other's. A draft is seen by its own body
    alone.

    Law a_draft_is_its_own_bodys: whoever asks, of others there is only what was submitted.
    Law nobody_looks_first: before its own return is in, a body sees none of another.
    """
    own = by.organisation
    rows = [row for row in plan.versions if row.organisation == own or _is_submitted(plan, row)]
    if by.role not in OF_ONE_BODY or own not in plan.members:
        return replace(plan, versions=tuple(rows))
    if _has_submitted(plan, own):
        return replace(plan, versions=tuple(rows))
    kept = [row for row in rows if row.organisation == own]
    if not any(row.part == PART for row in kept):
        draft = latest(plan.round, own, PART)
        kept += [draft] if draft is not None else []
    return replace(plan, versions=tuple(kept), outside=())


def _has_submitted(plan: Plan, organisation: str) -> bool:
    if plan.pin.startswith("v") and (organisation, PART) in plan.parts:
        return True
    return submitted_version(plan.round, organisation, part=PART) is not None


def _is_submitted(plan: Plan, row: Version) -> bool:
    """Return whether a version's body has handed it over: what is signed or collated was."""
    if plan.pin != "proposed":
        return True
    return submitted_version(plan.round, row.organisation, part=row.part) is not None
