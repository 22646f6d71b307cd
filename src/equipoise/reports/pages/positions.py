"""Positions of a system's members: Position with and without support (T2)."""

from collections.abc import Mapping

from equipoise.register import Organisation
from equipoise.reports.table import Column, ColumnKind, Row, Sign, Table
from equipoise.usecases.statement import Statement


def position_table(statement: Statement) -> Table:
    """Return each member's position and the system's, including and excluding support."""
    plan, found = statement.plan, statement.position
    rows = [
        Row(
            cells={
                "organisation": f"{code} {plan.members[code].name}",
                "including": both.including,
                "excluding": both.excluding,
            },
            refs={
                "including": statement.ref(f"position/{code}/including"),
                "excluding": statement.ref(f"position/{code}/excluding"),
            },
        )
        for code, both in sorted(found.members.items())
    ]
    rows += [Row(cells={"organisation": _missing(plan.members, code)}) for code in found.missing]
    rows.append(
        Row(
            cells={
                "organisation": "System total",
                "including": found.including,
                "excluding": found.excluding,
            },
            refs={
                "including": statement.ref("position/system/including"),
                "excluding": statement.ref("position/system/excluding"),
            },
            emphasis=True,
        )
    )
    return Table(
        name="position",
        title="Position with and without support",
        sentence="",
        basis=basis_line(statement),
        columns=(
            Column(key="organisation", title="Body"),
            Column(
                key="including",
                title="Plan",
                kind=ColumnKind.MONEY,
                sign=Sign.SURPLUS,
                basis="including support",
            ),
            Column(
                key="excluding",
                title="Plan",
                kind=ColumnKind.MONEY,
                sign=Sign.SURPLUS,
                basis="excluding support",
            ),
        ),
        rows=tuple(rows),
    )


def basis_line(statement: Statement) -> str:
    """Return the basis of a page: Plan v3 of ZQ1, 2023/24, full year."""
    plan = statement.plan
    words = {"signed": "as signed now", "proposed": "as proposed now"}.get(plan.pin, plan.pin)
    return f"Plan of {plan.system}, {words}; {plan.round.year}, full year"


def _missing(members: Mapping[str, Organisation], code: str) -> str:
    return f"{code} {members[code].name}: not submitted"
