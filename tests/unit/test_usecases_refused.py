"""Every use case asks for the right first, and does nothing for somebody who has none."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from equipoise.findings import WaiverKind
from equipoise.params import load
from equipoise.records import Actor
from equipoise.records.models import Event, Waiver
from equipoise.register import View
from equipoise.rules.balance import PairKey
from equipoise.samples import CONTRACTS, PACK
from equipoise.sources import contract_files
from equipoise.units import FinancialYear
from equipoise.usecases.accept import accept
from equipoise.usecases.agree import agree
from equipoise.usecases.answer_waiver import answer_waiver
from equipoise.usecases.approve import approve
from equipoise.usecases.bridge import bridge
from equipoise.usecases.candidate import candidate
from equipoise.usecases.changes import changes
from equipoise.usecases.check import check
from equipoise.usecases.close import close
from equipoise.usecases.collate import collate
from equipoise.usecases.collect import collect
from equipoise.usecases.comment import Remark, comment
from equipoise.usecases.contract_check import contract_against_plan
from equipoise.usecases.contracted.agreed import Agreed
from equipoise.usecases.deadline import deadline
from equipoise.usecases.defer import defer
from equipoise.usecases.dispute import dispute
from equipoise.usecases.explain import explain
from equipoise.usecases.fill_form import fill_form
from equipoise.usecases.foreign import Mapped
from equipoise.usecases.ladder import ladder
from equipoise.usecases.lock import lock
from equipoise.usecases.lodge_file import FileKind, lodge_file
from equipoise.usecases.map_form import map_form
from equipoise.usecases.match import match
from equipoise.usecases.meaning import meaning
from equipoise.usecases.migrate import migrate
from equipoise.usecases.national import national
from equipoise.usecases.national_rules import national_rules
from equipoise.usecases.news import news
from equipoise.usecases.outturn import outturn
from equipoise.usecases.payments import payments
from equipoise.usecases.plan import plan as plan_of_system
from equipoise.usecases.positions import Seen, positions
from equipoise.usecases.remind import remind
from equipoise.usecases.reopen import reopen
from equipoise.usecases.reopen_part import reopen_part
from equipoise.usecases.review import review
from equipoise.usecases.rights import RIGHTS, NotAllowedError
from equipoise.usecases.round_open import round_open
from equipoise.usecases.round_register import round_register
from equipoise.usecases.round_rules import Rules, round_rules
from equipoise.usecases.send import send
from equipoise.usecases.send_back import send_back
from equipoise.usecases.signing import signing
from equipoise.usecases.signoff import signoff
from equipoise.usecases.status import status
from equipoise.usecases.submit import submit
from equipoise.usecases.support_asked import Way
from equipoise.usecases.support_on_record import support_on_record
from equipoise.usecases.table import NAMES, Wanted, table
from equipoise.usecases.template import template
from equipoise.usecases.triangulate import triangulate
from equipoise.usecases.verify import verify
from equipoise.usecases.waive import Request, waive
from equipoise.usecases.waivers import WaiverStatus
from equipoise.workings import Reference
from tests.acts_refused import support_and_risk_acts
from tests.forecast_refused import forecast_acts
from tests.northmere_round import ACTIONS, START, TODAY, Northmere, money
from tests.pot_refused import pot_acts
from tests.replan_refused import replan_acts

EVE: Final = Actor(person="Eve", role="place_lead", organisation="ZQ1", via="test")
POSITION: Final = Reference.parse("figure:2023-24/ZQ1/position/system/including")
LATER: Final = FinancialYear(2024)
REQUEST: Final = Request(
    code="EQ-TOT-001", place="Income!F23", kind=WaiverKind.KNOWN_FAULT, reason="Why.",
    until=date(2023, 6, 30),
)  # fmt: skip


def answered(plan: Northmere, answer: WaiverStatus) -> object:
    """Answer a waiver as Eve: one that is there, for rights are asked about its body."""
    Waiver.objects.create(
        round=plan.one.record, number=1, organisation="ZR1", kind=str(REQUEST.kind),
        at=START, expires_on=REQUEST.until,
    )  # fmt: skip
    return answer_waiver(plan.one, "W1", answer=answer, by=EVE, now=START)


AGREED: Final = Agreed(
    files=contract_files(CONTRACTS), year=FinancialYear(2023), params=load(), known_on=TODAY
)


ACTS: Final[dict[str, Callable[[Northmere, Path], object]]] = {
    "round_open": lambda plan, _: round_open(plan.workspace, LATER, by=EVE, now=START, pack=PACK),
    "deadline": lambda plan, _: deadline(
        plan.one, "finance", due_on=TODAY, reason="why", by=EVE, now=START
    ),
    "round_rules": lambda plan, _: round_rules(
        plan.one, Rules(known_on=TODAY), reason="why", by=EVE, now=START
    ),
    "round_register": lambda plan, _: round_register(
        plan.one, PACK, reason="why", by=EVE, now=START
    ),
    "positions": lambda plan, _: positions(
        plan.one, seen=Seen(view=View.AS_IS, on=TODAY), by=EVE, on=TODAY
    ),
    "template": lambda plan, folder: template(
        plan.one, "ZR1", folder / "form.xlsx", by=EVE, on=TODAY
    ),
    "migrate": lambda plan, folder: migrate(
        plan.one, plan.files["ZR1"], into=folder / "form.xlsx", by=EVE, on=TODAY
    ),
    "check": lambda plan, _: check(plan.one, plan.files["ZR1"], "ZR1", by=EVE, on=TODAY),
    "submit": lambda plan, _: submit(plan.one, plan.files["ZR1"], "ZR1", by=EVE, now=START),
    "candidate": lambda plan, _: candidate(
        plan.one, "ZR1", part="finance", number=1, by=EVE, now=START
    ),
    "changes": lambda plan, _: changes(plan.one, "ZR1", part="finance", by=EVE, on=TODAY),
    "reopen_part": lambda plan, _: reopen_part(
        plan.one, "ZR1", part="finance", reason="why", by=EVE, now=START
    ),
    "waive": lambda plan, _: waive(plan.one, "ZR1", request=REQUEST, by=EVE, now=START),
    "waiver_approve": lambda plan, _: answered(plan, WaiverStatus.APPROVED),
    "waiver_refuse": lambda plan, _: answered(plan, WaiverStatus.REFUSED),
    "waiver_withdraw": lambda plan, _: answered(plan, WaiverStatus.WITHDRAWN),
    "signoff": lambda plan, _: signoff(plan.one, "ZR1", by=EVE, now=START),
    "accept": lambda plan, _: accept(plan.one, ("ZR1",), by=EVE, now=START),
    "send_back": lambda plan, _: send_back(
        plan.one, "ZR1", "finance", line="Income!F23", comment="why?", by=EVE, now=START
    ),
    "contract_against_plan": lambda plan, _: contract_against_plan(
        AGREED, plan.one, system="ZQ1", by=EVE, on=TODAY
    ),
    "collect": lambda plan, _: collect(plan.one, "ZQ1", by=EVE, on=TODAY),
    "review": lambda plan, _: review(plan.one, "ZR1", by=EVE, on=TODAY),
    "comment": lambda plan, _: comment(
        plan.one,
        "ZR1",
        remark=Remark(part="finance", line="Income!F23", text="why?"),
        by=EVE,
        now=START,
    ),
    "remind": lambda plan, _: remind(plan.one, "ZQ1", organisations=("ZR1",), by=EVE, now=START),
    "news": lambda plan, _: news(plan.one, "ZQ1", since=None, by=EVE, on=TODAY),
    "collate": lambda plan, _: collate(plan.one, "ZQ1", by=EVE, now=START),
    "plan": lambda plan, _: plan_of_system(plan.one, "ZQ1", by=EVE, on=TODAY),
    "lodge_file": lambda plan, _: lodge_file(
        plan.one, "ZQ1", kind=FileKind.SUPPORT, path=plan.files["ZR1"], by=EVE, now=START
    ),
    "payments": lambda plan, _: payments(plan.one, "ZQ1", by=EVE, on=TODAY),
    "meaning": lambda plan, _: meaning(plan.one, "ZR1", way=Way(), by=EVE, on=TODAY),
    "support_on_record": lambda plan, _: support_on_record(
        plan.one, "ZQ1", way=Way(), by=EVE, on=TODAY
    ),
    "signing": lambda plan, _: signing(plan.one, "ZR1", by=EVE, on=TODAY),
    "match": lambda plan, _: match(plan.one, "ZQ1", by=EVE, on=TODAY),
    "agree": lambda plan, _: agree(plan.one, "ZQ1", "ZR1", value=money(1), by=EVE, now=START),
    "close": lambda plan, _: close(plan.one, ACTIONS["ZQ1"], by=EVE, now=START),
    "defer": lambda plan, _: defer(
        plan.one, "ZR1", "ZR1-C1", amount=money(1), to=LATER, by=EVE, now=START
    ),
    "approve": lambda plan, _: approve(plan.one, "ZQ1", version=1, by=EVE, now=START),
    "ladder": lambda plan, _: ladder(plan.one, "ZQ1", by=EVE, on=TODAY),
    "bridge": lambda plan, _: bridge(plan.one, "ZQ1", before=1, after=1, by=EVE, on=TODAY),
    "explain": lambda plan, _: explain(plan.one, POSITION, by=EVE, on=TODAY),
    "lock": lambda plan, _: lock(plan.one, "ZQ1", version=1, by=EVE, now=START),
    "send": lambda plan, _: send(plan.one, "ZQ1", by=EVE, now=START),
    "reopen": lambda plan, _: reopen(plan.one, "ZQ1", by=EVE, now=START),
    "verify": lambda plan, _: verify(plan.one, by=EVE, on=TODAY),
    "status": lambda plan, _: status(plan.one, "ZQ1", by=EVE, on=TODAY),
    "dispute": lambda plan, _: dispute(
        plan.one, PairKey("ZQ1", "ZR1"), reason="why", by=EVE, now=START
    ),
    "map_form": lambda plan, _: map_form(
        plan.one, Mapped(path=plan.files["ZR1"]), organisation="ZR1", by=EVE, on=TODAY
    ),
    "fill_form": lambda plan, folder: fill_form(
        plan.one,
        "ZR1",
        form=Mapped(path=plan.files["ZR1"]),
        by=EVE,
        on=TODAY,
        to=folder / "form.xlsx",
    ),
    "table": lambda plan, _: table(plan.one, "ZQ1", wanted=Wanted(name=NAMES[0]), by=EVE, on=TODAY),
    "rules": lambda plan, _: national_rules(plan.one, "ZQ1", by=EVE, on=TODAY),
    "triangulate": lambda plan, _: triangulate(plan.one, "ZQ1", by=EVE, on=TODAY),
    "outturn": lambda plan, _: outturn(plan.one, "ZQ1", by=EVE, on=TODAY),
    "national": lambda plan, _: national(plan.one, by=EVE, on=TODAY),
    **support_and_risk_acts(EVE),
    **forecast_acts(EVE),
    **pot_acts(EVE),
    **replan_acts(EVE),
}


@pytest.mark.parametrize("verb", ACTS)
def test_whoever_has_no_right_is_refused_before_anything_is_done(
    opened: Northmere, tmp_path: Path, verb: str
) -> None:
    kept = Event.objects.count(), len(list(opened.workspace.store.digests()))
    with pytest.raises(NotAllowedError, match="Eve"):
        ACTS[verb](opened, tmp_path)
    assert (Event.objects.count(), len(list(opened.workspace.store.digests()))) == kept
    assert not (tmp_path / "form.xlsx").exists()


def test_every_verb_is_tried() -> None:
    """But for many files at once: that keeps them first, and tells each refusal by its file."""
    assert set(ACTS) == set(RIGHTS) - {"submit_many"}
