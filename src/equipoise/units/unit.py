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
DAYS: Final = Unit("days")
"""Days of a stay, or of a calendar."""
COUNT: Final = Unit("count")
"""How many organisations, systems, returns."""
PERCENT: Final = Unit("hundredths of a per cent", per_whole=100)
"""How likely: 100 to the per cent, so that 12.5% is 1250."""
PEOPLE: Final = Unit("people")
"""Registered or weighted people: a projection may hold parts of one."""
RATIO: Final = Unit("ratio")
"""One number over another of the same unit."""
_ALL: Final = (PENCE, WTE, SPELLS, ATTENDANCES, DAYS, COUNT, PERCENT, PEOPLE, RATIO)
UNITS: Final = {unit.name: unit for unit in _ALL}
