"""Calls of the command line: in this process, or as a user makes them, in one of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from django.db import connections

from equipoise.cli.app import equipoise

PROGRAM = Path(sys.executable).with_name("equipoise")
"""The console script, installed beside the interpreter that runs the tests."""
OURS = ("EQUIPOISE_HOME", "EQUIPOISE_AS", "EQUIPOISE_STORE", "DATABASE_URL")
"""What a developer may have set, and must not reach a test."""
THOUSAND = 100_000
"""Pence."""
Cell = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What the program said in JSON."""

    content: Mapping[str, Any]

    def rows(self, table: str) -> list[Mapping[str, Cell]]:
        """Return the rows of a table: cells by column."""
        (found,) = [one for one in self.content["tables"] if one["name"] == table]
        return [row["cells"] for row in found["rows"]]

    def row(self, table: str, key: str, value: str) -> Mapping[str, Cell]:
        """Return the one row that has this value in this column."""
        (found,) = [row for row in self.rows(table) if row[key]["value"] == value]
        return found

    @property
    def said(self) -> str:
        """Every sentence, then every alert."""
        return " ".join([*self.content["sentences"], *self.content["alerts"]])


@dataclass(frozen=True)
class Called:
    """What became of a call: its exit code, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """What it wrote as its answer, with every run of white space as one space."""
        return " ".join(self.out.split())


@dataclass
class Caller:
    """Calls on one workspace, a minute apart."""

    home: Path
    minutes: int = field(default=0)

    def __call__(
        self, *words: str, who: str = "", code: int = 0, typed: str | None = None, **more: str
    ) -> Called:
        """Return what a call did, which must end with this exit code and without a traceback."""
        env = {**dict.fromkeys(OURS), **self._env(who), **more}
        try:
            result = CliRunner().invoke(equipoise, words, input=typed, env=env)
        finally:
            connections.close_all()
        found = Called(result.exit_code, result.stdout, result.stderr)
        assert isinstance(result.exception, SystemExit | None), repr(result.exception)
        assert found.code == code, f"{words}: exit {found.code}\n{found.out}\n{found.err}"
        assert "Traceback" not in found.out + found.err
        return found

    def json(self, *words: str, who: str = "", code: int = 0, **more: str) -> Answer:
        """Return the answer to a call in JSON."""
        called = self(*words, "--format", "json", who=who, code=code, **more)
        return Answer(json.loads(called.out))

    def process(self, *words: str, who: str = "", code: int = 0, **more: str) -> Called:
        """Return what a call of the installed program did, in a process of its own."""
        run = subprocess.run(
            [PROGRAM, *words],
            env={**_others(), **self._env(who), **more},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert run.returncode == code, f"{words}: exit {run.returncode}\n{run.stdout}\n{run.stderr}"
        assert "Traceback" not in run.stdout + run.stderr
        return Called(run.returncode, run.stdout, run.stderr)

    def _env(self, who: str) -> dict[str, str]:
        self.minutes += 1
        hours, minutes = divmod(self.minutes, 60)
        now = f"2023-03-30T{9 + hours:02}:{minutes:02}:00+00:00"
        named = {"EQUIPOISE_HOME": str(self.home), "EQUIPOISE_NOW": now}
        return {**named, "EQUIPOISE_AS": who} if who else named


def _others() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in OURS}


def money(cell: Cell, *, support: str | None = None, stage: str = "plan") -> int:
    """Return an amount in £000: whole pence of 2023/24, on this basis, with a reference."""
    assert cell["unit"] == "pence"
    expected = {"period": "2023/24", "stage": stage, "support": support}
    assert cell["basis"] == expected, cell
    assert cell["ref"], cell
    pence = cell["value"]
    assert type(pence) is int
    assert pence % THOUSAND == 0
    return pence // THOUSAND
