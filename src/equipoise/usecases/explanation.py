"""What a reference stands for: its figure, where that comes from, and facts in plain lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from equipoise.workings import Figure, Reference


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """What a reference stands for.

    `figure` is the number with its working, where it is one. `sources` says of each file and
    decision beneath it where it comes from and who signed it. `facts` are plain lines.
    `differs` says what was recorded when that is not what is found today.
    """

    ref: Reference
    title: str
    figure: Figure | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    assumed: tuple[Reference, ...] = ()
    differs: str = ""
