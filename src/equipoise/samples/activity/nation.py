"""The codes of a made-up nation: who gives care, who pays, what is delivered.

None is a real organisation's: providers begin with Z and are three characters long, commissioners
with Y, practices with Z and five digits. HRGs and treatment functions have the form of real ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase, digits
from typing import Final

PROVIDERS: Final = 220
COMMISSIONERS: Final = 43
PRACTICES: Final = 6300
HRGS: Final = 2800
FUNCTIONS: Final = 60
FLAGS: Final = 36
"""Prescribed specialised services that earn a top-up."""
DEPARTMENTS: Final = 12
"""HRGs of emergency departments."""
SPLITS: Final = "ABCDE"
NUMBERS: Final = 28
CHAPTERS: Final = ascii_uppercase[:20]


@dataclass(frozen=True, kw_only=True)
class Nation:
    """How many there are of everything, in the proportions of England's year."""

    providers: int = PROVIDERS
    commissioners: int = COMMISSIONERS
    practices: int = PRACTICES
    hrgs: int = HRGS

    @property
    def codes(self) -> dict[str, tuple[str, ...]]:
        """Every code, by what it is of."""
        ends = [f"{letter}{digit}" for letter in ascii_uppercase for digit in digits]
        return {
            "provider": tuple(f"Z{end}" for end in ends[: self.providers]),
            "commissioner": tuple(f"Y{number:02}" for number in range(1, self.commissioners + 1)),
            "practice": tuple(f"Z{number:05}" for number in range(1, self.practices + 1)),
            "hrg": _hrgs(self.hrgs),
            "department_hrg": tuple(f"VB{number:02}Z" for number in range(1, DEPARTMENTS + 1)),
            "treatment_function": tuple(str(100 + 10 * number) for number in range(FUNCTIONS)),
            "specialised": tuple(f"NCBPS{number:02}Z" for number in range(1, FLAGS + 1)),
            "attendance_hrg": ("WF01A", "WF01B", "WF02A", "WF02B"),
            "unbundled": ("RD01A", "RD20A", "RN01A"),
        }


def _hrgs(count: int) -> tuple[str, ...]:
    made = (
        f"{CHAPTERS[place // (NUMBERS * len(SPLITS)) % len(CHAPTERS)]}Y"
        f"{place // len(SPLITS) % NUMBERS + 1:02}{SPLITS[place % len(SPLITS)]}"
        for place in range(count)
    )
    return tuple(made)
