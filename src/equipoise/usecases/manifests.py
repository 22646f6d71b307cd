"""The manifest of a system's plan: parts, rules and figures, pinned by digest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version as installed
from io import BytesIO
from typing import Any

from equipoise.records.models import Version
from equipoise.store import Digest
from equipoise.usecases.held import Held
from equipoise.usecases.statement import Statement
from equipoise.usecases.versions import signature


def put_manifest(statement: Statement, number: int) -> Digest:
    """Store what the version is made of; return the digest that names it."""
    plan = statement.plan
    one = plan.round
    content: dict[str, Any] = {
        "schema": 1,
        "verb": "collate",
        "round": one.code,
        "system": plan.system,
        "number": number,
        "known_on": one.known_on.isoformat(),
        "code": installed("equipoise"),
        "params": one.params.digest,
        "packs": list(one.record.packs),
        "register": one.register.digest,
        "cells": plan.cells.digest(),
        "parts": [_part(row, plan.held) for row in _sorted(plan.versions)],
        "outside": [_part(row, plan.neighbours.held) for row in _sorted(plan.neighbours.versions)],
        "figures": {str(ref): str(figure.value) for ref, figure in statement.figures().items()},
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return one.workspace.put(BytesIO(text.encode()))


def _sorted(rows: Iterable[Version]) -> list[Version]:
    return sorted(rows, key=lambda row: (row.organisation, row.part))


def _part(row: Version, held: Mapping[tuple[str, str], Held]) -> dict[str, object]:
    signed = signature(row)
    return {
        "organisation": row.organisation,
        "part": row.part,
        "number": row.number,
        "file": row.file,
        "cells": row.cells,
        "reading": row.reading,
        "parquet": held[row.organisation, row.part].parquet,
        "signed_by": signed.person if signed else None,
    }
