"""Show contracts: parties, model and why, price base, fixed and variable parts as planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from equipoise.rules.contract import (
    SERVICES,
    Choice,
    Payment,
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
    """Every contract, and the model of each of its services at the beginning of the year."""

    agreed: Agreed
    contracts: Mapping[Pair, ContractShown]
    services: Mapping[tuple[str, str, str], Choice]


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
    found = ContractsShown(agreed=agreed, contracts=contracts, services=services)
    figures = {
        Reference("figure", (CONTRACT, agreed.year.code, *pair, PAID)): one.whole
        for pair, one in contracts.items()
    }
    return Outcome(result=found, figures=figures)
