"""The bridge from outturn (P1): last year, what comes again, what is new, and the plan."""

from collections.abc import Iterator, Mapping
from typing import Final

from equipoise.reports.pages.page import Page, listed, million
from equipoise.reports.pages.positions import basis_line
from equipoise.reports.pages.waivers import not_clean
from equipoise.reports.table import Column, ColumnKind, Row, Sign, Table
from equipoise.rules.balance import OutturnBridge
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.outturn import SYSTEM, Outturn
from equipoise.workings import Figure, Reference

BEFORE: Final = ("one_off", "support", "full_year")
"""Steps from the outturn to the opening underlying position; the others are the year's own."""


def outturn_page(outcome: Outcome[Outturn]) -> Page:
    """Return where each body comes from and where it goes, in sentences and one table."""
    found = outcome.result
    shown = _shown(outcome)
    return Page(
        title=f"From outturn to plan: {found.plan.system}",
        sentences=tuple(_told(whose, bridge) for whose, bridge in shown.items()),
        alerts=(*_alerts(found, shown), *not_clean(found.waivers)),
        tables=(_table(found, shown),),
        facts={"missing": list(found.missing), "waivers": list(found.waivers.names)},
    )


def _shown(outcome: Outcome[Outturn]) -> Mapping[str, OutturnBridge[Figure]]:
    """Return the bridges that the outcome holds figures of, the system's first."""
    found = outcome.result
    whose = {ref.parts[3] for ref in outcome.figures}
    shown = {code: each for code, each in found.bodies.items() if code in whose}
    return {SYSTEM: found.system, **shown} if SYSTEM in whose and found.system else shown


def _told(whose: str, bridge: OutturnBridge[Figure]) -> str:
    outturn, opening, plan = (
        million(int(figure.value)) for figure in (bridge.outturn, bridge.opening, bridge.plan)
    )
    name = "The system" if whose == SYSTEM else whose
    return (
        f"{name} goes from an outturn of {outturn} including support to an opening underlying "
        f"position of {opening}, and to a plan of {plan} excluding support."
    )


def _alerts(found: Outturn, shown: Mapping[str, OutturnBridge[Figure]]) -> Iterator[str]:
    for whose, bridge in shown.items():
        if bridge.unexplained is not None and bridge.unexplained.value:
            name = "the system" if whose == SYSTEM else whose
            yield (
                f"The bridge of {name} does not lead to its plan: "
                f"{million(int(bridge.unexplained.value))} is not in it."
            )
    if found.missing:
        yield (
            f"No bridge has been returned by {listed(found.missing)}; so there is none of the "
            "system."
        )


def _table(found: Outturn, shown: Mapping[str, OutturnBridge[Figure]]) -> Table:
    rows = []
    for whose, bridge in shown.items():
        lines = {
            "outturn": bridge.outturn,
            **{name: bridge.steps[name] for name in BEFORE},
            "opening": bridge.opening,
            **{name: step for name, step in bridge.steps.items() if name not in BEFORE},
            "plan": bridge.plan,
        }
        if bridge.unexplained is not None:
            lines["unexplained"] = bridge.unexplained
        rows += [
            Row(
                cells={"organisation": whose, "step": figure.working.name, "amount": figure},
                refs={"amount": _ref(found, f"{whose}/{name}")},
                emphasis=name in ("outturn", "opening", "plan"),
            )
            for name, figure in lines.items()
        ]
    return Table(
        name="outturn",
        title="From outturn to plan",
        sentence="Steps above nil make the position better; each is an entered line of the form.",
        basis=basis_line(found.statement),
        columns=(
            Column(key="organisation", title="Body"),
            Column(key="step", title="Step"),
            Column(
                key="amount", title="Position or step", kind=ColumnKind.MONEY, sign=Sign.SURPLUS
            ),
        ),
        rows=tuple(rows),
        notes=("The outturn counts support in; the opening and the plan leave it out.",),
    )


def _ref(found: Outturn, name: str) -> Reference:
    return found.statement.ref(f"outturn/{name}")
