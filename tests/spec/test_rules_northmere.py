"""Northmere through the rules of balance and capital, in £000.

Source: fact book 5 (users-and-outputs), section 6, table "Northmere" and the paragraph "Bases".
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import ParameterError, load
from equipoise.rules.balance import (
    Contracts,
    Efficiencies,
    MemberPosition,
    Mismatch,
    NobodyReturnedError,
    NothingToMatchError,
    Pair,
    PairKey,
    PairStatus,
    Reported,
    efficiency,
    mismatch,
    system_position,
    underlying,
)
from equipoise.rules.capital import CapitalPlans, headroom
from equipoise.units import PENCE, FinancialYear
from equipoise.workings import (
    Basis,
    Figure,
    Reference,
    Stage,
    Support,
    UnlikeBasesError,
    given,
)
from tests.rules_cases import with_value

YEAR = FinancialYear(2023)
INCLUDING = Basis(stage=Stage.PLAN, support=Support.WITH, period=YEAR.period, unit=PENCE)
EXCLUDING = Basis(stage=Stage.PLAN, support=Support.WITHOUT, period=YEAR.period, unit=PENCE)
OPEN = Basis(stage=Stage.PLAN, period=YEAR.period, unit=PENCE)
PARAMS = load()
KNOWN_ON = date(2023, 5, 4)
THOUSAND = 100_000  # pence


def figure(thousands: int, name: str, basis: Basis = INCLUDING, *, pence: int = 0) -> Figure:
    ref = Reference("cell", ("2023-24", "ZQ1", name, "Y", "plan"))
    return given(thousands * THOUSAND + pence, basis, ref, name=name)


def thousands(number: Figure | None) -> int:
    assert number is not None
    assert number.value % THOUSAND == 0
    return int(number.value // THOUSAND)


PLANS_1 = {"ZQ1": 6_000, "ZR1": -14_500, "ZR2": -3_000, "ZR3": 2_500}
PLANS_2 = {"ZQ1": 5_100, "ZR1": -16_500, "ZR2": -3_000, "ZR3": 3_100}
PLANS_3 = {"ZQ1": 5_900, "ZR1": -15_000, "ZR2": -3_000, "ZR3": 3_100}


@pytest.mark.parametrize(
    ("plans", "including", "before_support"),
    [(PLANS_1, -9_000, -15_000), (PLANS_2, -11_300, -17_300), (PLANS_3, -9_000, -15_000)],
)
def test_the_position_with_and_before_support(
    plans: Mapping[str, int], including: int, before_support: int
) -> None:
    members = {
        code: MemberPosition(
            including=figure(position, code),
            support=figure(6_000, "support", OPEN) if code == "ZR2" else None,
        )
        for code, position in plans.items()
    }
    found = system_position(members, PARAMS, known_on=KNOWN_ON)
    assert thousands(found.including) == including
    assert thousands(found.support) == 6_000
    assert thousands(found.excluding) == before_support
    assert found.excluding.basis == EXCLUDING
    assert thousands(found.members["ZR2"].excluding) == -9_000  # "plan before support (9,000)"
    assert {code: thousands(both.including) for code, both in found.members.items()} == plans
    assert found.missing == ()


def test_a_member_without_a_return_is_named() -> None:
    members = {"ZR1": None, "ZQ1": MemberPosition(including=figure(6_000, "ZQ1")), "ZR2": None}
    found = system_position(members, PARAMS, known_on=KNOWN_ON)
    assert (thousands(found.including), found.missing) == (6_000, ("ZR1", "ZR2"))
    with pytest.raises(NobodyReturnedError, match=r"^no return is there from any of: ZR1, ZR2$"):
        system_position({"ZR2": None, "ZR1": None}, PARAMS, known_on=KNOWN_ON)
    with pytest.raises(NobodyReturnedError, match=r"any of: no members$"):
        system_position({}, PARAMS, known_on=KNOWN_ON)


def contracts(pairs: Mapping[str, tuple[int | None, int | None]]) -> Mismatch[Figure]:
    """Match ZQ1 with each provider: (what the ICB plans to pay, what the trust expects)."""
    made = {
        PairKey("ZQ1", code): Pair(
            income=None if expects is None else figure(expects, f"{code} income"),
            spend=None if pays is None else figure(pays, f"{code} spend"),
        )
        for code, (pays, expects) in pairs.items()
    }
    return mismatch(Contracts(period=YEAR.period, pairs=made), PARAMS, known_on=KNOWN_ON)


CONTRACTS = {
    "ZR1": (1_020_000, 1_023_500),
    "ZR2": (520_000, 520_000),
    "ZR3": (360_000, 358_800),
}


def test_the_mismatch() -> None:
    found = contracts(CONTRACTS)
    by_provider = {code: thousands(number) for code, number in found.by_provider.items()}
    assert by_provider == {"ZR1": 3_500, "ZR2": 0, "ZR3": -1_200}
    assert {code: thousands(number) for code, number in found.by_commissioner.items()} == {
        "ZQ1": 2_300
    }
    assert (thousands(found.net), thousands(found.gross)) == (2_300, 4_700)
    assert found.netting_suspected
    assert thousands(found.spend_tested) == 1_900_000
    assert thousands(found.income_tested) == 1_902_300
    statuses = {key.provider: pair.status.value for key, pair in found.pairs.items()}
    assert statuses == {"ZR1": "Not agreed", "ZR2": "Agreed", "ZR3": "Not agreed"}
    assert not found.every_pair_agrees


def test_matched_once_contracts_are_agreed() -> None:
    """Step 10: "£1,900.9m of £1,900.9m of NHS income in this system matched"."""
    agreed = {"ZR1": (1_021_500, 1_021_500), "ZR3": (359_400, 359_400)}
    found = contracts({**CONTRACTS, **agreed})
    assert thousands(found.matched) == thousands(found.income_tested) == 1_900_900
    assert found.every_pair_agrees
    assert not found.netting_suspected


def test_what_has_no_counterparty_is_listed_and_not_tested() -> None:
    found = contracts({"ZR1": (1_020_000, None), "ZR2": (520_000, 520_000), "ZR3": (None, 358_800)})
    assert {key.provider: pair.status for key, pair in found.pairs.items()} == {
        "ZR1": PairStatus.NO_COUNTERPARTY,
        "ZR2": PairStatus.AGREED,
        "ZR3": PairStatus.NO_COUNTERPARTY,
    }
    assert found.pairs[PairKey("ZQ1", "ZR1")].difference is None
    assert thousands(found.spend_untested) == 1_020_000
    assert thousands(found.income_untested) == 358_800
    assert (thousands(found.net), thousands(found.income_tested)) == (0, 520_000)
    assert list(found.by_provider) == ["ZR2"]
    assert found.every_pair_agrees  # of those tested


def test_nothing_to_match() -> None:
    with pytest.raises(NothingToMatchError, match=r"^nothing to match: no pairs$"):
        contracts({})
    with pytest.raises(NothingToMatchError, match=r"^nothing to match: ZQ1 and ZR2$"):
        contracts({"ZR1": (1, 1), "ZR2": (None, None)})


def test_no_pair_with_both_sides() -> None:
    found = contracts({"ZR1": (1_020_000, None)})
    assert thousands(found.net) == thousands(found.gross) == thousands(found.matched) == 0
    assert found.net.basis == INCLUDING
    assert not found.every_pair_agrees  # none is tested


@pytest.mark.parametrize(
    ("pays", "expects", "suspected"),
    [
        (520_000, 520, True),  # the trust wrote thousands of pounds for pounds
        (520, 520_000, True),
        (572_000, 520, True),  # 1,100 times: the edge of one part in ten
        (468_000, 520, True),  # 900 times
        (572_001, 520, False),
        (467_999, 520, False),
        (520_000, 520_000, False),
        (520_000, 0, False),
        (0, 0, False),
    ],
)
def test_a_unit_error_is_suspected(pays: int, expects: int, suspected: bool) -> None:
    """House setting match/unit_error_band_ratio: near is within a tenth of a thousand times."""
    found = contracts({"ZR2": (pays, expects)})
    assert found.pairs[PairKey("ZQ1", "ZR2")].unit_error_suspected is suspected


@pytest.mark.parametrize(
    ("pays", "pence", "suspected"),
    [(572_000, -1, True), (572_000, 1, False), (468_000, -1, False), (468_000, 1, True)],
)
def test_the_band_of_a_unit_error_is_to_the_penny(pays: int, pence: int, suspected: bool) -> None:
    pair = Pair(income=figure(520, "i"), spend=figure(pays, "s", pence=pence))
    asked = Contracts(period=YEAR.period, pairs={PairKey("ZQ1", "ZR2"): pair})
    (found,) = mismatch(asked, PARAMS, known_on=KNOWN_ON).pairs.values()
    assert found.unit_error_suspected is suspected


def test_agreement_is_to_the_penny() -> None:
    """House setting match/tolerance_pence: nil."""
    for pence, status in ((-1, "Not agreed"), (0, "Agreed"), (1, "Not agreed")):
        pair = Pair(income=figure(520_000, "i", pence=pence), spend=figure(520_000, "s"))
        asked = Contracts(period=YEAR.period, pairs={PairKey("ZQ1", "ZR2"): pair})
        found = mismatch(asked, PARAMS, known_on=KNOWN_ON)
        assert [match.status for match in found.pairs.values()] == [status]


@pytest.mark.parametrize("turned", [1, -1])
@pytest.mark.parametrize(
    ("icb", "trust", "pence", "status"),
    [
        (120_000, 121_400, 0, "Within tolerance"),  # "difference 1.4, under the £3m default"
        (120_000, 124_000, 0, "Not agreed"),
        (120_000, 123_000, -1, "Within tolerance"),
        (120_000, 123_000, 0, "Within tolerance"),
        (120_000, 123_000, 1, "Not agreed"),
        (120_000, 120_000, 1, "Within tolerance"),
        (120_000, 120_000, 0, "Agreed"),
    ],
)
def test_agreement_within_a_tolerance(
    icb: int, trust: int, pence: int, status: str, turned: int
) -> None:
    """Test V08 (incentives-plans-risk, section 2.4): £3m, as income in agreement of balances."""
    sides = (figure(trust, "trust", pence=pence), figure(icb, "ICB"))
    income, spend = sides[::turned]
    pair = Pair(income=income, spend=spend)
    asked = Contracts(period=YEAR.period, pairs={PairKey("ZQ1", "ZR2"): pair})
    params = with_value("match/tolerance_pence", 3_000 * THOUSAND)
    found = mismatch(asked, params, known_on=KNOWN_ON)
    assert [match.status.value for match in found.pairs.values()] == [status]
    assert found.every_pair_agrees == (status != "Not agreed")
    assert found.net.value == turned * ((trust - icb) * THOUSAND + pence)


@pytest.mark.parametrize("value", [(520_000, 520_000), (520_000, 521_000), (None, 520_000)])
def test_a_pair_in_dispute_is_disputed_whatever_its_values(value: tuple[int | None, int]) -> None:
    spend, income = value
    key, other = PairKey("ZQ1", "ZR2"), PairKey("ZQ1", "ZR1")
    pair = Pair(income=figure(income, "i"), spend=None if spend is None else figure(spend, "s"))
    fine = Pair(income=figure(1, "i"), spend=figure(1, "s"))
    pairs = {key: pair, other: fine}
    asked = Contracts(period=YEAR.period, pairs=pairs, disputed=frozenset({key}))
    found = mismatch(asked, PARAMS, known_on=KNOWN_ON)
    assert found.pairs[key].status is PairStatus.DISPUTED
    assert found.pairs[other].status is PairStatus.AGREED
    assert not found.every_pair_agrees


def test_no_tolerance_was_known_the_day_before() -> None:
    pair = Pair(income=figure(1, "i"), spend=figure(1, "s"))
    asked = Contracts(period=YEAR.period, pairs={PairKey("ZQ1", "ZR2"): pair})
    mismatch(asked, PARAMS, known_on=date(2016, 4, 1))
    with pytest.raises(ParameterError, match="published by 2016-03-31"):
        mismatch(asked, PARAMS, known_on=date(2016, 3, 31))


@pytest.mark.parametrize(
    ("recurrent", "one_off", "whole", "per_thousand"),
    [(62_400, 33_600, 96_000, 650), (63_200, 35_100, 98_300, 643)],
)
def test_efficiency(recurrent: int, one_off: int, whole: int, per_thousand: int) -> None:
    """96,000 at 65.0% becomes 98,300 at 64.3%; the recurrent sums are total less one-off."""
    asked = Efficiencies(
        recurrent=figure(recurrent, "r", OPEN), non_recurrent=figure(one_off, "n", OPEN)
    )
    found = efficiency(asked, PARAMS, known_on=KNOWN_ON)
    assert thousands(found.total) == whole
    assert found.recurrent.ratio is not None
    assert round(found.recurrent.ratio.value * 1000) == per_thousand
    assert found.recurrent.of == found.total
    assert (found.second_half, found.unidentified, found.high_risk) == (None, None, None)


def test_efficiency_as_published_for_a_system() -> None:
    """Fact book 3, section 2.3, 2024/25: Cheshire and Merseyside, £440m, 57.3% recurrent.

    54% is at medium or high risk. The second half is that of Lancashire and South Cumbria, 76%,
    put on the same total.
    """
    asked = Efficiencies(
        recurrent=figure(252_120, "recurrent", OPEN),
        non_recurrent=figure(187_880, "one-off", OPEN),
        second_half=figure(334_400, "months 7 to 12", OPEN),
        unidentified=figure(0, "unidentified", OPEN),
        high_risk=figure(237_600, "medium or high risk", OPEN),
    )
    found = efficiency(asked, PARAMS, known_on=KNOWN_ON)
    assert thousands(found.total) == 440_000
    shares = [found.recurrent, found.second_half, found.unidentified, found.high_risk]
    ratios = [share.ratio.value for share in shares if share and share.ratio]
    assert ratios == [Fraction("0.573"), Fraction("0.76"), 0, Fraction("0.54")]
    assert [thousands(share.part) for share in shares if share] == [252_120, 334_400, 0, 237_600]
    assert {share.of for share in shares if share} == {found.total}


def test_a_share_of_nil_is_not_available() -> None:
    asked = Efficiencies(recurrent=figure(0, "r"), non_recurrent=figure(0, "n"))
    found = efficiency(asked, PARAMS, known_on=KNOWN_ON)
    assert found.recurrent.ratio is None
    for pence in (-1, 1):
        asked = Efficiencies(recurrent=figure(0, "r", pence=pence), non_recurrent=figure(0, "n"))
        share = efficiency(asked, PARAMS, known_on=KNOWN_ON).recurrent.ratio
        assert share is not None
        assert share.value == 1


@pytest.mark.parametrize(
    ("one_off", "less_one_off", "before_support"),
    [(33_600, -42_600, -48_600), (35_100, -44_100, -50_100)],
)
def test_underlying(one_off: int, less_one_off: int, before_support: int) -> None:
    reported = Reported(
        position=figure(-9_000, "position"),
        one_off_efficiency=figure(one_off, "one-off", OPEN),
        support=figure(6_000, "support"),
    )
    found = underlying(reported, PARAMS, known_on=KNOWN_ON)
    assert thousands(found.reported_less_one_off) == less_one_off
    assert found.reported_less_one_off.working.name == "Reported less one-off efficiency"
    assert thousands(found.underlying) == before_support
    assert found.underlying.basis == EXCLUDING


def test_support_is_not_taken_out_twice() -> None:
    reported = Reported(
        position=figure(-15_000, "position", EXCLUDING),
        one_off_efficiency=figure(33_600, "one-off", OPEN),
        support=figure(6_000, "support"),
    )
    with pytest.raises(UnlikeBasesError):
        underlying(reported, PARAMS, known_on=KNOWN_ON)


@pytest.mark.parametrize(
    ("planned", "pence", "left", "breach"),
    [
        (93_200, 0, -1_200 * THOUSAND, True),  # version 1, over by 1,200
        (92_000, 0, 0, False),  # version 3, after ZR1 moves 1,200 to next year
        (92_000, 1, -1, True),
        (92_000, -1, 1, False),
    ],
)
def test_capital(planned: int, pence: int, left: int, breach: bool) -> None:
    operational = {
        "ZR1": figure(planned - 30_000, "ZR1", OPEN, pence=pence),
        "ZR2": figure(20_000, "ZR2", OPEN),
        "ZR3": figure(10_000, "ZR3", OPEN),
    }
    published = Basis(period=YEAR.period, unit=PENCE)
    asked = CapitalPlans(envelope=figure(92_000, "e", published), operational=operational)
    found = headroom(asked, PARAMS, known_on=KNOWN_ON)
    assert (found.headroom.value, found.breach) == (left, breach)
    assert found.planned.value == planned * THOUSAND + pence
    assert found.envelope == figure(92_000, "e", OPEN)


def test_capital_of_nobody() -> None:
    asked = CapitalPlans(envelope=figure(92_000, "e", OPEN), operational={})
    found = headroom(asked, PARAMS, known_on=KNOWN_ON)
    assert (thousands(found.headroom), found.breach) == (92_000, False)
