"""Contracts from files, each with the model of every month: figures that lead to their rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from typing import Final

from equipoise.params import Parameters
from equipoise.rules.contract import (
    BestPractice,
    Choice,
    Contract,
    Mechanism,
    Relationship,
    best_practice,
    mechanism,
)
from equipoise.sources import BestPracticeCases, ContractFiles, ContractValues
from equipoise.sources.best_practice_cases import BEST_PRACTICE
from equipoise.units import PENCE, RATIO, SPELLS, FinancialYear, Unit
from equipoise.usecases.of_files import CONTRACT
from equipoise.usecases.refusals import RefusedError
from equipoise.workings import Basis, Figure, Reference, given, named, total

EMERGENCIES: Final = ("NEL", "AE")
EVERY_MONTH: Final = tuple(range(1, 13))
UNDECIDED: Final = Mechanism.LOCAL
"""Stands in a contract until the rule has chosen; no figure is worked out by it."""
Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Span:
    """Months of a contract under one model, and why it is that one. `rule` is the rule's choice."""

    months: tuple[int, ...]
    rule: Choice
    contract: Contract[Figure]


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """The contracts of a folder for a year, under the rules known on a day.

    `band` is how far from plan emergencies may be before both sides talk again, as a ratio of it:
    the break-glass of blended payment. None where nobody has said.
    """

    files: ContractFiles
    year: FinancialYear
    params: Parameters
    known_on: date
    band: Fraction | None = None

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Commissioner and provider of every contract that has a baseline."""
        return tuple(pair for pair in sorted(self.files.contracts) if self.files.of(*_base(pair)))

    def refuse_misfits(self) -> None:
        """Refuse files of which a row was left out: what is paid would lack it.

        Raises: RefusedError.
        """
        if self.files.misfits:
            raise RefusedError(
                f"{self.files.folder} has {len(self.files.misfits)} rows that cannot be used: "
                f"{self.files.misfits[0]}.",
                f"See them all with: equipoise contract check {self.files.folder}.",
            )

    @cached_property
    def spans(self) -> Mapping[Pair, tuple[Span, ...]]:
        """The months of each contract under one model after another."""
        return {pair: tuple(self._spans(pair)) for pair in self.pairs}

    def choice(self, pair: Pair, month: int, *, service: str = "emergency") -> Choice:
        """Return the model that the rule gives a service of a contract in a month."""
        line = self.files.contracts[pair]
        asked = Relationship(
            period=self.year.month(month),
            service=service,
            provider_is_nhs=line.provider_is_nhs,
            commissioner_is_nhs_england=line.commissioner_is_nhs_england,
            same_system=line.same_system,
            has_unit_price=line.has_unit_price,
            is_listed=line.is_listed,
            value=self._values[pair],
        )
        return mechanism(asked, self.params, known_on=self.known_on)

    @cached_property
    def _values(self) -> Mapping[Pair, Figure]:
        """What decides between models: emergencies in 2019/20, else the whole contract."""
        return {pair: self._value(pair) for pair in self.pairs}

    def _value(self, pair: Pair) -> Figure:
        rows = self.files.of(*_base(pair))
        decides = EMERGENCIES if self.year == FinancialYear(2019) else tuple(rows)
        amounts = [
            figure
            for pod, row in rows.items()
            for figure in self._months(row, pod).values()
            if pod in decides
        ]
        nothing = given(0, self.basis, self._ref(next(iter(rows.values())), 1), name="Nil")
        return named(total(amounts or [nothing]), f"Value of {' with '.join(pair)}")

    def _spans(self, pair: Pair) -> Iterator[Span]:
        whole = self._contract(pair)
        stated = self.files.contracts[pair].stated
        chosen = {month: self.choice(pair, month) for month in EVERY_MONTH}
        for rule, months in groupby(EVERY_MONTH, key=lambda month: chosen[month]):
            one = replace(whole, mechanism=stated or rule.mechanism)
            yield Span(months=tuple(months), rule=rule, contract=one)

    def _contract(self, pair: Pair) -> Contract[Figure]:
        baseline = self.files.of(*_base(pair))
        reference = self.files.of(pair, "reference").get("NEL")
        return Contract(
            commissioner=pair[0],
            provider=pair[1],
            year=self.year,
            mechanism=UNDECIDED,
            price_base=next(iter(baseline.values())).price_base,
            baseline={pod: self._months(row, f"Baseline {pod}") for pod, row in baseline.items()},
            actual={
                pod: self._months(row, f"Actual {pod}")
                for pod, row in self.files.of(pair, "actual").items()
            },
            reference={} if reference is None else self._months(reference, "Baseline year"),
            adjustments={
                word: self._months(row, word)
                for word, row in self.files.of(pair, "adjustment").items()
            }
            | self._best_practice(pair),
        )

    def _best_practice(self, pair: Pair) -> dict[str, dict[int, Figure]]:
        """Return what the best practice cases of a contract come to, by month; nothing if none."""
        months: dict[int, list[Figure]] = {}
        for case in self.files.best_practice:
            if case.pair == pair:
                adjusted = best_practice(
                    BestPractice(
                        expected=self._of_case(case, "expected", SPELLS),
                        actual=self._of_case(case, "actual", SPELLS),
                        price=self._of_case(case, "price", PENCE),
                        unit_price=self._of_case(case, "unit_price", PENCE),
                    ),
                    self.params,
                    known_on=self.known_on,
                )
                months.setdefault(case.month, []).append(adjusted)
        if not months:
            return {}
        return {
            "best_practice": {
                month: named(total(found), f"Best practice, M{month:02}")
                for month, found in months.items()
            }
        }

    def _of_case(self, case: BestPracticeCases, column: str, unit: Unit) -> Figure:
        place = (f"{self.files.folder}.{BEST_PRACTICE}", case.place.replace(" ", "-"), column)
        return given(
            getattr(case, column),
            Basis(period=self.year.period, unit=unit),
            Reference("file", place),
            name=f"{column.capitalize().replace('_', ' ')}, {case.tariff}, M{case.month:02}",
        )

    def _months(self, row: ContractValues, name: str) -> dict[int, Figure]:
        return {
            month: given(amount, self.basis, self._ref(row, month), name=f"{name}, M{month:02}")
            for month, amount in row.months.items()
        }

    def own_baseline(self, commissioner: str) -> dict[str, Figure]:
        """Return a commissioner's own baseline, by point of delivery and month."""
        return {
            f"{pod} M{month:02}": figure
            for pod, row in self.files.own_baseline(commissioner).items()
            for month, figure in self._months(row, f"{commissioner} {pod}").items()
        }

    def year_of(self, row: ContractValues, name: str) -> Figure:
        """Return what the months of a row come to."""
        return named(total(self._months(row, name).values()), name)

    @property
    def break_glass(self) -> Figure | None:
        """The band of break-glass; None where nobody has said."""
        if self.band is None:
            return None
        basis = Basis(period=self.year.period, unit=RATIO)
        ref = Reference("decision", (CONTRACT, self.year.code, "break-glass"))
        return given(self.band, basis, ref, name="Band of break-glass")

    @property
    def basis(self) -> Basis:
        """Pence of the year; which rows are planned and which actual, their names say."""
        return Basis(period=self.year.period, unit=PENCE)

    def _ref(self, row: ContractValues, month: int) -> Reference:
        place = row.place.replace(" ", "-")
        return Reference("file", (f"{self.files.folder}.values.csv", place, f"M{month:02}"))


def _base(pair: Pair) -> tuple[Pair, str]:
    return pair, "baseline"
