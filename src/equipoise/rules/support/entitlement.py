"""What support a body may have at all: as notified, or the deficit that it planned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.balance.ladder import stated_reading
from equipoise.rules.bases import excluding, movement, nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.rules.support.schemes import Condition, Scheme
from equipoise.workings import Number, Support, choose, named


@dataclass(frozen=True, kw_only=True)
class Claim(Generic[Number]):
    """A body's control total or plan limit, and what it was notified of. Unit: pence.

    A control total that counts support in counts in what was notified. `stated` is the reading of
    one that is a bare fraction.
    """

    scheme: Scheme
    control_total: Number
    notified: Number
    signed: bool = True
    stated: Support | None = None


@dataclass(frozen=True, kw_only=True)
class Entitlement(Generic[Number]):
    """The award of a year, and which condition stands in its way. Unit: pence."""

    award: Number
    lacks: tuple[Condition, ...]


@rule(
    applies=DEFINITIONS,
    source="Wilmington Healthcare on commissioners, 2018; HFMA, 'Recovery route', 2019; NHS "
    "England, 27 March 2025: support for a deficit is sized to bring it to nil",
)
def entitlement(
    claim: Claim[Number], params: Values[Number], *, known_on: date
) -> Entitlement[Number]:
    """Return the award of a body: what it was notified of, or its planned deficit.

    Unit: pence.
    Raises: LimitWithoutBasisError when the reading of the control total is not stated.
    Law a_sized_award_brings_the_plan_to_nil: a deficit before support and its award are nothing.

    NEW Devon in 2018/19, in £m: a deficit of 20 before support.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> from equipoise.rules.support.schemes import fund_of
    >>> from equipoise.units import FinancialYear
    >>> claim = Claim(scheme=fund_of(FinancialYear(2018), "csf"), control_total=Fraction(-20),
    ...     notified=Fraction(0), stated=Support.WITHOUT)
    >>> print(entitlement(claim, load().exact, known_on=date(2018, 5, 4)).award)
    20
    """
    del params, known_on
    total = claim.control_total
    if stated_reading(total, claim.stated) is Support.WITH:
        total = excluding(total, claim.notified)
    deficit = named(movement(-total, claim.notified), "Planned deficit before support")
    lacks = tuple(_lacks(claim, deficit))
    award = _award(claim, deficit, signed=Condition.SIGNED not in lacks)
    return Entitlement(award=named(award, "Support of the year"), lacks=lacks)


def _lacks(claim: Claim[Number], deficit: Number) -> Iterator[Condition]:
    asked = claim.scheme.conditions
    if Condition.SIGNED in asked and not claim.signed:
        yield Condition.SIGNED
    if Condition.DEFICIT in asked and not deficit > nil(deficit):
        yield Condition.DEFICIT


def _award(claim: Claim[Number], deficit: Number, *, signed: bool) -> Number:
    none = nil(claim.notified)
    if not signed:
        return none
    award = deficit if claim.scheme.sized else claim.notified
    if Condition.DEFICIT in claim.scheme.conditions:
        return choose(deficit > none, award, none)
    return award
