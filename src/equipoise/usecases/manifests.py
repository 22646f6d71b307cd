"""The manifest of a system's plan: parts, rules and figures, pinned by digest."""

from __future__ import annotations

import json
from collections.abc import Collection
from importlib.metadata import version as installed
from io import BytesIO
from typing import Any

from equipoise.records.models import Event, Version
from equipoise.store import Digest
from equipoise.usecases.held import parquet_of
from equipoise.usecases.statement import Statement
from equipoise.usecases.versions import signatures
from equipoise.usecases.workspace import Workspace


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
        "parts": _parts(one.workspace, plan.versions),
        "outside": _parts(one.workspace, plan.neighbours.versions),
        "figures": {str(ref): str(figure.value) for ref, figure in statement.figures().items()},
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return one.workspace.put(BytesIO(text.encode()))


def _parts(workspace: Workspace, rows: Collection[Version]) -> list[dict[str, object]]:
    signed = signatures(rows)
    ordered = sorted(rows, key=lambda row: (row.organisation, row.part))
    return [_part(workspace, row, signed.get(row)) for row in ordered]


def _part(workspace: Workspace, row: Version, signed: Event | None) -> dict[str, object]:
    return {
        "organisation": row.organisation,
        "part": row.part,
        "number": row.number,
        "file": row.file,
        "cells": row.cells,
        "reading": row.reading,
        "parquet": parquet_of(workspace, row.reading),
        "signed_by": signed.person if signed else None,
    }
