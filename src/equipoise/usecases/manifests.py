"""The manifest of a system's plan: parts, rules and figures, pinned by digest."""

from __future__ import annotations

import json
from importlib.metadata import version as installed
from io import BytesIO
from typing import Any

from equipoise.store import Digest
from equipoise.usecases.plans import Plan
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
        "register": one.register.digest,
        "cells": plan.cells.digest(),
        "parts": [_part(plan, key) for key in sorted(plan.held)],
        "figures": {str(ref): str(figure.value) for ref, figure in statement.figures().items()},
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return one.workspace.put(BytesIO(text.encode()))


def _part(plan: Plan, key: tuple[str, str]) -> dict[str, object]:
    row = next(v for v in plan.versions if (v.organisation, v.part) == key)
    signed = signature(row)
    return {
        "organisation": row.organisation,
        "part": row.part,
        "number": row.number,
        "file": row.file,
        "cells": row.cells,
        "reading": row.reading,
        "parquet": plan.held[key].parquet,
        "signed_by": signed.person if signed else None,
    }
