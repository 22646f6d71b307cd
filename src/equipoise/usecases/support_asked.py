"""What is asked of support: which file, which fund, as known when, and by which reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Final

from equipoise.params import Parameters
from equipoise.rules.support import (
    NoSuchFundError,
    NoSupportFundError,
    Scheme,
    Taper,
    fund_of,
    funds_of,
)
from equipoise.sources import SupportDecision, SupportDecisions, SupportRow, SupportYears
from equipoise.units import PENCE, RATIO, FinancialYear
from equipoise.usecases.of_files import SUPPORT
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.supporting.acts import SupportAct
from equipoise.workings import Basis, Figure, Reference, Stage, constant, given
from equipoise.workings import Support as Reading

TERMS: Final = "terms-"
"""Stands in the pin of a reference before the year whose rule is replayed."""
NOBODY: Final = SupportDecisions(source="", decisions=())


@dataclass(frozen=True, kw_only=True)
class Way:
    """How a fund is read: by the terms of which year, of which fund, with which taper and tie.

    `model`: what was suspended or only proposed is admitted, so the answer is no plan.
    """

    terms: FinancialYear | None = None
    fund: str = ""
    taper: Taper = Taper.CLIFF
    share: Fraction | None = None
    model: bool = False

    @classmethod
    def pinned(cls, pin: str | None) -> Way:
        """Return the way that a reference is pinned to: the year's own fund without a pin.

        Raises: ValueError for a pin that names no year.

        >>> Way.pinned("terms-2020-21") == Way(terms=FinancialYear(2020), model=True)
        True
        """
        if pin is None:
            return cls()
        return cls(terms=FinancialYear.parse(pin.removeprefix(TERMS)), model=True)


def scheme_of(year: FinancialYear, way: Way) -> Scheme:
    """Return the fund that is asked about.

    Raises: RefusedError for a year without one, several with none named, or a suspended one
        outside a model.
    """
    terms = way.terms or year
    try:
        funds = funds_of(terms)
        found = fund_of(terms, way.fund or funds[0].path)
    except (NoSupportFundError, NoSuchFundError) as error:
        why = str(error)
        remedy = "Replay another year's rule with --terms, such as --terms 2020/21."
        raise RefusedError(f"{why[0].upper()}{why[1:]}.", remedy) from error
    if not way.fund and len(funds) > 1:
        raise RefusedError(
            f"{terms} had {len(funds)} funds: {', '.join(fund.path for fund in funds)}.",
            "Name one with --fund.",
        )
    if found.suspended and not way.model:
        raise RefusedError(
            f"{found.title} was suspended: it never ran, and no plan rests on it.",
            "See what it would do with --model.",
        )
    return found


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A file of support, its year, decisions, and the day that is known.

    `record` is the round whose record the decisions stand on; blank for those of a file, which
    are a what-if. `waiting` are decisions on that record that do not count yet.
    """

    years: SupportYears
    year: FinancialYear
    params: Parameters
    known_on: date
    way: Way
    decisions: SupportDecisions = NOBODY
    record: str = ""
    waiting: tuple[SupportAct, ...] = ()

    def decided(self, one: SupportDecision) -> Reference:
        """Return where a decision stands: on the record, or in a file."""
        if self.record:
            return Reference("decision", (self.record, one.place))
        return Reference("file", (self.decisions.source, one.place.replace(" ", "-"), "amount"))

    @cached_property
    def scheme(self) -> Scheme:
        """The fund that is asked about; refused as by `scheme_of`."""
        return scheme_of(self.year, self.way)

    @property
    def values(self) -> Parameters:
        """The parameters: with suspended ones for a model."""
        return self.params.admitting("suspended") if self.way.model else self.params

    @cached_property
    def systems(self) -> Mapping[str, Mapping[str, tuple[SupportRow, ...]]]:
        """Rows by system and body, each in the order of quarters."""
        found: dict[str, dict[str, list[SupportRow]]] = {}
        for row in sorted(self.years.rows, key=lambda row: (row.system, row.body, row.quarter)):
            found.setdefault(row.system, {}).setdefault(row.body, []).append(row)
        return {
            system: {body: tuple(rows) for body, rows in bodies.items()}
            for system, bodies in found.items()
        }

    def ref(self, *parts: str) -> Reference:
        """Return the reference of a figure: a replay's is pinned to the terms it is read by."""
        pin = f"{TERMS}{self.way.terms.code}" if self.way.terms else None
        return Reference("figure", (SUPPORT, self.year.code, *parts), pin)

    def basis(self, *, stage: Stage = Stage.ACTUAL, support: Reading | None = None) -> Basis:
        """The basis of an amount of the file."""
        return Basis(period=self.year.period, unit=PENCE, stage=stage, support=support)

    def amount(self, row: SupportRow, column: str, *, stage: Stage = Stage.ACTUAL) -> Figure:
        """Return an amount of a row, with its place in the file."""
        pence = getattr(row, column)
        assert pence is not None, f"{column} of {row.place} is not blank"
        reading = row.stated if column in ("plan", "actual", "forecast") else None
        ref = Reference("file", (self.years.source, row.place.replace(" ", "-"), column))
        name = f"{column.capitalize()}, {row.body}, quarter {row.quarter}"
        if column in ("award", "turnover"):
            name = f"{column.capitalize()}, {row.body}"
        return given(pence, self.basis(stage=stage, support=reading), ref, name=name)

    def once(
        self, rows: tuple[SupportRow, ...], column: str, *, stage: Stage = Stage.ACTUAL
    ) -> Figure | None:
        """Return what stands in any of a body's rows; None where it stands in none."""
        for row in rows:
            if getattr(row, column) is not None:
                return self.amount(row, column, stage=stage)
        return None

    def award(self, rows: tuple[SupportRow, ...], *, stage: Stage = Stage.ACTUAL) -> Figure:
        """Return a body's support of the year: nil where none is named."""
        found = self.once(rows, "award", stage=stage)
        none = constant(0, self.basis(stage=stage), name=f"No support, {rows[0].body}")
        return none if found is None else found

    @property
    def share(self) -> Figure | None:
        """The share tied to the system, where another than the fund's own is asked about."""
        if self.way.share is None:
            return None
        basis = Basis(period=self.scheme.applies, unit=RATIO)
        return constant(self.way.share, basis, name="Share tied to the system, as asked")
