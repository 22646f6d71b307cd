"""The balance of a pot: what came in, what it is used for, and what nobody has decided on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.pot.sums import total_or_nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, total

SOURCE: Final = "source"
COMMITTED: Final = "committed"
RESERVE: Final = "reserve"
SURPLUS: Final = "surplus"


@dataclass(frozen=True, kw_only=True)
class Holding(Generic[Number]):
    """What a line holds: a source, or one of the three uses, and the fund it belongs to.

    A fund is a stream's general money, or one ring-fenced line by itself.
    """

    role: str
    fund: str
    amount: Number


@dataclass(frozen=True, kw_only=True)
class Holdings(Generic[Number]):
    """Every line of a pot: at least one."""

    lines: Mapping[str, Holding[Number]]


@dataclass(frozen=True, kw_only=True)
class FundBalance(Generic[Number]):
    """What a fund brings, what is taken from it, and what is left: below nil, taken too much."""

    sources: Number
    uses: Number
    unallocated: Number


@dataclass(frozen=True, kw_only=True)
class PotBalance(Generic[Number]):
    """A pot as a whole, and fund by fund. A planned deficit is a surplus below nil."""

    sources: Number
    committed: Number
    reserve: Number
    surplus: Number
    unallocated: Number
    funds: Mapping[str, FundBalance[Number]]
    adds_up: bool


@rule(
    applies=DEFINITIONS,
    source="Founding requirement F-004-02: sources equal uses; trusts' deficits lie outside the "
    "pot (house setting)",
)
def pot_balance(
    pot: Holdings[Number], params: Values[Number], *, known_on: date
) -> PotBalance[Number]:
    """Return sources, uses and what is neither committed, nor reserve, nor surplus.

    The last is told and never filled in. A pot adds up when every fund of it does: money moves
    between streams by a movement only.

    Unit: pence; positive, but for a planned deficit and what is taken beyond a fund.
    Law a_pot_is_its_uses_and_what_is_left: sources are the three uses and the unallocated.
    Law a_pot_adds_up_fund_by_fund: one that does has nothing unallocated as a whole either.
    Law lines_of_a_pot_in_any_order: listing them otherwise changes nothing.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> lines = {"core": Holding(role="source", fund="core", amount=Fraction(10)),
    ...     "care": Holding(role="committed", fund="core", amount=Fraction(9))}
    >>> found = pot_balance(Holdings(lines=lines), load().exact, known_on=date(2023, 4, 1))
    >>> print(found.unallocated, found.adds_up)
    1 False
    """
    del params, known_on
    listed = [holding for _, holding in sorted(pot.lines.items())]
    nothing = nil(listed[0].amount)

    def summed(role: str, name: str) -> Number:
        return total_or_nil(
            (each.amount for each in listed if each.role == role), nothing, name=name
        )

    sources, committed = summed(SOURCE, "Sources"), summed(COMMITTED, "Committed uses")
    reserve, surplus = summed(RESERVE, "Uncommitted reserve"), summed(SURPLUS, "Planned surplus")
    uses = named(total((committed, reserve, surplus)), "Uses")
    funds = {
        fund: _fund([each for each in listed if each.fund == fund], nothing, fund)
        for fund in sorted({each.fund for each in listed})
    }
    even = all(not one.unallocated < nothing and not one.unallocated > nothing
               for one in funds.values())  # fmt: skip
    return PotBalance(
        sources=sources,
        committed=committed,
        reserve=reserve,
        surplus=surplus,
        unallocated=named(sources - uses, "Unallocated difference"),
        funds=funds,
        adds_up=even,
    )


def _fund(holdings: list[Holding[Number]], nothing: Number, fund: str) -> FundBalance[Number]:
    sources = total_or_nil(
        (h.amount for h in holdings if h.role == SOURCE), nothing, name=f"Sources, {fund}"
    )
    uses = total_or_nil(
        (h.amount for h in holdings if h.role != SOURCE), nothing, name=f"Uses, {fund}"
    )
    return FundBalance(
        sources=sources, uses=uses, unallocated=named(sources - uses, f"Unallocated, {fund}")
    )
