"""Elective care of a synthetic England, as files: by system, trust, month and point of delivery.

Made up from the income of its trusts. Northmere's is that of the worked example, in its year.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Final

from equipoise.samples.england.bodies import System, Trust
from equipoise.samples.england.drafts import England
from equipoise.samples.england.flows import has_own_plan
from equipoise.samples.england.pack import NOTICE
from equipoise.samples.northmere import ELECTIVE
from equipoise.units import Pence, apportion

FOLDER: Final = "elective"
CARE: Final = "care.csv"
SYSTEMS: Final = "systems.csv"
HOSPITALS: Final = ("acute", "specialist")
"""Kinds of trust that give elective care."""
ELECTIVE_PER_MILLE: Final = 170
"""Of 1,000 of a hospital's income, what elective care of 2019/20 is worth."""
FUND_PER_MILLE: Final = 40
LEAST, MOST = 940, 1_130
"""Between what a trust delivers, of 1,000 of its baseline."""
TARGETS: Final = (103, 103, 103, 104, 105, 106, 107, 108, 109, 110, 111, 113, 114)
"""What systems' own targets are drawn from, %: about ten of 42 have 103."""
MONTHS: Final = (18, 20, 22, 21, 22, 21, 22, 22, 19, 22, 21, 20)
"""How care is spread over the months: by working days."""
PODS: Final = {"EL": 30, "DC": 36, "OPPROC": 11, "OPFA": 14, "OPFU": 9}
"""Of 100 of elective care, by point of delivery."""
HEADS: Final = ("system", "provider", "month", "pod", "baseline", "actual")
README: Final = """{notice}

Elective care of {year}, in £000, and each system's fund and own target. All was made up from one
number, {seed}: the same number makes the same files.

equipoise erf {care} --year {year} --systems {systems} --on {day}
"""


def write_elective(folder: Path, england: England) -> Path:
    """Return the folder of the files, written into `folder`."""
    made = folder / FOLDER
    made.mkdir(parents=True)
    random = Random(f"{england.bodies.seed}/elective")
    care, limits = [], []
    for system in england.bodies.systems:
        own = list(_rows(england, system, random))
        care += own
        fund = sum(int(row["baseline"]) for row in own) * FUND_PER_MILLE // 1_000
        target = "" if _is_northmere(england, system) else str(random.choice(TARGETS))
        limits.append({"system": system.code, "fund": str(fund), "target": target})
    _table(made / CARE, HEADS, care)
    _table(made / SYSTEMS, ("system", "fund", "target"), limits)
    year = england.year.year
    words = README.format(
        notice=NOTICE,
        year=year,
        seed=england.bodies.seed,
        care=CARE,
        systems=SYSTEMS,
        day=year.period.ends_on,
    )
    (made / "README.txt").write_text(words, "utf-8")
    return made


def _rows(england: England, system: System, random: Random) -> Iterator[Mapping[str, str]]:
    if _is_northmere(england, system):
        with (ELECTIVE / CARE).open(encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream)
        return
    for trust in england.bodies.members[system.code]:
        if trust.kind in HOSPITALS:
            yield from _of_trust(trust, random)


def _of_trust(trust: Trust, random: Random) -> Iterator[Mapping[str, str]]:
    baseline = trust.income * ELECTIVE_PER_MILLE // 1_000
    actual = baseline * random.randint(LEAST, MOST) // 1_000
    even = {
        (month, pod): days * share
        for month, days in enumerate(MONTHS, start=1)
        for pod, share in PODS.items()
    }
    uneven = {key: weight * random.randint(92, 108) for key, weight in even.items()}
    then, now = apportion(Pence(baseline), even), apportion(Pence(actual), uneven)
    for month, pod in even:
        yield {
            "system": trust.system,
            "provider": trust.code,
            "month": str(month),
            "pod": pod,
            "baseline": str(then[month, pod]),
            "actual": str(now[month, pod]),
        }


def _is_northmere(england: England, system: System) -> bool:
    return has_own_plan(system.code, england.year.year)


def _table(path: Path, heads: tuple[str, ...], rows: Sequence[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, heads, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
