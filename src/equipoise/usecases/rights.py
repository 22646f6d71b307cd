"""Who may do what, to whose: a pure table that every use case asks first, by every door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from equipoise.records import Actor as Actor  # doors that never see records name it from here
from equipoise.usecases.refusals import RefusedError


class Role(StrEnum):
    """What a person is to the organisation they act for."""

    EDITOR = "organisation_editor"
    CLINICIAN = "clinical_lead"
    LAY = "lay_member"
    APPROVER = "organisation_approver"
    SYSTEM_LEAD = "system_lead"
    SYSTEM_APPROVER = "system_approver"
    REGION = "region"
    NATIONAL = "national"
    AUDITOR = "auditor"
    OPERATOR = "operator"


class Reach(StrEnum):
    """How far a right goes from the actor's own organisation."""

    OWN = "own organisation"
    SYSTEM = "own organisation and those beneath it"
    PARTNERS = "own organisation, those beneath it, and the system it is a member of"
    ALL = "any organisation"


OPERATOR: Final = Actor(
    person="operator", role=Role.OPERATOR, organisation="local", via="command line"
)
"""Whoever runs the program on a workspace of their own, before anybody is named in it."""

_READ: Final[Mapping[str, Reach]] = {
    Role.EDITOR: Reach.OWN,
    Role.APPROVER: Reach.PARTNERS,
    Role.SYSTEM_LEAD: Reach.SYSTEM,
    Role.SYSTEM_APPROVER: Reach.SYSTEM,
    Role.REGION: Reach.SYSTEM,
    Role.NATIONAL: Reach.ALL,
    Role.AUDITOR: Reach.ALL,
    Role.OPERATOR: Reach.ALL,
}
_BOTH_SIDES: Final[Mapping[str, Reach]] = {**_READ, Role.EDITOR: Reach.PARTNERS}
_ADVISED: Final[Mapping[str, Reach]] = {
    **_BOTH_SIDES,
    Role.CLINICIAN: Reach.PARTNERS,
    Role.LAY: Reach.PARTNERS,
}
_PROPOSE: Final[Mapping[str, Reach]] = {
    Role.EDITOR: Reach.OWN,
    Role.APPROVER: Reach.OWN,
    Role.SYSTEM_LEAD: Reach.SYSTEM,
}
_RETURN: Final[Mapping[str, Reach]] = {**_READ, Role.APPROVER: Reach.OWN}
_COMMENT: Final[Mapping[str, Reach]] = {
    role: reach for role, reach in _RETURN.items() if role not in (Role.AUDITOR, Role.OPERATOR)
}
_LEAD: Final[Mapping[str, Reach]] = {Role.SYSTEM_LEAD: Reach.SYSTEM}
_LEADS: Final[Mapping[str, Reach]] = {
    Role.SYSTEM_LEAD: Reach.SYSTEM,
    Role.SYSTEM_APPROVER: Reach.SYSTEM,
}
_SPEAKS: Final[Mapping[str, Reach]] = dict.fromkeys(
    (
        *(Role.APPROVER, Role.CLINICIAN, Role.LAY, Role.SYSTEM_LEAD, Role.SYSTEM_APPROVER),
        Role.NATIONAL,
    ),
    Reach.OWN,
)
_NOTIFY: Final[Mapping[str, Reach]] = {
    **_LEADS,
    Role.REGION: Reach.SYSTEM,
    Role.NATIONAL: Reach.ALL,
}
_ANSWERS: Final[Mapping[str, Reach]] = dict.fromkeys(
    (Role.APPROVER, Role.SYSTEM_LEAD, Role.SYSTEM_APPROVER, Role.REGION, Role.NATIONAL), Reach.OWN
)
_LEAD_OR_REGION: Final[Mapping[str, Reach]] = {**_LEAD, Role.REGION: Reach.SYSTEM}
RIGHTS: Final[Mapping[str, Mapping[str, Reach]]] = MappingProxyType(
    {
        "round_open": {
            Role.OPERATOR: Reach.ALL,
            Role.SYSTEM_LEAD: Reach.SYSTEM,
            Role.REGION: Reach.SYSTEM,
            Role.NATIONAL: Reach.ALL,
        },
        "deadline": {
            Role.OPERATOR: Reach.ALL,
            Role.SYSTEM_LEAD: Reach.SYSTEM,
            Role.REGION: Reach.SYSTEM,
            Role.NATIONAL: Reach.ALL,
        },
        "round_rules": {
            Role.OPERATOR: Reach.ALL,
            Role.SYSTEM_LEAD: Reach.SYSTEM,
            Role.REGION: Reach.SYSTEM,
            Role.NATIONAL: Reach.ALL,
        },
        "round_register": {
            Role.OPERATOR: Reach.ALL,
            Role.SYSTEM_LEAD: Reach.SYSTEM,
            Role.REGION: Reach.SYSTEM,
            Role.NATIONAL: Reach.ALL,
        },
        "template": {**_READ},
        "migrate": {**_READ},
        "check": {**_READ},
        "map_form": {**_READ},
        "fill_form": {**_READ},
        "submit": {Role.EDITOR: Reach.OWN},
        "submit_many": {
            Role.EDITOR: Reach.OWN,
            Role.SYSTEM_LEAD: Reach.SYSTEM,
            Role.REGION: Reach.SYSTEM,
            Role.NATIONAL: Reach.ALL,
        },
        "candidate": {Role.EDITOR: Reach.OWN, Role.APPROVER: Reach.OWN},
        "changes": _READ,
        "news": _ADVISED,
        "review": _RETURN,
        "comment": _COMMENT,
        "remind": _NOTIFY,
        "waive": {Role.EDITOR: Reach.OWN},
        "waiver_approve": _LEAD_OR_REGION,
        "waiver_refuse": _LEAD_OR_REGION,
        "waiver_withdraw": {**_LEAD_OR_REGION, Role.EDITOR: Reach.OWN, Role.APPROVER: Reach.OWN},
        "signoff": {Role.APPROVER: Reach.OWN},
        "signing": _READ,
        "accept": _LEAD,
        "send_back": {**_LEAD, Role.REGION: Reach.SYSTEM},
        "collect": _READ,
        "collate": _LEAD,
        "plan": _READ,
        "lodge_file": {**_LEADS, Role.REGION: Reach.SYSTEM, Role.NATIONAL: Reach.ALL},
        "payments": _READ,
        "meaning": _READ,
        "support_on_record": _READ,
        "match": _BOTH_SIDES,
        "contract_against_plan": _READ,
        "agree": {
            Role.EDITOR: Reach.OWN,
            Role.APPROVER: Reach.OWN,
            Role.SYSTEM_LEAD: Reach.OWN,
        },
        "dispute": {
            Role.EDITOR: Reach.OWN,
            Role.APPROVER: Reach.OWN,
            Role.SYSTEM_LEAD: Reach.OWN,
            Role.NATIONAL: Reach.OWN,
        },
        "close": _PROPOSE,
        "defer": _PROPOSE,
        "offer": {**_PROPOSE, Role.REGION: Reach.SYSTEM},
        "offer_answer": {
            Role.EDITOR: Reach.OWN,
            Role.APPROVER: Reach.OWN,
            Role.SYSTEM_LEAD: Reach.OWN,
            Role.SYSTEM_APPROVER: Reach.OWN,
        },
        "proceed": {Role.REGION: Reach.SYSTEM, Role.NATIONAL: Reach.ALL},
        "gap": _READ,
        "approve": {Role.APPROVER: Reach.OWN},
        "ladder": _READ,
        "outturn": _BOTH_SIDES,
        "triangulate": _BOTH_SIDES,
        "rules": _READ,
        "bridge": _READ,
        "table": _BOTH_SIDES,
        "explain": _BOTH_SIDES,
        "lock": {Role.SYSTEM_LEAD: Reach.SYSTEM, Role.SYSTEM_APPROVER: Reach.SYSTEM},
        "send": {Role.SYSTEM_LEAD: Reach.SYSTEM, Role.SYSTEM_APPROVER: Reach.SYSTEM},
        "reopen_part": _LEAD_OR_REGION,
        "reopen": {Role.SYSTEM_LEAD: Reach.SYSTEM, Role.REGION: Reach.SYSTEM},
        "month": _READ,
        "month_import": {Role.EDITOR: Reach.OWN},
        "forecast": _READ,
        "forecast_change": {Role.APPROVER: Reach.OWN},
        "forecast_step": {
            Role.APPROVER: Reach.OWN,
            **_LEADS,
            Role.REGION: Reach.SYSTEM,
        },
        "forecast_work": {Role.EDITOR: Reach.OWN, Role.APPROVER: Reach.OWN},
        "forecast_exists": {Role.AUDITOR: Reach.ALL},
        "verify": {Role.AUDITOR: Reach.ALL, Role.OPERATOR: Reach.ALL, **_READ},
        "pot": _ADVISED,
        "pot_add": _LEADS,
        "pot_move": _LEADS,
        "pot_award": _LEADS,
        "pot_places": _LEADS,
        "pot_withdraw": _LEADS,
        "pot_answer": _SPEAKS,
        "delegate": _LEADS,
        "delegate_report": {**_SPEAKS, Role.EDITOR: Reach.OWN},
        "rebaseline": _READ,
        "rebaseline_open": _NOTIFY,
        "rebaseline_award": _NOTIFY,
        "rebaseline_target": _NOTIFY,
        "rebaseline_release": _LEADS,
        "rebaseline_answer": _ANSWERS,
        "rebaseline_commitment": _LEADS,
        "rebaseline_act": {Role.APPROVER: Reach.OWN, **_LEADS},
        "rebaseline_assume": _NOTIFY,
        "rebaseline_strike": _NOTIFY,
        "rebaseline_safety": {Role.CLINICIAN: Reach.OWN, **_LEADS},
        "rebaseline_capacity": _LEADS,
        "rebaseline_plan": _LEADS,
        "rebaseline_meet": _NOTIFY,
        "rebaseline_close": _LEADS,
        "rebaseline_send": _LEADS,
        "rebaseline_national": {
            Role.REGION: Reach.ALL,
            Role.NATIONAL: Reach.ALL,
            Role.AUDITOR: Reach.ALL,
            Role.OPERATOR: Reach.ALL,
        },
        "riskshare_settle": _LEADS,
        "riskshare_lodge": _LEADS,
        "riskshare_sign": _ANSWERS,
        "riskshare_duty": {
            Role.APPROVER: Reach.OWN,
            Role.SYSTEM_LEAD: Reach.OWN,
            Role.SYSTEM_APPROVER: Reach.OWN,
            Role.REGION: Reach.SYSTEM,
            Role.NATIONAL: Reach.ALL,
        },
        "riskshare_lodged": _BOTH_SIDES,
        "support_give": _LEADS,
        "support_review": {Role.REGION: Reach.SYSTEM, Role.NATIONAL: Reach.ALL},
        "support_shift": _LEADS,
        "support_answer": _ANSWERS,
        "support_decisions": _BOTH_SIDES,
        "status": _ADVISED,
        "positions": {
            Role.REGION: Reach.ALL,
            Role.NATIONAL: Reach.ALL,
            Role.AUDITOR: Reach.ALL,
            Role.OPERATOR: Reach.ALL,
        },
        "national": {
            Role.REGION: Reach.ALL,
            Role.NATIONAL: Reach.ALL,
            Role.AUDITOR: Reach.ALL,
            Role.OPERATOR: Reach.ALL,
        },
    }
)
"""Verb -> role -> how far. A role that is not there may not."""


SPOKEN: Final = {
    "agree": "agree a contract value",
    "bridge": "see the bridge",
    "candidate": "choose which version counts",
    "changes": "see what changed",
    "collect": "see the board",
    "news": "see what changed",
    "review": "see the return",
    "comment": "comment on the return",
    "remind": "send reminders",
    "dispute": "dispute a contract value",
    "gap": "see the gap",
    "ladder": "see the ladder",
    "offer": "offer a move",
    "offer_answer": "answer an offer",
    "proceed": "impose a limit",
    "match": "see the contracts",
    "plan": "see the plan",
    "lodge_file": "put a file on record",
    "meaning": "see what a plan means",
    "payments": "see elective payments",
    "support_on_record": "see support",
    "outturn": "see the way from outturn to plan",
    "forecast": "see the forecast",
    "month": "see the month",
    "month_import": "import actuals",
    "forecast_change": "change the reported forecast",
    "forecast_step": "record a step of a change of forecast",
    "forecast_exists": "see that a private working forecast exists",
    "forecast_work": "keep a private working forecast",
    "national": "see all systems",
    "reopen_part": "reopen a part",
    "positions": "see all positions",
    "rules": "see the national rules",
    "pot": "see the pot",
    "pot_add": "add lines to the pot",
    "pot_answer": "answer a decision about the pot",
    "pot_award": "share an award",
    "pot_move": "move money of the pot",
    "pot_places": "record places",
    "pot_withdraw": "withdraw a decision about the pot",
    "delegate": "delegate a budget",
    "delegate_report": "report back on a delegation",
    "rebaseline": "see the re-baselining",
    "rebaseline_open": "open a re-baselining",
    "rebaseline_award": "share the pool of a re-baselining",
    "rebaseline_target": "record an elective target",
    "rebaseline_release": "ask for the release of ring-fenced money",
    "rebaseline_answer": "answer a decision about a re-baselining",
    "rebaseline_commitment": "record a commitment",
    "rebaseline_act": "propose a closing action",
    "rebaseline_assume": "record a planning assumption",
    "rebaseline_strike": "enter a strike",
    "rebaseline_safety": "make the safety statement",
    "rebaseline_capacity": "record elective capacity",
    "rebaseline_plan": "replan the rest of the year",
    "rebaseline_meet": "enter a meeting",
    "rebaseline_close": "close a re-baselining",
    "rebaseline_send": "send a rebased plan",
    "rebaseline_national": "see all re-baselinings",
    "round_rules": "change the rules of a round",
    "deadline": "move a deadline",
    "round_register": "change the register of a round",
    "round_open": "open a round",
    "signoff": "sign off",
    "riskshare_settle": "record a settlement of risk",
    "signing": "see what waits for a signature",
    "riskshare_lodge": "lodge a risk-share agreement",
    "riskshare_sign": "answer a risk-share agreement",
    "riskshare_duty": "put on record what a duty asks for",
    "riskshare_lodged": "see the risk-share agreements",
    "support_give": "give support by discretion",
    "support_review": "record a review of support",
    "support_shift": "propose a shift of control totals",
    "support_answer": "answer a decision about support",
    "support_decisions": "see decisions about support",
    "status": "see the status",
    "table": "see the tables",
    "submit_many": "submit returns",
    "template": "make a template",
    "migrate": "migrate a form",
    "triangulate": "see the triangulation",
    "map_form": "map a form",
    "fill_form": "fill in a form",
    "waive": "ask for a waiver",
    "waiver_approve": "approve a waiver",
    "waiver_refuse": "refuse a waiver",
    "waiver_withdraw": "withdraw a waiver",
}
"""A verb as people say it, where its name alone would not read."""


class NotAllowedError(RefusedError):
    """The actor has no right to do this to that body."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The body an act is about, those above it (system, region, England) and its members."""

    organisation: str
    above: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()


def may(actor: Actor, verb: str, subject: Subject, on: date) -> bool:
    """Return whether the actor may do this to the subject on this day.

    The day is asked for because rights follow agreements, which begin and end.

    Law an_unknown_verb_is_nobodys: no role may do what the table does not name.
    Law own_reach_stops_at_the_door: a right over one's own body gives none over another.
    """
    del on  # people's own dates are kept with the person, and asked by `rounds.actor_named`
    reach = RIGHTS.get(verb, {}).get(actor.role)
    if reach is Reach.ALL:
        return True
    if reach is Reach.SYSTEM:
        return actor.organisation in {subject.organisation, *subject.above}
    if reach is Reach.PARTNERS:
        partners = {subject.organisation, *subject.above, *subject.members}
        return actor.organisation in partners
    return reach is Reach.OWN and actor.organisation == subject.organisation


def demand(actor: Actor, verb: str, subject: Subject, on: date) -> None:
    """Refuse unless the actor may.

    Raises: NotAllowedError naming the actor, the verb and the roles that may.
    """
    if not may(actor, verb, subject, on):
        roles = ", ".join(sorted(RIGHTS.get(verb, {}))).replace("_", " ")
        raise NotAllowedError(
            f"{actor.person} ({actor.role.replace('_', ' ')} of {actor.organisation}) has no right "
            f"to {SPOKEN.get(verb, verb.replace('_', ' '))} for {subject.organisation}.",
            f"Roles that have it: {roles}.",
        )
