"""Awards: shared by the system's own key, agreed by those asked, each part with its reason."""

from fractions import Fraction

import pytest

from equipoise.units import Pence
from equipoise.usecases.explain import explain
from equipoise.usecases.potting import Agreement
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.workings import Reference
from tests.northmere_pot import EVERYBODY, NorthmerePot
from tests.northmere_round import Northmere, money


@pytest.fixture
def filled(collated: Northmere) -> NorthmerePot:
    begun = NorthmerePot(collated)
    begun.add()
    return begun


def shares(pot: NorthmerePot, line: str = "extra") -> dict[str, int]:
    held = pot.pot().held
    return {code: int(held[f"{line}.{code}"].value) for code in EVERYBODY}


def test_parts_sum_to_the_award_to_the_penny(filled: NorthmerePot) -> None:
    """£5,000,000.01 in thirds: 166,666,667 pence each, and none is left over."""
    filled.award()
    assert shares(filled) == dict.fromkeys(EVERYBODY, 166_666_667)
    assert filled.seen().adds_up is True
    filled.award(amount=Pence(100), line="small")
    assert shares(filled, "small") == {"ZR1": 34, "ZR2": 33, "ZR3": 33}


@pytest.mark.parametrize(
    ("key", "first"),
    [
        # Plan of Northmere, £000: income 1,299,500, 586,000 and 380,800 of 2,266,300
        ("turnover", 1_299_500 * 226_630_000_000 // 2_266_300),
        # contracts with the ICB as it plans them: 1,020,000, 520,000 and 360,000
        ("contract", 1_020_000 * 226_630_000_000 // 1_900_000),
    ],
)
def test_turnover_and_contract_come_of_the_plan(filled: NorthmerePot, key: str, first: int) -> None:
    filled.award(amount=Pence(226_630_000_000), key=key, weights=dict.fromkeys(EVERYBODY))
    found = shares(filled)
    assert abs(found["ZR1"] - first) <= 1
    assert sum(found.values()) == 226_630_000_000


def test_a_key_that_no_plan_says_is_named(filled: NorthmerePot) -> None:
    with pytest.raises(RefusedError, match="Nobody has named what ZR1 weighs by need"):
        filled.award(key="need", weights={"ZR1": None})
    filled.award(key="need", weights={"ZR1": Fraction("1.5"), "ZR2": Fraction("0.5")})
    assert int(filled.pot().held["extra.ZR1"].value) == 375_000_001


@pytest.mark.parametrize(
    ("weights", "amount", "told"),
    [
        ({"ZR1": Fraction(0)}, 1, "not all of them nil"),
        ({"ZR1": Fraction(-1), "ZR2": Fraction(2)}, 1, "Weights are nil or more"),
        ({"ZR1": Fraction(1)}, 0, "An award is a positive amount"),
    ],
)
def test_an_award_without_substance_is_refused(
    filled: NorthmerePot, weights: dict[str, Fraction | None], amount: int, told: str
) -> None:
    with pytest.raises(RefusedError, match=told):
        filled.award(weights=weights, amount=money(amount))


def test_an_award_goes_to_members_once(filled: NorthmerePot) -> None:
    with pytest.raises(UnknownError, match="member of the system: X24"):
        filled.award(weights={"X24": Fraction(1)})
    with pytest.raises(UnknownError, match="key: whim"):
        filled.award(key="whim")
    filled.award()
    with pytest.raises(RefusedError, match="The pot has a line extra already"):
        filled.award()


def test_the_code_of_an_award_withdrawn_is_free_again(filled: NorthmerePot) -> None:
    """£5,000,000.01 taken back and £9 awarded under the same code: what it holds is the £9."""
    filled.withdraw(filled.award())
    filled.award(amount=Pence(900))
    assert int(filled.pot().held["extra"].value) == 900
    assert shares(filled) == dict.fromkeys(EVERYBODY, 300)
    assert filled.seen().adds_up is True
    with pytest.raises(RefusedError, match="The pot has a line extra already"):
        filled.award()


def test_most_parties_make_a_majority_and_half_do_not(filled: NorthmerePot) -> None:
    """Of four parties two are half: the third yes decides, whatever the fourth says."""
    parties = (*EVERYBODY, "ZQ1/clinical_lead")
    act = filled.award(agreement=Agreement.MAJORITY, parties=parties)
    filled.answer(act, "zr1.approver", "no")
    filled.answer(act, "zr2.approver")
    act = filled.answer(act, "zr3.approver")
    assert (act.status, act.positions.waits_for) == ("Proposed", ("ZR1", "ZQ1/clinical_lead"))
    assert "extra" not in filled.pot().held
    act = filled.answer(act, "zq1.clinical")
    assert act.status == "Agreed"
    said = {party: act.positions.said(party) for party in parties}
    assert said == {"ZR1": "no", "ZR2": "yes", "ZR3": "yes", "ZQ1/clinical_lead": "yes"}
    assert "extra" in filled.pot().held
    with pytest.raises(RefusedError, match="is agreed already"):
        filled.answer(act, "zr1.approver")


def test_a_mind_may_change_until_it_is_agreed(filled: NorthmerePot) -> None:
    act = filled.award(agreement=Agreement.ALL, parties=("ZR1", "ZR2"))
    filled.answer(act, "zr1.approver")
    filled.answer(act, "zr1.approver", "no")
    act = filled.answer(act, "zr2.approver")
    assert act.positions.waits_for == ("ZR1",)
    assert filled.answer(act, "zr1.approver").status == "Agreed"


def test_what_parties_agreed_they_agree_to_undo(filled: NorthmerePot) -> None:
    act = filled.award(agreement=Agreement.ALL, parties=("ZR1",))
    filled.answer(act, "zr1.approver")
    undo = filled.withdraw(act)
    assert undo.status == "Proposed"
    assert "extra" in filled.pot().held
    filled.answer(undo, "zr1.approver")
    assert int(filled.pot().held["extra"].value) == 0
    assert filled.seen().adds_up is True


def test_a_proposal_withdrawn_cannot_be_agreed(filled: NorthmerePot) -> None:
    act = filled.award(agreement=Agreement.ALL, parties=("ZR1",))
    filled.withdraw(act)
    with pytest.raises(RefusedError, match="is withdrawn already"):
        filled.answer(act, "zr1.approver")


def test_each_body_sees_its_part_and_why(filled: NorthmerePot) -> None:
    act = filled.award()
    seen = filled.seen(name="zr1.editor").result
    assert [(each.name, each.body["reason"]) for each in seen.acts if each.kind == "award"] == [
        (act.name, "By thirds")
    ]
    ref = Reference(
        "figure", ("2023-24", "ZQ1", "pot", "line", "ZR1", "extra.ZR1"), "2024-03-31.2023-05-04"
    )
    day = filled.clock.date()
    found = explain(filled.one, ref, by=filled.plan.actor("zr1.editor"), on=day).result
    assert found.figure is not None
    assert found.figure.value == 166_666_667
    assert any("By thirds" in told for told in found.sources.values())
    with pytest.raises(UnknownError):
        explain(filled.one, ref, by=filled.plan.actor("zr2.editor"), on=day)
