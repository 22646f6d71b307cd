"""Sums of cells as SQL: by what, of which, and how many of each kind are absent."""

from collections.abc import Sequence
from typing import Final

from equipoise.cube.files import YEAR, dated
from equipoise.units import Absence

KINDS: Final = tuple(Absence)
COLUMNS: Final = ("every", "present", *(f"absent_{number}" for number in range(len(KINDS))))
_COUNTS: Final = ", ".join(
    f"count(*) FILTER (absence = '{kind}') AS absent_{number}" for number, kind in enumerate(KINDS)
)


def sums(by: Sequence[str], holds: str) -> str:
    """Return SQL for the sum and the counts of the cells of which `holds` is true, by some parts.

    Cells are added up by their dates first, of which there are few: to spell a year or a period
    for every cell would take longer than to add it up.

    Shape: the parts, the sum or null where it is beyond 64 bits, how many there are, how many have
        a value, and how many are absent, by kind.
    """
    plain = [part for part in by if part not in ("year", "period")]
    counts = f"sum(value) AS value, count(*) AS every, count(value) AS present, {_COUNTS}"

    def first(*dates: str) -> str:
        return f"({_grouped([*plain, *dates], counts, f'cells WHERE {holds}')})"

    if "period" in by:
        source = f"({dated(first('starts_on', 'ends_on'))})"
    elif "year" in by:
        source = f"(SELECT *, {YEAR} AS year FROM {first('year_starts_on')})"
    else:
        source = first()
    totals = ", ".join(f"CAST(sum({name}) AS BIGINT)" for name in COLUMNS)
    value = "TRY_CAST(coalesce(sum(value), 0) AS BIGINT)"
    ordered = f" ORDER BY {', '.join(by)}" if by else ""
    return f"{_grouped(by, f'{value}, {totals}', source)}{ordered}"


def _grouped(by: Sequence[str], columns: str, source: str) -> str:
    listed = ", ".join(by)
    group = f" GROUP BY {listed}" if by else ""
    return f"SELECT {f'{listed}, ' if by else ''}{columns} FROM {source}{group}"
