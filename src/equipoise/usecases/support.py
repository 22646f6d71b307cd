"""Support: what each body earns, what others put at risk, and where withheld money stands.

The Python API is `support(Asked(...))` over a file that `sources.support_years` has read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from equipoise.rules.support import (
    Award,
    Body,
    Earned,
    OutcomeTable,
    Prospects,
    Quarter,
    Review,
    ToDate,
    WithAndWithout,
    YearOfSupport,
    earned,
    outcomes,
    with_and_without,
)
from equipoise.sources import SupportRow
from equipoise.usecases.of_files import SUPPORT
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.support_asked import Asked
from equipoise.workings import Figure, Reference, Stage, constant, given


@dataclass(frozen=True, kw_only=True)
class Part:
    """One system. `earned` and `positions` are None before the first quarter is known."""

    tables: Mapping[str, OutcomeTable[Figure]]
    earned: Mapping[str, Earned[Figure]] | None
    positions: WithAndWithout[Figure] | None
    quarters: int


@dataclass(frozen=True, kw_only=True)
class Supported:
    """Every system in one fund."""

    asked: Asked
    systems: Mapping[str, Part]


def support(asked: Asked) -> Outcome[Supported]:
    """Return what each body earns, its four outcomes, and its positions both ways.

    `adds_up` is False while a row or a decision does not count.

    Raises: RefusedError for a year without a fund, a suspended one outside a model, or a file
        without rows; LimitWithoutBasisError where plans do not say their reading, and other
        errors of the rules.
    """
    if not asked.years.rows:
        raise RefusedError(
            f"{asked.years.source} has no row that can be read.",
            "Write its headings with: equipoise support --template support.csv.",
        )
    systems = {system: _part(asked, system) for system in asked.systems}
    left_out = asked.years.left_out or asked.decisions.left_out
    result = Supported(asked=asked, systems=systems)
    return Outcome(result=result, figures=_figures(result), adds_up=False if left_out else None)


def _part(asked: Asked, system: str) -> Part:
    bodies = asked.systems[system]
    known = min(sum(row.actual is not None for row in rows) for rows in bodies.values())
    tables = outcomes(_prospects(asked, system), asked.values, known_on=asked.known_on)
    if not known:
        return Part(tables=tables, earned=None, positions=None, quarters=0)
    year = _year(asked, system, known)
    found = earned(year, asked.values, known_on=asked.known_on)
    to_date = {
        code: ToDate(
            plan=asked.amount(rows[known - 1], "plan", stage=Stage.PLAN),
            actual=asked.amount(rows[known - 1], "actual"),
            planned_support=found[code].due,
            received=found[code].earned,
            turnover=asked.once(rows, "turnover"),
        )
        for code, rows in bodies.items()
    }
    positions = with_and_without(to_date, asked.values, known_on=asked.known_on)
    return Part(tables=tables, earned=found, positions=positions, quarters=known)


def _prospects(asked: Asked, system: str) -> Prospects[Figure]:
    none = constant(0, asked.basis(stage=Stage.PLAN), name="By next to nothing")
    return Prospects(
        scheme=asked.scheme,
        bodies={
            code: Award(
                award=asked.award(rows, stage=Stage.PLAN),
                plan=asked.amount(rows[-1], "plan", stage=Stage.PLAN),
                miss=none,
            )
            for code, rows in asked.systems[system].items()
        },
        miss=none,
        agreed=asked.share,
        taper=asked.way.taper,
    )


def _year(asked: Asked, system: str, known: int) -> YearOfSupport[Figure]:
    decided = [one for one in asked.decisions.decisions if one.system == system]
    given_to: dict[str, dict[int, Figure]] = {}
    reviews: dict[int, Review] = {}
    for one in decided:
        if one.amount is not None and one.kind == "given":
            name = f"Decided by {one.decided_by} ({one.role}): {one.reason}"
            amount = given(one.amount, asked.basis(), asked.decided(one), name=name)
            given_to.setdefault(one.body, {})[one.quarter] = amount
        elif one.kind != "given":
            reviews[one.quarter] = Review(paid=one.kind == "paid", restores=one.restores)
    bodies = {code: _body(asked, rows, known) for code, rows in asked.systems[system].items()}
    return YearOfSupport(
        scheme=asked.scheme,
        bodies=bodies,
        agreed=asked.share,
        taper=asked.way.taper,
        discretion=given_to,
        reviews=reviews,
    )


def _body(asked: Asked, rows: tuple[SupportRow, ...], known: int) -> Body[Figure]:
    quarters = (
        Quarter(
            plan=asked.amount(row, "plan", stage=Stage.PLAN),
            actual=asked.amount(row, "actual"),
            met=row.met,
        )
        for row in rows[:known]
    )
    return Body(allocation=asked.award(rows), quarters=tuple(quarters))


def _figures(found: Supported) -> dict[Reference, Figure]:
    ref = found.asked.ref
    figures = {}
    for system, part in found.systems.items():
        for code, table in part.tables.items():
            answer = part.earned[code].earned if part.earned else table.both_hit.position
            figures[ref(system, code, SUPPORT)] = answer
            figures[ref(system, code, "at_risk")] = table.at_risk
            figures[ref(system, code, "if_missed")] = table.own_hit.position
    return figures
