"""Every figure a rule makes has a name, to be read in its working; every refusal says why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import Values, load
from equipoise.rules import nil
from equipoise.rules.balance import (
    Contracts,
    LimitWithoutBasisError,
    NationalLines,
    NothingToMatchError,
    Pair,
    PairKey,
    PairStatus,
    PlanAndActual,
    PlansAndLimit,
    SystemLines,
    ladder,
    mismatch,
    national_position,
    system_position,
)
from equipoise.rules.balance.shares import share
from equipoise.rules.balance.system_position import NobodyReturnedError
from equipoise.rules.bases import excluding, held_against, one, valued
from equipoise.rules.productivity import ActivityYears, Growth, output_growth
from equipoise.rules.registry import NoRuleError, rule_for
from equipoise.units import COUNT, PENCE, SPELLS, FinancialYear, Period
from equipoise.workings import (
    Basis,
    Figure,
    Op,
    Reference,
    Stage,
    Support,
    UnlikeBasesError,
    given,
)

YEAR = FinancialYear(2023)
BASIS = Basis(period=YEAR.period, unit=PENCE, stage=Stage.PLAN)
WITH = replace(BASIS, support=Support.WITH)
TODAY = date(2023, 5, 4)
PARAMS = load()


def figure(value: int, basis: Basis = BASIS) -> Figure:
    return given(value, basis, Reference("cell", ("a",)), name="a")


def names(outcome: object) -> dict[str, str]:
    """Return the name of each figure of an outcome, by its field."""
    return {
        name: value.working.name
        for name, value in vars(outcome).items()
        if isinstance(value, Figure)
    }


def test_the_rungs_of_the_ladder() -> None:
    plans = PlansAndLimit(
        limit=figure(-9, WITH),
        sum_of_plans=figure(-9, WITH),
        support=figure(6, WITH),
        remaining_mismatch=figure(2),
        agreed_matching=(figure(1),),
    )
    found = ladder(plans, PARAMS, known_on=TODAY)
    for rungs in (found.stated, found.other):
        assert names(rungs) == {
            "control_total": "Control total",
            "sum_of_plans": "Sum of plans",
            "matching_effect": "Matching effect",
            "adjusted_sum": "Adjusted sum of plans",
            "gap": "Gap to control total",
            "agreed_actions": "Agreed closing actions",
            "balance": "Balance",
            "proposed_actions": "Proposed closing actions",
            "balance_with_proposals": "Balance with proposals",
        }
        matching = rungs.matching_effect.working.parts()[0]
        assert matching.working.name == "Agreed matching"


class Tolerant:
    """The house's values, but for a tolerance in matching."""

    def __init__(self, tolerance: int) -> None:
        self.tolerance = tolerance

    def at(self, path: str, period: Period, *, known_on: date, key: str | None = None) -> Figure:
        found = PARAMS.at(path, period, known_on=known_on, key=key)
        return replace(found, value=self.tolerance) if path == "match/tolerance_pence" else found


def contracts(income: int, spend: int) -> Contracts[Figure]:
    pair = Pair(income=figure(income), spend=figure(spend))
    return Contracts(period=YEAR.period, pairs={PairKey("ZQ1", "ZR1"): pair})


@pytest.mark.parametrize(
    ("spend", "status"),
    [
        (1_000, PairStatus.AGREED),
        (999, PairStatus.WITHIN_TOLERANCE),
        (995, PairStatus.WITHIN_TOLERANCE),
        (994, PairStatus.NOT_AGREED),
        (1_005, PairStatus.WITHIN_TOLERANCE),
        (1_006, PairStatus.NOT_AGREED),
    ],
)
def test_a_pair_is_within_tolerance_up_to_the_penny(spend: int, status: PairStatus) -> None:
    params: Values[Figure] = Tolerant(5)
    found = mismatch(contracts(1_000, spend), params, known_on=TODAY)
    assert found.pairs[PairKey("ZQ1", "ZR1")].status is status


def test_the_amounts_of_a_mismatch() -> None:
    found = mismatch(contracts(1_000, 900), PARAMS, known_on=TODAY)
    assert names(found) == {
        "net": "Net mismatch",
        "gross": "Gross mismatch",
        "matched": "Matched amount",
        "income_tested": "Income tested",
        "spend_tested": "Spend tested",
        "income_untested": "Income with no counterparty",
        "spend_untested": "Spend with no counterparty",
    }
    pair = found.pairs[PairKey("ZQ1", "ZR1")]
    assert pair.difference is not None
    assert pair.matched is not None
    assert pair.difference.working.name == "Mismatch of ZR1 with ZQ1"
    assert pair.matched.working.name == "Matched of ZR1 with ZQ1"
    assert found.by_commissioner["ZQ1"].working.name == "Net mismatch of ZQ1"
    assert found.by_provider["ZR1"].working.name == "Net mismatch of ZR1"


def line(plan: int, actual: int) -> PlanAndActual[Figure]:
    done = replace(BASIS, stage=Stage.ACTUAL)
    return PlanAndActual(plan=figure(plan), actual=figure(actual, done))


def test_the_lines_of_the_national_position() -> None:
    systems = SystemLines(
        icb_net_expenditure=line(5, 6),
        provider_expenditure=line(7, 8),
        provider_income=line(3, 4),
    )
    lines = NationalLines(systems=systems, other={"Centre": line(1, 2)})
    found = national_position(lines, PARAMS, known_on=TODAY)
    assert list(found.components) == [
        "ICB net expenditure",
        "Provider expenditure",
        "Provider income",
    ]
    printed = {
        "Systems": found.systems,
        "National position": found.total,
        **found.components,
        **found.other,
    }
    netted = NationalLines(systems=line(9, 10), other={})
    alone = national_position(netted, PARAMS, known_on=TODAY).systems
    for name, each in [*printed.items(), ("Systems", alone)]:
        assert names(each) == {
            "plan": f"{name}: plan",
            "actual": f"{name}: actual",
            "variance": f"{name}: variance",
            "share_of_plan": f"{name}: variance, share of plan",
        }


def test_a_share_keeps_its_part_and_its_whole() -> None:
    found = share(figure(1), figure(4), name="A quarter")
    assert (found.part, found.of) == (figure(1), figure(4))
    assert found.ratio is not None
    assert (found.ratio.value, found.ratio.working.name) == (Fraction(1, 4), "A quarter")
    assert share(figure(1), figure(0), name="None").ratio is None


def test_nil_and_one_say_so() -> None:
    assert nil(figure(5)).working.name == "Nil"
    assert one(figure(5), unit=COUNT).working.name == "One"


def test_what_activity_is_worth_is_a_product_of_both() -> None:
    activity, cost = figure(5, replace(BASIS, unit=SPELLS)), figure(3)
    worth = valued(activity, cost)
    assert worth.working.op is Op.MULTIPLY
    assert worth.working.parts() == (activity, cost)


def test_cost_weighted_activity_is_named_by_its_year() -> None:
    spells = replace(BASIS, unit=SPELLS)
    before = replace(spells, period=FinancialYear(2022).period)
    years = ActivityYears(
        before={"elective": figure(100, before)},
        after={"elective": figure(106, spells)},
        unit_costs_before={"elective": figure(3, replace(before, unit=PENCE))},
    )
    found = output_growth(years, PARAMS, known_on=TODAY)
    assert isinstance(found, Growth)
    assert found.rate.working.name == "Output growth"
    weighted = {step.working.name for step in found.rate.everything()}
    assert {
        "Last year's activity at last year's costs",
        "This year's activity at last year's costs",
    } <= weighted


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        (
            lambda: held_against(figure(1, replace(BASIS, stage=Stage.ACTUAL)), figure(1)),
            "cannot hold together figures on unlike bases: pence, 2023/24, actual; "
            "pence, 2023/24, plan",
        ),
        (
            lambda: excluding(figure(1), figure(1)),
            "cannot turn figures on unlike bases: pence, 2023/24, plan; "
            "pence, 2023/24, plan, excluding support",
        ),
        (
            lambda: valued(figure(1), figure(1, replace(BASIS, unit=SPELLS))),
            "cannot value figures on unlike bases: pence, 2023/24, plan; spells, 2023/24, plan",
        ),
    ],
)
def test_a_refused_step_names_itself_and_both_bases(
    refused: Callable[[], object], why: str
) -> None:
    with pytest.raises(UnlikeBasesError) as refusal:
        refused()
    assert str(refusal.value) == why


def test_a_refusal_names_what_is_missing() -> None:
    with pytest.raises(NothingToMatchError, match=r"^nothing to match: no pairs$"):
        mismatch(Contracts[Figure](period=YEAR.period, pairs={}), PARAMS, known_on=TODAY)
    with pytest.raises(NobodyReturnedError, match=r"^no return is there from any of: no members$"):
        system_position({}, PARAMS, known_on=TODAY)
    with pytest.raises(NoRuleError) as refusal:
        rule_for("balance/unheard_of", YEAR.period, known_on=TODAY)
    assert str(refusal.value) == (
        "balance/unheard_of: no one rule for all of 2023/24, as known on 2023-05-04"
    )
    plans = PlansAndLimit(
        limit=figure(-9),
        sum_of_plans=figure(-9),
        support=figure(6),
        remaining_mismatch=figure(2),
    )
    with pytest.raises(LimitWithoutBasisError, match=r"found neither$"):
        ladder(plans, PARAMS, known_on=TODAY)
