"""Contracts as files, made for a test: a few rows, and a change to them."""

import csv
from datetime import date
from pathlib import Path

from equipoise.params import load
from equipoise.sources import contract_files
from equipoise.sources.contracts import MONTHS, WORDS
from equipoise.units import FinancialYear
from equipoise.usecases.contracted.agreed import Agreed

LATE = date(2026, 10, 20)
BASE = "2023/24 prices"
HEAD = ("commissioner", "provider", "layer", "pod", "price_base", *MONTHS)
Values = list[list[str]]


def row(
    layer: str, pod: str, amounts: list[str] | str, *, provider: str = "ZR1", base: str = BASE
) -> list[str]:
    """Return a row of values of ZQ1: one amount for every month, or so many months."""
    months = [amounts] * 12 if isinstance(amounts, str) else amounts
    return ["ZQ1", provider, layer, pod, base, *months, *[""] * (12 - len(months))]


def written(folder: Path, values: Values, **words: str) -> Path:
    """Return the folder with one contract, of ZQ1 with ZR1, and these values."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "contracts.csv").open("w", encoding="utf-8", newline="") as stream:
        plain = {column: known[0] for column, known in WORDS.items()}
        listed = csv.writer(stream)
        listed.writerow(["commissioner", "provider", *plain])
        listed.writerow(["ZQ1", "ZR1", *{**plain, **words}.values()])
    with (folder / "values.csv").open("w", encoding="utf-8", newline="") as stream:
        listed = csv.writer(stream)
        listed.writerow(HEAD)
        listed.writerows(values)
    return folder


def agreed(folder: Path, starts_in: int = 2023) -> Agreed:
    """Return the contracts of a folder for a year, as rules are known late."""
    return Agreed(
        files=contract_files(folder),
        year=FinancialYear(starts_in),
        params=load(),
        known_on=LATE,
    )
