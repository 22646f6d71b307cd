"""A decision as it is recorded: what it is called, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from equipoise.records.models import Decision


@dataclass(frozen=True, kw_only=True)
class RecordedDecision:
    """A decision of a round; how far it has come is for each ledger to say."""

    decision: Decision

    @property
    def name(self) -> str:
        """Its short name: D3."""
        return f"D{self.decision.number}"

    @property
    def body(self) -> Mapping[str, Any]:
        """What was decided, as recorded."""
        content = self.decision.body
        assert isinstance(content, dict)
        return content
