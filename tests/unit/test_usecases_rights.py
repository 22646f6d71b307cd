"""Who may do what, to whom: every verb and every role (fact book 5, section 5.2)."""

from datetime import date

import pytest

from equipoise.records import Actor
from equipoise.usecases.rights import OPERATOR, RIGHTS, NotAllowedError, Role, Subject, demand, may

ON = date(2023, 3, 30)
TRUST = Subject(organisation="ZR1", above=frozenset({"ZQ1", "ZY1", "X24"}))
SYSTEM = Subject(
    organisation="ZQ1",
    above=frozenset({"ZY1", "X24"}),
    members=frozenset({"ZR1", "ZR2", "ZR3"}),
)

NOBODY = ""
OWN = "own"
BELOW = "own below"
PARTNERS = "own below member"
ALL = "own below member stranger"
"""For whom: one's own body, one above which one stands, one's own system, anybody else's."""

READERS = {
    Role.EDITOR: OWN,
    Role.APPROVER: PARTNERS,
    Role.SYSTEM_LEAD: BELOW,
    Role.SYSTEM_APPROVER: BELOW,
    Role.REGION: BELOW,
    Role.NATIONAL: ALL,
    Role.AUDITOR: ALL,
    Role.OPERATOR: ALL,
}
BOTH_SIDES = {**READERS, Role.EDITOR: PARTNERS}
PROPOSERS = {Role.EDITOR: OWN, Role.APPROVER: OWN, Role.SYSTEM_LEAD: BELOW}
RETURNS = {**READERS, Role.APPROVER: OWN}
LEAD = {Role.SYSTEM_LEAD: BELOW}
LEADS = {**LEAD, Role.SYSTEM_APPROVER: BELOW}
SPEAKERS = dict.fromkeys(
    (
        *(Role.APPROVER, Role.CLINICIAN, Role.LAY, Role.SYSTEM_LEAD, Role.SYSTEM_APPROVER),
        Role.NATIONAL,
    ),
    OWN,
)
NOTIFIERS = {**LEADS, Role.REGION: BELOW, Role.NATIONAL: ALL}
ANSWERERS = dict.fromkeys(
    (Role.APPROVER, Role.SYSTEM_LEAD, Role.SYSTEM_APPROVER, Role.REGION, Role.NATIONAL), OWN
)
LEAD_OR_REGION = {**LEAD, Role.REGION: BELOW}
EXPECTED: dict[str, dict[Role, str]] = {
    "round_open": {
        Role.OPERATOR: ALL,
        Role.SYSTEM_LEAD: BELOW,
        Role.REGION: BELOW,
        Role.NATIONAL: ALL,
    },
    "deadline": {
        Role.OPERATOR: ALL,
        Role.SYSTEM_LEAD: BELOW,
        Role.REGION: BELOW,
        Role.NATIONAL: ALL,
    },
    "round_rules": {
        Role.OPERATOR: ALL,
        Role.SYSTEM_LEAD: BELOW,
        Role.REGION: BELOW,
        Role.NATIONAL: ALL,
    },
    "round_register": {
        Role.OPERATOR: ALL,
        Role.SYSTEM_LEAD: BELOW,
        Role.REGION: BELOW,
        Role.NATIONAL: ALL,
    },
    "positions": {
        Role.REGION: ALL,
        Role.NATIONAL: ALL,
        Role.AUDITOR: ALL,
        Role.OPERATOR: ALL,
    },
    "template": READERS,
    "migrate": READERS,
    "check": READERS,
    "map_form": READERS,
    "fill_form": READERS,
    "submit": {Role.EDITOR: OWN},
    "submit_many": {**LEAD_OR_REGION, Role.EDITOR: OWN, Role.NATIONAL: ALL},
    "candidate": {Role.EDITOR: OWN, Role.APPROVER: OWN},
    "changes": READERS,
    "review": RETURNS,
    "comment": {
        role: reach for role, reach in RETURNS.items() if role not in (Role.AUDITOR, Role.OPERATOR)
    },
    "remind": NOTIFIERS,
    "news": {**BOTH_SIDES, Role.CLINICIAN: PARTNERS, Role.LAY: PARTNERS},
    "waive": {Role.EDITOR: OWN},
    "waiver_approve": LEAD_OR_REGION,
    "waiver_refuse": LEAD_OR_REGION,
    "waiver_withdraw": {**LEAD_OR_REGION, Role.EDITOR: OWN, Role.APPROVER: OWN},
    "signoff": {Role.APPROVER: OWN},
    "accept": LEAD,
    "send_back": {**LEAD, Role.REGION: BELOW},
    "collect": READERS,
    "collate": LEAD,
    "plan": READERS,
    "lodge_file": {
        **LEAD,
        Role.SYSTEM_APPROVER: BELOW,
        Role.REGION: BELOW,
        Role.NATIONAL: ALL,
    },
    "payments": READERS,
    "meaning": READERS,
    "support_on_record": READERS,
    "signing": READERS,
    "match": BOTH_SIDES,
    "contract_against_plan": READERS,
    "agree": {Role.EDITOR: OWN, Role.APPROVER: OWN, Role.SYSTEM_LEAD: OWN},
    "dispute": {
        Role.EDITOR: OWN,
        Role.APPROVER: OWN,
        Role.SYSTEM_LEAD: OWN,
        Role.NATIONAL: OWN,
    },
    "close": PROPOSERS,
    "defer": PROPOSERS,
    "offer": {**PROPOSERS, Role.REGION: BELOW},
    "offer_answer": {
        Role.EDITOR: OWN,
        Role.APPROVER: OWN,
        Role.SYSTEM_LEAD: OWN,
        Role.SYSTEM_APPROVER: OWN,
    },
    "proceed": {Role.REGION: BELOW, Role.NATIONAL: ALL},
    "gap": READERS,
    "approve": {Role.APPROVER: OWN},
    "ladder": READERS,
    "rules": READERS,
    "outturn": BOTH_SIDES,
    "triangulate": BOTH_SIDES,
    "bridge": READERS,
    "table": BOTH_SIDES,
    "explain": BOTH_SIDES,
    "lock": {**LEAD, Role.SYSTEM_APPROVER: BELOW},
    "send": {**LEAD, Role.SYSTEM_APPROVER: BELOW},
    "reopen_part": LEAD_OR_REGION,
    "reopen": {**LEAD, Role.REGION: BELOW},
    "month": READERS,
    "month_import": {Role.EDITOR: OWN},
    "forecast": READERS,
    "forecast_change": {Role.APPROVER: OWN},
    "forecast_step": {**LEADS, Role.APPROVER: OWN, Role.REGION: BELOW},
    "forecast_work": {Role.EDITOR: OWN, Role.APPROVER: OWN},
    "forecast_exists": {Role.AUDITOR: ALL},
    "verify": READERS,
    "pot": {**BOTH_SIDES, Role.CLINICIAN: PARTNERS, Role.LAY: PARTNERS},
    "pot_add": LEADS,
    "pot_move": LEADS,
    "pot_award": LEADS,
    "pot_places": LEADS,
    "pot_withdraw": LEADS,
    "pot_answer": SPEAKERS,
    "delegate": LEADS,
    "delegate_report": {**SPEAKERS, Role.EDITOR: OWN},
    "rebaseline": READERS,
    **dict.fromkeys(
        (
            *("rebaseline_open", "rebaseline_award", "rebaseline_target", "rebaseline_assume"),
            *("rebaseline_strike", "rebaseline_meet"),
        ),
        NOTIFIERS,
    ),
    **dict.fromkeys(
        (
            *("rebaseline_release", "rebaseline_commitment", "rebaseline_capacity"),
            *("rebaseline_plan", "rebaseline_close", "rebaseline_send"),
        ),
        LEADS,
    ),
    **dict.fromkeys(("riskshare_settle", "riskshare_lodge", "support_give"), LEADS),
    "support_shift": LEADS,
    "support_review": {Role.REGION: BELOW, Role.NATIONAL: ALL},
    "riskshare_duty": {
        **dict.fromkeys((Role.APPROVER, Role.SYSTEM_LEAD, Role.SYSTEM_APPROVER), OWN),
        Role.REGION: BELOW,
        Role.NATIONAL: ALL,
    },
    **dict.fromkeys(("support_decisions", "riskshare_lodged"), BOTH_SIDES),
    "rebaseline_act": {**LEADS, Role.APPROVER: OWN},
    "rebaseline_safety": {**LEADS, Role.CLINICIAN: OWN},
    **dict.fromkeys(("rebaseline_answer", "support_answer", "riskshare_sign"), ANSWERERS),
    "rebaseline_national": {
        Role.REGION: ALL,
        Role.NATIONAL: ALL,
        Role.AUDITOR: ALL,
        Role.OPERATOR: ALL,
    },
    "status": {**BOTH_SIDES, Role.CLINICIAN: PARTNERS, Role.LAY: PARTNERS},
    "national": {
        Role.REGION: ALL,
        Role.NATIONAL: ALL,
        Role.AUDITOR: ALL,
        Role.OPERATOR: ALL,
    },
}


def actor(role: str, organisation: str) -> Actor:
    return Actor(person="Ada Lund", role=role, organisation=organisation, via="test")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("verb", sorted(EXPECTED))
def test_each_role_may_do_what_the_table_says_and_no_more(verb: str, role: Role) -> None:
    relations = {
        "own": may(actor(role, "ZR1"), verb, TRUST, ON),
        "below": may(actor(role, "ZQ1"), verb, TRUST, ON),
        "member": may(actor(role, "ZR1"), verb, SYSTEM, ON),
        "stranger": may(actor(role, "ZR9"), verb, TRUST, ON),
    }
    allowed = EXPECTED[verb].get(role, NOBODY).split()
    assert relations == {relation: relation in allowed for relation in relations}


def test_every_verb_is_in_the_table() -> None:
    assert set(RIGHTS) == set(EXPECTED)


def test_a_trust_has_no_right_over_the_trust_beside_it() -> None:
    beside = Subject(organisation="ZR2", above=frozenset({"ZQ1"}))
    for verb in RIGHTS:
        assert not may(actor(Role.EDITOR, "ZR1"), verb, beside, ON)
        assert not may(actor(Role.APPROVER, "ZR1"), verb, beside, ON)


def test_a_refusal_names_the_person_the_verb_the_body_and_who_may() -> None:
    with pytest.raises(NotAllowedError) as caught:
        demand(actor(Role.SYSTEM_LEAD, "ZQ1"), "signoff", TRUST, ON)
    text = str(caught.value)
    assert "Ada Lund (system lead of ZQ1)" in text
    assert all(word in text for word in ("sign off", "ZR1", "organisation approver"))


def test_whoever_runs_the_program_opens_rounds_and_signs_nothing() -> None:
    assert may(OPERATOR, "round_open", SYSTEM, ON)
    assert not may(OPERATOR, "signoff", TRUST, ON)
    assert not may(OPERATOR, "submit", TRUST, ON)
