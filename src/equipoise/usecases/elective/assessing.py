"""What each system and trust earns or repays: months grouped as their scheme assesses them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeVar

from equipoise.params import ParameterError
from equipoise.rules.elective import (
    Adjustment,
    Assessed,
    BaseMonth,
    CareMonth,
    Carried,
    ContractAdjustment,
    Ledgers,
    MonthsOfCare,
    Scheme,
    Term,
    adjustment,
    baseline,
    carried,
    contract_adjustment,
)
from equipoise.sources import CareRow
from equipoise.units import Period
from equipoise.usecases.elective.asking import Asked
from equipoise.usecases.refusals import RefusedError
from equipoise.workings import Figure, Reference, constant, named, total

LEVELS: Final = {Term.UPPER: "upper_ratio", Term.FLOOR: "floor_ratio", Term.CAP: "cap_ratio"}
AMOUNTS: Final = ("baseline", "target", "actual", "over", "due", "adjustment")
OF_TRUST: Final = ("baseline", "contract", "actual", "adjustment", "income")
Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """What a system has of one scheme, its groups of months together. Unit: pence; ratios.

    `held` is what kept a group from more or less: `floor`, `cap`, `kept`, `unpaid`.
    """

    baseline: Figure
    target: Figure
    actual: Figure
    over: Figure
    due: Figure
    adjustment: Figure
    held: frozenset[str]

    @property
    def target_ratio(self) -> Figure | None:
        """The target over the baseline; None without a baseline."""
        return self.target / self.baseline if self.baseline.value else None

    @property
    def actual_ratio(self) -> Figure | None:
        """The actual value over the baseline; None without a baseline."""
        return self.actual / self.baseline if self.baseline.value else None


@dataclass(frozen=True, kw_only=True)
class Part:
    """One system: what it has of each scheme, its trusts, and what it carries between ledgers."""

    schemes: Mapping[str, Recovery]
    trusts: Mapping[str, ContractAdjustment[Figure]]
    ledgers: Carried[Figure]

    @property
    def due(self) -> Figure:
        """What the terms alone give, of all schemes."""
        return named(total(one.due for one in self.schemes.values()), "Due, all schemes")


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """Every system. `rests` are assumed values that shape an answer and stand under no figure.

    `untested` are systems by limit (floor, cap) that could not be applied: no fund or forecast
    is given. `gaps` are months without an actual value that stand before others with one.
    """

    asked: Asked
    systems: Mapping[str, Part]
    rests: tuple[Reference, ...] = ()
    untested: Mapping[Term, tuple[str, ...]] = field(default_factory=dict)
    gaps: tuple[str, ...] = ()

    @cached_property
    def nation(self) -> Carried[Figure]:
        """Both ledgers of all systems together."""
        parts = [part.ledgers for part in self.systems.values()]
        return Carried(
            allocation=total(one.allocation for one in parts).named("Adjustment, England"),
            contracts=total(one.contracts for one in parts).named("Contracts, England"),
            carried=total(one.carried for one in parts).named("Carried by systems, England"),
        )


def assess(asked: Asked) -> Assessment:
    """Return what every system and trust of a file earns or repays, as its way asks.

    Raises: RefusedError for a year without a scheme, a target of its own where there was none,
        or a reading by month where nothing was revised; ParameterError before a scheme was known.
    Law systems_come_to_the_nation: adjustments of systems sum to that of England.
    Law the_order_of_rows_is_irrelevant: a file listed otherwise gives the same answer.
    """
    work = _Assessing(asked=asked)
    systems = {system: work.part(system) for system in asked.rows}
    return Assessment(
        asked=asked,
        systems=systems,
        rests=tuple(sorted(work.rests, key=str)),
        untested={term: tuple(sorted(found)) for term, found in work.untested.items()},
        gaps=_gaps(asked),
    )


@dataclass
class _Assessing:
    """One reading of a file, and what is noted on the way."""

    asked: Asked
    rests: set[Reference] = field(default_factory=set)
    untested: dict[Term, set[str]] = field(default_factory=dict)

    def part(self, system: str) -> Part:
        """Return what one system has."""
        providers = self.asked.rows[system]
        every = tuple(row for rows in providers.values() for row in rows)
        schemes: dict[str, Recovery] = {}
        contracts: dict[str, list[ContractAdjustment[Figure]]] = {code: [] for code in providers}
        for scheme in self.asked.schemes:
            groups = self.grouped(scheme, every)
            found = [self.adjusted(system, scheme, group) for group in groups]
            if found:
                schemes[scheme.title] = _together(found, f"{system}, {scheme.title}")
            for code, rows in providers.items():
                for group in self.grouped(scheme, rows):
                    contracts[code].append(self.contracted(system, scheme, group))
        trusts = {
            code: _of_trust(parts, f"{system}, {code}")
            for code, parts in contracts.items()
            if parts
        }
        if not schemes:
            nothing = constant(0, self.asked.basis, name=f"Adjustment, {system}")
            return Part(schemes={}, trusts={}, ledgers=self.carried(nothing, {}))
        adjusted = total(one.adjustment for one in schemes.values())
        paid = {code: trust.adjustment for code, trust in trusts.items()}
        return Part(
            schemes=schemes,
            trusts=trusts,
            ledgers=self.carried(adjusted.named(f"Adjustment, {system}"), paid),
        )

    def carried(self, allocation: Figure, contracts: Mapping[str, Figure]) -> Carried[Figure]:
        """Return both ledgers of a system."""
        ledgers = Ledgers(allocation=allocation, contracts=contracts)
        return carried(ledgers, self.asked.params, known_on=self.asked.known_on)

    def grouped(self, scheme: Scheme, rows: Iterable[CareRow]) -> list[tuple[CareRow, ...]]:
        """Return the rows that count, month by month, in the groups that are assessed together."""
        counted: dict[int, list[CareRow]] = {}
        for row in rows:
            month = self.asked.year.month(row.month)
            if month not in scheme.applies or row.actual is None:
                continue
            if row.pod in self.counting(scheme, month):
                counted.setdefault(row.month, []).append(row)
        groups: list[tuple[CareRow, ...]] = []
        last = 0
        for number in range(1, 13):
            if self.asked.year.month(number) not in scheme.applies:
                continue
            if number > last:
                last = number + self.together(scheme, number) - 1
                groups.append(())
            groups[-1] += tuple(counted.get(number, ()))
        return [group for group in groups if group]

    def counting(self, scheme: Scheme, month: Period) -> frozenset[str]:
        """Return the points of delivery that count in a month."""
        path, known = f"elective/{scheme.path}/counts_ratio", self.asked.known_on
        there = self.asked.params.keys(path, month, known_on=known)
        for pod in sorted(there)[:1]:
            self.note(self.asked.params.at(path, month, known_on=known, key=pod))
        return there

    def together(self, scheme: Scheme, number: int) -> int:
        """Return how many months are assessed with a month that begins a group."""
        path = f"elective/{scheme.path}/assessed_months_count"
        month, known = self.asked.year.month(number), self.asked.known_on
        found = self.asked.params.at(path, month, known_on=known)
        self.note(found)
        return int(found.value)

    def note(self, figure: Figure) -> None:
        """Keep an assumed value that shapes the answer and stands under no figure of it."""
        if figure.working.status == "assumed" and figure.working.ref is not None:
            self.rests.add(figure.working.ref)

    def adjusted(
        self, system: str, scheme: Scheme, rows: tuple[CareRow, ...]
    ) -> Adjustment[Figure]:
        """Return the adjustment of a group of a system's months."""
        asked, terms = self.asked, self.terms(scheme, rows)
        fund, forecast = asked.fund(system), self.forecast(rows)
        care = Assessed(
            scheme=scheme.path,
            months=self.months(rows),
            own_target=self.own_target(system),
            forecast=forecast,
            terms=terms,
            by_month=asked.way.by_month,
            fund=fund,
            full_allocation=asked.way.full_allocation,
            as_run=asked.way.as_run,
        )
        found = self.ruled(lambda: adjustment(care, asked.params, known_on=asked.known_on))
        if Term.FLOOR in terms and fund is None and found.due.value < 0:
            self.untested.setdefault(Term.FLOOR, set()).add(system)
        if Term.CAP in terms and forecast is None:
            self.untested.setdefault(Term.CAP, set()).add(system)
        return found

    def contracted(
        self, system: str, scheme: Scheme, rows: tuple[CareRow, ...]
    ) -> ContractAdjustment[Figure]:
        """Return what a group of a trust's months makes of its contract."""
        care = MonthsOfCare(
            scheme=scheme.path,
            months=self.months(rows),
            own_target=self.own_target(system),
            forecast=self.forecast(rows),
            terms=self.terms(scheme, rows),
            by_month=self.asked.way.by_month,
        )
        params, known = self.asked.params, self.asked.known_on
        return self.ruled(lambda: contract_adjustment(care, params, known_on=known))

    def months(self, rows: Sequence[CareRow]) -> tuple[CareMonth[Figure], ...]:
        """Return rows by month, each with baseline and actual value."""
        by_month: dict[int, list[CareRow]] = {}
        for row in rows:
            by_month.setdefault(row.month, []).append(row)
        return tuple(
            CareMonth(
                period=self.asked.year.month(number),
                baseline=self.base(number, listed),
                actual=self.sum(number, listed, "actual"),
            )
            for number, listed in sorted(by_month.items())
        )

    def base(self, number: int, rows: Sequence[CareRow]) -> Figure:
        """Return the baseline of a month, by working days where it is a value of 2019/20."""
        then = self.sum(number, rows, "baseline")
        if not self.asked.way.working_days:
            return then
        month = BaseMonth(value=then, month=self.asked.year.month(number))
        return baseline(month, self.asked.params, known_on=self.asked.known_on)

    def sum(self, number: int, rows: Sequence[CareRow], column: str) -> Figure:
        """Return a column of the rows of a month together."""
        whole = total(self.asked.amount(row, column) for row in rows)
        return whole.named(f"{column.capitalize()} of month {number}")

    def terms(self, scheme: Scheme, rows: Sequence[CareRow]) -> frozenset[Term]:
        """Return which limits the scheme has in these months, as known on the day."""
        month = self.asked.year.month(min(row.month for row in rows))
        return frozenset(
            term
            for term, name in LEVELS.items()
            if self.asked.params.has(
                f"elective/{scheme.path}/{name}", month, known_on=self.asked.known_on
            )
        )

    def forecast(self, rows: Sequence[CareRow]) -> Figure | None:
        """Return the forecast of the months; None while any of it is blank."""
        if any(row.forecast is None for row in rows):
            return None
        return total(self.asked.amount(row, "forecast") for row in rows).named("Forecast")

    def own_target(self, system: str) -> Figure | None:
        """Return a system's own target, where it has one.

        Raises: RefusedError where the year has one target for everybody.
        """
        own = self.asked.own_target(system)
        path, period = "elective/erf/cut_ratio", self.asked.year.period
        known = self.asked.known_on
        if own is not None and not self.asked.params.has(path, period, known_on=known):
            raise RefusedError(f"No system had a target of its own in {self.asked.year}.")
        return own

    def ruled(self, run: Callable[[], Answer]) -> Answer:
        """Return what a rule answers.

        Raises: RefusedError for a reading by month of a year in which no target was revised.
        """
        try:
            return run()
        except ParameterError as error:
            if self.asked.way.by_month and "by_month" in str(error):
                raise RefusedError(
                    f"No target of {self.asked.year} was revised within the year.",
                    "Leave out --by-month.",
                ) from error
            raise


def _together(groups: Sequence[Adjustment[Figure]], of: str) -> Recovery:
    """Return groups of months as one; a single group as it is."""
    sums = {name: _summed([getattr(one, name) for one in groups], name, of) for name in AMOUNTS}
    return Recovery(held=frozenset(one.held for one in groups if one.held), **sums)


def _of_trust(groups: Sequence[ContractAdjustment[Figure]], of: str) -> ContractAdjustment[Figure]:
    return ContractAdjustment(
        **{name: _summed([getattr(one, name) for one in groups], name, of) for name in OF_TRUST}
    )


def _summed(figures: Sequence[Figure], name: str, of: str) -> Figure:
    (first, *others) = figures
    whole = total(figures) if others else first
    return whole.named(f"{name.capitalize()}, {of}")


def _gaps(asked: Asked) -> tuple[str, ...]:
    """Return which trusts lack an actual value in a month before one that has it."""
    found = set()
    for system, providers in asked.rows.items():
        for provider, rows in providers.items():
            last = max((row.month for row in rows if row.actual is not None), default=0)
            for row in rows:
                if row.actual is None and row.month < last:
                    found.add(f"{system}, {provider}, month {row.month}, {row.pod}")
    return tuple(sorted(found))
