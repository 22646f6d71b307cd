"""What a plan has for the national rules to be asked of: lines, last year, published limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from equipoise.cube import IncompleteError, NoCellsError
from equipoise.register import Hierarchy, Kind
from equipoise.rules.balance import NobodyReturnedError
from equipoise.rules.national import (
    Administration,
    BetterCareFund,
    Board,
    Categories,
    Changes,
    Contribution,
    Guarantee,
    Guaranteed,
    MentalHealthSpend,
    Minimums,
    OfWhichPrevention,
    PositionsAndLimit,
    PreventionSpend,
    Regions,
    RingFence,
    RunningCosts,
    RunningCostsOfIcbs,
    Sense,
    StreamCondition,
    TwoYears,
)
from equipoise.rules.national.asking import asked
from equipoise.units import FinancialYear, Period
from equipoise.usecases.ladder import remaining_mismatch
from equipoise.usecases.lines import Lines
from equipoise.usecases.plans import LAYERS, Plan
from equipoise.usecases.potting import Pot
from equipoise.usecases.potting.recording import pot_now
from equipoise.usecases.statement import Statement
from equipoise.usecases.tabling.last_year import LastYear
from equipoise.workings import Figure, Support, constant, total

ALLOWANCE: Final = "national/running_costs/allowance_pence"
ALLOWANCE_CUT_FROM: Final = FinancialYear(2023)
CONTRIBUTION: Final = ("social_care", "out_of_hospital", "other", "discharge")
MINIMUMS: Final = {
    "whole": "national/better_care/minimum_pence",
    "social_care": "national/better_care/social_care_minimum_pence",
    "out_of_hospital": "national/better_care/out_of_hospital_minimum_pence",
}


@dataclass(frozen=True, kw_only=True)
class RuleInputs:
    """What each national rule is given of one plan; None wherever the plan or a pack has not."""

    statement: Statement
    on: date | None = None
    """The day by whose end the pot was known; all that is recorded if None."""

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return self.statement.plan

    @property
    def period(self) -> Period:
        """The plan year."""
        return self.statement.period

    @property
    def icb(self) -> str:
        """The ICB that the system is named by."""
        return self.plan.system

    def mental_health(self) -> MentalHealthSpend[Figure]:
        """Return the ICB's spend that the investment standard counts."""
        years = self._years("standards.mental_health")
        each = Categories(before={"counted": years.before}, after={"counted": years.after})
        return MentalHealthSpend(period=self.period, icbs={self.icb: each})

    def better_care(self) -> BetterCareFund[Figure]:
        """Return the ICB's contributions by council, beside the minimums of last year."""
        return BetterCareFund(
            period=self.period,
            icb=self.icb,
            boards={council: self._board(council) for council in self._councils()},
            discharge=self._published("national/better_care/discharge_pence", self.icb),
        )

    def primary_and_community(self) -> Guarantee[Figure]:
        """Return primary medical and community spend of the ICB; the nation's is in no plan."""
        years = [self._years(f"standards.{name}") for name in ("primary_medical", "community")]
        services = TwoYears(
            before=_sum(*(each.before for each in years)),
            after=_sum(*(each.after for each in years)),
        )
        each = Guaranteed(services=services, revenue=self._years("spend.total"))
        return Guarantee(period=self.period, nation=None, icbs={self.icb: each})

    def running_costs(self) -> RunningCostsOfIcbs[Figure]:
        """Return the ICB's running costs, and its allowance as a pack has it."""
        cut_from = ALLOWANCE_CUT_FROM.period
        each = RunningCosts(
            costs=self._line("spend.running_costs"),
            allowance=self._published(ALLOWANCE, self.icb),
            allowance_before=self._published(ALLOWANCE, self.icb, period=cut_from),
            price_growth=self._published("national/running_costs/price_growth_ratio", self.icb),
        )
        return RunningCostsOfIcbs(period=self.period, icbs={self.icb: each})

    def running_costs_per_head(self) -> Regions[Figure]:
        """Return the ICBs of the region: this plan's own, and the others as not known."""
        register, on = self.plan.round.register, self.period.starts_on
        found = {}
        for above in register.ancestors(self.icb, Hierarchy.STATUTORY, on=on):
            if register.organisation(above).kind is not Kind.REGION:
                continue
            below = register.members(above, Hierarchy.STATUTORY, on=on)
            icbs = [code for code in below if register.organisation(code).kind is Kind.ICB]
            found[above] = {code: self._administration(code) for code in sorted(icbs)}
        return Regions(period=self.period, regions=found)

    def change_per_body(self) -> Changes[Figure]:
        """Return the ICB's allocation, last year and this."""
        years = {self.icb: self._years("allocation.total")}
        return Changes(period=self.period, bodies=years, streams={})

    def deficits(self) -> PositionsAndLimit[Figure]:
        """Return each body's position on the reading of the limit, and the limit."""
        limit = self.statement.limit
        reading = Support.WITH if limit is None else limit.basis.support
        name = "excluding" if reading is Support.WITHOUT else "including"
        try:
            members = self.statement.position.members
        except NobodyReturnedError:
            members = {}
        positions = {
            code: getattr(members[code], name) if code in members else None
            for code in sorted(self.plan.members)
        }
        return PositionsAndLimit(
            system=self.icb, positions=positions, one_sided=self._one_sided(), limit=limit
        )

    def ring_fences(self) -> Mapping[str, RingFence[Figure]]:
        """Return each ring-fenced line of the pot, and what is spent of it; none without a pot.

        What is not spent on its purpose is not given back until that is recorded.
        """
        return {
            code: RingFence(
                body=self.icb,
                purpose=line.ring_fence,
                line=self.pot.held[code],
                spent=self._spent_of(code),
                returned=self.pot.nothing,
            )
            for code, line in self.pot.sources.items()
            if line.ring_fence
        }

    def stream_conditions(self) -> Mapping[str, StreamCondition[Figure]]:
        """Return each condition of the pot's lines: in words alone, so that none can be tested."""
        return {
            code: StreamCondition(
                stream=line.title,
                words=line.condition,
                sense=Sense.AT_MOST,
                amount=None,
                spent={},
            )
            for code, line in self.pot.sources.items()
            if line.condition
        }

    @cached_property
    def pot(self) -> Pot:
        """The pot of the system as it is recorded: without lines where none is kept."""
        return pot_now(self.plan.round, self.plan.system, on=self.on or date.max)

    def _spent_of(self, fund: str) -> Figure:
        spent = [self.pot.held[code] for code, use in self.pot.uses.items() if use.fund == fund]
        return self.pot.summed([self.pot.nothing, *spent], f"Spent of {fund}")

    def prevention(self) -> PreventionSpend[Figure]:
        """Return the ICB's spend on prevention, of all spend, last year and this."""
        prevention, budget = self._years("standards.prevention"), self._years("spend.total")
        return PreventionSpend(
            base=self._last.year,
            year=self.plan.round.year,
            before={
                self.icb: OfWhichPrevention(prevention=prevention.before, budget=budget.before)
            },
            after={self.icb: OfWhichPrevention(prevention=prevention.after, budget=budget.after)},
        )

    def _one_sided(self) -> Figure | None:
        """Return the income of the system's trusts above what is planned to be paid them."""
        if not self.statement.contracts.pairs:
            return None
        return remaining_mismatch(self.statement, ())

    def _board(self, council: str) -> Board[Figure]:
        last = self._last.year.period
        before = {name: self._published(path, council, period=last)
                  for name, path in MINIMUMS.items()}  # fmt: skip
        planned = {name: self._contribution(council, name) for name in CONTRIBUTION}
        return Board(before=Minimums(**before), planned=Contribution(**planned))

    def _contribution(self, council: str, name: str) -> Figure | None:
        """Return one line of a board that has any; a row that is not there is nil."""
        measure = f"better_care.{name}"
        title = f"{self.plan.round.workspace.chart[measure].title}, {council}"
        try:
            return self._lines.entered(self.icb, measure, title, counterparty=council)
        except NoCellsError:
            return constant(0, self._lines.basis, name=title)
        except IncompleteError:
            return None

    def _councils(self) -> list[str]:
        listed = self.plan.cells.totals(
            ["counterparty"],
            organisation=self.icb,
            measure=[f"better_care.{name}" for name in CONTRIBUTION],
            layer=LAYERS,
            year=self.plan.round.year.code,
        )
        return sorted(council for (council,) in listed if council)

    def _administration(self, code: str) -> Administration[Figure]:
        own = code == self.icb
        return Administration(
            running_costs=self._line("spend.running_costs") if own else None,
            programme_pay=self._line("standards.programme_pay") if own else None,
            population=self._published("national/population_people", code),
        )

    def _years(self, measure: str) -> TwoYears[Figure]:
        return TwoYears(before=self._last.line(self.icb, measure), after=self._line(measure))

    def _line(self, measure: str) -> Figure | None:
        """Return a line of the ICB over the year; None where it has not returned it whole."""
        part = self.plan.round.workspace.chart.get(measure, Kind.ICB).part
        if (self.icb, part) not in self.plan.parts:
            return None
        try:
            return self._lines.derived(self.icb, measure)
        except (NoCellsError, IncompleteError):
            return None

    def _published(self, path: str, key: str, *, period: Period | None = None) -> Figure | None:
        one = self.plan.round
        return asked(one.params, path, period=period or self.period, known_on=one.known_on, key=key)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(plan=self.plan, period=self.period)

    @cached_property
    def _last(self) -> LastYear:
        return LastYear(plan=self.plan)


def _sum(*figures: Figure | None) -> Figure | None:
    there = [figure for figure in figures if figure is not None]
    if len(there) < len(figures):
        return None
    return total(there).named("Primary medical and community spend")
