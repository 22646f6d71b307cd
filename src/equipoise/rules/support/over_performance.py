"""Support for improving on a control total, and the residual shared among those who met theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.balance.ladder import stated_reading
from equipoise.rules.bases import at_stage_of, excluding, including, movement, nil
from equipoise.rules.registry import rule
from equipoise.rules.support.schemes import Matched, Scheme
from equipoise.rules.support.terms import value
from equipoise.units import Period
from equipoise.workings import Number, Support, largest, named, rounded, shared, smallest, total


class NotMatchedError(LookupError):
    """The fund has no scheme by which an improvement is matched."""

    def __init__(self, title: str) -> None:
        super().__init__(f"{title}: no scheme that matches an improvement was found")


@dataclass(frozen=True, kw_only=True)
class Improved(Generic[Number]):
    """A body at the end of a year. Unit: pence; a surplus is positive.

    `position` is before support. `first_offered` is the control total before a tougher one was
    agreed, on the same reading; `one_off` is how much of the position will not recur.
    """

    award: Number
    earned: Number
    control_total: Number
    position: Number
    first_offered: Number | None = None
    one_off: Number | None = None
    stated: Support | None = None


@dataclass(frozen=True, kw_only=True)
class Fund(Generic[Number]):
    """A fund at the end of its year, and the bodies that it is for. Unit: pence."""

    scheme: Scheme
    size: Number
    bodies: Mapping[str, Improved[Number]]


@dataclass(frozen=True, kw_only=True)
class Rewarded(Generic[Number]):
    """What a body has beyond the support it earned. Unit: pence.

    `improvement_one_off` is how much of what was matched will not recur; None where nobody says.
    """

    improvement: Number
    improvement_one_off: Number | None
    matched: Number
    bonus: Number
    reported: Number


@dataclass(frozen=True, kw_only=True)
class OverPerformance(Generic[Number]):
    """Every body, and what of the fund nobody had earned: below nil it is overdrawn."""

    bodies: Mapping[str, Rewarded[Number]]
    residual: Number
    unshared: Number


@rule(
    applies=Period.parse("2016-04-01 to 2019-04-01"),
    source="Health Service Journal, bonus pot for trusts that hit financial targets confirmed, "
    "2016 (7014261); on two for one, 2018 (7024012)",
)
def over_performance(
    fund: Fund[Number], params: Values[Number], *, known_on: date
) -> OverPerformance[Number]:
    """Return what each body's improvement is matched by, and its part of the residual.

    Assumption: the residual is shared by award among bodies at their control total or better.
    Unit: pence.
    Raises: LimitWithoutBasisError when the reading of a control total is not stated: both close,
        and give different sums; NotMatchedError for a fund without such a scheme.
    Law the_fund_is_shared_whole: what was earned, matched, shared and left over is its size.
    Law an_improvement_is_matched_pound_for_pound: at the rate of its year.

    2016/17, in £m: one above its control total, so its reported position improves by two.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> from equipoise.rules.support.schemes import fund_of
    >>> from equipoise.units import FinancialYear
    >>> body = Improved(award=Fraction(10), earned=Fraction(10), control_total=Fraction(-5),
    ...     position=Fraction(-4), stated=Support.WITHOUT)
    >>> fund = Fund(scheme=fund_of(FinancialYear(2016), "stf"), size=Fraction(11),
    ...     bodies={"ZR1": body})
    >>> found = over_performance(fund, load().exact, known_on=date(2017, 5, 4)).bodies["ZR1"]
    >>> print(found.matched, found.bonus, found.reported)
    1 0 7
    """
    if fund.scheme.matched is None:
        raise NotMatchedError(fund.scheme.title)
    rate = value(fund.scheme, "matched", params=params, known_on=known_on)
    read = {code: _read(body) for code, body in fund.bodies.items()}
    improved = {
        code: _improvement(fund.scheme, read[code], body) for code, body in fund.bodies.items()
    }
    matched: dict[str, Number] = {
        code: named(rounded(improvement * rate), "Support that matches it")
        for code, improvement in improved.items()
    }
    residual = fund.size
    for code, body in fund.bodies.items():
        residual = residual - body.earned - matched[code]
    residual = named(residual, "Residual of the fund")
    bonus = _bonus(fund, residual, read)
    unshared = residual - total(bonus.values()) if bonus else residual
    return OverPerformance(
        bodies={
            code: _rewarded(
                body, improved[code], matched=matched[code], bonus=bonus.get(code, nil(fund.size))
            )
            for code, body in fund.bodies.items()
        },
        residual=residual,
        unshared=named(unshared, "Residual that nobody shares"),
    )


def _bonus(
    fund: Fund[Number], residual: Number, read: Mapping[str, Number]
) -> Mapping[str, Number]:
    """Return the residual shared by award among bodies at their control total or better."""
    none = nil(fund.size)
    hit = {
        code: body.award
        for code, body in fund.bodies.items()
        if body.position >= read[code] and body.award > none
    }
    return shared(largest(none, residual), hit) if hit else {}


def _read(body: Improved[Number]) -> Number:
    """Return the control total before support, beside the position."""
    limit = at_stage_of(body.control_total, body.position)
    if stated_reading(limit, body.stated) is Support.WITH:
        limit = excluding(limit, body.award)
    return named(limit, "Control total before support")


def _improvement(scheme: Scheme, limit: Number, body: Improved[Number]) -> Number:
    """Return what is matched: delivered above the control total, or agreed above the first."""
    above = body.position - limit
    if scheme.matched is Matched.AGREED:
        first = body.control_total if body.first_offered is None else body.first_offered
        above = at_stage_of(body.control_total - first, body.position)
    return named(movement(largest(nil(above), above), body.award), "Improvement")


def _rewarded(
    body: Improved[Number], improvement: Number, *, matched: Number, bonus: Number
) -> Rewarded[Number]:
    one_off = body.one_off
    support = named(body.earned + matched + bonus, "All support of the year")
    return Rewarded(
        improvement=improvement,
        improvement_one_off=None
        if one_off is None
        else named(smallest(improvement, movement(one_off, improvement)), "Of which one-off"),
        matched=matched,
        bonus=bonus,
        reported=named(including(body.position, support), "Reported position"),
    )
