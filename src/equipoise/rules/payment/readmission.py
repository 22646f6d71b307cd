"""Emergency readmissions: what is not paid when a patient comes back soon after planned care."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.payment.years import READMISSIONS
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, choose, named

WITHIN: Final = "payment/readmission/within_days"
UNPAID: Final = "payment/readmission/unpaid_ratio"


@dataclass(frozen=True, kw_only=True)
class Readmission(Generic[Number]):
    """An emergency admission: its price, and the days since the discharge before it.

    `after_elective` says whether that was a planned spell. `excluded` readmissions are paid for:
    cancer, maternity, young children, transfers. `avoidable` is the share that a clinical audit
    found, None where there was none.
    """

    period: Period
    price: Number
    days_since: Number
    after_elective: bool
    excluded: bool = False
    avoidable: Number | None = None


@rule(
    applies=READMISSIONS,
    source="British Society of Gastroenterology: no payment for an emergency readmission within "
    "30 days of discharge after a planned spell, from 2011/12; HSJ 7023543: abolished in 2019/20",
)
def readmission(spell: Readmission[Number], params: Values[Number], *, known_on: date) -> Number:
    """Return what is paid for an emergency readmission.

    Assumption: after an audit the share it found avoidable is not paid; without one the share
    of the year is not. The exclusions are decided by whoever asks.
    Unit: pence, exact.
    Raises: ParameterError outside the years of the rule.
    Law a_readmission_after_the_days_is_paid_in_full: and one within them never more than that.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> def paid(days):
    ...     spell = Readmission(period=Period.parse("2011/12"), price=Fraction(250_000),
    ...                         days_since=Fraction(days), after_elective=True)
    ...     return readmission(spell, load().exact, known_on=date(2012, 5, 4))
    >>> print(paid(30), paid(31))
    0 250000
    """
    within = params.at(WITHIN, spell.period, known_on=known_on)
    if spell.excluded or not spell.after_elective:
        return named(spell.price, "Paid for the readmission")
    unpaid = spell.avoidable
    if unpaid is None:
        unpaid = params.at(UNPAID, spell.period, known_on=known_on)
    reduced = named(spell.price - spell.price * unpaid, "Price less what is not paid")
    return named(
        choose(spell.days_since <= within, reduced, spell.price), "Paid for the readmission"
    )
