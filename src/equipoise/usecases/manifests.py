"""The manifest of a system's plan: parts, rules and figures, pinned by digest."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from importlib.metadata import version as installed
from io import BytesIO
from typing import Any

from equipoise.records.models import Event, Version
from equipoise.store import Digest
from equipoise.usecases.held import Held
from equipoise.usecases.statement import Statement
from equipoise.usecases.versions import signatures


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
        "parts": _parts(plan.versions, plan.held),
        "outside": _parts(plan.neighbours.versions, plan.neighbours.held),
        "figures": {str(ref): str(figure.value) for ref, figure in statement.figures().items()},
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return one.workspace.put(BytesIO(text.encode()))


def _parts(
    rows: Collection[Version], held: Mapping[tuple[str, str], Held]
) -> list[dict[str, object]]:
    signed = signatures(rows)
    ordered = sorted(rows, key=lambda row: (row.organisation, row.part))
    return [_part(row, held, signed.get(row)) for row in ordered]


def _part(
    row: Version, held: Mapping[tuple[str, str], Held], signed: Event | None
) -> dict[str, object]:  # fmt: skip
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
