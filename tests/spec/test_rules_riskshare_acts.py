"""Acts under a risk-share agreement: whose consent is missing, and which duty is passed."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from equipoise.rules.riskshare import (
    Acts,
    Asked,
    BodyBefore,
    BodyKind,
    Consenting,
    Decides,
    Duty,
    NoDecisionRuleError,
    consent,
    duties,
)
from equipoise.units import FinancialYear
from tests.riskshare_cases import EXACT, KNOWN_ON, m

NONE = Fraction(0)


def stands(rule: Decides, *yes: str, no: tuple[str, ...] = (), **said: Any) -> object:
    act = Asked(
        terms=Consenting(rule=rule, **said),
        parties=("A", "B", "C", "D"),
        affected=("A", "B"),
        answers=dict.fromkeys(yes, "yes") | dict.fromkeys(no, "no"),
    )
    found = consent(act, EXACT, known_on=KNOWN_ON)
    return found.stands, found.missing, found.refused


def test_unanimity_needs_everybody() -> None:
    assert stands(Decides.ALL, "A", "B", "C", "D") == (True, (), ())
    assert stands(Decides.ALL, "A", "B", "C") == (False, ("D",), ())
    assert stands(Decides.ALL) == (False, ("A", "B", "C", "D"), ())
    assert stands(Decides.ALL, "A", "B", "C", no=("D",)) == (False, (), ("D",))


def test_the_affected_alone_may_be_asked() -> None:
    assert stands(Decides.AFFECTED, "A", "B") == (True, (), ())
    assert stands(Decides.AFFECTED, "A", "C") == (False, ("B",), ())


def test_a_majority_is_reached_at_its_share() -> None:
    share = Fraction(3, 4)
    assert stands(Decides.MAJORITY, "A", "B", "C", share=share) == (True, (), ())
    assert stands(Decides.MAJORITY, "A", "B", share=share) == (False, ("C", "D"), ())
    above = Fraction(76, 100)
    assert stands(Decides.MAJORITY, "A", "B", "C", share=above) == (False, ("D",), ())
    assert stands(Decides.MAJORITY, "A", "B", "C", "D", share=Fraction(1)) == (True, (), ())


def test_the_lead_decides_alone_where_agreed() -> None:
    assert stands(Decides.LEAD, "A", lead="A") == (True, (), ())
    assert stands(Decides.LEAD, "B", "C", lead="A") == (False, ("A",), ())


def test_the_region_is_asked_beside_the_parties() -> None:
    everybody = ("A", "B", "C", "D")
    assert stands(Decides.ALL, *everybody, regional=True) == (False, ("region",), ())
    assert stands(Decides.ALL, *everybody, "region", regional=True) == (True, (), ())
    assert stands(Decides.ALL, *everybody, no=("region",), regional=True) == (
        False, (), ("region",),
    )  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        {"rule": Decides.MAJORITY},
        {"rule": Decides.MAJORITY, "share": NONE},
        {"rule": Decides.MAJORITY, "share": Fraction(101, 100)},
        {"rule": Decides.LEAD},
        {"rule": Decides.LEAD, "lead": "Z"},
    ],
)
def test_a_rule_of_decision_that_lacks_its_terms_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(NoDecisionRuleError):
        stands(said.pop("rule"), **said)


def test_nobody_affected_is_nobody_asked() -> None:
    act = Asked(terms=Consenting(rule=Decides.AFFECTED), parties=("A",), affected=(), answers={})
    with pytest.raises(NoDecisionRuleError, match="nobody is asked"):
        consent(act, EXACT, known_on=KNOWN_ON)


def duty(kind: BodyKind, position: str, move: str, **said: Any) -> Duty[Fraction]:
    body = BodyBefore[Fraction](kind=kind, position=m(position), move=m(move), **said)
    period = FinancialYear(2023).period
    return duties(Acts(period=period, bodies={"X": body}), EXACT, known_on=date(2024, 4, 1))["X"]


def test_an_icb_goes_past_its_duty_with_its_board_and_notice_alone() -> None:
    kept = duty(BodyKind.ICB, "2", "-2")
    assert (kept.past, kept.missing, kept.measured) == (False, (), NONE)
    past = duty(BodyKind.ICB, "2", "-2.00000001")
    assert (past.past, past.missing) == (True, ("board consent", "notice to NHS England"))
    assert past.is_refused
    board = frozenset({"board consent"})
    assert duty(BodyKind.ICB, "2", "-3", recorded=board).missing == ("notice to NHS England",)
    both = board | {"notice to NHS England"}
    allowed = duty(BodyKind.ICB, "2", "-3", recorded=both)
    assert (allowed.past, allowed.is_refused) == (True, False)


@pytest.mark.parametrize("kind", [BodyKind.ICB, BodyKind.NHS_TRUST])
def test_a_position_that_nobody_stated_is_not_nil(kind: BodyKind) -> None:
    body = BodyBefore[Fraction](kind=kind, position=None, move=m("-1"), brought_forward=m("9"))
    acts = Acts(period=FinancialYear(2023).period, bodies={"X": body})
    found = duties(acts, EXACT, known_on=date(2024, 4, 1))["X"]
    assert (found.measured, found.missing) == (None, ("position of the year",))


def test_an_nhs_trust_is_held_to_what_it_has_accumulated() -> None:
    def of(move: str, **said: Any) -> Duty[Fraction]:
        return duty(BodyKind.NHS_TRUST, "1", move, **said)

    assert of("-1").missing == ("cumulative break-even position",)
    assert of("1").missing == ()
    kept = of("-6", brought_forward=m("5"))
    assert (kept.measured, kept.missing) == (NONE, ())
    past = of("-6.00000001", brought_forward=m("5"))
    assert past.missing == ("regulator's agreement",)
    agreed = frozenset({"regulator's agreement"})
    assert of("-7", brought_forward=m("5"), recorded=agreed).missing == ()


def test_a_foundation_trust_shows_cash_and_licence() -> None:
    def of(move: str, **said: Any) -> Duty[Fraction]:
        return duty(BodyKind.FOUNDATION_TRUST, "-20", move, **said)

    assert of("-1").missing == ("cash",)
    assert of("-1", cash=m("3")).missing == ("terms of its licence",)
    shown = of("-1", cash=m("3"), licence="no undertakings")
    assert (shown.measured, shown.past, shown.missing) == (m("2"), False, ())
    assert of("-3.00000001", cash=m("3"), licence="no undertakings").past
    assert not of("-3", cash=m("3"), licence="no undertakings").past
    assert of("1").missing == ()


def test_others_answer_for_themselves() -> None:
    assert duty(BodyKind.COUNCIL, "0", "-1").missing == ("board consent",)
    assert duty(BodyKind.SYSTEM, "0", "-1").missing == ("regulator's agreement",)
    assert duty(BodyKind.SYSTEM, "0", "1").missing == ()
    board = frozenset({"board consent"})
    assert duty(BodyKind.COUNCIL, "0", "-1", recorded=board).missing == ()
