"""Work out the block of 2020/21 of a contract: what a month pays, and the top-up beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from equipoise.params import Parameters
from equipoise.rules.contract import BlockBasis, MonthlyCost, monthly_block, top_up
from equipoise.units import PENCE, FinancialYear, Pence, Period
from equipoise.usecases.of_files import CONTRACT, PAID
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Basis, Figure, Reference, given

YEAR: Final = FinancialYear(2020)
FIRST_HALF: Final = Period(YEAR.month(1).starts_on, YEAR.month(6).ends_on)
BLOCK: Final = "block"


@dataclass(frozen=True, kw_only=True)
class AskedBlock:
    """What a block is built on, as somebody has it. Unit: pence; None where no top-up is asked."""

    returned: Pence
    non_contract: Pence
    mental_health: Pence
    cost: Pence | None
    income: Pence | None


@dataclass(frozen=True, kw_only=True)
class Block:
    """A month's block, and its top-up where cost and income are known."""

    month: Figure
    top_up: Figure | None


def contract_block(asked: AskedBlock, params: Parameters, *, known_on: date) -> Outcome[Block]:
    """Return what a month of April to September 2020 pays, and the top-up of a provider's month."""
    basis = BlockBasis(
        period=FIRST_HALF,
        returned=_given(asked.returned, "Value to month 9 of 2019/20"),
        non_contract=_given(asked.non_contract, "Non-contract activity, monthly average"),
        mental_health=_given(asked.mental_health, "Mental health investment"),
    )
    month = monthly_block(basis, params, known_on=known_on)
    added = None
    if asked.cost is not None and asked.income is not None:
        cost = MonthlyCost(
            cost=_given(asked.cost, "Underlying monthly cost"),
            income=_given(asked.income, "Income of the month"),
        )
        added = top_up(cost, params, known_on=known_on)
    start = (CONTRACT, YEAR.code, BLOCK)
    figures = {Reference("figure", (*start, PAID)): month}
    if added is not None:
        figures[Reference("figure", (*start, "top_up"))] = added
    return Outcome(result=Block(month=month, top_up=added), figures=figures)


def _given(amount: Pence, name: str) -> Figure:
    ref = Reference("decision", (CONTRACT, YEAR.code, name.replace(" ", "-").replace(",", "")))
    return given(amount, Basis(period=FIRST_HALF, unit=PENCE), ref, name=name)
