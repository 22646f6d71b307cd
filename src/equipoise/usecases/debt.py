"""Historic debt: what bodies owe, entry by entry, each tested by the rule it rests on.

The Python API is `debt(Owed(...))` over a file that `sources.historic_debts` has read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from equipoise.params import PROPOSED, ParameterError, Parameters
from equipoise.rules.debt import (
    CumulativeDeficit,
    Debt,
    Entry,
    InterimDebt,
    Ledger,
    Movement,
    ccg_write_off,
    ledger,
    trust_debt,
)
from equipoise.sources import OPENING, DebtRow, HistoricDebts
from equipoise.units import PENCE
from equipoise.usecases.of_files import DEBT
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.workings import Basis, Figure, Reference, constant, given

Found = TypeVar("Found")


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A file of entries, as known on a day. `model` admits what was only proposed by then."""

    debts: HistoricDebts
    params: Parameters
    known_on: date
    model: bool = False

    @property
    def values(self) -> Parameters:
        """The parameters: with proposals for a model."""
        return self.params.admitting("proposed") if self.model else self.params

    def amount(self, row: DebtRow, column: str) -> Figure:
        """Return an amount of a row, with its place in the file."""
        basis = Basis(period=self.debts.rows[0].year.period, unit=PENCE)
        ref = Reference("file", (self.debts.source, row.place.replace(" ", "-"), column))
        name = f"{row.entry.capitalize()}, {row.body}, {row.year}"
        return given(getattr(row, column), basis, ref, name=name)


@dataclass(frozen=True, kw_only=True)
class Tested:
    """What a rule says of an entry: in words, with the figure that matters."""

    body: str
    rule: str
    what: str
    figure: Figure


@dataclass(frozen=True, kw_only=True)
class Debts:
    """Every body's ledger, and what rules say of its entries."""

    asked: Owed
    ledgers: Mapping[str, Ledger[Figure]]
    tests: tuple[Tested, ...]


def debt(asked: Owed) -> Outcome[Debts]:
    """Return what every body owes, and what rules say of what was taken off.

    A write-off of 2020/21 is tested where the allocation is given, a conversion always.
    `adds_up` is False while a row could not be read.

    Raises: RefusedError for a file without rows, or anything proposed outside a model;
        WriteOffError; MoreThanOwedError.
    """
    if not asked.debts.rows:
        raise RefusedError(f"{asked.debts.source} has no row that can be read.")
    _refuse_proposed(asked)
    ledgers, tests = {}, []
    for body in sorted({row.body for row in asked.debts.rows}):
        rows = [row for row in asked.debts.rows if row.body == body]
        ledgers[body] = _ledger(asked, rows)
        tests += _tests(asked, rows, ledgers[body])
    figures = {
        Reference("figure", (DEBT, "history", body, DEBT)): one.owed
        for body, one in ledgers.items()
    }
    return Outcome(
        result=Debts(asked=asked, ledgers=ledgers, tests=tuple(tests)),
        figures=figures,
        adds_up=False if asked.debts.left_out else None,
    )


def _refuse_proposed(asked: Owed) -> None:
    """Refuse entries that nobody has agreed to, but to a model."""
    found = [row for row in asked.debts.rows if row.status == PROPOSED]
    if found and not asked.model:
        rows = ", ".join(f"{row.entry} of {row.body} in {row.year}" for row in found)
        raise RefusedError(
            f"{asked.debts.source}: only proposed, and agreed by nobody: {rows}.",
            "See what a proposal would do with --model: it enters no plan.",
        )


def _ledger(asked: Owed, rows: list[DebtRow]) -> Ledger[Figure]:
    began = [row for row in rows if row.entry == OPENING]
    basis = Basis(period=asked.debts.rows[0].year.period, unit=PENCE)
    opening = constant(0, basis, name="Nothing owed at first")
    for row in began:
        opening = asked.amount(row, "amount")
    one = Debt(
        body=rows[0].body,
        origin=began[0].reason if began else "",
        opening=opening,
        entries=tuple(
            Entry(
                year=row.year,
                kind=Movement(row.entry),
                amount=asked.amount(row, "amount"),
                reason=row.reason,
            )
            for row in rows
            if row.entry != OPENING
        ),
    )
    return ledger(one, asked.values, known_on=asked.known_on)


def _tests(asked: Owed, rows: list[DebtRow], found: Ledger[Figure]) -> list[Tested]:
    tests = []
    entries = [row for row in rows if row.entry != OPENING]
    for row, line in zip(entries, found.lines, strict=True):
        before = line.owed - line.moved
        if row.entry == Movement.WRITTEN_OFF and row.allocation is not None:
            tests.append(_write_off(asked, row, before))
        if row.entry == Movement.CONVERTED:
            tests.append(_conversion(asked, row))
    return tests


def _write_off(asked: Owed, row: DebtRow, before: Figure) -> Tested:
    given_off = CumulativeDeficit(
        period=row.year.period,
        deficit=before,
        allocation=asked.amount(row, "allocation"),
        negotiated=asked.amount(row, "amount"),
    )
    found = _asked_of_rule(lambda: ccg_write_off(given_off, asked.values, known_on=asked.known_on))
    return Tested(
        body=row.body, rule="Write-off of a commissioner's deficit",
        what="Most that may be written off", figure=found.most,
    )  # fmt: skip


def _conversion(asked: Owed, row: DebtRow) -> Tested:
    amount = asked.amount(row, "amount")
    none = amount - amount
    interest = asked.amount(row, "interest") if row.interest is not None else none
    loans = InterimDebt(period=row.year.period, interim=amount, normal=none, interest=interest)
    found = _asked_of_rule(lambda: trust_debt(loans, asked.values, known_on=asked.known_on))
    return Tested(
        body=row.body, rule="Trust debt made public dividend capital",
        what="Yearly charge above the interest, to be neutralised", figure=found.extra,
    )  # fmt: skip


def _asked_of_rule(rule: Callable[[], Found]) -> Found:
    """Return what a rule says; a proposal is refused, and says why it is none to plan on."""
    try:
        return rule()
    except ParameterError as error:
        raise RefusedError(
            f"{error}.", "See what a proposal would do with --model: it enters no plan."
        ) from error
