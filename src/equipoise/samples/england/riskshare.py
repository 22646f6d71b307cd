"""Risk-share agreements of a synthetic England: one for each system, with what it is settled on.

Made up from the incomes of its trusts, each under the duty of its kind. Northmere's is its own, in
its own year.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Final

from equipoise.samples.england.bodies import System, Trust
from equipoise.samples.england.drafts import England
from equipoise.samples.england.flows import has_own_plan
from equipoise.samples.england.pack import NOTICE
from equipoise.samples.england.planting import FoundBy, Planted, write_manifest
from equipoise.samples.northmere import RISKSHARE

FOLDER: Final = "riskshare"
AGREEMENT, POSITIONS, SHOCKS = "agreement.yaml", "positions.csv", "shocks.csv"
DUTIES, ANSWERS, MANIFEST = "duties.csv", "answers.csv", "manifest.csv"
DUTY_HEADS: Final = ("body", "position", "brought_forward", "cash", "licence", "recorded")
ANSWER_HEADS: Final = ("party", "answer", "by", "role", "answered_on")
NHS_TRUSTS_OF: Final = 3
"""Of so many trusts one is an NHS trust; the others are foundation trusts."""
CASH_PER_MILLE: Final = 60
FORWARD_PER_MILLE: Final = 10
"""Of 1,000 of its income, a trust's cash, and the most it has accumulated above or below nil."""
SILENT_OF: Final = 14
"""Of so many systems, in one the region has not answered."""
CLOSED: Final = "-06-15"
"""The day of the year after on which the year end is settled."""
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


def write_riskshare(folder: Path, england: England, *, planted: bool = True) -> Path:
    """Return the folder of the agreements, a folder within it for each system.

    In some the region has not answered, if asked for: the manifest names them.
    """
    made = folder / FOLDER
    random = Random(f"{england.bodies.seed}/riskshare")
    silent = []
    for number, system in enumerate(england.bodies.systems):
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
        _table(own / DUTIES, DUTY_HEADS, list(_duties(england, system, trusts, random)))
        is_silent = planted and number % SILENT_OF == 1
        _table(own / ANSWERS, ANSWER_HEADS, list(_answers(england, incomes, silent=is_silent)))
        silent += [_silent(system)] if is_silent else []
    write_manifest(made / MANIFEST, silent)
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
        yield f"  {trust.code}: {{kind: {_kind(trust)}, turnover: {trust.income}}}"


def _kind(trust: Trust) -> str:
    """Return what a trust is by statute: the same in every file."""
    is_nhs_trust = Random(f"{trust.code}/kind").randint(1, NHS_TRUSTS_OF) == 1
    return "nhs_trust" if is_nhs_trust else "foundation_trust"


def _duties(
    england: England, system: System, trusts: Sequence[Trust], random: Random
) -> Iterator[tuple[object, ...]]:
    """Yield what each body's duty is held against, and what is on record for it, £000.

    An ICB may not spend more than it receives; an NHS trust breaks even, taking one year with
    another; a foundation trust has cash and the terms of its licence.
    """
    plan = england.positions.including
    yield system.code, plan(system.code), "", "", "", "board consent; notice to NHS England"
    for trust in trusts:
        position = plan(trust.code)
        if _kind(trust) == "nhs_trust":
            most = trust.income * FORWARD_PER_MILLE // 1_000
            forward = random.randint(-most, most)
            yield trust.code, position, forward, "", "", "regulator's agreement"
        else:
            cash = trust.income * random.randint(CASH_PER_MILLE // 2, CASH_PER_MILLE) // 1_000
            yield trust.code, position, "", cash, "no undertakings", ""


def _answers(
    england: England, parties: Iterable[str], *, silent: bool
) -> Iterator[tuple[object, ...]]:
    day = f"{england.year.year.starts_in + 1}{CLOSED}"
    for code in parties:
        yield code, "yes", f"{code.lower()}.approver", "organisation_approver", day
    if not silent:
        yield "region", "yes", "region.lead", "region", day


def _silent(system: System) -> Planted:
    return Planted(
        organisation=system.code,
        found_by=FoundBy.SETTLE,
        code="",
        other="region",
        what="the region's answer to the settlement is not on record",
    )


def _table(path: Path, heads: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows(rows)
