"""Northmere at every stage of its round, each built once for a run and copied for each test.

`tests/conftest.py` hands these to every test, and takes its helpers from
`tests.northmere_round`. A test has a folder of its own and may do with it what it likes.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connections

from equipoise.samples import PACK, write_returns
from equipoise.usecases.rights import OPERATOR
from equipoise.usecases.round_open import round_open
from equipoise.usecases.rounds import open_round
from equipoise.usecases.workspace import Workspace
from tests.northmere_round import STAGES, START, YEAR, Northmere


@dataclass
class Homes:
    """Workspace folders at each stage, built when first asked for, one from the one before."""

    root: Path
    files: Mapping[str, Path]
    minutes: dict[str, int] = field(default_factory=dict)

    def at(self, stage: str, copy: Path) -> Northmere:
        """Return Northmere at a stage, in a folder of its own."""
        self._build(stage)
        shutil.copytree(self.root / stage, copy)
        return self._open(copy, self.minutes[stage])

    def _open(self, home: Path, minutes: int) -> Northmere:
        workspace = Workspace.open(home)
        return Northmere(one=open_round(workspace), files=self.files, minutes=minutes)

    def _build(self, stage: str) -> None:
        if stage in self.minutes:
            return
        home = self.root / stage
        if stage == "opened":
            workspace = Workspace.open(home)
            round_open(workspace, YEAR, by=OPERATOR, now=START, pack=PACK)
            self.minutes[stage] = 0
        else:
            order = ["opened", *STAGES]
            world = self.at(order[order.index(stage) - 1], home)
            STAGES[stage](world)
            self.minutes[stage] = world.minutes
        connections.close_all()


@pytest.fixture(scope="session")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The workbooks as the bodies return them, written once."""
    return write_returns(tmp_path_factory.mktemp("returns"))


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory, returns: Mapping[str, Path]) -> Homes:
    """Every stage, built when first asked for."""
    return Homes(root=tmp_path_factory.mktemp("homes"), files=returns)


def _stage(name: str) -> Callable[[Homes, Path], Iterator[Northmere]]:
    @pytest.fixture(name=name)
    def at(homes: Homes, tmp_path: Path) -> Iterator[Northmere]:
        yield homes.at(name, tmp_path / "home")
        connections.close_all()

    at.__doc__ = STAGES[name].__doc__ if name in STAGES else "The round is open, nothing returned."
    return at


opened = _stage("opened")
handed_in = _stage("handed_in")
returned = _stage("returned")
collated = _stage("collated")
matched = _stage("matched")
closed = _stage("closed")
locked = _stage("locked")
