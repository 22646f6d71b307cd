"""The bridge from one version of a system's plan to another: who moved, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from equipoise.cube import Moves
from equipoise.cube import bridge as bridge_cells
from equipoise.records import Actor
from equipoise.units import Pence
from equipoise.usecases.decisions import OFFER, named_decision
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan, collated, plan_of, plan_waivers
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.usecases.waivers import Carried
from equipoise.workings import Figure


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the bridge: what it is in words, and by how much it moves the position.

    `kind` is matching, one-off saving, recurrent saving, returns, or the body's code.
    """

    kind: str
    words: str
    pence: int


@dataclass(frozen=True, kw_only=True)
class Bridge:
    """From one version to another, by organisation and by driver; both sum to the difference.

    `waivers` are those that the parts of the later version were signed with.
    """

    before: Plan
    after: Plan
    start: Figure
    end: Figure
    by_organisation: tuple[Step, ...]
    by_driver: tuple[Step, ...]
    waivers: Carried

    @property
    def change(self) -> Pence:
        """By how much the position moved; above nil is better."""
        return Pence(int(self.end.value) - int(self.start.value))


def bridge(
    one: OpenRound, system: str, *, before: int, after: int, by: Actor, on: date
) -> Outcome[Bridge]:
    """Return the bridge of the system's position including support between two versions.

    Raises: NotAllowedError; UnknownError for no such version.
    Law both_views_sum_to_the_difference: by organisation and by driver, to the penny.
    """
    demand(by, "bridge", one.subject(system), on)
    first = plan_of(one, collated(one, system, before))
    last = plan_of(one, collated(one, system, after))
    start, end = Statement(plan=first).position.including, Statement(plan=last).position.including
    organisations = _moves(first, last, ["organisation"])
    found = Bridge(
        before=first,
        after=last,
        start=start,
        end=end,
        by_organisation=tuple(
            Step(kind=key[0], words=last.members[key[0]].name, pence=pence)
            for key, pence in organisations.items()
            if pence
        ),
        by_driver=_drivers(one, _moves(first, last, ["layer"])),
        waivers=plan_waivers(last, on),
    )
    assert sum(step.pence for step in found.by_organisation) == found.change
    assert sum(step.pence for step in found.by_driver) == found.change
    return Outcome(
        result=found,
        figures={
            Statement(plan=plan).ref("position/system/including"): figure
            for plan, figure in ((first, start), (last, end))
        },
        expand=last.expand,
    )


def _moves(first: Plan, last: Plan, by: list[str]) -> Mapping[tuple[str, ...], int]:
    chart = last.round.workspace.chart
    weights = {
        measure.code: sign
        for body in last.members.values()
        for sign, measure in chart.terms("position.including", body.kind)
    }
    moves: Moves = bridge_cells(first.cells, last.cells, by=by, weights=weights)
    return moves.steps


def _drivers(one: OpenRound, by_layer: Mapping[tuple[str, ...], int]) -> tuple[Step, ...]:
    """Return one step for all matching, one for each closing action, one for new returns."""
    steps: dict[tuple[str, str], int] = {}
    for (layer,), pence in by_layer.items():
        kind, words = _driver(one, layer)
        steps[kind, words] = steps.get((kind, words), 0) + pence
    return tuple(
        Step(kind=kind, words=words, pence=pence) for (kind, words), pence in steps.items() if pence
    )


def _driver(one: OpenRound, layer: str) -> tuple[str, str]:
    base, _, name = layer.partition(".")
    if base != "transfer":
        return "returns", "Returns handed in anew"
    found = named_decision(one, name)
    if found.kind == "agree":
        return "matching", "Contracts matched"
    if found.kind == OFFER:
        return str(found.body["kind"]), f"{found.body['name']} ({found.body['organisation']})"
    kind = "recurrent saving" if found.body["recurrent"] else "one-off saving"
    return kind, f"{found.body['name']} ({found.body['organisation']})"
