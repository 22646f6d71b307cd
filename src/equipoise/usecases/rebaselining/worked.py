"""What a re-baselining comes to: every figure of it, worked out once by the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Final

from equipoise.params import Parameters
from equipoise.rules.bases import movement
from equipoise.rules.pot import AwardShare
from equipoise.rules.rebaselining import (
    Capacity,
    Commitment,
    ElectiveWork,
    Gate,
    PlanBridge,
    PlannedAndRebased,
    Pool,
    Promise,
    ProtectedTargetError,
    RebasedPlan,
    RebasedPosition,
    Rebasing,
    Replan,
    Replanned,
    Saving,
    StrikeCost,
    capacity,
    gate,
    months,
    plan_bridge,
    pool_shares,
    protected_target,
    rebased_position,
)
from equipoise.rules.rebaselining import Worked as Done
from equipoise.units import COUNT, PENCE, PEOPLE, RATIO, SPELLS, Period, Unit
from equipoise.usecases.lines import Lines
from equipoise.usecases.potting import Act
from equipoise.usecases.rebaselining.exercise import Exercise
from equipoise.usecases.rebaselining.kinds import (
    ACTION,
    AGENCY,
    ASSUMPTION,
    AWARD,
    CAPACITY,
    COMMITMENT,
    CORE,
    PREMIUM,
    RELEASE,
    REPLAN,
    SAFETY,
    STRIKE,
    TARGET,
)
from equipoise.usecases.rebaselining.strikes import costed
from equipoise.workings import Basis, Figure, Reference, Stage, Support, constant, given, total

NAME: Final = "rebaseline"
"""The third word of the references of figures here."""
KEY_UNITS: Final = {"population": PEOPLE}
"""What a key is counted in, where that is not money."""
AMOUNTS: Final = (
    *("allocation", "award", "released", "restored", "rebased", "forecast", "gap_before"),
    *("actions", "gap_after"),
)


@dataclass(frozen=True, kw_only=True)
class Worked:
    """The figures of one re-baselining. Each is worked out when it is first asked for."""

    exercise: Exercise

    @property
    def basis(self) -> Basis:
        """The basis of every amount of the year: forecast, with support counted in."""
        period = self.exercise.round.year.period
        return Basis(stage=Stage.FORECAST, period=period, unit=PENCE, support=Support.WITH)

    @cached_property
    def shares(self) -> Mapping[str, AwardShare[Figure]]:
        """What each system of England has of the pool; empty before the pool is shared."""
        act = self.exercise.last(AWARD)
        if act is None:
            return {}
        body = act.body
        unit = KEY_UNITS.get(body["key"], PENCE)
        pool = Pool(
            amount=self._given(act, body["pool_pence"], name=f"Pool of {body['letter']}"),
            parts={
                system: {
                    part: self._given(act, Fraction(amount), name=f"{part}, {system}", unit=unit)
                    for part, amount in parts.items()
                }
                for system, parts in body["parts"].items()
            },
            weights={
                part: self._given(act, Fraction(weight), name=f"Weight of {part}", unit=RATIO)
                for part, weight in body["weights"].items()
            },
        )
        return pool_shares(pool, self._params, known_on=act.decision.at.date())

    @cached_property
    def released(self) -> Mapping[str, Figure]:
        """What is released of each ring-fenced balance, where it is agreed to."""
        return {
            code: self._given(act, act.body["release_pence"], name=act.body["programme"])
            for code, act in self.exercise.agreed(RELEASE).items()
        }

    @cached_property
    def actions(self) -> Mapping[str, Figure]:
        """What each closing action saves in the year, where its body has agreed to it."""
        return {
            code: self._given(act, act.body["value_pence"], name=act.body["name"])
            for code, act in self.exercise.agreed(ACTION).items()
        }

    @cached_property
    def restored(self) -> Figure:
        """The elective money that new targets restore, as their decisions name it."""
        listed = [
            self._given(act, act.body["restored_pence"], name=f"Elective money, {code}")
            for code, act in self.exercise.coded(TARGET).items()
        ]
        return total(listed) if listed else constant(0, self.basis, name="No target is recorded")

    @cached_property
    def months(self) -> Replanned[Figure] | None:
        """Net expenditure by month, past and to come; None before a replan."""
        act = self.exercise.last(REPLAN)
        if act is None:
            return None
        closed = act.body["closed"]
        by_month = {month: self._month(act, month) for month in range(1, 13)}
        agreed = self.exercise.agreed(ACTION)
        savings = tuple(
            Saving(amount=figure, from_month=agreed[code].body["from_month"])
            for code, figure in self.actions.items()
        )
        replan = Replan(
            actual={month: figure for month, figure in by_month.items() if month <= closed},
            forecast={month: figure for month, figure in by_month.items() if month > closed},
            savings=savings,
        )
        return months(replan, self._params, known_on=self.exercise.known)

    @cached_property
    def position(self) -> RebasedPosition[Figure] | None:
        """What the system may spend, and its gap; None until there are an award and a replan."""
        if self.months is None or self.exercise.system not in self.shares:
            return None
        lines = Lines(plan=self.exercise.plan, period=self.basis.period)
        rebasing = Rebasing(
            allocation=lines.derived(self.exercise.system, "allocation.total"),
            award=self.shares[self.exercise.system].amount,
            released=tuple(self.released.values()),
            restored=self.restored,
            forecast=self.months.before,
            actions=tuple(self.actions.values()),
        )
        return rebased_position(rebasing, self._params, known_on=self.exercise.known)

    @cached_property
    def bridge(self) -> PlanBridge[Figure] | None:
        """The way from the position as planned to the rebased one; None without a position."""
        if self.position is None:
            return None
        both = PlannedAndRebased(planned=self.original_year, rebased=self.position)
        return plan_bridge(both, self._params, known_on=self.exercise.known)

    @cached_property
    def strikes(self) -> Mapping[str, StrikeCost[Figure]]:
        """What each strike on the log costs; empty before the pool is shared."""
        if self.exercise.system not in self.shares:
            return {}
        share = self.shares[self.exercise.system].ratio
        return {
            code: costed(
                act,
                lambda act, value, name, unit: self._given(act, value, name=name, unit=unit),
                period=self.basis.period,
                share=share,
                params=self._params,
            )
            for code, act in self.exercise.coded(STRIKE).items()
        }

    @cached_property
    def strike_cost(self) -> Figure | None:
        """What all strikes on the log cost the system; None where none is."""
        own = [cost.own for cost in self.strikes.values()]
        return total(own).named("Cost of strikes, the system") if own else None

    @cached_property
    def capacity(self) -> Mapping[str, Capacity[Figure]]:
        """What elective work costs in core and premium capacity, by body and in all."""
        act = self.exercise.last(CAPACITY)
        if act is None:
            return {}
        work = {body: self._work(act, body) for body in act.body["work"]}
        work["system"] = ElectiveWork(
            core=_together(tuple(each.core for each in work.values())),
            premium=_together(tuple(each.premium for each in work.values())),
        )
        known = self.exercise.known
        return {code: capacity(each, self._params, known_on=known) for code, each in work.items()}

    @cached_property
    def targets(self) -> Mapping[str, tuple[Figure, Figure]]:
        """Each commitment as it was first recorded, and as it is now."""
        found = {}
        for code in self.exercise.coded(COMMITMENT):
            first, last = self._commitment(code)
            found[code] = (first.target, last.target)
        return found

    @cached_property
    def cut(self) -> tuple[str, ...]:
        """Protected commitments that are cut, and those of the letter that nobody has stated."""
        stated = self.exercise.coded(COMMITMENT)
        missing = [code for code in self.exercise.letter.named("commitments") if code not in stated]
        return (*missing, *(code for code in stated if self._is_cut(code)))

    @cached_property
    def untested(self) -> tuple[str, ...]:
        """Agreed actions that do not say what they do to every priority of the letter."""
        priorities = set(self.exercise.letter.named("priorities"))
        agreed = self.exercise.agreed(ACTION)
        return tuple(
            code for code, act in agreed.items() if priorities - act.body["effects"].keys()
        )

    @property
    def broken(self) -> tuple[str, ...]:
        """Assumptions that no longer hold."""
        found = self.exercise.coded(ASSUMPTION)
        return tuple(code for code, act in found.items() if act.body["is_broken"])

    @cached_property
    def gate(self) -> Gate | None:
        """Which conditions are met; None until there is a position."""
        if self.position is None:
            return None
        replan = self.exercise.last(REPLAN)
        assert replan is not None, "a position rests on a replan"
        rests_on = set(replan.body["rests_on"])
        asked = set(self.exercise.letter.named("assumptions"))
        agency = [
            self.actions[code]
            for code, act in self.exercise.agreed(ACTION).items()
            if act.body["kind"] == AGENCY
        ]
        plan = RebasedPlan(
            gap=self.position.gap_after,
            agency_reduction=total(agency) if agency else constant(0, self.basis, name="Nil"),
            cut=self.cut,
            untested=self.untested,
            has_assumptions=asked <= rests_on and not rests_on.intersection(self.broken),
            has_safety_statement=self.exercise.last(SAFETY) is not None,
        )
        return gate(plan, self._params, known_on=self.exercise.known)

    @cached_property
    def original(self) -> Mapping[int, Figure]:
        """Net expenditure of the locked version, by month, each on the basis of its month."""
        return {
            number: self._planned(period, f"Planned, month {number}")
            for number, period in enumerate(self.exercise.round.year.months, start=1)
        }

    @cached_property
    def original_year(self) -> Figure:
        """Net expenditure of the locked version, over the year."""
        return self._planned(self.basis.period, "Planned net expenditure")

    def named(self) -> Iterator[tuple[str, Figure]]:
        """Yield every figure with the name it has in references."""
        for system, share in self.shares.items():
            yield f"share/{system}", share.ratio
            yield f"award/{system}", share.amount
        if self.position is not None:
            for name in AMOUNTS:
                yield name, getattr(self.position, name)
        if self.bridge is not None:
            yield "bridge/original", self.bridge.original
            yield "bridge/since_plan", self.bridge.since_plan
        for code, figure in self.actions.items():
            yield f"action/{code}", figure
        for code, figure in self.released.items():
            yield f"release/{code}", figure
        yield from self._by_month()
        for code, cost in self.strikes.items():
            if cost.national is not None:
                yield f"strike/{code}/england", cost.national
            yield f"strike/{code}/system", cost.own
        if self.strike_cost is not None:
            yield "strike_cost", self.strike_cost
        for body, each in self.capacity.items():
            for name, value in vars(each).items():
                if value is not None:
                    yield f"capacity/{body}/{name}", value

    def figures(self) -> Mapping[Reference, Figure]:
        """Return every figure under its reference, pinned to the day by which it was known."""
        return {self.ref(name): figure for name, figure in self.named()}

    def ref(self, name: str) -> Reference:
        """Return the reference of a figure: figure:2023-24/ZQ1/rebaseline/gap_after@2023-11-20."""
        exercise = self.exercise
        parts = (exercise.round.code, exercise.system, NAME, *name.split("/"))
        return Reference("figure", parts, str(exercise.known))

    def _by_month(self) -> Iterator[tuple[str, Figure]]:
        if self.months is not None:
            for month, figure in self.months.months.items():
                yield f"month/{month}", figure
            for name in ("past", "remaining", "year"):
                yield f"month/{name}", getattr(self.months, name)
        for month, figure in self.original.items():
            yield f"original/{month}", figure
        yield "original/year", self.original_year

    def _month(self, act: Act, month: int) -> Figure:
        word = "actual" if month <= act.body["closed"] else "forecast"
        listed = [
            self._given(act, cells[month - 1], name=f"Month {month} {word}, {body}")
            for body, cells in act.body["cells"].items()
        ]
        return total(listed).named(f"Month {month}, {word}")

    def _work(self, act: Act, body: str) -> ElectiveWork[Figure]:
        def done(where: str) -> Done[Figure]:
            spells, pence = act.body["work"][body][where]
            return Done(
                activity=self._given(act, spells, name=f"Spells, {where}, {body}", unit=SPELLS),
                cost=self._given(act, pence, name=f"Cost, {where}, {body}"),
            )

        return ElectiveWork(core=done(CORE), premium=done(PREMIUM))

    def _commitment(self, code: str) -> tuple[Promise[Figure], Promise[Figure]]:
        own = [act for act in self.exercise.every(COMMITMENT) if act.body["code"] == code]
        first, last = (
            Promise(
                target=self._given(act, act.body["target"], name=act.body["metric"], unit=COUNT),
                due_on=date.fromisoformat(act.body["due_on"]),
            )
            for act in (own[0], own[-1])
        )
        return first, last

    def _is_cut(self, code: str) -> bool:
        first, last = self._commitment(code)
        body = self.exercise.coded(COMMITMENT)[code].body
        held = Commitment(
            metric=body["metric"], is_protected=body["is_protected"], before=first, after=last
        )
        try:
            protected_target(held, self._params, known_on=self.exercise.known)
        except ProtectedTargetError:
            return True
        return False

    def _planned(self, period: Period, name: str) -> Figure:
        plan = self.exercise.plan
        lines = Lines(plan=plan, period=period, support=Support.WITH)
        position = total(
            lines.derived(code, "position.including")
            for code in plan.members
            if (code, "finance") in plan.parts
        )
        allocation = Lines(plan=plan, period=period).derived(plan.system, "allocation.total")
        return (movement(allocation, position) - position).named(name)

    def _given(self, act: Act, value: int | Fraction, *, name: str, unit: Unit = PENCE) -> Figure:
        note = str(act.body.get("source") or act.body.get("reason") or "")
        basis = replace(self.basis, unit=unit)
        whole = int(value) if Fraction(value).denominator == 1 else value
        return given(whole, basis, act.ref, name=f"{name}, {act.name}", note=note)

    @property
    def _params(self) -> Parameters:
        return self.exercise.round.params


def _together(listed: tuple[Done[Figure], ...]) -> Done[Figure]:
    return Done(
        activity=total(each.activity for each in listed), cost=total(each.cost for each in listed)
    )
