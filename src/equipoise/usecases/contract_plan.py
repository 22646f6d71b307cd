"""The lines of plans that contracts imply: income of the provider, spend of the commissioner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from equipoise.cube import Cell, CellKey
from equipoise.units import Pence
from equipoise.usecases.contracted.agreed import Agreed, Pair
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.pay import by_month
from equipoise.workings import Reference

INCOME: Final = "income.patient_care"
SPEND: Final = "spend.healthcare"
DIRECT: Final = "spend.direct"
"""What NHS England buys itself."""


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """A line of a body's plan by month. Unit: whole pence."""

    organisation: str
    measure: str
    counterparty: str
    months: Mapping[int, Pence]

    @property
    def whole(self) -> Pence:
        """The sum of the months."""
        return Pence(sum(self.months.values()))


@dataclass(frozen=True, kw_only=True)
class PlanLines:
    """Every line that the contracts of a folder imply: two of each contract."""

    agreed: Agreed
    lines: tuple[PlanLine, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        """The same as cells of a plan, one for each month, that name the folder as their source."""
        for line in self.lines:
            for month, amount in line.months.items():
                key = CellKey(
                    organisation=line.organisation,
                    counterparty=line.counterparty,
                    measure=line.measure,
                    period=self.agreed.year.month(month),
                    layer="plan",
                )
                source = Reference("file", (self.agreed.files.folder, "values", f"M{month:02}"))
                yield Cell(key=key, value=int(amount), source=source)


def contract_plan(agreed: Agreed) -> Outcome[PlanLines]:
    """Return the lines that contracts imply: what each pays by month, if done as planned.

    A contract with a provider outside the NHS implies none: a plan has no line for each of those.

    Raises: RefusedError when a row of the files was left out.
    Law both_sides_of_a_contract_plan_one_value: income and spend, month by month.
    """
    agreed.refuse_misfits()
    lines = tuple(line for pair in agreed.pairs for line in _lines(agreed, pair))
    return Outcome(result=PlanLines(agreed=agreed, lines=lines))


def _lines(agreed: Agreed, pair: Pair) -> Iterator[PlanLine]:
    commissioner, provider = pair
    line = agreed.files.contracts[pair]
    if not line.provider_is_nhs:
        return
    months = {
        month: Pence(int(payment.total))
        for span in agreed.spans[pair]
        for month, payment in by_month(agreed, span.contract.as_planned, months=span.months).items()
    }
    for body, other, measure in (
        (provider, commissioner, INCOME),
        (commissioner, provider, DIRECT if line.commissioner_is_nhs_england else SPEND),
    ):
        yield PlanLine(organisation=body, measure=measure, counterparty=other, months=months)
