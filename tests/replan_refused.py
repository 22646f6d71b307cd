"""What somebody without any right tries with a re-baselining and a gap: rights are asked first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from equipoise.records import Actor
from equipoise.usecases.gap import gap, proceed
from equipoise.usecases.offer import offer, offer_answer
from equipoise.usecases.offering.offered import Offered
from equipoise.usecases.rebaseline import rebaseline
from equipoise.usecases.rebaseline_act import ClosingAction, rebaseline_act
from equipoise.usecases.rebaseline_answer import rebaseline_answer
from equipoise.usecases.rebaseline_assume import rebaseline_assume
from equipoise.usecases.rebaseline_award import rebaseline_award
from equipoise.usecases.rebaseline_capacity import rebaseline_capacity
from equipoise.usecases.rebaseline_close import rebaseline_close
from equipoise.usecases.rebaseline_commitment import rebaseline_commitment
from equipoise.usecases.rebaseline_meet import rebaseline_meet
from equipoise.usecases.rebaseline_national import rebaseline_national
from equipoise.usecases.rebaseline_open import rebaseline_open
from equipoise.usecases.rebaseline_plan import rebaseline_plan
from equipoise.usecases.rebaseline_release import rebaseline_release
from equipoise.usecases.rebaseline_safety import rebaseline_safety
from equipoise.usecases.rebaseline_send import rebaseline_send
from equipoise.usecases.rebaseline_strike import rebaseline_strike
from equipoise.usecases.rebaseline_target import rebaseline_target
from tests.northmere_round import START, TODAY, Northmere, money

UNSEEN: Final[Any] = None
"""Stands for what is asked for: nobody without the right is ever answered about it."""
NOWHERE: Final = Path("nowhere")
OFFERED: Final = Offered(
    kind="recurrent", organisation="ZR1", amount_pence=money(1), name="x", owner="x", evidence="x"
)
ACTION: Final = ClosingAction(
    code="A1", organisation="ZR1", kind="agency", name="x", owner="x", value_pence=money(1),
    is_recurrent=True, from_month=9, risk="low", effects={},
)  # fmt: skip


def replan_acts(eve: Actor) -> dict[str, Callable[[Northmere, Path], object]]:
    """Return each verb of a re-baselining and of the gap, tried by somebody with no right to it."""

    def acting(act: Callable[..., object], **asked: object) -> Callable[[Northmere, Path], object]:
        return lambda plan, _: act(plan.one, "ZQ1", **asked, by=eve, now=START)

    return {
        "gap": lambda plan, _: gap(plan.one, "ZQ1", key=UNSEEN, by=eve, on=TODAY),
        "proceed": acting(proceed, imposed=money(1), reason="why"),
        "offer": lambda plan, _: offer(plan.one, OFFERED, by=eve, now=START),
        "offer_answer": lambda plan, _: offer_answer(
            plan.one, "D1", said=UNSEEN, by=eve, now=START
        ),
        "rebaseline": lambda plan, _: rebaseline(plan.one, "ZQ1", by=eve, on=TODAY),
        "rebaseline_national": lambda plan, _: rebaseline_national(plan.one, by=eve, on=TODAY),
        "rebaseline_answer": lambda plan, _: rebaseline_answer(
            plan.one, "D1", answer="yes", by=eve, now=START
        ),
        "rebaseline_award": lambda plan, _: rebaseline_award(
            plan.one, ("ZQ1",), shared=UNSEEN, by=eve, now=START
        ),
        "rebaseline_act": acting(rebaseline_act, action=ACTION),
        "rebaseline_assume": acting(rebaseline_assume, assumption=UNSEEN),
        "rebaseline_capacity": acting(rebaseline_capacity, path=NOWHERE),
        "rebaseline_close": acting(rebaseline_close),
        "rebaseline_commitment": acting(rebaseline_commitment, promised=UNSEEN),
        "rebaseline_meet": acting(rebaseline_meet, meeting=UNSEEN),
        "rebaseline_open": acting(rebaseline_open, path=NOWHERE),
        "rebaseline_plan": acting(rebaseline_plan, path=NOWHERE),
        "rebaseline_release": acting(rebaseline_release, asked=UNSEEN),
        "rebaseline_safety": acting(rebaseline_safety, statement="why"),
        "rebaseline_send": acting(rebaseline_send),
        "rebaseline_strike": acting(rebaseline_strike, strike=UNSEEN),
        "rebaseline_target": acting(rebaseline_target, target=UNSEEN),
    }
