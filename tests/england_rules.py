"""The rules of a synthetic England: those of its pack, once all of them are published."""

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from equipoise.params import Parameters, load
from equipoise.samples.england.bodies import bodies
from equipoise.samples.england.drafts import England, england
from equipoise.samples.england.pack import write_pack
from equipoise.samples.england.positions import Year, year_of
from equipoise.units import FinancialYear


def known_on(year: Year) -> date:
    """Return the day returns are handed in: just before the year, or when its rules are out."""
    return max(date(year.year.starts_in, 3, 30), date.fromisoformat(year.published))


@cache
def small(year: int = 2023) -> England:
    """Return an England of three systems."""
    return england(bodies(3), year_of(FinancialYear(year)))


@cache
def rules(year: int = 2023) -> Parameters:
    """Return the house's parameters with the pack of the small England laid over them."""
    with TemporaryDirectory() as folder:
        return load(write_pack(Path(folder), small(year)) / "params")
