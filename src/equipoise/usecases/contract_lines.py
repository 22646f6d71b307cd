"""What contracts cost to run: lines, invoices, disputes and hours, under each model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from equipoise.rules.contract import Administration, Contract, Mechanism, Workload, administration
from equipoise.units import COUNT
from equipoise.usecases.contracted.agreed import EVERY_MONTH, Agreed, Pair
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Basis, Figure, Reference, given, named, total

NAMES: Final = ("lines", "invoices", "disputes", "hours")


@dataclass(frozen=True, kw_only=True)
class ContractLines:
    """The work of all contracts as they are, and if all were paid under one model."""

    agreed: Agreed
    number: int
    now: Administration[Figure]
    by_model: Mapping[Mechanism, Administration[Figure]]


def contract_lines(agreed: Agreed) -> Outcome[ContractLines]:
    """Return lines, invoices, disputes and hours of a year, as contracts are and by each model.

    A line is a month of a point of delivery that moves pay, or a month of all that does not.

    Raises: RefusedError when a row of the files was left out, or there is no contract.
    Law work_as_it_is_is_the_sum_of_its_contracts: each counted under its own model.
    """
    agreed.refuse_misfits()
    now = [
        _work(agreed, {pair: span.contract}, months=len(span.months))
        for pair, spans in agreed.spans.items()
        for span in spans
    ]
    first = {pair: spans[0].contract for pair, spans in agreed.spans.items()}
    by_model = {
        model: _work(
            agreed,
            {pair: replace(one, mechanism=model) for pair, one in first.items()},
            months=len(EVERY_MONTH),
        )
        for model in Mechanism
    }
    summed = Administration(
        **{
            name: named(total(getattr(each, name) for each in now), f"{name.capitalize()} as it is")
            for name in NAMES
        }
    )
    found = ContractLines(agreed=agreed, number=len(first), now=summed, by_model=by_model)
    return Outcome(result=found)


def _work(
    agreed: Agreed, contracts: Mapping[Pair, Contract[Figure]], *, months: int
) -> Administration[Figure]:
    """Return the work of contracts under one model, for so many months of the year."""
    every = tuple(contracts.values())
    priced = sum(len(one.moving) for one in every)
    fixed = sum(len(one.moving) < len(one.baseline) for one in every)
    work: Workload[Figure] = Workload(
        period=agreed.year.period,
        mechanism=every[0].mechanism,
        contracts=_count(agreed, len(every), "Contracts", share=months),
        fixed_lines=_count(agreed, fixed * months, "Lines that are fixed"),
        priced_lines=_count(agreed, priced * months, "Lines paid by activity"),
    )
    return administration(work, agreed.params, known_on=agreed.known_on)


def _count(agreed: Agreed, number: int, name: str, *, share: int = len(EVERY_MONTH)) -> Figure:
    """Return a number of things; contracts of a part of the year count for that part."""
    basis = Basis(period=agreed.year.period, unit=COUNT)
    ref = Reference("file", (f"{agreed.files.folder}.contracts.csv", "rows"))
    return given(Fraction(number * share, len(EVERY_MONTH)), basis, ref, name=name)
