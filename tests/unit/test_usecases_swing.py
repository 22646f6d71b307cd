"""The swing of a change of the rules, and whose it is: Northmere's ZR2 as in the worked example.

Figures are £000: a baseline of 100,000 and 104,500 delivered.
"""

from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import load
from equipoise.samples import ELECTIVE
from equipoise.sources import elective_care
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.elective import Asked, Decided, Way, decided
from equipoise.usecases.potting import Agreement
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.swing import Swung, swing
from tests.elective_cases import AGAIN, FIRST
from tests.northmere_pot import NorthmerePot
from tests.northmere_round import Northmere, thousands

BEFORE = date(2023, 7, 11)
GAIN = Pence(400_000_000)
TODAY = date(2023, 5, 30)


def asked(way: Way | None = None) -> Asked:
    return Asked(
        care=elective_care(ELECTIVE / "care.csv"),
        year=FinancialYear(2023),
        params=load(),
        known_on=AGAIN,
        way=way or Way(),
    )


@pytest.fixture
def pot(collated: Northmere) -> NorthmerePot:
    begun = NorthmerePot(collated)
    begun.add()
    return begun


def agreed(pot: NorthmerePot) -> dict[str, Decided]:
    return dict(decided(pot.one, ("ZQ1", "QMJ"), line="gain", by=pot.lead, on=TODAY))


def story(found: Swung) -> tuple[int | None, ...]:
    """Return the contract, adjustment, income and movement of ZR2 after, and that of the ICB."""
    one = found.systems["ZQ1"]
    trust = one.settlement.trusts["ZR2"]
    return (
        None if trust.contract is None else thousands(trust.contract),
        thousands(found.after.systems["ZQ1"].trusts["ZR2"].adjustment),
        thousands(trust.income),
        thousands(trust.movement),
        thousands(one.settlement.commissioner),
    )


def test_before_the_change() -> None:
    then = swing(asked(), before=BEFORE).result.before.systems["ZQ1"].trusts["ZR2"]
    assert [thousands(n) for n in (then.contract, then.adjustment, then.income)] == [
        107_000,
        -2_500,
        104_500,
    ]


def test_without_a_decision_the_icb_holds_the_gain() -> None:
    found = swing(asked(), before=BEFORE).result
    assert story(found) == (None, 1_500, 104_500, 0, 4_000)
    assert thousands(found.nation.swing) == 4_000
    assert found.systems["ZQ1"].decided is None
    assert thousands(found.systems["ZQ1"].contracts["ZR2"]) == 4_000
    assert found.systems["ZQ1"].carried.value == 0


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({"ZR2": Fraction(1)}, (107_000, 1_500, 108_500, 4_000, 0)),  # contract kept
        ({"ZQ1": Fraction(1)}, (103_000, 1_500, 104_500, 0, 4_000)),  # contract re-set
        ({"ZQ1": Fraction(1), "ZR2": Fraction(3)}, (106_000, 1_500, 107_500, 3_000, 1_000)),
    ],
)
def test_whose_the_gain_is_by_recorded_decision(
    pot: NorthmerePot, weights: dict[str, Fraction | None], expected: tuple[int, ...]
) -> None:
    act = pot.award(line="gain", amount=GAIN, weights=weights)
    decisions = agreed(pot)
    assert {code: one.act.name for code, one in decisions.items()} == {"ZQ1": act.name}
    assert decisions["ZQ1"].reason == "By thirds"
    assert story(swing(asked(), before=BEFORE, decisions=decisions).result) == expected


def test_a_decision_counts_when_it_is_agreed_and_until_it_is_withdrawn(pot: NorthmerePot) -> None:
    act = pot.award(line="gain", amount=GAIN, weights={"ZR2": Fraction(1)},
                    agreement=Agreement.ALL, parties=("ZR2",))  # fmt: skip
    assert agreed(pot) == {}
    pot.answer(act, "zr2.approver")
    assert list(agreed(pot)) == ["ZQ1"]
    assert decided(pot.one, ("ZQ1",), line="other", by=pot.lead, on=TODAY) == {}
    pot.withdraw(act)
    pot.answer(pot.pot().acts[-1], "zr2.approver")
    assert agreed(pot) == {}


def test_an_award_beyond_the_gain_is_the_icbs_to_find(pot: NorthmerePot) -> None:
    pot.award(line="gain", amount=Pence(500_000_000), weights={"ZR2": Fraction(1)})
    found = swing(asked(), before=BEFORE, decisions=agreed(pot)).result
    assert story(found) == (108_000, 1_500, 109_500, 5_000, -1_000)


def test_a_pot_is_seen_by_those_who_may(pot: NorthmerePot) -> None:
    editor = pot.plan.actor("zr1.editor")
    assert decided(pot.one, ("ZQ1",), line="gain", by=editor, on=TODAY) == {}
    other = type(editor)(person="x", role=editor.role, organisation="ZR9", via="test")
    with pytest.raises(NotAllowedError):
        decided(pot.one, ("ZQ1",), line="gain", by=other, on=TODAY)


def test_protection_counts_after_and_not_before() -> None:
    """At 98% of 100,000: (9,000) at 107, (5,000) at 103, nil with the full allocation."""
    of = asked(Way(full_allocation=True))
    rows = tuple(
        type(row)(**{**vars(row), "actual": Pence(row.baseline * 98 // 100)})
        for row in of.care.rows
    )
    care = type(of.care)(source="care.csv", rows=rows)
    found = swing(
        Asked(care=care, year=of.year, params=of.params, known_on=AGAIN, way=of.way),
        before=BEFORE,
    ).result
    one = found.systems["ZQ1"]
    parts = one.allocation
    assert [thousands(n) for n in (parts.target, parts.protection, parts.swing)] == [
        4_000,
        5_000,
        9_000,
    ]
    assert thousands(one.contracts["ZR2"]) == 4_000
    assert thousands(one.carried) == 5_000


@pytest.mark.parametrize("before", [AGAIN, date(2024, 1, 1)])
def test_days_stand_in_their_order(before: date) -> None:
    with pytest.raises(RefusedError, match="are not before those of 2023-11-08"):
        swing(asked(), before=before)


def test_the_first_day_of_a_scheme_is_the_first_that_can_be_asked_about() -> None:
    swing(asked(), before=FIRST)
    with pytest.raises(RefusedError, match="No elective scheme of 2023/24 was published"):
        swing(asked(), before=date(2023, 2, 1))
