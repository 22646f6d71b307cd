"""Support by quarter, and where what is not earned stands."""

from __future__ import annotations

from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.table import Row, Sign, Table, Value
from equipoise.rules.support import Condition, EarnedQuarter
from equipoise.usecases.support import Supported
from equipoise.usecases.support_asked import Asked
from equipoise.workings import Figure

PAID_EARLY: Final = "Financing in its place"
"""What support that is paid early and not earned becomes."""
QUARTER_COLUMNS: Final = (
    words("system", "System"),
    words("body", "Body"),
    words("quarter", "Quarter"),
    money("due", "Due"),
    money("own", "Earned: own result"),
    money("linked", "Earned: system"),
    money("access", "Earned: access"),
    money("again", "Earned again"),
    money("earned", "Earned"),
    words("results", "Results"),
)


def quarters_table(found: Supported) -> Table:
    """Return what was due and earned by quarter, of each body with support."""
    rows = [
        _row(found.asked, (system, code), number, quarter)
        for system, part in found.systems.items()
        for code, one in (part.earned or {}).items()
        if one.allocation.value
        for number, quarter in enumerate(one.quarters, start=1)
    ]
    return Table(
        name="quarters",
        title="Support by quarter",
        sentence="What was due in each quarter, and what of it was earned, part by part.",
        basis=f"{found.asked.year}, actual",
        columns=QUARTER_COLUMNS,
        rows=tuple(rows),
    )


def _row(asked: Asked, whose: tuple[str, str], number: int, quarter: EarnedQuarter[Figure]) -> Row:
    system, code = whose
    cells: dict[str, Value] = {
        "system": system,
        "body": code,
        "quarter": _quarter(number),
        "due": quarter.tranche,
        "own": quarter.own,
        "linked": quarter.system,
        "access": quarter.access,
        "again": quarter.again,
        "earned": quarter.earned,
        "results": _results(asked, quarter),
    }
    return Row(cells=cells)


def _quarter(number: int) -> str:
    return ("First", "Second", "Third", "Fourth")[number - 1]


def _results(asked: Asked, quarter: EarnedQuarter[Figure]) -> str:
    told = []
    if Condition.OWN in asked.scheme.conditions:
        told.append("own hit" if quarter.own_hit else "own missed")
    if Condition.SYSTEM in asked.scheme.conditions:
        told.append("system hit" if quarter.system_hit else "system missed or withheld")
    return "; ".join(told) or "no test"


def held_table(found: Supported) -> Table:
    """Return the variances of bodies, their system, the centre and England."""
    rows = []
    for system, part in found.systems.items():
        if part.positions is None:
            continue
        one = part.positions
        for name, figure in (
            *((code, body.variance) for code, body in one.bodies.items()),
            (f"{system} together", one.system.variance),
            (PAID_EARLY if found.asked.scheme.early else "Held nationally", one.held),
            ("England", one.england),
        ):
            strong = name in (f"{system} together", "England")
            rows.append(
                Row(cells={"system": system, "who": name, "variance": figure}, emphasis=strong)
            )
    return Table(
        name="held_nationally",
        title="Where support stands that is not earned",
        sentence="Variances including support: what a system lacks, the centre has not spent.",
        basis=f"{found.asked.year}, actual, year to date",
        columns=(
            words("system", "System"),
            words("who", "Who"),
            money("variance", "Variance", sign=Sign.FAVOURABLE, basis="including support"),
        ),
        rows=tuple(rows),
    )
