"""Tables for programs: whole pence, with unit, basis and reference, and a schema number."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.reports.display import footnotes, head, shown
from equipoise.reports.table import Amount, Column, Incomplete, Row, Table
from equipoise.units import RATIO, Absence
from equipoise.workings import Basis, Figure, assumed

SCHEMA: Final = 1
"""Raised when a reader of the last one would misread."""


class TakenNameError(ValueError):
    """Something extra was to stand under a name that the schema uses."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"these names are the schema's own: {', '.join(names)}")


def json_text(tables: Sequence[Table], extra: Mapping[str, object] | None = None) -> str:
    """Return the tables, and whatever else the command has to say, as JSON.

    Unit: money is whole pence, staff hundredths of a WTE; `shown` is what the page prints.
    Raises: TakenNameError when `extra` uses a name of the schema.
    Law json_keeps_every_penny: reading a cell back gives its value, its unit and its basis.
    """
    content: dict[str, object] = {"schema": SCHEMA, "tables": [_table(table) for table in tables]}
    if taken := sorted(content.keys() & (extra or {}).keys()):
        raise TakenNameError(taken)
    return json.dumps({**content, **(extra or {})}, ensure_ascii=False, indent=2) + "\n"


def _table(table: Table) -> dict[str, object]:
    return {
        "name": table.name,
        "title": table.title,
        "sentence": table.sentence,
        "basis": table.basis,
        "columns": [_column(column) for column in table.columns],
        "rows": [_row(row, table.columns) for row in table.rows],
        "notes": list(footnotes(table)),
    }


def _column(column: Column) -> dict[str, object]:
    return {
        "key": column.key,
        "title": column.title,
        "kind": column.kind,
        "sign": column.sign,
        "basis": column.basis,
        "head": head(column),
    }


def _row(row: Row, columns: tuple[Column, ...]) -> dict[str, object]:
    return {"emphasis": row.emphasis, "cells": {c.key: _cell(row, c) for c in columns}}


def _cell(row: Row, column: Column) -> dict[str, object]:
    value, ref = row.cells.get(column.key), row.ref(column.key)
    cell: dict[str, object] = {"shown": shown(value, column.kind), "ref": ref and str(ref)}
    match value:
        case Figure() | Amount() | Incomplete():
            cell |= {"value": _exact(value.value, value.basis), **_basis(value.basis)}
            if isinstance(value, Incomplete):
                cell |= {"complete": False, "absent": dict(value.absent)}
            if isinstance(value, Figure):
                cell["assumed"] = [str(each) for each in assumed(value)]
        case Absence():
            cell |= {"value": None, "absent": value}
        case date():
            cell["value"] = value.isoformat()
        case _:
            cell["value"] = value
    return cell


def _exact(value: int | Fraction, basis: Basis) -> int | dict[str, int]:
    if basis.unit != RATIO:
        return int(value)
    return {"numerator": value.numerator, "denominator": value.denominator}


def _basis(basis: Basis) -> dict[str, object]:
    return {
        "unit": basis.unit.name,
        "basis": {
            "period": str(basis.period),
            "stage": basis.stage,
            "support": basis.support,
        },
    }
