"""What a rule of growth answers: a rate, or why there is none. Never zero for want of a figure."""

from dataclasses import dataclass
from typing import Generic

from equipoise.workings import Number


@dataclass(frozen=True)
class NotAvailable:
    """There is no figure, for this reason."""

    reason: str

    def __str__(self) -> str:
        return f"Not available: {self.reason}"


@dataclass(frozen=True, kw_only=True)
class Growth(Generic[Number]):
    """A year's growth as a ratio: 0.024 is 2.4%."""

    rate: Number
