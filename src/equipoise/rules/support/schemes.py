"""Support funds by year: what each is called, whom it is for, what it is conditional on.

What a fund pays is data (`params/support`); here is only which funds there were, and what each
asked of a body before it paid.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from equipoise.units import FinancialYear, Period


class Condition(StrEnum):
    """What a fund asks before it pays."""

    OWN = "the body's own result"
    SYSTEM = "the result of its system"
    ACCESS = "access"
    SIGNED = "a signed control total"
    DEFICIT = "a deficit before support"


class Taper(StrEnum):
    """What is left of a part whose result is missed.

    `cliff` leaves a share whatever the shortfall; `pound_for_pound` takes a pound for each pound
    of shortfall; `band` falls in a straight line to nothing.
    """

    CLIFF = "cliff"
    POUND_FOR_POUND = "pound_for_pound"
    BAND = "band"


class Matched(StrEnum):
    """Which improvement on a control total a fund matches."""

    DELIVERED = "delivered"
    """What a body ends the year above its control total."""
    AGREED = "agreed"
    """By how much a body agrees to a tougher control total."""


class NoSupportFundError(LookupError):
    """The year had no support fund: there is nothing to work out, which is not nil."""

    def __init__(self, year: FinancialYear) -> None:
        self.year = year
        why = (
            "in those years allocations held what systems needed"
            if FIRST_WITHOUT <= year < FIRST_AGAIN
            else f"funds are known from {FIRST} to {LAST}"
        )
        super().__init__(f"no such fund in {year}: {why}")


class NoSuchFundError(LookupError):
    """The year had funds, but none of that name."""

    def __init__(self, path: str, year: FinancialYear, *, known: tuple[str, ...]) -> None:
        super().__init__(f"no such fund in {year}: {path}; there is {', '.join(known)}")


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """One fund in one year. `path` is its folder of parameters, `applies` the year of its terms.

    `sized`: an award is the planned deficit, and not an amount notified. `own_weights`: it has
    quarters of its own, not those of the year. `early`: cash is paid within the quarter, before
    the result is known. `suspended`: published, and never run.
    """

    title: str
    path: str
    applies: Period
    bodies: str
    conditions: frozenset[Condition]
    access: tuple[str, ...] = ()
    matched: Matched | None = None
    sized: bool = False
    own_weights: bool = False
    early: bool = False
    suspended: bool = False

    @property
    def tapers(self) -> tuple[Taper, ...]:
        """The tapers the fund may be read with; only where none was published is there a choice."""
        return tuple(Taper) if self.suspended else (Taper.CLIFF,)


FIRST: Final = FinancialYear(2016)
FIRST_WITHOUT: Final = FinancialYear(2021)
FIRST_AGAIN: Final = FinancialYear(2024)
LAST: Final = FinancialYear(2028)
TRUSTS: Final = "trusts"
COMMISSIONERS: Final = "commissioners"
EVERYBODY: Final = "trusts and commissioners"
_BY_RESULT: Final = frozenset({Condition.OWN, Condition.SIGNED})
_WITH_ACCESS: Final = _BY_RESULT | {Condition.ACCESS}
_STF: Final = "Sustainability and transformation fund"
_PSF: Final = "Provider sustainability fund"
_DSF: Final = "Deficit support funding"


def _year(starts_in: int) -> Period:
    return FinancialYear(starts_in).period


SCHEMES: Final = (
    Scheme(
        title=f"{_STF} 2016/17",
        path="stf",
        applies=_year(2016),
        bodies=TRUSTS,
        conditions=_WITH_ACCESS,
        access=("rtt", "emergency", "cancer", "diagnostics"),
        matched=Matched.DELIVERED,
    ),
    Scheme(
        title=f"{_STF} 2017/18",
        path="stf",
        applies=_year(2017),
        bodies=TRUSTS,
        conditions=_WITH_ACCESS,
        access=("emergency",),
        matched=Matched.DELIVERED,
    ),
    Scheme(
        title=f"{_PSF} 2018/19",
        path="psf",
        applies=_year(2018),
        bodies=TRUSTS,
        conditions=_WITH_ACCESS | {Condition.SYSTEM},
        access=("emergency",),
        matched=Matched.AGREED,
    ),
    Scheme(
        title=f"{_PSF} 2019/20",
        path="psf",
        applies=_year(2019),
        bodies=TRUSTS,
        conditions=_BY_RESULT | {Condition.SYSTEM},
    ),
    *(
        Scheme(
            title=f"Commissioner sustainability fund {FinancialYear(starts_in)}",
            path="csf",
            applies=_year(starts_in),
            bodies=COMMISSIONERS,
            conditions=frozenset({Condition.OWN, Condition.DEFICIT}),
            sized=True,
            own_weights=True,
        )
        for starts_in in (2018, 2019)
    ),
    Scheme(
        title="Marginal emergency rate funding 2019/20",
        path="mret",
        applies=_year(2019),
        bodies=TRUSTS,
        conditions=frozenset({Condition.SIGNED}),
    ),
    Scheme(
        title="Financial recovery fund 2019/20",
        path="frf",
        applies=_year(2019),
        bodies=TRUSTS,
        conditions=_BY_RESULT | {Condition.DEFICIT},
    ),
    Scheme(
        title="Financial recovery fund 2020/21",
        path="frf_2020",
        applies=_year(2020),
        bodies=EVERYBODY,
        conditions=frozenset({Condition.OWN, Condition.SYSTEM, Condition.DEFICIT}),
        sized=True,
        early=True,
        suspended=True,
    ),
    Scheme(
        title=f"{_DSF} 2024/25",
        path="dsf",
        applies=_year(2024),
        bodies=EVERYBODY,
        conditions=frozenset({Condition.DEFICIT}),
        sized=True,
    ),
    *(
        Scheme(
            title=f"{_DSF} {FinancialYear(starts_in)}",
            path="dsf",
            applies=_year(starts_in),
            bodies=EVERYBODY,
            conditions=frozenset({Condition.SYSTEM, Condition.DEFICIT}),
            sized=True,
        )
        for starts_in in (2025, 2026, 2027, 2028)
    ),
)


def funds_of(year: FinancialYear) -> tuple[Scheme, ...]:
    """Return the support funds of a year.

    Raises: NoSupportFundError for a year without one: its answer is no fund, never nil.

    >>> [fund.path for fund in funds_of(FinancialYear(2019))]
    ['psf', 'csf', 'mret', 'frf']
    """
    found = tuple(scheme for scheme in SCHEMES if scheme.applies.year == year)
    if not found:
        raise NoSupportFundError(year)
    return found


def fund_of(year: FinancialYear, path: str) -> Scheme:
    """Return one fund of a year by its short name.

    Raises: NoSupportFundError for a year without one; NoSuchFundError for another name.
    """
    funds = {fund.path: fund for fund in funds_of(year)}
    if path not in funds:
        raise NoSuchFundError(path, year, known=tuple(funds))
    return funds[path]
