"""Whose the gain is when a target falls: the trusts' or the ICB's, by recorded decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class TrustChange(Generic[Number]):
    """A trust's income before, its adjustment after, and its part of the gain. Unit: pence.

    `part` is what a recorded decision gives it; None while nobody has decided.
    """

    income_before: Number
    adjustment_after: Number
    part: Number | None


@dataclass(frozen=True, kw_only=True)
class GainOfSystem(Generic[Number]):
    """What a system gains by a change of the rules, and its trusts. Unit: pence."""

    gain: Number
    trusts: Mapping[str, TrustChange[Number]]


@dataclass(frozen=True, kw_only=True)
class Settled(Generic[Number]):
    """A trust after the change. Unit: pence; `contract` is None while nobody has decided."""

    contract: Number | None
    income: Number
    movement: Number


@dataclass(frozen=True, kw_only=True)
class Settlement(Generic[Number]):
    """Every trust, and the ICB: it has what no trust was given. Unit: pence."""

    trusts: Mapping[str, Settled[Number]]
    commissioner: Number


@rule(
    applies=DEFINITIONS,
    source="Northmere, the worked example: the gain is the trust's where the contract value is "
    "kept, the ICB's where it is re-set, and held by the ICB until that is decided",
)
def settlement(
    found: GainOfSystem[Number], params: Values[Number], *, known_on: date
) -> Settlement[Number]:
    """Return what each trust and the ICB have of a gain.

    Whoever is given a part of the gain has a contract whose value, with the adjustment after the
    change, makes the income before and that part.

    Unit: pence; a positive movement is a gain.
    Law trusts_and_commissioner_have_the_gain: their movements sum to it, whoever decides what.

    In £000: ZR2 of Northmere given all of it keeps its contract; given nothing, it is re-set.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> for part in (4_000, 0):
    ...     change = TrustChange(income_before=Fraction(104_500), adjustment_after=Fraction(1_500),
    ...         part=Fraction(part))
    ...     found = settlement(GainOfSystem(gain=Fraction(4_000), trusts={"ZR2": change}),
    ...         load().exact, known_on=date(2023, 11, 8))
    ...     trust = found.trusts["ZR2"]
    ...     print(trust.contract, trust.income, trust.movement, found.commissioner)
    107000 108500 4000 0
    103000 104500 0 4000
    """
    del params, known_on
    trusts = {code: _settled(change) for code, change in found.trusts.items()}
    moved = tuple(trust.movement for trust in trusts.values())
    rest = found.gain - (total(moved) if moved else nil(found.gain))
    return Settlement(trusts=trusts, commissioner=named(rest, "Movement of the ICB"))


def _settled(change: TrustChange[Number]) -> Settled[Number]:
    if change.part is None:
        return Settled(
            contract=None, income=change.income_before, movement=nil(change.income_before)
        )
    income = named(change.income_before + change.part, "Elective income after")
    return Settled(
        contract=named(income - change.adjustment_after, "Contract value after"),
        income=income,
        movement=named(change.part, "Movement of the trust"),
    )
