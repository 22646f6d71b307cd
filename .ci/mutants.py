"""Change one line at a time of the rooms that count money, and ask whether a test notices.

Run from anywhere; folders or files under `src/equipoise` narrow it to those. The tests that count
are those of the same rooms, the examples in their docstrings among them. A change that no test
notices must be explained in tests/mutants.toml; an explanation that is no longer needed must go.
Exit 1 for either.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import tomllib
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from changes import Change, Mutant, changes
from noticed import PASSED, Forks, Session

ROOT: Final = Path(__file__).parents[1]
HOUSE: Final = ROOT / "src" / "equipoise"
EXPLAINED: Final = ROOT / "tests" / "mutants.toml"
ROOMS: Final = ("units", "workings", "rules")
KINDS: Final = ("unit", "laws", "spec")
QUIETLY: Final = (
    "-q",
    "-s",
    "--tb=native",
    "--assert=plain",
    "-p",
    "no:xdist",
    "-p",
    "no:cacheprovider",
)


def explained(text: str) -> list[Mutant]:
    """Return the survivors that are explained.

    Raises: ValueError for one without a reason, or written twice.
    """
    entries = tomllib.loads(text).get("survivor", [])
    found = [Mutant(entry["function"], entry["before"], entry["after"]) for entry in entries]
    for entry in entries:
        if not entry["why"].strip():
            raise ValueError(f"no reason is given: {entry}")
    if len(set(found)) < len(found):
        raise ValueError("a survivor is explained twice")
    return found


def compared(survivors: Iterable[Mutant], known: Iterable[Mutant]) -> list[str]:
    """Return what is wrong: survivors not explained, and explanations of what did not survive."""
    survived, listed = set(survivors), set(known)
    new = [f"Survives, and is not explained:\n{found}" for found in sorted(survived - listed)]
    old = [f"Is explained, and does not survive:\n{found}" for found in sorted(listed - survived)]
    return new + old


def modules(places: Iterable[str]) -> dict[str, Path]:
    """Return the modules in these folders of the house, or at these files, by their names."""
    found: dict[str, Path] = {}
    for place in places:
        under = HOUSE / place
        for path in [under] if under.is_file() else sorted(under.rglob("*.py")):
            found[".".join(path.relative_to(HOUSE.parent).with_suffix("").parts)] = path
    return found


def tests() -> list[str]:
    """Return the files of the tests that are named for the rooms."""
    return [
        str(path)
        for kind in KINDS
        for room in ROOMS
        for path in sorted((ROOT / "tests" / kind).glob(f"test_{room}_*.py"))
    ]


def unnoticed(
    made: Iterable[Change], tests: Iterable[str], *, folders: Sequence[str], jobs: int
) -> list[Mutant]:
    """Return those changes of code in `folders` that none of the tests notices.

    Raises: RuntimeError when the tests could not be run, or do not pass unchanged.
    """
    found: list[Mutant] = []

    def ended(mutant: Mutant, code: int) -> None:
        if code == PASSED:
            found.append(mutant)

    def work(session: Session) -> None:
        forks = Forks(jobs)
        reached = session.reached(forks, folders)
        session.hold(forks, made, reached)
        for change in made:
            forks.start(partial(session.notices, change, reached), partial(ended, change.mutant))
        forks.finish()

    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = pytest.main([*QUIETLY, *tests], plugins=[Session(work)])
    if code:
        raise RuntimeError(said.getvalue())
    return found


def main(words: Sequence[str]) -> int:
    """Change, test, compare with what is explained, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="*", default=list(ROOMS), help="such as rules/allocation")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args(words)
    chosen = modules(asked.places)
    known = [
        mutant
        for mutant in explained(EXPLAINED.read_text("utf-8"))
        if any(mutant.function.startswith(f"{module}.") for module in chosen)
    ]
    made = [change for module, path in chosen.items() for change in changes(path, module)]
    rooms = [str(HOUSE / room) for room in ROOMS]
    survivors = unnoticed(made, [*tests(), *rooms], folders=rooms, jobs=asked.jobs)
    faults = compared(survivors, known)
    print(*faults, sep="\n")
    spent = os.times()
    minutes = (spent.user + spent.system + spent.children_user + spent.children_system) / 60
    print(
        f"{len(made)} changes, {len(survivors)} not noticed, {len(known)} explained,"
        f" {len(faults)} faults, {minutes:.1f} minutes of one core"
    )
    return 1 if faults or not made else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
