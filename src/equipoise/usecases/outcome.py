"""What every use case returns: a result, what was found wrong, what was recorded, figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from equipoise.findings import Finding
from equipoise.workings import Expand, Figure, Reference, unexpanded

Result_co = TypeVar("Result_co", covariant=True)


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """An event as it was written: its place in the chain, and its hash."""

    stream: str
    sequence: int
    verb: str
    subject: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class Outcome(Generic[Result_co]):
    """The result of one use case, with all it found and did.

    `adds_up` is False where money stands on one side only, or a limit is not met; None where
    that was not asked. `expand` fetches the cells beneath a figure.
    """

    result: Result_co
    findings: tuple[Finding, ...] = ()
    events: tuple[Recorded, ...] = ()
    figures: Mapping[Reference, Figure] = field(default_factory=dict)
    adds_up: bool | None = None
    expand: Expand = unexpanded
