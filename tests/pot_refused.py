"""What somebody without any right tries with a pot: each verb, on decisions that are there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

from equipoise.records import Actor
from equipoise.records.models import Decision
from equipoise.samples.northmere import POT
from equipoise.usecases.delegate import delegate
from equipoise.usecases.delegate_report import Report, delegate_report
from equipoise.usecases.pot import pot
from equipoise.usecases.pot_add import pot_add
from equipoise.usecases.pot_answer import pot_answer
from equipoise.usecases.pot_award import Awarded, pot_award
from equipoise.usecases.pot_move import Moved, pot_move
from equipoise.usecases.pot_places import pot_places
from equipoise.usecases.pot_withdraw import pot_withdraw
from equipoise.usecases.potting.delegating import Delegation, Holder, HolderKind
from tests.northmere_pot import TERMS
from tests.northmere_round import START, TODAY, Northmere, money

ASKED: Final = Delegation(
    name="north",
    holder=Holder(kind=HolderKind.PLACE, name="North", lead="ZR3"),
    parts=(),
    ends_on=date(2024, 4, 1),
    conditions="x",
    reporting="x",
    risk_terms="x",
)
AWARDED: Final = Awarded(
    line="extra", title="x", stream="support", amount_pence=money(1), route="transfer",
    key="custom", weights={"ZR1": Fraction(1)},
)  # fmt: skip


def given(plan: Northmere) -> str:
    """Return the name of a delegation to ZQ1's own place, put straight into the records."""
    Decision.objects.create(
        round=plan.one.record, number=1, kind="delegation", system="ZQ1", base=None,
        body={
            **TERMS.body(),
            "holder": {"kind": "place", "name": "North", "lead": "ZQ1", "council": ""},
            "lines": [],
        },
        proposed_by="zq1.lead", organisation="ZQ1", at=START,
    )  # fmt: skip
    return "D1"


def pot_acts(by: Actor) -> dict[str, Callable[[Northmere, Path], object]]:
    """Return what the actor tries, by the verb it needs."""
    report = Report(up_to=TERMS.effective_on, spent_pence=money(1), words="x")
    return {
        "pot": lambda plan, _: pot(plan.one, "ZQ1", by=by, on=TODAY),
        "pot_add": lambda plan, _: pot_add(plan.one, "ZQ1", path=POT, by=by, now=START),
        "pot_move": lambda plan, _: pot_move(
            plan.one, "ZQ1", moved=Moved(source="X24", target="core", amount_pence=money(1)),
            terms=TERMS, by=by, now=START,
        ),
        "pot_award": lambda plan, _: pot_award(
            plan.one, "ZQ1", awarded=AWARDED, terms=TERMS, by=by, now=START
        ),
        "pot_places": lambda plan, _: pot_places(
            plan.one, "ZQ1", places=[], most=Fraction(1), terms=TERMS, by=by, now=START
        ),
        "pot_withdraw": lambda plan, _: pot_withdraw(
            plan.one, given(plan), reason="x", by=by, now=START
        ),
        "pot_answer": lambda plan, _: pot_answer(
            plan.one, given(plan), answer="yes", by=by, now=START
        ),
        "delegate": lambda plan, _: delegate(
            plan.one, "ZQ1", asked=ASKED, terms=TERMS, by=by, now=START
        ),
        "delegate_report": lambda plan, _: delegate_report(
            plan.one, given(plan), report=report, by=by, now=START
        ),
    }  # fmt: skip
