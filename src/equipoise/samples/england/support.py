"""Support, chances and debts of a synthetic England, as files: by system, body and quarter.

Plans and awards are those of its returns; results, chances and debts are made up.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Final

from equipoise.samples.england.drafts import England
from equipoise.samples.england.pack import NOTICE
from equipoise.units import Pence, apportion

FOLDER: Final = "support"
YEAR: Final = "to-december.csv"
CHANCES: Final = "chances.csv"
DEBTS: Final = "debts.csv"
SHOCKS: Final = "shocks.csv"
QUARTERS: Final = (1, 2, 3, 4)
KNOWN: Final = 3
"""Quarters whose results are there."""
ON_PLAN: Final = 70
"""Of 100 results of a quarter, how many are on plan or better."""
OFF_PER_MILLE: Final = 4
"""Of 1,000 of a quarter's income, by how much a result may be off its plan."""
OWED_PER_MILLE: Final = 40
"""Of 1,000 of a trust's income, what one in three owed before 2020."""
HEADS: Final = ("system", "body", "award", "basis", "quarter", "plan", "actual", "turnover")
README: Final = """{notice}

Support of {year}, in £000: plans and results of three quarters before support, chances, and debts.
All was made up from one number, {seed}: the same number makes the same files.

equipoise support {file} --year {year}{replay}
equipoise pooling {chances} --year {year} --shocks {shocks}
equipoise debt {debts}
"""


def write_support(folder: Path, england: England) -> Path:
    """Return the folder of the files, written into `folder`."""
    made = folder / FOLDER
    made.mkdir(parents=True)
    random = Random(f"{england.bodies.seed}/support")
    years, chances, debts = [], [], []
    for system in england.bodies.systems:
        for code in england.members(system.code):
            income = _income(england, code)
            years += list(_quarters(england, (system.code, code), income, random))
            chances.append(_chance(england, (system.code, code), income, random))
            debts += list(_debts(code, income, random))
    _table(made / YEAR, HEADS, years)
    _table(made / CHANCES, ("system", "body", "award", "chance", "above", "below"), chances)
    _table(made / SHOCKS, ("body", "mean", "spread"), [_shock(row) for row in chances])
    _table(made / DEBTS, ("body", "year", "entry", "amount", "reason", "interest"), debts)
    words = README.format(
        notice=NOTICE,
        year=england.year.year,
        seed=england.bodies.seed,
        file=YEAR,
        replay="" if england.year.supported else " --terms 2020/21 --model",
        chances=CHANCES,
        shocks=SHOCKS,
        debts=DEBTS,
    )
    (made / "README.txt").write_text(words, "utf-8")
    return made


def _income(england: England, code: str) -> int:
    body = england.bodies.by_code[code]
    return getattr(body, "income", 0)


def _quarters(
    england: England, whose: tuple[str, str], income: int, random: Random
) -> Iterator[Mapping[str, str]]:
    system, code = whose
    award = england.positions.support.get(code, 0)
    parts = apportion(Pence(england.positions.excluding[code]), dict.fromkeys(QUARTERS, 1))
    plan = 0
    for quarter in QUARTERS:
        plan += parts[quarter]
        off = random.randint(0, max(1, income * OFF_PER_MILLE // 4_000))
        actual = plan + (off if random.randint(1, 100) <= ON_PLAN else -off)
        yield {
            "system": system,
            "body": code,
            "award": str(award) if award and quarter == 1 else "",
            "basis": "excluding",
            "quarter": str(quarter),
            "plan": str(plan),
            "actual": str(actual) if quarter <= KNOWN else "",
            "turnover": str(income) if income and quarter == 1 else "",
        }


def _chance(
    england: England, whose: tuple[str, str], income: int, random: Random
) -> Mapping[str, str]:
    off = max(10, income * OFF_PER_MILLE // 1_000)
    return {
        "system": whose[0],
        "body": whose[1],
        "award": str(england.positions.support.get(whose[1], 0)),
        "chance": str(random.randint(10, 19) * 5),
        "above": str(random.randint(0, off)),
        "below": str(random.randint(1, 2 * off)),
    }


def _shock(chance: Mapping[str, str]) -> Mapping[str, str]:
    """Return what could come of a body: as far as its chance is stated, and as likely missed."""
    return {"body": chance["body"], "mean": "0", "spread": chance["below"]}


def _debts(code: str, income: int, random: Random) -> Iterator[Mapping[str, str]]:
    if not income or random.randint(1, 3) > 1:
        return
    owed = income * OWED_PER_MILLE // 1_000
    began = {"body": code, "year": "2019/20", "entry": "opening", "amount": str(owed)}
    yield {**began, "reason": "Interim loans to March 2020"}
    made = {"body": code, "year": "2020/21", "entry": "converted", "amount": str(owed)}
    yield {**made, "reason": "Interim loans made capital", "interest": str(owed * 16 // 1_000)}


def _table(path: Path, heads: tuple[str, ...], rows: Sequence[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, heads, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
