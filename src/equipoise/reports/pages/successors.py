"""Positions as was and as is, the table by which both reconcile, and a register that changed."""

from __future__ import annotations

from equipoise.register.views import OUTSIDE
from equipoise.reports.display import day, percent
from equipoise.reports.pages.page import Page, counted, listed, million
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Sign, Table
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.positions import Positions
from equipoise.usecases.round_register import Registered
from equipoise.workings import Basis, Reference


def positions_page(outcome: Outcome[Positions], round_code: str) -> Page:
    """Return positions in the view asked for, and how both views reconcile."""
    found = outcome.result
    missing = (
        f"Not collated, and not counted as nil: {listed(found.missing)}." if found.missing else ""
    )
    if found.basis is None:
        return Page(
            title=f"Positions {found.seen.view}",
            sentences=("No system has collated its plan yet.", missing),
        )
    moved = {system: pence for system, pence in found.views.moved.items() if pence}
    told = (
        f"As is on {day(found.seen.on)}, {counted(len(moved), 'system')} "
        f"{'comes' if len(moved) == 1 else 'come'} to another sum than as was."
        if moved
        else f"As is on {day(found.seen.on)}, every system comes to the same sum as was."
    )
    return Page(
        title=f"Positions {found.seen.view}",
        sentences=(
            f"All systems together: {million(found.views.was.total)} {found.seen.support}, as was "
            "and as is alike.",
            told,
            missing,
        ),
        tables=(_bodies(found, found.basis, round_code), _reconciled(found, found.basis)),
        facts={
            "as_was_pence": found.views.was.total,
            "as_is_pence": found.views.is_now.total,
            "moved_pence": dict(found.views.moved),
            "missing": list(found.missing),
        },
    )


def registered_page(outcome: Outcome[Registered]) -> Page:
    """Return what a new register says became of which bodies."""
    found = outcome.result
    return Page(
        title="Register",
        sentences=(
            f"The register of the round is changed: "
            f"{counted(len(found.successions), 'succession is', 'successions are')} new.",
            *(
                f"{step.successor} takes over {percent(step.share)} of {step.predecessor} on "
                f"{day(step.on)}."
                for step in found.successions
            ),
            "Bodies go on planning under the codes they began with.",
        ),
        next_steps=("equipoise positions --view as-is --on DAY",),
        facts={"from": found.before, "register": found.round.register.digest},
    )


def _bodies(found: Positions, basis: Basis, round_code: str) -> Table:
    shown = found.shown
    ordered = sorted(shown.bodies, key=lambda code: (shown.system_of[code], code))
    rows = []
    for system in dict.fromkeys(shown.system_of[code] for code in ordered):
        for code in (code for code in ordered if shown.system_of[code] == system):
            cells = {"system": _named(system), "organisation": code}
            amount = Amount(value=shown.bodies[code], basis=basis)
            refs = _refs(found, code, round_code)
            rows.append(Row(cells={**cells, "position": amount}, refs=refs))
        total = Amount(value=shown.systems[system], basis=basis)
        cells = {"system": _named(system), "organisation": "System total"}
        rows.append(Row(cells={**cells, "position": total}, emphasis=True))
    return Table(
        name="positions",
        title=f"Positions {shown.view}",
        sentence="",
        basis=f"Plans, latest collated version, {found.seen.support}; bodies as on {day(shown.on)}",
        columns=(
            Column(key="system", title="System"),
            Column(key="organisation", title="Body"),
            Column(key="position", title="Plan", kind=ColumnKind.MONEY, sign=Sign.SURPLUS),
        ),
        rows=tuple(rows),
    )


def _refs(found: Positions, code: str, round_code: str) -> dict[str, Reference]:
    """Return what explains a body's amount: its own figure, where it is still as it planned it."""
    figure = found.own.get(code)
    if figure is None or found.shown.bodies[code] != figure.value:
        return {}
    system = found.views.was.system_of[code]
    reading = found.seen.support.partition(" ")[0]
    parts = (round_code, system, "position", code, reading)
    return {"position": Reference("figure", parts, f"v{found.versions[system]}")}


def _reconciled(found: Positions, basis: Basis) -> Table:
    was, is_now = found.views.was, found.views.is_now
    whole = (was.total, is_now.total)
    sums = {
        _named(system): (was.systems.get(system, 0), is_now.systems.get(system, 0))
        for system in found.views.moved
    }
    rows = [_row(name, both, basis) for name, both in sums.items()]
    rows.append(_row("All systems", whole, basis, emphasis=True))
    heads = (("was", "As was"), ("is_now", "As is"))
    return Table(
        name="reconciliation",
        title="As was and as is",
        sentence="What moves between systems sums to nil.",
        basis=f"Plans, latest collated version, {found.seen.support}",
        columns=(
            Column(key="system", title="System"),
            *(
                Column(key=key, title=title, kind=ColumnKind.MONEY, sign=Sign.SURPLUS)
                for key, title in heads
            ),
            Column(key="moved", title="Moved", kind=ColumnKind.MONEY, sign=Sign.INCREASE),
        ),
        rows=tuple(rows),
    )


def _row(name: str, both: tuple[int, int], basis: Basis, *, emphasis: bool = False) -> Row:
    was, is_now = both
    values = {"was": was, "is_now": is_now, "moved": is_now - was}
    cells = {key: Amount(value=value, basis=basis) for key, value in values.items()}
    return Row(cells={"system": name, **cells}, emphasis=emphasis)


def _named(system: str) -> str:
    return "No system" if system == OUTSIDE else system
