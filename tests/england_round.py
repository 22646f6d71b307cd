"""A round of the synthetic England, whole where EQUIPOISE_WHOLE is set, and of three systems else.

Everything is real: workbooks, database, store, use cases; files are read by all cores.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

from equipoise.records import Actor
from equipoise.samples.england.bodies import SYSTEMS, bodies
from equipoise.samples.england.drafts import england
from equipoise.samples.england.pack import write_pack
from equipoise.samples.england.planted_returns import Files, write_planted
from equipoise.samples.england.planting import Planting, planting
from equipoise.samples.england.positions import year_of
from equipoise.units import FinancialYear
from equipoise.usecases.accept import accept
from equipoise.usecases.collate import Collated, collate
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rights import OPERATOR
from equipoise.usecases.round_open import round_open
from equipoise.usecases.rounds import OpenRound, actor_named
from equipoise.usecases.signoff import signoff
from equipoise.usecases.submit_many import FileOutcome, submit_many
from equipoise.usecases.workspace import Workspace
from tests.england_rules import known_on

WHOLE: Final = bool(os.environ.get("EQUIPOISE_WHOLE"))
COUNT: Final = SYSTEMS if WHOLE else 3
SEED: Final = 20_260_401


@dataclass(frozen=True, kw_only=True)
class EnglandRound:
    """A round that was run to its collated plans, and what was planted in it."""

    one: OpenRound
    planting: Planting
    files: Files
    first: tuple[FileOutcome, ...]
    mended: tuple[FileOutcome, ...]
    collated: Mapping[str, Outcome[Collated]]
    now: datetime

    def actor(self, name: str) -> Actor:
        """Return somebody by name."""
        return _actor(self.one, name, self.now)


def run(folder: Path, year: FinancialYear) -> EnglandRound:
    """Return a round run in the folder: first returns, mended ones, signed, accepted, collated."""
    whole = england(bodies(COUNT), year_of(year))
    planted = planting(whole, seed=SEED)
    files = write_planted(folder, planted)
    now = datetime.combine(known_on(whole.year), time(9), tzinfo=UTC)
    workspace = Workspace.open(folder / "home")
    pack = write_pack(folder, whole)
    one = round_open(workspace, year, by=OPERATOR, now=now, pack=pack).result

    def submitted(paths: Mapping[str, Path]) -> tuple[FileOutcome, ...]:
        def editor(code: str) -> Actor:
            return _actor(one, f"{code.lower()}.editor", now)

        return submit_many(one, list(paths.values()), by=editor, now=now).result

    first, mended = submitted(files.first), submitted(files.mended)
    for code in files.first:
        signoff(one, code, by=_actor(one, f"{code.lower()}.approver", now), now=now)
    collated = {}
    for system in one.systems:
        lead = _actor(one, f"{system.lower()}.lead", now)
        accept(one, tuple(one.members(system)), by=lead, now=now)
        collated[system] = collate(one, system, by=lead, now=now)
    return EnglandRound(
        one=one,
        planting=planted,
        files=files,
        first=first,
        mended=mended,
        collated=collated,
        now=now,
    )


def _actor(one: OpenRound, name: str, now: datetime) -> Actor:
    return actor_named(one.workspace, name, via="test", on=now.date())
