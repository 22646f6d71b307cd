"""Last year's lines, as the rule pack has them, set beside this year's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from equipoise.register import Aggregation, Measure
from equipoise.rules.bases import at_stage_of, in_period_of
from equipoise.sheets import Line
from equipoise.units import FinancialYear
from equipoise.usecases.packs import LAST_YEAR, last_years
from equipoise.usecases.plans import Plan
from equipoise.workings import Basis, Figure, Reference, Stage, Support, constant, given, total


@dataclass(frozen=True, kw_only=True)
class LastYear:
    """Lines of the year before, by body: what the templates of the round were filled with.

    Assumption: it is the forecast outturn, for a plan is made before the year before has ended.
    """

    plan: Plan

    @property
    def year(self) -> FinancialYear:
        """The year before the plan's."""
        return FinancialYear(self.plan.round.year.starts_in - 1)

    def line(
        self, organisation: str, code: str, *, support: Support | None = None
    ) -> Figure | None:
        """Return a line of one body, entered or by its formula; None where nobody has told it.

        A line by counterparty or item may have no row, and is then nil, where others are told.
        """
        chart, kind = self.plan.round.workspace.chart, self.plan.members[organisation].kind
        measure = chart.get(code, kind)
        basis = self._basis(measure, support)
        told = self._told(organisation)
        found: Figure | None = None
        for sign, term in chart.terms(code, kind):
            own = [self._entry(organisation, line, basis) for line in told if line[0] == term.code]
            if not own and not (told and (term.counterparty or term.item)):
                return None
            part = total(own) if own[1:] else own[0] if own else constant(0, basis, name="None")
            found = _joined(found, part.named(f"{term.title}, {organisation}, {self.year}"), sign)
        return found and found.named(f"{measure.title}, {organisation}, {self.year}")

    def _basis(self, measure: Measure, support: Support | None) -> Basis:
        closing = measure.aggregation is Aggregation.CLOSING
        period = self.year.month(12) if closing else self.year.period
        return Basis(stage=Stage.FORECAST, period=period, unit=measure.unit, support=support)

    def _entry(self, organisation: str, line: Line, basis: Basis) -> Figure:
        value, pack = self._told(organisation)[line]
        measure, other, item = line
        title = self.plan.round.workspace.chart[measure].title
        whose = ", ".join(filter(None, (organisation, other, item)))
        ref = Reference("file", (pack, LAST_YEAR))
        return given(value, basis, ref, name=f"{title}, {whose}, {self.year}")

    def _told(self, organisation: str) -> Mapping[Line, tuple[int, str]]:
        if organisation not in self._read:
            one = self.plan.round
            self._read[organisation] = {
                line: (value, pack)
                for pack in one.record.packs
                for line, value in last_years(one.workspace.packs / pack)
                .get(organisation, {})
                .items()
            }
        return self._read[organisation]

    @cached_property
    def _read(self) -> dict[str, dict[Line, tuple[int, str]]]:
        """What the packs say of each body, read once."""
        return {}


def beside(before: Figure, now: Figure) -> Figure:
    """Return last year's figure on the stage and in the period of this year's, to compare."""
    return at_stage_of(in_period_of(before, now), now)


def _joined(found: Figure | None, part: Figure, sign: int) -> Figure:
    if found is None:
        return part if sign > 0 else -part
    return found + part if sign > 0 else found - part
