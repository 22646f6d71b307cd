"""Forecasts: the reported one changes by the protocol, the private one is its body's alone."""

from dataclasses import replace

import pytest

from equipoise.cli.answers import as_text
from equipoise.records import Actor
from equipoise.records.models import Event
from equipoise.reports.pages.answering import page_json
from equipoise.reports.pages.forecasts import change_page, forecast_page, working_page
from equipoise.units import Pence
from equipoise.usecases.forecast import Forecasts, forecast, forecast_exists
from equipoise.usecases.forecast_change import forecast_change, forecast_step
from equipoise.usecases.forecast_work import forecast_work
from equipoise.usecases.forecasting import Case, Change, Step
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import OPERATOR, NotAllowedError
from equipoise.usecases.verify import verify
from tests.forecast_refused import ASKED, WORKING
from tests.northmere_round import SYSTEM, TODAY, Northmere, money, thousands

SECRET = "-2100000000"
"""The private figure, £(21.0)m, in pence."""
OTHERS = (
    *("zq1.lead", "zq1.system", "zq1.editor", "zq1.approver", "region.lead", "national.lead"),
    *("auditor", "zr2.editor", "zr2.approver", "zr3.approver"),
)


def seen_by(plan: Northmere, by: Actor, month: int = 12) -> Outcome[Forecasts]:
    return forecast(plan.one, SYSTEM, by=by, on=TODAY, month=month)


def said(outcome: Outcome[Forecasts]) -> str:
    page = forecast_page(outcome)
    return page_json(page, outcome, "forecast") + as_text(page, "k") + repr(outcome.result.bodies)


def work(plan: Northmere, who: str = "zr1.editor", body: str = "ZR1") -> None:
    forecast_work(plan.one, body, working=WORKING, by=plan.actor(who), now=plan.now())


def raised(plan: Northmere, case: Case = Case.A, value: Pence = ASKED.value_pence) -> Change:
    asked = replace(ASKED, case=case, value_pence=value)
    outcome = forecast_change(plan.one, "ZR1", asked=asked, by=plan.approver("ZR1"), now=plan.now())
    return outcome.result


def step(plan: Northmere, each: Step, who: str, evidence: str = "Letter 7") -> Change:
    outcome = forecast_step(
        plan.one, "ZR1", step=each, evidence=evidence, by=plan.actor(who), now=plan.now()
    )
    assert change_page(outcome).tables[0].rows
    return outcome.result


def test_without_a_change_the_plan_is_forecast(collated: Northmere) -> None:
    found = seen_by(collated, collated.lead)
    values = {code: thousands(body.forecast) for code, body in found.result.bodies.items()}
    assert values == {"ZQ1": 6_000, "ZR1": -14_500, "ZR2": -3_000, "ZR3": 2_500}
    assert "ZQ1 reports £(9.0)m for the year, against a plan of £(9.0)m" in said(found)


def test_its_own_people_see_the_private_forecast(collated: Northmere) -> None:
    work(collated)
    for name in ("zr1.editor", "zr1.approver"):
        found = seen_by(collated, collated.actor(name))
        working = found.result.bodies["ZR1"].working
        assert working is not None
        assert (working.value_pence, working.month, working.note) == (money(-21_000), 6, "Agency")
        assert "private to ZR1, in no total" in said(found)


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_sees_it_whatever_their_role(collated: Northmere, name: str) -> None:
    by = collated.actor(name)
    before = seen_by(collated, by)
    work(collated)
    after = seen_by(collated, by)
    for figure in (SECRET, "(21,000", "21.0"):
        assert figure not in said(after)
    assert all(body.working is None for body in after.result.bodies.values())
    assert after.result.reported.value == before.result.reported.value
    if name != "auditor":
        assert forecast_page(after).sentences == forecast_page(before).sentences
    with pytest.raises(NotAllowedError, match="private working forecast"):
        work(collated, who=name)


def test_the_operator_sees_forecasts_and_no_private_one(collated: Northmere) -> None:
    before = seen_by(collated, OPERATOR)
    work(collated)
    after = seen_by(collated, OPERATOR)
    assert after.result.bodies.keys() == before.result.bodies.keys()
    assert SECRET not in said(after)
    with pytest.raises(NotAllowedError):
        forecast_work(collated.one, "ZR1", working=WORKING, by=OPERATOR, now=collated.now())


def test_the_system_lead_has_none_of_the_icb_either(collated: Northmere) -> None:
    work(collated, who="zq1.editor", body="ZQ1")
    assert SECRET not in said(seen_by(collated, collated.lead))
    assert SECRET in said(seen_by(collated, collated.approver("ZQ1")))


def test_it_is_in_no_total_of_its_own_people_either(collated: Northmere) -> None:
    by = collated.editor("ZR1")
    before = seen_by(collated, by).result.reported.value
    work(collated)
    assert seen_by(collated, by).result.reported.value == before


def test_an_auditor_sees_that_it_exists(collated: Northmere) -> None:
    auditor = collated.actor("auditor")
    assert forecast_exists(collated.one, "ZR1", by=auditor, on=TODAY).result.count == 0
    work(collated)
    work(collated)
    assert forecast_exists(collated.one, "ZR1", by=auditor, on=TODAY).result.count == 2
    alerts = forecast_page(seen_by(collated, auditor)).alerts
    assert alerts == (
        "ZR1 keeps a private working forecast: 2 on record, the last of 30 March 2023. "
        "Its figures are its own.",
    )


def test_the_log_holds_a_digest_and_no_figure(collated: Northmere) -> None:
    work(collated)
    event = Event.objects.order_by("sequence").last()
    assert event is not None
    assert event.verb == "forecast_work"
    assert set(event.facts) == {"document"}
    assert SECRET not in event.body + event.reason


def test_verify_counts_its_document_and_misses_it(collated: Northmere) -> None:
    loose = verify(collated.one, by=collated.lead, on=TODAY).result.unreferenced
    work(collated)
    whole = verify(collated.one, by=collated.lead, on=TODAY).result
    assert (whole.unreferenced, whole.faults) == (loose, ())
    event = Event.objects.order_by("sequence").last()
    assert event is not None
    path = collated.workspace.store.path(event.facts["document"])
    path.unlink()
    faults = verify(collated.one, by=collated.lead, on=TODAY).result.faults
    assert [fault.found for fault in faults] == ["it is gone"]


def test_the_latest_private_forecast_is_shown(collated: Northmere) -> None:
    work(collated)
    by = collated.editor("ZR1")
    later = replace(WORKING, value_pence=money(-20_000), month=7)
    outcome = forecast_work(collated.one, "ZR1", working=later, by=by, now=collated.now())
    assert "£(20.0)m" in working_page(outcome, "ZR1").sentences[0]
    working = seen_by(collated, by).result.bodies["ZR1"].working
    assert working is not None
    assert (working.value_pence, working.month) == (money(-20_000), 7)


def test_a_change_counts_after_every_step(collated: Northmere) -> None:
    change = raised(collated)
    assert change.waits_for == (Step.INVOKED, Step.EVIDENCED, Step.APPROVED)
    step(collated, Step.INVOKED, "zq1.lead")
    step(collated, Step.EVIDENCED, "zr1.approver", "Grip and control list")
    found = seen_by(collated, collated.lead).result.bodies["ZR1"]
    assert thousands(found.forecast) == -14_500
    assert found.pending is not None
    done = step(collated, Step.APPROVED, "zq1.system")
    assert done.counts
    found = seen_by(collated, collated.lead).result.bodies["ZR1"]
    assert (thousands(found.forecast), found.pending) == (-18_000, None)
    total = seen_by(collated, collated.lead)
    assert thousands(total.result.reported) == -12_500
    assert "£(3.5)m favourable / (adverse)" in said(total)


def test_a_report_before_the_change_stays(collated: Northmere) -> None:
    raised(collated)
    for each, who in (
        (Step.INVOKED, "zq1.lead"), (Step.EVIDENCED, "zr1.approver"),
        (Step.APPROVED, "zq1.system"),
    ):  # fmt: skip
        step(collated, each, who)
    before = seen_by(collated, collated.lead, month=5).result.bodies["ZR1"].forecast
    after = seen_by(collated, collated.lead, month=6).result.bodies["ZR1"].forecast
    assert (thousands(before), thousands(after)) == (-14_500, -18_000)


def test_a_rejected_change_leaves_the_forecast(collated: Northmere) -> None:
    raised(collated)
    step(collated, Step.INVOKED, "zq1.lead")
    step(collated, Step.EVIDENCED, "zr1.approver")
    done = step(collated, Step.REJECTED, "zq1.system")
    assert (done.is_open, done.counts) == (False, False)
    found = seen_by(collated, collated.lead).result.bodies["ZR1"]
    assert thousands(found.forecast) == -14_500
    assert raised(collated).number == 2


@pytest.mark.parametrize(
    ("case", "who"), [(Case.A, "region.lead"), (Case.B, "zq1.lead"), (Case.B, "zr1.approver")]
)
def test_the_case_says_who_oversees(collated: Northmere, case: Case, who: str) -> None:
    raised(collated, case=case)
    with pytest.raises(NotAllowedError, match="cannot record protocol-invoked"):
        step(collated, Step.INVOKED, who)
    step(collated, Step.INVOKED, "zq1.lead" if case is Case.A else "region.lead")


def test_what_is_refused(collated: Northmere) -> None:
    with pytest.raises(RefusedError, match="No change of the forecast"):
        step(collated, Step.INVOKED, "zq1.lead")
    raised(collated)
    with pytest.raises(RefusedError, match="is open"):
        raised(collated)
    with pytest.raises(RefusedError, match="out of order"):
        step(collated, Step.APPROVED, "zq1.lead")
    with pytest.raises(RefusedError, match="evidence"):
        step(collated, Step.INVOKED, "zq1.lead", " ")
    bad = replace(ASKED, reason=" ")
    with pytest.raises(RefusedError, match="reason"):
        forecast_change(collated.one, "ZR1", asked=bad, by=collated.approver("ZR1"),
                        now=collated.now())  # fmt: skip


def test_a_body_without_a_plan_is_missing_and_not_nil(handed_in: Northmere) -> None:
    handed_in.sign("ZR1")
    found = seen_by(handed_in, handed_in.lead)
    assert found.result.missing == ("ZQ1", "ZR2", "ZR3")
    text = said(found)
    assert "There is no plan of ZQ1, ZR2 and ZR3: missing, not nil." in text
