"""Units of measure: each is stored in its smallest whole part."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Unit:
    """What one of a number means; `per_whole` of them make one of the word people say."""

    name: str
    per_whole: int = 1

    def __str__(self) -> str:
        return self.name


PENCE: Final = Unit("pence", per_whole=100)
"""Money: 100 to the pound."""
WTE: Final = Unit("hundredths of a WTE", per_whole=100)
"""Staff: whole-time equivalents, in hundredths."""
SPELLS: Final = Unit("spells")
"""Hospital stays."""
ATTENDANCES: Final = Unit("attendances")
"""Visits to a clinic or an emergency department."""
COUNT: Final = Unit("count")
"""How many organisations, systems, returns."""
RATIO: Final = Unit("ratio")
"""One number over another of the same unit."""
UNITS: Final = {unit.name: unit for unit in (PENCE, WTE, SPELLS, ATTENDANCES, COUNT, RATIO)}
