"""Risk shares: the worked figures of evidenced agreements, both sides of each limit, consent."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from equipoise.rules.riskshare import (
    Key,
    Layer,
    Limit,
    Means,
    NobodySharesError,
    NoMeasureError,
    NoScheduleError,
    Of,
    PaidForOthers,
    Repaid,
    Schedule,
    Settlement,
    Side,
    Source,
    Trigger,
    UnevenError,
    When,
    repayment,
)
from equipoise.units import FinancialYear
from tests.riskshare_cases import EXACT, KNOWN_ON, agreement, m, settled, settled_by_line

TURNOVER = {"A": "600", "B": "300", "C": "100"}
CONTINGENCY = Layer[Fraction](name="contingency first", source=Source.CONTINGENCY, fund="icb")
NONE = Fraction(0)


def partners(cap: str) -> Layer[Fraction]:
    return Layer(
        name="partners by turnover",
        source=Source.PARTNERS,
        key=Key.TURNOVER,
        cap=Limit(of_turnover=Fraction(cap)),
    )


def borne(found: Settlement[Fraction], layer: int) -> dict[str, Fraction]:
    """Return what each bears of a layer, in £m."""
    return {code: amount / 100_000_000 for code, amount in found.layers[layer].borne.items()}


def test_an_overspend_of_12_exhausts_contingency_and_caps() -> None:
    """Test 3.A: 4.8, 2.4 and 0.8, and 2.0 escalated."""
    terms = agreement((CONTINGENCY, partners("0.008")), TURNOVER, funds={"icb": "2"})
    found = settled(terms, {"A": "-12"})
    assert borne(found, 0) == {"icb": 2}
    assert borne(found, 1) == {
        "A": Fraction("4.8"), "B": Fraction("2.4"), "C": Fraction("0.8"),
    }  # fmt: skip
    assert found.left_over == m("2")
    assert found.unfunded == {"A": m("2"), "B": 0, "C": 0}
    assert found.moves == {
        "A": m("5.2"), "B": m("-2.4"), "C": m("-0.8"), "icb": m("-2"), "region": 0,
    }  # fmt: skip
    assert found.after == {"A": m("-6.8"), "B": m("-2.4"), "C": m("-0.8")}


def test_a_wider_cap_funds_all_of_it() -> None:
    """Test 3.A with 1.2%: 6.0, 3.0 and 1.0, nothing unfunded."""
    terms = agreement((CONTINGENCY, partners("0.012")), TURNOVER, funds={"icb": "2"})
    found = settled(terms, {"A": "-12"})
    assert borne(found, 1) == {"A": 6, "B": 3, "C": 1}
    assert found.left_over == 0
    assert set(found.unfunded.values()) == {0}


def test_a_target_shift_counts_once_the_outturn_reaches_it() -> None:
    """Test 3.B: of 5.0 asked, Thurrock 0.480, a share of 9.6%, by a target 0.480 higher."""
    ask = Layer[Fraction](
        name="inter-system support",
        source=Source.PARTNERS,
        trigger=Trigger(of=Of.ASK, asks={"CP": m("5")}),
        key=Key.CUSTOM,
        weights={"THU": Fraction("0.096"), "MSE": Fraction("0.904")},
        bearers=("THU", "MSE"),
    )
    terms = agreement((ask,), {"CP": "1", "MSE": "1", "THU": "1"}, means=Means.SHIFT)
    found = settled(terms, {"THU": "0.48"})
    assert found.shifts["THU"] == m("0.48")
    assert found.shifts["MSE"] == m("4.52")
    assert found.shifts["CP"] == m("-5")
    assert found.after["THU"] == 0  # its reported outturn of +0.480 counts as delivered
    assert settled(terms, {"THU": "0.4799"}).after["THU"] == m("-0.0001")


def one_layer(**said: Any) -> Layer[Fraction]:
    return Layer(name="x", source=Source.PARTNERS, **said)


@pytest.mark.parametrize(
    ("variance", "claimed"), [("-3", "0"), ("-3.00000001", "0.00000001"), ("-5", "2")]
)
def test_a_tolerance_is_borne_first(variance: str, claimed: str) -> None:
    layer = one_layer(trigger=Trigger(tolerance=Limit(of_turnover=Fraction("0.005"))))
    found = settled(agreement((layer,), TURNOVER), {"A": variance})
    assert found.layers[0].claimed["A"] == m(claimed)
    assert found.left_over == 0


def test_a_tolerance_of_the_system_is_of_all_turnovers() -> None:
    layer = one_layer(trigger=Trigger(of=Of.SYSTEM, tolerance=Limit(of_turnover=Fraction("0.005"))))
    found = settled(agreement((layer,), TURNOVER), {"A": "-9", "B": "-3", "C": "1"})
    assert found.layers[0].claimed == {"A": m("4.5"), "B": m("1.5"), "C": 0}
    absolute = one_layer(trigger=Trigger(of=Of.SYSTEM, tolerance=Limit(amount=m("10"))))
    found = settled(agreement((absolute,), TURNOVER), {"A": "-9", "B": "-3", "C": "1"})
    assert sum(found.layers[0].claimed.values()) == m("1")


def test_a_system_in_surplus_calls_nothing_up() -> None:
    layer = one_layer(trigger=Trigger(of=Of.SYSTEM))
    assert set(settled(agreement((layer,), TURNOVER), {"A": "-5", "B": "5"}).moves.values()) == {0}


def test_only_surpluses_pay_where_that_is_agreed() -> None:
    layer = one_layer(only_surplus=True)
    found = settled(agreement((layer,), TURNOVER), {"A": "-5", "B": "1", "C": "-0.5"})
    assert found.moves["B"] == m("-1")
    assert found.moves["C"] > 0
    assert found.left_over == m("4.5")


def test_an_excluded_cause_stays_where_it_is() -> None:
    layer = one_layer(trigger=Trigger(excludes=("strike",)), bearers=("B",))
    terms = agreement((layer,), TURNOVER)
    positions = {"A": (("strike", "-4"), ("pay", "-1"))}
    found = settled_by_line(terms, positions)
    assert found.moves["B"] == m("-1")
    assert found.left_over == 0


def test_a_place_calls_up_its_own_layer_alone() -> None:
    layer = one_layer(trigger=Trigger(within=("North place",)), bearers=("B",))
    found = settled_by_line(
        agreement((layer,), TURNOVER), {"A": (("", "-4", "North place"), ("", "-1", "South"))}
    )
    assert found.moves["B"] == m("-4")


@pytest.mark.parametrize(
    ("when", "month", "why"),
    [
        (When.MONTH, 1, ""),
        (When.QUARTER, 2, "settled each quarter"),
        (When.QUARTER, 3, ""),
        (When.YEAR, 11, "settled each year"),
        (When.YEAR, 12, ""),
    ],
)
def test_a_layer_waits_for_its_month(when: When, month: int, why: str) -> None:
    terms = agreement((one_layer(trigger=Trigger(when=when)),), TURNOVER)
    found = settled(terms, {"A": "-5"}, month=month)
    assert found.layers[0].idle == why
    assert found.left_over == 0
    assert bool(found.moves["B"]) == (not why)


def test_a_layer_waits_for_its_stage_and_its_conditions() -> None:
    actual = one_layer(trigger=Trigger(stages=("actual",)))
    found = settled(agreement((actual,), TURNOVER), {"A": "-5"}, stage="forecast")
    assert found.layers[0].idle == "settled on actual positions"
    reserve = one_layer(trigger=Trigger(conditions=("national risk profile", "control total")))
    terms = agreement((reserve,), TURNOVER)
    found = settled(terms, {"A": "-5"}, met=frozenset({"control total"}))
    assert found.layers[0].idle == "not on record: national risk profile"
    both = frozenset({"control total", "national risk profile"})
    assert settled(terms, {"A": "-5"}, met=both).moves["B"] < 0


def test_a_floor_is_paid_where_there_is_so_much_to_pay() -> None:
    layer = one_layer(
        key=Key.CUSTOM,
        weights={"A": NONE, "B": Fraction(9), "C": Fraction(1)},
        floor=Limit(amount=m("1")),
    )
    terms = agreement((layer,), TURNOVER)
    assert borne(settled(terms, {"A": "-4"}), 0) == {"A": 0, "B": 3, "C": 1}
    assert borne(settled(terms, {"A": "-1"}), 0) == {
        "A": 0, "B": Fraction(1, 2), "C": Fraction(1, 2),
    }  # fmt: skip


def test_a_layer_ends_at_its_most() -> None:
    for source in (Source.REGION, Source.PARTNERS, Source.OWN):
        layer = Layer[Fraction](name="x", source=source, most=m("3"))
        found = settled(agreement((layer,), TURNOVER), {"A": "-5"})
        assert sum(found.layers[0].covered.values()) == m("3")
        assert found.left_over == (0 if source is Source.OWN else m("2"))


def test_a_gain_goes_to_others_first_up_to_a_tenth() -> None:
    """Essex: the council has nothing until every other commissioner has had a 10% reduction."""
    others = one_layer(
        side=Side.GAIN, key=Key.TURNOVER, bearers=("B", "C"), cap=Limit(of_turnover=Fraction("0.1"))
    )
    everybody = one_layer(side=Side.GAIN, key=Key.TURNOVER, bearers=("A", "B", "C"))
    terms = agreement((others, everybody), {"A": "100", "B": "60", "C": "40", "P": "0"})
    at_the_tenth = settled(terms, {"P": "10"})
    assert at_the_tenth.moves["A"] == 0
    assert (at_the_tenth.moves["B"], at_the_tenth.moves["C"]) == (m("6"), m("4"))
    beyond = settled(terms, {"P": "14"})
    assert beyond.moves["A"] == m("2")
    assert beyond.moves["P"] == m("-14")


def test_a_gain_that_paid_for_others_is_not_shared_again() -> None:
    loss = one_layer(bearers=("B",), only_surplus=True)
    gain = one_layer(side=Side.GAIN, bearers=("C",))
    found = settled(agreement((loss, gain), TURNOVER), {"A": "-2", "B": "5"})
    assert found.moves["A"] == m("2")
    assert found.moves["C"] == m("3")
    assert found.after["B"] == 0


def test_a_gain_may_be_put_into_a_fund() -> None:
    reinvest = Layer[Fraction](
        name="reinvest", side=Side.GAIN, source=Source.RESERVE, fund="network", most=m("3")
    )
    found = settled(agreement((reinvest,), TURNOVER, funds={"network": "0"}), {"B": "5"})
    assert found.moves["network"] == m("3")
    assert found.after["B"] == m("2")


def test_what_was_moved_before_is_not_due_again() -> None:
    terms = agreement((partners("1"),), TURNOVER)
    first = settled(terms, {"A": "-5"}, month=3)
    second = settled(terms, {"A": "-7"}, month=6, already=first.moves)
    assert second.due["B"] == m("-0.6")
    assert sum(second.due.values()) == 0


def test_positions_must_be_of_parties() -> None:
    terms = agreement((), TURNOVER)
    with pytest.raises(NobodySharesError, match="no party to the agreement: Z"):
        settled(terms, {"Z": "1"})
    with pytest.raises(NobodySharesError, match="nobody's part: Z"):
        settled(terms, {}, already={"Z": NONE})
    with pytest.raises(NobodySharesError, match="no party"):
        settled(agreement((), {}), {})
    for uneven in ("1", "-1"):
        with pytest.raises(UnevenError):
            settled(terms, {}, already={"A": m(uneven)})


def test_a_key_that_nobody_stated_is_no_guess() -> None:
    by_people = agreement((one_layer(key=Key.POPULATION),), TURNOVER)
    with pytest.raises(NoMeasureError, match="A states no population"):
        settled(by_people, {"A": "-1"})


def repaid(when: Repaid, **said: Any) -> Schedule[Fraction]:
    owing = PaidForOthers[Fraction](
        year=FinancialYear(2019),
        paid={"B": Fraction(70), "C": Fraction(30)},
        received={"A": Fraction(100)},
        when=when,
        nothing=NONE,
        **{"interest": NONE} | said,
    )
    return repayment(owing, EXACT, known_on=KNOWN_ON)


def test_what_is_not_to_be_repaid_stays_owed_by_nobody() -> None:
    found = repaid(Repaid.NONE)
    assert (found.instalments, found.outstanding) == ((), Fraction(100))


def test_next_year_all_of_it_comes_back_with_interest() -> None:
    (only,) = repaid(Repaid.NEXT_YEAR, interest=Fraction(1, 20), years=9).instalments
    assert str(only.year) == "2020/21"
    assert only.moves == {"A": -105, "B": Fraction(74), "C": 31}  # 73.5 and 31.5: the first key's
    assert only.principal == 100
    assert only.interest == 5


def test_instalments_are_whole_pence() -> None:
    found = repaid(Repaid.PROFILE, years=3)
    assert [one.principal for one in found.instalments] == [34, 33, 33]
    assert found.outstanding == 0


def test_a_surplus_repays_no_more_than_is_owed() -> None:
    found = repaid(Repaid.WHEN_SURPLUS, surplus={1: Fraction(60), 2: Fraction(-5), 4: Fraction(60)})
    assert [(str(one.year), int(one.principal)) for one in found.instalments] == [
        ("2020/21", 60), ("2021/22", 0), ("2023/24", 40),
    ]  # fmt: skip
    assert found.outstanding == 0


@pytest.mark.parametrize("years", [0, 26])
def test_years_of_repayment_are_some(years: int) -> None:
    with pytest.raises(NoScheduleError, match=f"not {years}"):
        repaid(Repaid.PROFILE, years=years)


def test_a_reserve_is_spent_once() -> None:
    again = replace(CONTINGENCY, name="again")
    found = settled(agreement((CONTINGENCY, again), TURNOVER, funds={"icb": "2"}), {"A": "-3"})
    assert found.moves["icb"] == m("-2")
    assert found.left_over == m("1")


def test_a_retained_deficit_is_nobodys_to_fund() -> None:
    retained = Layer[Fraction](name="kept", source=Source.RETAINED)
    found = settled(agreement((partners("0.001"), retained), TURNOVER), {"A": "-5"})
    assert found.left_over == 0
    assert found.layers[1].covered["A"] == m("4")


def test_each_bears_its_own_first() -> None:
    own = Layer[Fraction](name="own", source=Source.OWN, cap=Limit(amount=m("2")))
    found = settled(agreement((own, one_layer(bearers=("B",))), TURNOVER), {"A": "-5"})
    assert found.moves["B"] == m("-3")


def test_claimants_are_those_named() -> None:
    layer = one_layer(claimants=("A",), bearers=("C",))
    found = settled(agreement((layer,), TURNOVER), {"A": "-1", "B": "-1"})
    assert found.moves["C"] == m("-1")
    assert found.moves["B"] == 0
