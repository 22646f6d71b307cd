"""Three ledgers kept apart: nation to system, commissioner to provider, and a provider's cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.pot.sums import total_or_nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named, total


@dataclass(frozen=True, kw_only=True)
class AllocationEntry(Generic[Number]):
    """What the nation gives a commissioner for its system. Unit: pence."""

    commissioner: str
    amount: Number


@dataclass(frozen=True, kw_only=True)
class ContractEntry(Generic[Number]):
    """What a commissioner pays a provider. Unit: pence."""

    commissioner: str
    provider: str
    amount: Number


@dataclass(frozen=True, kw_only=True)
class CostEntry(Generic[Number]):
    """What a provider's care costs it. Unit: pence; positive."""

    provider: str
    amount: Number


@dataclass(frozen=True, kw_only=True)
class Ledgers(Generic[Number]):
    """The entries of all three; there is at least one allocation.

    An elective scheme acts on the allocation, a payment model on contracts, and activity on cost:
    no entry of one can be put among those of another.
    """

    allocations: tuple[AllocationEntry[Number], ...]
    contracts: tuple[ContractEntry[Number], ...]
    costs: tuple[CostEntry[Number], ...]


@dataclass(frozen=True, kw_only=True)
class LedgerBalances(Generic[Number]):
    """What each side keeps: below nil, what it lacks."""

    commissioners: Mapping[str, Number]
    providers: Mapping[str, Number]
    whole: Number


Entries = Sequence[tuple[str, Number]]


@rule(
    applies=DEFINITIONS,
    source="HFMA 16 June 2023: a commissioner's allocation adjustment and what it pays its "
    "providers are different transactions, and the commissioner carries the difference",
)
def ledgers(
    three: Ledgers[Number], params: Values[Number], *, known_on: date
) -> LedgerBalances[Number]:
    """Return what each commissioner keeps of its allocation, and each provider of its income.

    Unit: pence.
    Law contracts_move_money_and_make_none: whatever they say, the whole is allocations less costs.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> three = Ledgers(
    ...     allocations=(AllocationEntry(commissioner="ZQ1", amount=Fraction(100)),),
    ...     contracts=(ContractEntry(commissioner="ZQ1", provider="ZR1", amount=Fraction(90)),),
    ...     costs=(CostEntry(provider="ZR1", amount=Fraction(95)),))
    >>> found = ledgers(three, load().exact, known_on=date(2023, 4, 1))
    >>> print(found.commissioners["ZQ1"], found.providers["ZR1"], found.whole)
    10 -5 5
    """
    del params, known_on
    nothing = nil(three.allocations[0].amount)
    given = [(entry.commissioner, entry.amount) for entry in three.allocations]
    paid = [(entry.commissioner, entry.amount) for entry in three.contracts]
    earned = [(entry.provider, entry.amount) for entry in three.contracts]
    spent = [(entry.provider, entry.amount) for entry in three.costs]
    commissioners = _kept(given, paid, nothing, name="Allocation less contracts")
    providers = _kept(earned, spent, nothing, name="Contracts less cost")
    both = (
        total_or_nil(kept.values(), nothing, name=name)
        for kept, name in ((commissioners, "All commissioners"), (providers, "All providers"))
    )
    return LedgerBalances(
        commissioners=commissioners, providers=providers, whole=named(total(both), "All together")
    )


def _kept(
    plus: Entries[Number], minus: Entries[Number], nothing: Number, *, name: str
) -> dict[str, Number]:
    """Return what each body has of one less what it has of the other."""
    found = {}
    for code in sorted({code for code, _ in (*plus, *minus)}):
        sides = [
            total_or_nil((amount for body, amount in side if body == code), nothing, name=word)
            for side, word in ((plus, f"In, {code}"), (minus, f"Out, {code}"))
        ]
        found[code] = named(sides[0] - sides[1], f"{name}, {code}")
    return found
