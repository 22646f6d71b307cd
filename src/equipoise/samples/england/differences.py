"""What two bodies plan at two values: contracts, specialised services, and activity.

The payer's side is changed, in both of its returns, and left for the two bodies to agree. What an
ICB pays less for care it spends elsewhere, so that no position moves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum
from random import Random
from typing import Final, TypeVar

from equipoise.register import Kind
from equipoise.samples.england.bodies import NATION
from equipoise.samples.england.draft import WINTER, Draft, spread
from equipoise.samples.england.drafts import England

OF_TEN: Final = 1
"""Of ten pairs that could differ, how many do."""
SMALLEST: Final = 1_000
"""The smallest that gets a difference: £000 of a contract or service line, or things counted."""
PAID: Final = "spend.healthcare"
SPECIALISED: Final = "spend.specialised"
SERVICES: Final = "specialised.spend"
BALANCING: Final = "spend.prescribing"
"""What makes up for a difference in an ICB's plan."""
CONTRACTS_DIFFER: Final = "EQ-CON-001"
ACTIVITY_DIFFERS: Final = "EQ-ACT-001"
OUT_OF_AREA: Final = "EQ-ACT-002"
Choice = TypeVar("Choice")


class Of(Enum):
    """What differs: its words, its unit, and the checks that plans of systems fail by it.

    Shape: `within` is the check of two members of a system, and `across` that of either side of
        a border; blank where only England's matching tells of it.
    """

    CARE = ("a contract", "£000", CONTRACTS_DIFFER, "")
    SPECIALISED = ("a contract for specialised services", "£000", CONTRACTS_DIFFER, "")
    ACTIVITY = ("the activity", "number", ACTIVITY_DIFFERS, OUT_OF_AREA)

    def __init__(self, words: str, unit: str, within: str, across: str) -> None:
        self.words, self.unit, self.within, self.across = words, unit, within, across


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What a payer plans of less than its payee, by an amount that may be below nil.

    Shape: `line` is the service line, or the measure of activity.
    Unit: £000, or things counted for activity
    """

    of: Of
    payer: str
    payee: str
    amount: int
    line: str = ""


def differences(england: England, random: Random, *, among: Set[str]) -> tuple[Difference, ...]:
    """Return what differs among bodies, and between them and NHS England; no contract twice."""
    care = _care(england, random, among)
    taken = {(one.payer, one.payee) for one in care}
    services = _services(england, random, among=among, but=taken)
    near, far = (_activity(england, random, among=among, within=within) for within in (True, False))
    return (*care, *services, *near, *far)


def lower(draft: Draft, one: Difference) -> None:
    """Plan less in the payer's draft, by a difference."""
    if one.of is Of.ACTIVITY:
        line = (one.line, one.payee, "")
        less = spread(one.amount, WINTER)
        draft.values[line] = tuple(
            month - part for month, part in zip(draft.values[line], less, strict=True)
        )
        return
    if one.of is Of.SPECIALISED:
        draft.add((SERVICES, one.payee, one.line), -one.amount)
    draft.add((SPECIALISED if one.of is Of.SPECIALISED else PAID, one.payee, ""), -one.amount)
    if one.payer != NATION:
        draft.add((BALANCING, None, ""), one.amount)


def _care(england: England, random: Random, among: Set[str]) -> Sequence[Difference]:
    contracts = [
        contract
        for contract in england.flows.contracts
        if {contract.payer, contract.payee} <= among
        and england.kind(contract.payer) is Kind.ICB
        and contract.general >= SMALLEST
    ]
    chosen = _some(contracts, random)
    chosen.sort(key=lambda contract: (contract.payer, contract.payee))
    return [
        Difference(
            of=Of.CARE,
            payer=contract.payer,
            payee=contract.payee,
            amount=_amount(contract.general, random),
        )
        for contract in chosen
    ]


def _services(
    england: England, random: Random, *, among: Set[str], but: Set[tuple[str, str]]
) -> Sequence[Difference]:
    """Return differences of service lines, one of each contract at most: its largest."""
    contracts = [
        (contract.payer, contract.payee, line, amount)
        for contract in england.flows.contracts
        if contract.payee in among
        and contract.payer in {*among, NATION}
        and (contract.payer, contract.payee) not in but
        for line, amount in sorted(contract.specialised.items(), key=lambda item: -item[1])[:1]
        if amount >= SMALLEST
    ]
    return [
        Difference(
            of=Of.SPECIALISED,
            payer=payer,
            payee=payee,
            line=line,
            amount=_amount(amount, random),
        )
        for payer, payee, line, amount in sorted(_some(contracts, random))
    ]


def _activity(
    england: England, random: Random, *, among: Set[str], within: bool
) -> Sequence[Difference]:
    """Return differences of one kind of activity each, of a trust for an ICB.

    Those across systems are large enough to be material: a tenth of the trust's or more.
    """
    pairs = [
        (icb, trust.code, measures)
        for trust in england.bodies.trusts
        if trust.code in among
        for icb, measures in sorted(_measures(england, trust.code).items())
        if icb in among and (icb == trust.system) is within
    ]
    found = []
    for icb, trust, measures in sorted(_some(pairs, random)):
        measure, year = random.choice(measures)
        amount = _amount(year, random)
        if not within:
            amount += year // 10 if amount > 0 else -(year // 10)
        found.append(
            Difference(of=Of.ACTIVITY, payer=icb, payee=trust, line=measure, amount=amount)
        )
    return found


def _measures(england: England, trust: str) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Return the kinds of activity that a trust plans for each ICB, with the year of each."""
    found: dict[str, list[tuple[str, int]]] = {}
    for (measure, icb, _), months in england.drafts[trust].values.items():
        if measure.startswith("activity.") and icb is not None and sum(months) >= SMALLEST:
            found.setdefault(icb, []).append((measure, sum(months)))
    return found


def _some(pairs: Sequence[Choice], random: Random) -> list[Choice]:
    return random.sample(pairs, max(len(pairs) * OF_TEN // 10, 1))


def _amount(whole: int, random: Random) -> int:
    """Return up to a twentieth of the whole, more or less of it."""
    return random.choice((-1, 1)) * random.randint(1, whole // 20)
