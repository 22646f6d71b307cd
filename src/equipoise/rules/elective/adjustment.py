"""The elective adjustment: what a system earns, or repays, against its target. Every scheme's.

Schemes differ in their terms, which are data: a target, a rate on either side of it, perhaps a
second threshold with a higher rate, a floor, a cap; and the months that are assessed together.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.elective.months import (
    Held,
    MonthsOfCare,
    Term,
    held,
    over_nil,
    rate,
    share_of,
    upper,
)
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, largest, named, rounded, smallest

APPLIES: Final = Period.parse("2020-09-01 to 2025-04-01")
AT_FLOOR: Final = "floor"
AT_CAP: Final = "cap"
KEPT: Final = "kept"
"""What is due from a system is not taken back: the full allocation, or the scheme as it was run."""
UNPAID: Final = "unpaid"
"""What is due to a system was not paid: the scheme was suspended."""


@dataclass(frozen=True, kw_only=True)
class Assessed(MonthsOfCare[Number]):
    """Months of a system or commissioner, with what limits its adjustment.

    `fund` is what it was first allocated: a repayment stops at a share of it, where `terms` have
    a floor. With `full_allocation` nothing is taken back; with `as_run` what was due is paid and
    taken back as the scheme was run, and not as it was published.
    """

    fund: Number | None = None
    full_allocation: bool = False
    as_run: bool = False


@dataclass(frozen=True, kw_only=True)
class Adjustment(Generic[Number]):
    """What is owed to a system (negative: by it), and how it comes about. Unit: pence; ratios.

    `over` is the actual value above (negative: below) target. `due` is what the terms alone
    give, floor and cap among them; `adjustment` is `due` but for what is not taken back. `held`
    says what kept it from being more or less: `floor`, `cap`, `kept`, `unpaid`, or
    blank. A ratio is None
    where there is no baseline.
    """

    baseline: Number
    target: Number
    actual: Number
    over: Number
    target_ratio: Number | None
    actual_ratio: Number | None
    due: Number
    adjustment: Number
    held: str


@rule(
    applies=APPLIES,
    source="HFMA, 'Elective recovery funding system revealed', 25 February 2022, and what was "
    "published of every other scheme: each is one formula with other parameters",
)
def adjustment(
    care: Assessed[Number], params: Values[Number], *, known_on: date
) -> Adjustment[Number]:
    """Return what months of elective care earn or repay, under the terms published by `known_on`.

    Assumption: rounded once for the months assessed together, to the nearest penny.
    Assumption: months are held against their own targets, and earn or repay together.
    Unit: pence; positive is owed to the system.
    Raises: ParameterError when a term was not yet published.
    Law on_target_no_money_moves: whatever the rates, floor and fund.
    Law the_adjustment_has_no_step: a penny more activity moves it by at most its rate.
    Law more_elective_care_never_earns_less: at any level of activity.
    Law an_elective_floor_holds: no repayment goes beyond it, by more than half a penny.
    Law an_elective_cap_holds: activity above one's own forecast earns no more than the forecast.
    Law full_allocation_is_never_negative: and changes nothing that is owed to a system.
    Law the_order_of_months_is_irrelevant: listing them otherwise changes nothing.

    EL-4, in £m: 104.5% of 200 against 107%.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> from equipoise.rules.elective.months import CareMonth
    >>> from equipoise.units import FinancialYear
    >>> year = CareMonth(period=FinancialYear(2023).period,
    ...     baseline=Fraction(200), actual=Fraction(209))
    >>> for day in (date(2023, 7, 11), date(2023, 7, 12), date(2023, 11, 8)):
    ...     print(adjustment(Assessed(scheme="erf", months=(year,)), load().exact,
    ...         known_on=day).adjustment)
    -5
    -1
    3
    """
    sums = held(care, params, known_on=known_on)
    earned = named(_earned(care, sums, params, known_on), "Earned or repaid")
    due = earned
    if Term.FLOOR in care.terms and care.fund is not None:
        floor = named(
            -(rate(care, Term.FLOOR, params=params, known_on=known_on) * care.fund), "Floor"
        )
        due = largest(floor, earned)
    due = named(rounded(due), "Due")
    final = _kept(care, due, params, known_on)
    return Adjustment(
        baseline=sums.baseline,
        target=named(rounded(sums.target), "Target value to the penny"),
        actual=sums.actual,
        over=named(rounded(sums.actual - sums.target), "Over or under target"),
        target_ratio=share_of(sums.target, sums.baseline),
        actual_ratio=share_of(sums.actual, sums.baseline),
        due=due,
        adjustment=named(final, "Adjustment"),
        held=_what_held(sums, earned, due=due, final=final),
    )


def _earned(
    care: Assessed[Number], sums: Held[Number], params: Values[Number], known_on: date
) -> Number:
    """Return what the rates alone give, exactly."""
    over, under = (rate(care, name, params=params, known_on=known_on) for name in ("over", "under"))
    above = over_nil(sums.counted - sums.target)
    repaid = under * over_nil(sums.target - sums.counted)
    if Term.UPPER not in care.terms:
        return over * above - repaid
    level = upper(care, params, known_on=known_on)
    between = over_nil(smallest(sums.counted, level) - sums.target)
    beyond = over_nil(sums.counted - largest(level, sums.target))
    return (
        over * between
        + rate(care, "above_upper", params=params, known_on=known_on) * beyond
        - repaid
    )


def _kept(care: Assessed[Number], due: Number, params: Values[Number], known_on: date) -> Number:
    """Return what is paid or taken back of what is due."""
    none = nil(due)
    if care.as_run:
        paid, repaid = (
            rate(care, f"as_run_{name}", params=params, known_on=known_on)
            for name in ("paid", "repaid")
        )
        due = rounded(paid * largest(none, due) + repaid * smallest(none, due))
    return largest(none, due) if care.full_allocation else due


def _what_held(sums: Held[Number], earned: Number, *, due: Number, final: Number) -> str:
    if final != due:
        return KEPT if due < nil(due) else UNPAID
    if rounded(earned) != due:
        return AT_FLOOR
    return AT_CAP if sums.counted != sums.actual else ""
