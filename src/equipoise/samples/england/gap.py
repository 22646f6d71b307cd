"""What bodies of a synthetic England say they can do to close a gap: a file for each system.

Gaps are as if every limit were so much tougher: the plans of its returns meet theirs. Northmere's
file is its own, in its own year.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Final

from equipoise.samples.england.bodies import System, Trust
from equipoise.samples.england.drafts import England
from equipoise.samples.england.flows import has_own_plan
from equipoise.samples.england.pack import NOTICE
from equipoise.samples.england.planting import FoundBy, Planted, write_manifest
from equipoise.samples.northmere import GAP

FOLDER: Final = "gap"
LIMITS, GAPS, MANIFEST = "limits.csv", "gaps.csv", "manifest.csv"
GAP_PER_MILLE: Final = 4
"""Of 1,000 of its trusts' income, a system's gap."""
RECURRENT_PER_MILLE: Final = 4
ONE_OFF_PER_MILLE: Final = 2
"""Of 1,000 of its income, the most that a body says it can do of each kind."""
NORTHMERE_GAP: Final = 2_300
"""Of Northmere's own plan, £000."""
TOO_LITTLE_OF: Final = 14
"""Of so many systems, in one the bodies cannot do what the gap asks."""
HEADS: Final = ("body", "kind", "payer", "least", "most", "reason")
README: Final = """{notice}

What each body says it can do to close a gap of {year}, in £000: a folder for each system. The gap
of each stands in {gaps}; {manifest} names the systems whose bodies cannot close it, and by how
much. All was made up from one number, {seed}: the same number makes the same files.

equipoise suggest {first}/{limits} {first} --gap {gap} --year {year}
"""


def write_gap(folder: Path, england: England, *, planted: bool = True) -> Path:
    """Return the folder of the files, with systems that cannot close their gap, or with none."""
    made = folder / FOLDER
    made.mkdir(parents=True)
    random = Random(f"{england.bodies.seed}/gap")
    gaps, short = [], []
    for number, system in enumerate(england.bodies.systems):
        trusts = england.bodies.members[system.code]
        own = made / system.code
        if has_own_plan(system.code, england.year.year):
            shutil.copytree(GAP, own)
            gaps.append((system.code, NORTHMERE_GAP))
            continue
        own.mkdir()
        gap = sum(trust.income for trust in trusts) * GAP_PER_MILLE // 1_000
        limited = list(_limits(system, trusts, random))
        if planted and number % TOO_LITTLE_OF == 1:
            limited = [(*line[:4], int(line[4]) // 4, line[5]) for line in limited]
            can = sum(int(line[4]) for line in limited)
            short.append(_too_little(system, gap - can))
        _table(own / LIMITS, HEADS, limited)
        gaps.append((system.code, gap))
    _table(made / GAPS, ("system", "gap"), gaps)
    write_manifest(made / MANIFEST, short)
    first, gap = gaps[-1]
    words = README.format(
        notice=NOTICE, year=england.year.year, seed=england.bodies.seed, gaps=GAPS,
        manifest=MANIFEST, limits=LIMITS, first=first, gap=gap,
    )  # fmt: skip
    (made / "README.txt").write_text(words, "utf-8")
    return made


def _limits(
    system: System, trusts: Sequence[Trust], random: Random
) -> Iterator[tuple[str, str, str, int, int, str]]:
    incomes = {trust.code: trust.income for trust in trusts}
    for code, income in incomes.items():
        most = income * random.randint(RECURRENT_PER_MILLE, 2 * RECURRENT_PER_MILLE) // 1_000
        yield code, "recurrent", "", 0, most, "Plan of efficiency"
        most = income * random.randint(0, ONE_OFF_PER_MILLE) // 1_000
        yield code, "one-off", "", 0, most, "Sale of equipment" if most else "Nothing left to sell"
    whole = sum(incomes.values())
    most = whole * random.randint(0, 2) // 1_000
    yield system.code, "recurrent", "", 0, most, "Prescribing review"


def _too_little(system: System, short: int) -> Planted:
    return Planted(
        organisation=system.code,
        found_by=FoundBy.SUGGEST,
        code="",
        amount=short,
        unit="£000",
        what="what its bodies say they can do does not close the gap",
    )


def _table(path: Path, heads: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows(rows)
