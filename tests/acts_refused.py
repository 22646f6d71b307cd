"""What somebody without any right tries with support and risk shares: rights are asked first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from equipoise.params import load
from equipoise.records import Actor
from equipoise.samples import RISKSHARE, SUPPORT
from equipoise.sources import fund_rows, risk_agreement
from equipoise.units import FinancialYear
from equipoise.usecases.filed import Filed
from equipoise.usecases.riskshare_duty import DutyShown, riskshare_duty
from equipoise.usecases.riskshare_lodge import riskshare_lodge
from equipoise.usecases.riskshare_lodged import riskshare_lodged
from equipoise.usecases.riskshare_settle import riskshare_record
from equipoise.usecases.riskshare_sign import riskshare_sign
from equipoise.usecases.support_answer import support_answer
from equipoise.usecases.support_asked import Way
from equipoise.usecases.support_decisions import support_decisions
from equipoise.usecases.support_give import Discretion, support_give
from equipoise.usecases.support_review import QuarterReviewed, support_review
from equipoise.usecases.support_shift import ShiftAsked, support_shift
from tests.northmere_risk import northmere_asking
from tests.northmere_round import START, TODAY, Northmere, money

WAY = Way(terms=FinancialYear(2020), model=True)


def given(body: str = "ZR2", *, amount: int = 500, quarter: int = 3) -> Discretion:
    """Return a gift to a body that missed, of 2020/21 as a model."""
    return Discretion(
        body=body, quarter=quarter, amount_pence=money(amount), reason="Beds", way=WAY
    )


def shift_asked(**changes: int) -> ShiftAsked:
    """Return a shift of Northmere's control totals on the day on which all happens."""
    totals = Filed(
        file=fund_rows(SUPPORT / "totals.csv", "control_totals"),
        year=FinancialYear(2023),
        params=load(),
        known_on=TODAY,
    )
    return ShiftAsked(
        totals=totals,
        changes={code: money(amount) for code, amount in changes.items()},
        windows=((TODAY, TODAY),),
        reason="Theatres",
    )


def support_and_risk_acts(by: Actor) -> dict[str, Callable[[Northmere, Path], object]]:
    """Return what the actor tries, by the verb it needs."""
    shown = DutyShown(body="ZR1", evidence="x", position_pence=money(1))
    reviewed = QuarterReviewed(quarter=3, paid=False, reason="x", way=WAY)
    written = risk_agreement(RISKSHARE / "agreement.yaml")
    return {
        "riskshare_settle": lambda plan, _: riskshare_record(
            plan.one, "ZQ1", asking=northmere_asking(), reason="why", by=by, now=START
        ),
        "riskshare_lodge": lambda plan, _: riskshare_lodge(
            plan.one, "ZQ1", written=written, reason="x", by=by, now=START
        ),
        "riskshare_sign": lambda plan, _: riskshare_sign(
            plan.one, "D1", answer="yes", by=by, now=START
        ),
        "riskshare_duty": lambda plan, _: riskshare_duty(
            plan.one, "D1", shown=shown, by=by, now=START
        ),
        "riskshare_lodged": lambda plan, _: riskshare_lodged(plan.one, "ZQ1", by=by, on=TODAY),
        "support_give": lambda plan, _: support_give(
            plan.one, "ZQ1", given=given(), by=by, now=START
        ),
        "support_review": lambda plan, _: support_review(
            plan.one, "ZQ1", reviewed=reviewed, by=by, now=START
        ),
        "support_shift": lambda plan, _: support_shift(
            plan.one, "ZQ1", asked=shift_asked(ZR1=1, ZR2=-1), by=by, now=START
        ),
        "support_answer": lambda plan, _: support_answer(
            plan.one, "D1", answer="yes", by=by, now=START
        ),
        "support_decisions": lambda plan, _: support_decisions(plan.one, "ZQ1", by=by, on=TODAY),
    }
