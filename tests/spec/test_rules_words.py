"""What the rules of balance and capital say of themselves: their lines as `explain` prints them.

The amounts are those of Northmere (fact book 5, section 6); the words are the rules' own.
"""

from collections.abc import Mapping
from datetime import date

from equipoise.rules.balance import (
    Contracts,
    Efficiencies,
    Ladder,
    MemberPosition,
    Mismatch,
    Pair,
    PairKey,
    PlansAndLimit,
    Positions,
    Reported,
    Share,
    efficiency,
    in_balance,
    ladder,
    mismatch,
    system_position,
    underlying,
)
from equipoise.rules.capital import CapitalPlans, headroom
from equipoise.units import FinancialYear
from equipoise.workings import Figure, words
from tests.rules_cases import PARAMS, money, sentences

KNOWN_ON = date(2023, 5, 4)


def test_efficiency_in_words() -> None:
    """Fact book 3, section 2.3, 2024/25: Cheshire and Merseyside, £440m, 57.3% recurrent.

    54% is at medium or high risk; the second half is that of Lancashire and South Cumbria, 76%.
    """
    plans = Efficiencies(
        recurrent=money(252_120, "Lasting"),
        non_recurrent=money(187_880, "One-off"),
        second_half=money(334_400, "Months 7 to 12"),
        unidentified=money(0, "Not known"),
        high_risk=money(237_600, "Medium or high risk"),
    )
    found = efficiency(plans, PARAMS, known_on=KNOWN_ON)
    assert found.high_risk is not None
    assert found.high_risk.ratio is not None
    assert words.lines(found.high_risk.ratio) == [
        "High-risk share of efficiency 0.54 = Medium or high risk £237.6m divided by "
        "Efficiency £440.0m [rule:balance/efficiency]",
        "  Medium or high risk £237.6m from cell:Medium.or.high.risk",
        "  Efficiency £440.0m = Lasting £252.1m plus One-off £187.9m",
        "    Lasting £252.1m from cell:Lasting",
        "    One-off £187.9m from cell:One-off",
    ]
    shares = [found.recurrent, found.non_recurrent, found.second_half, found.unidentified]
    assert [words.titled(share.ratio) for share in shares if share and share.ratio] == [
        "Recurrent share of efficiency 0.573",
        "Non-recurrent share of efficiency 0.427",
        "Second-half share of efficiency 0.76",
        "Unidentified share of efficiency 0",
    ]
    assert found.non_recurrent == Share(
        part=plans.non_recurrent, of=found.total, ratio=found.non_recurrent.ratio
    )


POSITIONS = {"ZQ1": 6_000, "ZR1": -14_500, "ZR2": -3_000, "ZR3": 2_500}
"""Northmere, version 1, in £000 (fact book 5, section 6)."""


def test_bodies_in_balance_in_words() -> None:
    bodies = Positions(
        period=FinancialYear(2023).period,
        positions={code: money(each, code) for code, each in POSITIONS.items()},
    )
    found = in_balance(bodies, PARAMS, known_on=KNOWN_ON)
    assert found.count is not None
    chosen = [
        f"(One 1 if {code} >= Least position in balance £0.00, otherwise (One 1 less One 1))"
        for code in ("ZQ1 £6.0m", "ZR1 £(14.5)m", "ZR2 £(3.0)m", "ZR3 £2.5m")
    ]
    assert sentences(found.count, found.gross_deficit, found.net) == [
        f"Bodies in balance 2 = the total of {', '.join(chosen[:3])} and {chosen[3]} "
        "[rule:balance/in_balance]",
        "Gross deficit £(17.5)m = the total of (the smaller of ZQ1 £6.0m and Nil £0.00), "
        "(the smaller of ZR1 £(14.5)m and Nil £0.00), "
        "(the smaller of ZR2 £(3.0)m and Nil £0.00) and "
        "(the smaller of ZR3 £2.5m and Nil £0.00) [rule:balance/in_balance]",
        "Net position £(9.0)m = the total of ZQ1 £6.0m, ZR1 £(14.5)m, ZR2 £(3.0)m and ZR3 £2.5m "
        "[rule:balance/in_balance]",
    ]
    floor = "Least position in balance £0.00 = minus Deficit that still counts as balance £0.00"
    assert f"  {floor}" in words.lines(found.count)


def northmere() -> Ladder[Figure]:
    """Return the ladder at step 11 of Journey A: contracts agreed, two actions proposed."""
    agreed = {"ZQ1": -900, "ZR1": -2_000, "ZR3": 600}
    plans = PlansAndLimit(
        limit=money(-9_000, "Limit"),
        sum_of_plans=money(-9_000, "Plans"),
        support=money(6_000, "Support of ZR2"),
        remaining_mismatch=money(0, "Mismatch"),
        agreed_matching=tuple(money(each, f"{code} moves") for code, each in agreed.items()),
        proposed_actions=(money(1_500, "One-off saving"), money(800, "Prescribing")),
    )
    return ladder(plans, PARAMS, known_on=KNOWN_ON)


def test_the_ladder_in_words() -> None:
    assert words.lines(northmere().stated.balance_with_proposals) == [
        "Balance with proposals £0.00 = Balance £2.3m less Proposed closing actions £2.3m "
        "[rule:balance/ladder]",
        "  Balance £2.3m = Gap to control total £2.3m less Agreed closing actions £0.00",
        "    Gap to control total £2.3m = Control total £(9.0)m less "
        "Adjusted sum of plans £(11.3)m",
        "      Control total £(9.0)m from cell:Limit",
        "      Adjusted sum of plans £(11.3)m = Sum of plans £(9.0)m plus Matching effect £(2.3)m",
        "        Sum of plans £(9.0)m from cell:Plans",
        "        Matching effect £(2.3)m = Agreed matching £(2.3)m less Mismatch £0.00",
        "          Agreed matching £(2.3)m = the total of ZQ1 moves £(0.9)m, "
        "ZR1 moves £(2.0)m and ZR3 moves £0.6m",
        "            ZQ1 moves £(0.9)m from cell:ZQ1.moves",
        "            ZR1 moves £(2.0)m from cell:ZR1.moves",
        "            ZR3 moves £0.6m from cell:ZR3.moves",
        "          Mismatch £0.00 from cell:Mismatch",
        "    Agreed closing actions £0.00 = the total of Nil £0.00",
        "      Nil £0.00 by definition",
        "  Proposed closing actions £2.3m = the total of One-off saving £1.5m and "
        "Prescribing £0.8m",
        "    One-off saving £1.5m from cell:One-off.saving",
        "    Prescribing £0.8m from cell:Prescribing",
    ]


def test_the_other_reading_of_the_ladder_in_words() -> None:
    found = northmere().other
    assert sentences(found.control_total, found.sum_of_plans) == [
        "Control total £(15.0)m = Limit £(9.0)m less Support of ZR2 £6.0m [rule:balance/ladder]",
        "Sum of plans £(15.0)m = Plans £(9.0)m less Support of ZR2 £6.0m [rule:balance/ladder]",
    ]


def matched(pairs: Mapping[str, tuple[int | None, int | None]]) -> Mismatch[Figure]:
    """Match ZQ1 with each provider: (what the ICB plans to pay, what the trust expects)."""
    made = {
        PairKey("ZQ1", code): Pair(
            income=None if expects is None else money(expects, f"{code} expects"),
            spend=None if pays is None else money(pays, f"{code} is paid"),
        )
        for code, (pays, expects) in pairs.items()
    }
    contracts = Contracts(period=FinancialYear(2023).period, pairs=made)
    return mismatch(contracts, PARAMS, known_on=KNOWN_ON)


PAIRS = [
    "Mismatch of ZR1 with ZQ1 £3.5m",
    "Mismatch of ZR2 with ZQ1 £0.00",
    "Mismatch of ZR3 with ZQ1 £(1.2)m",
]


def test_the_mismatch_in_words() -> None:
    contracts = {
        "ZR1": (1_020_000, 1_023_500),
        "ZR2": (520_000, 520_000),
        "ZR3": (360_000, 358_800),
    }
    found = matched(contracts)
    sizes = [f"(the larger of {each} and (minus {each}))" for each in PAIRS]
    stamp = "[rule:balance/mismatch]"
    assert sentences(
        found.net, found.gross, found.by_provider["ZR3"], found.by_commissioner["ZQ1"]
    ) == [
        f"Net mismatch £2.3m = the total of {PAIRS[0]}, {PAIRS[1]} and {PAIRS[2]} {stamp}",
        f"Gross mismatch £4.7m = the total of {sizes[0]}, {sizes[1]} and {sizes[2]} {stamp}",
        f"Net mismatch of ZR3 £(1.2)m = the total of {PAIRS[2]} {stamp}",
        f"Net mismatch of ZQ1 £2.3m = the total of {PAIRS[0]}, {PAIRS[1]} and {PAIRS[2]} {stamp}",
    ]
    third = found.pairs[PairKey("ZQ1", "ZR3")]
    assert sentences(third.difference, third.matched) == [
        f"{PAIRS[2]} = ZR3 expects £358.8m less ZR3 is paid £360.0m {stamp}",
        "Matched of ZR3 with ZQ1 £358.8m = the smaller of ZR3 expects £358.8m and "
        f"ZR3 is paid £360.0m {stamp}",
    ]


def test_what_is_matched_and_what_is_not_in_words() -> None:
    found = matched({"ZR1": (1_020_000, None), "ZR2": (520_000, 520_000), "ZR3": (None, 358_800)})
    assert sentences(
        found.matched,
        found.income_tested,
        found.spend_tested,
        found.income_untested,
        found.spend_untested,
    ) == [
        "Matched amount £520.0m = the total of Matched of ZR2 with ZQ1 £520.0m "
        "[rule:balance/mismatch]",
        "Income tested £520.0m = the total of ZR2 expects £520.0m [rule:balance/mismatch]",
        "Spend tested £520.0m = the total of ZR2 is paid £520.0m [rule:balance/mismatch]",
        "Income with no counterparty £358.8m = the total of ZR3 expects £358.8m "
        "[rule:balance/mismatch]",
        "Spend with no counterparty £1,020.0m = the total of ZR1 is paid £1,020.0m "
        "[rule:balance/mismatch]",
    ]


def test_the_position_of_a_system_in_words() -> None:
    support = money(6_000, "Support of ZR2")
    members = {
        code: MemberPosition(
            including=money(each, code), support=support if code == "ZR2" else None
        )
        for code, each in POSITIONS.items()
    }
    found = system_position(members, PARAMS, known_on=KNOWN_ON)
    stamp = "[rule:balance/system_position]"
    assert sentences(found.including, found.support, found.excluding) == [
        "Position £(9.0)m = the total of ZQ1 £6.0m, ZR1 £(14.5)m, ZR2 £(3.0)m and ZR3 £2.5m "
        f"{stamp}",
        "Support £6.0m = the total of Nil £0.00, Nil £0.00, Support of ZR2 £6.0m and Nil £0.00 "
        f"{stamp}",
        f"Position before support £(15.0)m = Position £(9.0)m less Support £6.0m {stamp}",
    ]
    second = found.members["ZR2"]
    assert sentences(second.including, second.excluding) == [
        "ZR2 £(3.0)m from cell:ZR2",
        f"Position of ZR2 before support £(9.0)m = ZR2 £(3.0)m less Support of ZR2 £6.0m {stamp}",
    ]


def test_the_underlying_position_in_words() -> None:
    reported = Reported(
        position=money(-9_000, "Reported"),
        one_off_efficiency=money(33_600, "One-off"),
        support=money(6_000, "Support of ZR2"),
    )
    found = underlying(reported, PARAMS, known_on=KNOWN_ON)
    assert words.lines(found.underlying)[:2] == [
        "Underlying position before support £(48.6)m = Reported less one-off efficiency £(42.6)m "
        "less Support of ZR2 £6.0m [rule:balance/underlying]",
        "  Reported less one-off efficiency £(42.6)m = Reported £(9.0)m less One-off £33.6m",
    ]


def test_capital_in_words() -> None:
    plans = CapitalPlans(
        envelope=money(92_000, "Envelope"),
        operational={"ZR1": money(63_200, "ZR1"), "ZR2": money(30_000, "ZR2")},
    )
    found = headroom(plans, PARAMS, known_on=KNOWN_ON)
    assert words.lines(found.headroom)[:3] == [
        "Capital headroom £(1.2)m = Capital envelope £92.0m less Operational capital £93.2m "
        "[rule:capital/headroom]",
        "  Capital envelope £92.0m from cell:Envelope",
        "  Operational capital £93.2m = the total of ZR1 £63.2m and ZR2 £30.0m",
    ]
    assert sentences(found.envelope) == ["Capital envelope £92.0m from cell:Envelope"]
