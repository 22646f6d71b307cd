"""Every return of the synthetic England, read, checked, stored and recorded: on both cores, on one.

Each workbook has all the parts of its body's form. Ours and the peer are the same verb, `submit
many`, with two processes that read and with one; each begins with a round just opened.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.measuring import Timing, answer
from equipoise.samples.england.bodies import bodies
from equipoise.samples.england.drafts import england
from equipoise.samples.england.pack import write_pack
from equipoise.samples.england.positions import year_of
from equipoise.samples.england.returns import write_returns
from equipoise.units import FinancialYear
from equipoise.usecases.rights import OPERATOR
from equipoise.usecases.round_open import round_open
from equipoise.usecases.rounds import actor_named, open_round
from equipoise.usecases.submit_many import submit_many
from equipoise.usecases.workspace import Workspace

YEAR: Final = FinancialYear(2023)
NOW: Final = datetime(2023, 3, 30, 9, tzinfo=UTC)
FEW: Final = 3
"""How many returns are tried, and of how many systems, when small."""


def prepare(folder: Path, small: bool) -> None:
    """Write the returns, and a workspace in which their round is open."""
    made = england(bodies(FEW) if small else bodies(), year_of(YEAR))
    drafts = dict(list(made.drafts.items())[:FEW]) if small else made.drafts
    write_returns(folder / "returns", made, drafts=drafts)
    workspace = Workspace.open(folder / "opened")
    round_open(workspace, YEAR, by=OPERATOR, now=NOW, pack=write_pack(folder, made))


def fresh(folder: Path) -> Path:
    """Return the folder with a workspace as it was when the round was opened."""
    shutil.rmtree(folder / "home", ignore_errors=True)
    shutil.copytree(folder / "opened", folder / "home")
    return folder


def both_cores(folder: Path) -> object:
    """Return how many files came to each word, and how many findings there are by code."""
    return _submitted(folder, processes=2)


def one_core(folder: Path) -> object:
    """Return the same, of one process that does everything."""
    return _submitted(folder, processes=1)


def _submitted(folder: Path, *, processes: int) -> object:
    workspace = Workspace.open(folder / "home")
    by = actor_named(workspace, "national.lead", via="bench", on=NOW.date())
    files = sorted((folder / "returns").iterdir())
    outcome = submit_many(
        open_round(workspace, None), files, by=lambda _: by, now=NOW, processes=processes
    )
    words = Counter(found.word for found in outcome.result)
    codes = Counter(finding.code for finding in outcome.findings)
    return [sorted(words.items()), sorted(codes.items())]


TIMING: Final = Timing(
    title="every return of the synthetic England, checked and recorded",
    prepare=prepare,
    ways={"both cores": both_cores, "one core": one_core},
    gate=None,
    set_up=fresh,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
