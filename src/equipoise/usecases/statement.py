"""Every figure of a system's plan, by name: positions, matching, efficiency, capital."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from equipoise.params import Parameters
from equipoise.rules.balance import (
    BothReadings,
    Contracts,
    Efficiency,
    MemberPosition,
    Mismatch,
    Pair,
    PairKey,
    Reported,
    SystemPosition,
    Underlying,
    system_position,
    underlying,
)
from equipoise.rules.capital import CapitalPlans, Headroom, headroom
from equipoise.units import Period
from equipoise.usecases.contracting import Contracting
from equipoise.usecases.exposure import Risks
from equipoise.usecases.lines import Lines
from equipoise.usecases.plans import Plan
from equipoise.usecases.savings import Savings
from equipoise.usecases.tolerances import Tolerance
from equipoise.workings import Figure, Reference, Support

CONTROL_TOTAL = "control_total/system_pence"
ENVELOPE = "capital/envelope_pence"


@dataclass(frozen=True, kw_only=True)
class Statement:
    """The figures of one plan. Each is worked out when it is first asked for."""

    plan: Plan
    tolerance: Tolerance = Tolerance.PLAN

    @property
    def period(self) -> Period:
        """The plan year."""
        return self.plan.round.year.period

    @cached_property
    def position(self) -> SystemPosition[Figure]:
        """The position of every member and of the system, including and excluding support."""
        lines = Lines(plan=self.plan, period=self.period, support=Support.WITH)
        members: dict[str, MemberPosition[Figure] | None] = {}
        for code in self.plan.members:
            if (code, "finance") not in self.plan.parts:
                members[code] = None
                continue
            members[code] = MemberPosition(
                including=lines.derived(code, "position.including"),
                support=lines.derived(code, "income.support")
                if code in self.plan.providers
                else None,
            )
        return system_position(members, self._params, known_on=self._known_on)

    @cached_property
    def contracting(self) -> Contracting:
        """The contracts of the plan: of care, of support, and the lines of specialised ones."""
        return Contracting(plan=self.plan, tolerance=self.tolerance)

    @property
    def contracts(self) -> Contracts[Figure]:
        """Every pair of the system: what one expects beside what the other plans to pay."""
        return self.contracting.contracts

    @property
    def matching(self) -> Mismatch[Figure]:
        """Every pair compared, and what the differences come to.

        Raises: NothingToMatchError when no body has returned a contract.
        """
        return self.contracting.matching

    def matching_of(self, pairs: Mapping[PairKey, Pair[Figure]]) -> Mismatch[Figure]:
        """Return some of the pairs compared, and what they come to."""
        return self.contracting.compared(pairs)

    @cached_property
    def efficiency(self) -> Efficiency[Figure]:
        """Efficiency of all members, and how much of it lasts, is late, unknown or risky."""
        return self.savings.efficiency

    @cached_property
    def savings(self) -> Savings:
        """What the bodies mean to save."""
        return Savings(plan=self.plan)

    @cached_property
    def risks(self) -> Risks:
        """What could go wrong beyond the plan, against its position including support."""
        return Risks(plan=self.plan, position=self.position.including)

    @cached_property
    def underlying(self) -> Underlying[Figure]:
        """The reported position less one-off efficiency, and that before support."""
        reported = Reported(
            position=self.position.including,
            one_off_efficiency=self.efficiency.non_recurrent.part,
            support=self.position.support,
        )
        return underlying(reported, self._params, known_on=self._known_on)

    @cached_property
    def capital(self) -> Headroom[Figure] | None:
        """Operational capital against the system's envelope; None where no envelope is known."""
        period, known_on = self.period, self._known_on
        if not self._params.has(ENVELOPE, period, known_on=known_on, key=self.plan.system):
            return None
        lines = Lines(plan=self.plan, period=period)
        plans = CapitalPlans(
            envelope=self._params.at(ENVELOPE, period, known_on=known_on, key=self.plan.system),
            operational={
                code: lines.entered_or_nil(
                    code, "capital.operational", f"Operational capital, {code}"
                )
                for code in sorted(self.plan.members)
                if (code, "capital") in self.plan.parts
            },
        )
        return headroom(plans, self._params, known_on=known_on)

    @cached_property
    def limit(self) -> Figure | None:
        """The control total of the system, on the basis it states; None where none is known."""
        asked = (CONTROL_TOTAL, self.period)
        if not self._params.has(*asked, known_on=self._known_on, key=self.plan.system):
            return None
        return self._params.at(*asked, known_on=self._known_on, key=self.plan.system)

    def named(self) -> Iterator[tuple[str, Figure]]:
        """Yield every figure with the name it has in references, such as position/ZR1/including."""
        for code, both in sorted(self.position.members.items()):
            yield from _both(f"position/{code}", both)
        yield "position/system/including", self.position.including
        yield "position/system/excluding", self.position.excluding
        yield "position/system/support", self.position.support
        yield from self.contracting.named()
        yield from self.savings.named()
        yield from self.risks.named()
        yield "underlying/less_one_off", self.underlying.reported_less_one_off
        yield "underlying/underlying", self.underlying.underlying
        if self.capital is not None:
            yield "capital/envelope", self.capital.envelope
            yield "capital/planned", self.capital.planned
            yield "capital/headroom", self.capital.headroom

    def figures(self) -> Mapping[Reference, Figure]:
        """Return every figure under its reference, pinned to the plan's version."""
        return {self.ref(name): figure for name, figure in self.named()}

    def ref(self, name: str) -> Reference:
        """Return the reference of a figure: figure:2023-24/ZQ1/position/ZR1/including@v3."""
        parts = (self.plan.round.code, self.plan.system, *name.split("/"))
        return Reference("figure", parts, self.plan.pin)

    @property
    def _params(self) -> Parameters:
        return self.plan.round.params

    @property
    def _known_on(self) -> date:
        return self.plan.round.known_on


def _both(name: str, both: BothReadings[Figure]) -> Iterator[tuple[str, Figure]]:
    yield f"{name}/including", both.including
    yield f"{name}/excluding", both.excluding
