"""What a record is worth to an elective scheme: its price without top-ups or unbundled care."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.payment.at_prices import AttendanceAtPrices, SpellAtPrices
from equipoise.rules.payment.base_price import base_price
from equipoise.rules.payment.elective_scope import Functions, Outside, Scoped, elective_scope
from equipoise.rules.payment.excess_days import excess_days
from equipoise.rules.payment.outpatient_price import ATTENDANCE, FIRST, attendance_code
from equipoise.rules.payment.years import ELECTIVE_VALUE
from equipoise.rules.registry import rule
from equipoise.units import FinancialYear
from equipoise.workings import Number, named, rounded

FIRST_PRICE: Final = "payment/elective_scope/default_first_pence"
FOLLOW_UP_PRICE: Final = "payment/elective_scope/default_follow_up_pence"
ORDINARY: Final = "1"


@dataclass(frozen=True, kw_only=True)
class ElectiveRecord(Generic[Number]):
    """A record beside its prices, and what decides whether it counts.

    `fallback` is the market forces factor for a provider that the book does not have.
    """

    at_prices: SpellAtPrices[Number] | AttendanceAtPrices[Number]
    functions: Functions
    independent: bool = False
    devolved: bool = False
    fallback: Number | None = None


@dataclass(frozen=True, kw_only=True)
class ElectiveValue(Generic[Number]):
    """What a record is worth; without a value either it is outside, or has no price or factor."""

    value: Number | None
    outside: Outside | None


@rule(
    applies=ELECTIVE_VALUE,
    source="HFMA on the elective recovery funds of 2022/23 and 2023/24; elective activity views of "
    "a London data service, 2024/25 to 2025/26 (public repository highspring), an ICB's own "
    "practice, not national guidance",
)
def elective_value(
    record: ElectiveRecord[Number], params: Values[Number], *, known_on: date
) -> ElectiveValue[Number]:
    """Return what a record is worth to an elective scheme, or why it does not count.

    Excess days count for ordinary admissions alone. An attendance without a printed price has
    the default of the year.

    Unit: pence, rounded once after market forces.
    Raises: ParameterError where the default price of the year is not known.
    Law what_does_not_count_is_worth_nothing: and never both counts and is outside.

    >>> from equipoise.params import load
    >>> from equipoise.rules.payment.elective_scope import functions_of
    >>> from equipoise.rules.payment.sample import spell, stay
    >>> at = stay(spell(length_of_stay=18, specialised=("NCBPS06Z",)))
    >>> record = ElectiveRecord(at_prices=at, functions=functions_of(
    ...     load(), FinancialYear(2024).period, known_on=date(2025, 5, 4)))
    >>> elective_value(record, load(), known_on=date(2025, 5, 4)).value.value
    928744
    """
    at = record.at_prices
    of = at.spell if isinstance(at, SpellAtPrices) else at.attendance
    priced = isinstance(at, AttendanceAtPrices) and at.procedure is not None
    scoped = Scoped(
        record=of,
        functions=record.functions,
        procedure_priced=priced,
        independent=record.independent,
        devolved=record.devolved,
    )
    if outside := elective_scope(scoped, params, known_on=known_on):
        return ElectiveValue(value=None, outside=outside)
    worth = (
        _spell(at, params, known_on)
        if isinstance(at, SpellAtPrices)
        else _attendance(at, params, known_on)
    )
    factor = at.market_forces if at.market_forces is not None else record.fallback
    if worth is None or factor is None:
        return ElectiveValue(value=None, outside=None)
    return ElectiveValue(value=named(rounded(worth * factor), "Elective value"), outside=None)


def _spell(stay: SpellAtPrices[Number], params: Values[Number], known_on: date) -> Number | None:
    base = base_price(replace(stay, best_practice={}), params, known_on=known_on)
    excess = excess_days(stay, params, known_on=known_on)
    if base is None or excess is None or stay.spell.classification != ORDINARY:
        return base
    return named(base + excess.payment, "Price with excess days")


def _attendance(
    visit: AttendanceAtPrices[Number], params: Values[Number], known_on: date
) -> Number:
    attendance = visit.attendance
    if visit.procedure is not None and not attendance.hrg.startswith(ATTENDANCE):
        return visit.procedure
    code = attendance_code(attendance)
    printed = (visit.attendances or {}).get(code)
    if printed is not None:
        return printed
    path = FIRST_PRICE if code[-1:] in FIRST else FOLLOW_UP_PRICE
    year = FinancialYear.of(attendance.attended_on)
    return params.at(path, year.period, known_on=known_on)
