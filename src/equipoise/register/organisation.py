"""Bodies: what kind they are, and between which days they exist."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a body is."""

    PROVIDER = "provider"
    ICB = "icb"
    NATIONAL = "national"
    REGION = "region"
    SYSTEM = "system"
    SUB_ICB = "sub_icb"
    PCN = "pcn"
    PRACTICE = "practice"
    CCG = "ccg"
    PLACE = "place"
    COLLABORATIVE = "collaborative"
    COUNCIL = "council"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """One body, under the code that stays when its name changes.

    Shape: `closes_on` is the first day it no longer exists; None on either side is unknown or
        open-ended. `source` says where the entry was read.
    """

    code: str
    name: str
    kind: Kind
    opens_on: date | None = None
    closes_on: date | None = None
    source: str

    def __post_init__(self) -> None:
        if not self.code or not self.name or not self.source:
            raise ValueError(f"a body has a code, a name and a source: {self}")
        if self.opens_on and self.closes_on and self.opens_on >= self.closes_on:
            raise ValueError(f"{self.code} closes on {self.closes_on}, before it opens")

    def is_open_on(self, day: date) -> bool:
        """Return whether the body exists on `day`.

        >>> trust = Organisation(code="ZR1", name="A trust", kind=Kind.PROVIDER,
        ...     closes_on=date(2024, 4, 1), source="made up")
        >>> trust.is_open_on(date(2024, 3, 31)), trust.is_open_on(date(2024, 4, 1))
        (True, False)
        """
        opened = self.opens_on is None or self.opens_on <= day
        return opened and (self.closes_on is None or day < self.closes_on)
