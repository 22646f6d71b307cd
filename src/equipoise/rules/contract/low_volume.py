"""Low volume activity: a published value in twelfths, with no transactions in the year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import one
from equipoise.rules.registry import rule
from equipoise.units import RATIO, Period
from equipoise.workings import Number, rounded, shared

MONTHS: Final = tuple(f"M{number:02}" for number in range(1, 13))


@dataclass(frozen=True, kw_only=True)
class LowVolume(Generic[Number]):
    """The published value of a year. Unit: pence."""

    value: Number


@rule(
    applies=Period.parse("2023-04-01 to 2029-04-01"),
    source="NHS England, NHS Payment Scheme 2023/25 and 2025/26: low volume activity block, the "
    "published value by twelfths",
)
def low_volume(
    flow: LowVolume[Number], params: Values[Number], *, known_on: date
) -> Mapping[str, Number]:
    """Return each month's payment, by the code of the month.

    Unit: whole pence; pennies left over go to the first months.
    Law twelfths_sum_to_the_value: to the penny, and no two months are more than a penny apart.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> found = low_volume(LowVolume(value=Fraction(1201)), load().exact,
    ...     known_on=date(2023, 4, 1))
    >>> print(found["M01"], found["M12"])
    101 100
    """
    del params, known_on
    value = rounded(flow.value)
    return shared(value, dict.fromkeys(MONTHS, one(value, unit=RATIO)))
