"""Six months of Northmere's actuals, constructed: its plan to date with a drift of a few lines."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Final

from equipoise.register import Chart
from equipoise.samples.northmere import DATA, MONTHS, NAMES
from equipoise.units import nearest

DRIFT: Final = DATA / "drift.csv"
"""By how many hundredths a line is above its plan to date; every other line is on plan."""
REPORTED: Final = 6
HUNDRED: Final = 100


def write_months(folder: Path) -> None:
    """Write a list of actuals to the end of each of six months, for each body, to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for code in NAMES:
        for number in range(1, REPORTED + 1):
            lines = ["code,line,value"]
            lines += [f"{code},{line},{value}" for line, value in _actuals(code, number).items()]
            path = folder / f"{code}-M{number}.csv"
            path.write_text("\n".join(lines) + "\n", "utf-8")


def _actuals(code: str, number: int) -> dict[str, int]:
    """Return whole thousands of pounds to the end of a month, by line."""
    chart = Chart.load()
    year: Counter[str] = Counter()
    for row in _rows(DATA / "lines.csv"):
        measure = row["measure"]
        if row["organisation"] == code and _is_monthly(chart, measure, code):
            year[measure] += int(row["year_thousands"])
    drift = {
        row["line"]: int(row["hundredths"]) for row in _rows(DRIFT) if row["organisation"] == code
    }
    return {
        line: nearest(value * number * (HUNDRED + drift.get(line, 0)), MONTHS * HUNDRED)
        for line, value in year.items()
    }


def _is_monthly(chart: Chart, measure: str, code: str) -> bool:
    found = chart.get(measure, NAMES[code][1])
    return found.part == "finance" and not found.annual and found.entered


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
