"""Show contracts: parties, model and why, price base, fixed and variable parts as planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from equipoise.rules.contract import (
    SERVICES,
    AllocationEntry,
    Choice,
    ContractEntry,
    CostEntry,
    LedgerBalances,
    Ledgers,
    Payment,
    ledgers,
)
from equipoise.usecases.contracted.agreed import Agreed, Pair, Span
from equipoise.usecases.of_files import CONTRACT, PAID
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.pay import planned_payment
from equipoise.workings import Figure, Reference, named, total


@dataclass(frozen=True, kw_only=True)
class ContractShown:
    """A contract as planned: its spans with what each pays, and what the year comes to."""

    spans: tuple[tuple[Span, Payment[Figure]], ...]
    whole: Figure


@dataclass(frozen=True, kw_only=True)
class ContractsShown:
    """Every contract, and the model of each of its services at the beginning of the year.

    `entries` are those of three ledgers, kept apart, and `balances` what each side keeps; None
    where no allocation is written.
    """

    agreed: Agreed
    contracts: Mapping[Pair, ContractShown]
    services: Mapping[tuple[str, str, str], Choice]
    entries: Ledgers[Figure] | None
    balances: LedgerBalances[Figure] | None


def contract_show(agreed: Agreed) -> Outcome[ContractsShown]:
    """Return every contract as planned, and which model the rule gives each of its services.

    Raises: RefusedError when a row of the files was left out.
    """
    agreed.refuse_misfits()
    contracts = {}
    for pair, spans in agreed.spans.items():
        paid = tuple((span, planned_payment(agreed, span)) for span in spans)
        whole = named(total(each.total for _, each in paid), f"As planned, {' with '.join(pair)}")
        contracts[pair] = ContractShown(spans=paid, whole=whole)
    services = {
        (*pair, service): agreed.choice(pair, 1, service=service)
        for pair in agreed.pairs
        for service in SERVICES
    }
    entries = _entries(agreed, contracts)
    balances = (
        None if entries is None else ledgers(entries, agreed.params, known_on=agreed.known_on)
    )
    found = ContractsShown(
        agreed=agreed, contracts=contracts, services=services, entries=entries, balances=balances
    )
    figures = {
        Reference("figure", (CONTRACT, agreed.year.code, *pair, PAID)): one.whole
        for pair, one in contracts.items()
    }
    return Outcome(result=found, figures=figures)


def _entries(agreed: Agreed, contracts: Mapping[Pair, ContractShown]) -> Ledgers[Figure] | None:
    """Return the three ledgers: nation to commissioner, commissioner to provider, and its cost.

    A contract stands in the ledgers where its commissioner's allocation is written.
    """
    files = agreed.files
    if not files.allocations:
        return None
    return Ledgers(
        allocations=tuple(
            AllocationEntry(commissioner=code, amount=agreed.year_of(row, f"Allocation of {code}"))
            for code, row in sorted(files.allocations.items())
        ),
        contracts=tuple(
            ContractEntry(commissioner=pair[0], provider=pair[1], amount=one.whole)
            for pair, one in contracts.items()
            if pair[0] in files.allocations
        ),
        costs=tuple(
            CostEntry(provider=code, amount=agreed.year_of(row, f"Cost of {code}"))
            for code, row in sorted(files.costs.items())
        ),
    )
