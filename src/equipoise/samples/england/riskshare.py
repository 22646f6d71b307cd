"""Risk-share agreements of a synthetic England: one for each system, with what it is settled on.

Made up from the incomes of its trusts. Northmere's is its own, in its own year.
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
from equipoise.samples.northmere import RISKSHARE

FOLDER: Final = "riskshare"
AGREEMENT, POSITIONS, SHOCKS = "agreement.yaml", "positions.csv", "shocks.csv"
CONTINGENCY_PER_MILLE: Final = 2
"""Of 1,000 of its trusts' income, what an ICB holds for the year's surprises."""
SPREAD_PER_MILLE: Final = 12
LEAST, MOST = -15, 6
"""Between what a body's variance is, of 1,000 of its income."""
TEXT: Final = """\
# {notice}
# Amounts are in £000.
name: {code}-{year}
title: Risk-share agreement of {name}
starts_on: {starts}
ends_on: {ends}
means: {means}
parties:
{parties}
funds:
  contingency: {{holder: {code}, amount: {contingency}}}
layers:
  - name: The contingency of the ICB
    source: contingency
    fund: contingency
    trigger: {{of: system}}
  - name: Partners by turnover
    source: partners
    key: turnover
    cap: {{of_turnover: 0.5%}}
    trigger: {{of: system, when: quarter}}
consent: {{rule: all_affected, regional: yes}}
"""


def write_riskshare(folder: Path, england: England) -> Path:
    """Return the folder of the agreements, a folder within it for each system."""
    made = folder / FOLDER
    random = Random(f"{england.bodies.seed}/riskshare")
    for system in england.bodies.systems:
        own = made / system.code
        if has_own_plan(system.code, england.year.year):
            shutil.copytree(RISKSHARE, own)
            continue
        own.mkdir(parents=True)
        trusts = england.bodies.members[system.code]
        (own / AGREEMENT).write_text(_agreement(england, system, trusts, random), "utf-8")
        incomes = {system.code: sum(trust.income for trust in trusts)}
        incomes |= {trust.code: trust.income for trust in trusts}
        _table(own / POSITIONS, ("body", "variance"), [
            (code, income * random.randint(LEAST, MOST) // 1_000)
            for code, income in incomes.items()
        ])  # fmt: skip
        _table(own / SHOCKS, ("body", "mean", "spread", "limit"), [
            (code, 0, income * SPREAD_PER_MILLE // 1_000, -income // 100)
            for code, income in incomes.items()
        ])  # fmt: skip
    return made


def _agreement(england: England, system: System, trusts: Sequence[Trust], random: Random) -> str:
    period, whole = england.year.year.period, sum(trust.income for trust in trusts)
    return TEXT.format(
        notice=NOTICE,
        code=system.code,
        name=system.name,
        year=england.year.year.code,
        starts=period.starts_on,
        ends=period.ends_on,
        means=random.choice(("transfer", "target_shift")),
        parties="\n".join(_parties(system, trusts, whole)),
        contingency=whole * CONTINGENCY_PER_MILLE // 1_000,
    )


def _parties(system: System, trusts: Sequence[Trust], whole: int) -> Iterator[str]:
    yield f"  {system.code}: {{kind: icb, turnover: {whole}}}"
    for trust in trusts:
        yield f"  {trust.code}: {{kind: foundation_trust, turnover: {trust.income}}}"


def _table(path: Path, heads: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows(rows)
