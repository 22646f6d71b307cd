"""Lines of a plan as figures: entered lines are sums over cells, the others follow formulas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from equipoise.cube import Asked, NoCellsError
from equipoise.register import Measure
from equipoise.units import PENCE, Period, Unit
from equipoise.usecases.plans import LAYERS, Plan
from equipoise.workings import Basis, Figure, Stage, Support, constant, total


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Figures of one plan over one period, on one reading of support (None where none applies).

    Unit: of every line asked for; staff in post are asked for in the month they are counted in.
    """

    plan: Plan
    period: Period
    support: Support | None = None
    layers: tuple[str, ...] = LAYERS
    unit: Unit = PENCE
    stage: Stage = Stage.PLAN

    @property
    def basis(self) -> Basis:
        """The basis of every figure here."""
        return Basis(stage=self.stage, support=self.support, period=self.period, unit=self.unit)

    def entered(
        self,
        organisations: str | Sequence[str],
        measures: str | Sequence[str],
        name: str,
        *,
        counterparty: str | None = "",
        items: Sequence[str] | None = None,
    ) -> Figure:
        """Return the sum of entered cells, of one counterparty or of all (blank).

        Raises: NoCellsError when there are none; IncompleteError when one is absent.
        """
        where: dict[str, Asked] = {"organisation": organisations, "measure": measures}
        if counterparty != "":
            where["counterparty"] = counterparty
        if items is not None:
            where["item"] = items
        return self.plan.listing(self.period, self.layers).figure(self.basis, name, **where)

    def entered_or_nil(
        self,
        organisations: str | Sequence[str],
        measures: str | Sequence[str],
        name: str,
        *,
        items: Sequence[str] | None = None,
    ) -> Figure:
        """Return the sum of entered cells; nil where a list of payers or items has no row."""
        try:
            return self.entered(organisations, measures, name, items=items)
        except NoCellsError:
            return constant(0, self.basis, name=name)

    def derived(self, organisation: str, code: str) -> Figure:
        """Return a line of one body by its formula, each step under the line's own title.

        A line by counterparty may have no row, and is then nil; any other must be returned.

        Raises: NoCellsError when a line it is made of was not returned; IncompleteError when one
            has a blank.
        """
        if (organisation, code) not in self._derived:
            self._derived[organisation, code] = self._worked_out(organisation, code)
        return self._derived[organisation, code]

    @cached_property
    def _derived(self) -> dict[tuple[str, str], Figure]:
        """Every line that was asked for, so that a total and its parts are worked out once."""
        return {}

    def _worked_out(self, organisation: str, code: str) -> Figure:
        measure = self._measure(organisation, code)
        if not measure.formula:
            enter = self.entered_or_nil if measure.counterparty else self.entered
            return enter(organisation, code, f"{measure.title}, {organisation}")
        return self._sum(organisation, measure.formula).named(f"{measure.title}, {organisation}")

    def _sum(self, organisation: str, terms: Iterable[tuple[int, str]]) -> Figure:
        plus = [self.derived(organisation, code) for sign, code in terms if sign > 0]
        less = [self.derived(organisation, code) for sign, code in terms if sign < 0]
        whole = plus[0] if len(plus) == 1 and less else total(plus)
        for figure in less:
            whole = whole - figure
        return whole

    def _measure(self, organisation: str, code: str) -> Measure:
        kind = self.plan.members[organisation].kind
        return self.plan.round.workspace.chart.get(code, kind)
