"""Check contracts: rows, baselines that must sum, models; and a plan against them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from equipoise.checks import (
    CONTRACTS,
    BaselineSum,
    ContractBook,
    ModelOf,
    PlanLine,
    RowFault,
)
from equipoise.cube import CellKey
from equipoise.findings import blocking
from equipoise.records import Actor
from equipoise.rules.contract import Baselines, baselines
from equipoise.usecases.confidence import seen_by
from equipoise.usecases.contract_plan import contract_plan
from equipoise.usecases.contracted.agreed import Agreed
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import LAYERS, Plan, proposed_plan
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class ContractsChecked:
    """What was checked: how many contracts, sums of baselines, and lines of a plan."""

    agreed: Agreed
    contracts: int
    sums: int
    lines: int


def contract_check(agreed: Agreed) -> Outcome[ContractsChecked]:
    """Return what is wrong with the contracts of a folder, at their rows.

    While a row cannot be used nothing else is judged: sums would lack it.
    """
    return _checked(agreed, _book(agreed))


def contract_against_plan(
    agreed: Agreed, one: OpenRound, *, system: str, by: Actor, on: date
) -> Outcome[ContractsChecked]:
    """Return the same, and each line of a system's latest plan that is not its contract's.

    A body that has not returned its finances plans nothing yet, and is passed over; so is a line
    of which a month is blank, which its own return is told of.

    Raises: NotAllowedError; UnknownError for no such system; RefusedError when a row of the files
        was left out.
    """
    demand(by, "contract_against_plan", one.subject(system), on)
    agreed.refuse_misfits()
    plan = seen_by(proposed_plan(one, system), by)
    book = _book(agreed, tuple(_against(agreed, plan)))
    return _checked(agreed, book)


def _checked(agreed: Agreed, book: ContractBook) -> Outcome[ContractsChecked]:
    findings = CONTRACTS.findings(book, agreed.params, known_on=agreed.known_on)
    found = ContractsChecked(
        agreed=agreed,
        contracts=len(agreed.files.contracts),
        sums=len(book.sums),
        lines=len(book.plan),
    )
    even = not blocking(findings) if book.plan else None
    return Outcome(result=found, findings=findings, adds_up=even)


def _book(agreed: Agreed, plan: tuple[PlanLine, ...] = ()) -> ContractBook:
    files = agreed.files
    faults = tuple(
        RowFault(
            file=misfit.source.rpartition(": ")[2],
            place=misfit.place,
            found=misfit.found,
            expected=misfit.expected,
            why=misfit.why,
        )
        for misfit in files.misfits
    )
    if faults:
        return ContractBook(year=agreed.year, folder=files.folder, faults=faults)
    return ContractBook(
        year=agreed.year,
        folder=files.folder,
        sums=tuple(_sums(agreed)),
        models=tuple(_models(agreed)),
        plan=plan,
    )


def _sums(agreed: Agreed) -> Iterator[BaselineSum]:
    """Yield the two sides of every baseline of a commissioner that has written its own."""
    for commissioner in sorted({pair[0] for pair in agreed.pairs}):
        own = agreed.own_baseline(commissioner)
        if not own:
            continue
        providers = {
            pair[1]: {
                f"{pod} M{month:02}": amount
                for pod, months in agreed.spans[pair][0].contract.baseline.items()
                for month, amount in months.items()
            }
            for pair in agreed.pairs
            if pair[0] == commissioner
        }
        sides = Baselines(commissioner=own, providers=providers)
        found = baselines(sides, agreed.params, known_on=agreed.known_on)
        for of, gap in found.items():
            yield BaselineSum(
                commissioner=commissioner,
                of=of,
                own=int(gap.commissioner.value),
                providers=int(gap.providers.value),
            )


def _models(agreed: Agreed) -> Iterator[ModelOf]:
    for pair, spans in agreed.spans.items():
        stated = agreed.files.contracts[pair].stated
        for span in spans:
            yield ModelOf(
                commissioner=pair[0],
                provider=pair[1],
                stated=str(stated or ""),
                found=str(span.rule.mechanism),
                why=span.rule.why,
                moves=bool(span.contract.moving),
            )


def _against(agreed: Agreed, plan: Plan) -> Iterator[PlanLine]:
    """Yield each line that contracts imply for a body whose finances are in the plan."""
    for line in contract_plan(agreed).result.lines:
        body = line.organisation
        if body not in plan.members or (body, "finance") not in plan.parts:
            continue
        where = {"organisation": body, "measure": line.measure, "counterparty": line.counterparty}
        totals = plan.cells.totals(["organisation"], year=agreed.year.code, layer=LAYERS, **where)
        found = totals.get((body,))
        if found is not None and not found.complete:
            continue
        key = CellKey(
            organisation=body,
            counterparty=line.counterparty,
            measure=line.measure,
            period=agreed.year.period,
            layer=LAYERS[0],
        )
        yield PlanLine(
            body=body,
            name=plan.members[body].name,
            counterparty=line.counterparty,
            measure=line.measure,
            contract=int(line.whole),
            planned=None if found is None else found.value,
            place=key.reference(plan.pin),
        )
