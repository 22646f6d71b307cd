"""Opening allocations: what each area was given before, in £000."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from equipoise.sources.amounts import THOUSAND_POUNDS, pence
from equipoise.sources.misfit import Misfit
from equipoise.sources.table import read_table
from equipoise.units import Pence


@dataclass(frozen=True, kw_only=True)
class Openings:
    """Each area's allocation before, where it stands in the file, and what does not fit."""

    source: str
    allocations: Mapping[str, Pence]
    places: Mapping[str, str]
    misfits: tuple[Misfit, ...]


def openings(path: Path) -> Openings:
    """Return the opening allocations of a csv: area and allocation, in £000.

    Unit: pence. A row whose allocation is no amount, or whose area stood before, is left out.
    """
    table = read_table(path, "openings")
    misfits = list(table.misfits)
    found: dict[str, Pence] = {}
    places: dict[str, str] = {}
    for row in table.rows:
        amount = pence(row["allocation"], per_unit=THOUSAND_POUNDS)
        if amount is None:
            why = f"the allocation of {row['area']} is not an amount in £000"
            expected = "an amount, such as 1021500"
            misfits.append(table.misfit(row, found=row["allocation"], expected=expected, why=why))
        elif row["area"] not in found:
            found[row["area"]] = amount
            places[row["area"]] = row.place
    return Openings(source=path.name, allocations=found, places=places, misfits=tuple(misfits))
