"""Change one line at a time, and ask whether a test notices (mutmut, settings in pyproject.toml).

Run from the root of the repository. A change that no test notices must be explained in
tests/mutants.toml; an explanation that is no longer needed must go. Exit 1 for either.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
EXPLAINED: Final = ROOT / "tests" / "mutants.toml"
MUTMUT: Final = (sys.executable, str(ROOT / ".ci" / "mutmut_rules.py"))
LOG: Final = ROOT / "mutants" / "log.txt"
NOTICED: Final = frozenset({"killed", "timeout", "caught by type check"})
RESULT: Final = re.compile(r"^ +(\S+__mutmut_\d+): (.+)$", re.MULTILINE)


@dataclass(frozen=True, order=True)
class Mutant:
    """One changed line: the function it stands in, as it was, and as it was made."""

    function: str
    before: str
    after: str

    def __str__(self) -> str:
        return f'[[survivor]]\nfunction = "{self.function}"\nbefore = {_quoted(self.before)}\n' + (
            f'after = {_quoted(self.after)}\nwhy = ""\n'
        )


def _quoted(text: str) -> str:
    return f"'''{text}'''" if '"' in text or "\\" in text else f'"{text}"'


def function_of(name: str) -> str:
    """Return the function that a mutant of mutmut's naming stands in.

    >>> function_of("equipoise.units.years.xǁPeriodǁparse__mutmut_6")
    'equipoise.units.years.Period.parse'
    >>> function_of("equipoise.units.money.x__whole__mutmut_12")
    'equipoise.units.money._whole'
    """
    module, _, mangled = name.rpartition(".")
    plain = re.sub(r"__mutmut_\d+$", "", mangled)
    path = plain.split("ǁ")[1:] if "ǁ" in plain else [plain.removeprefix("x_")]
    return ".".join([module, *path])


def mutant(name: str, diff: str) -> Mutant:
    """Return what the difference shows: lines taken out, and lines put in."""
    lines = diff.splitlines()
    sides = (
        " ".join(line[1:].strip() for line in lines if re.match(rf"{sign}(?!{sign}{sign} )", line))
        for sign in (r"\-", r"\+")
    )
    return Mutant(function_of(name), *sides)


def unnoticed(results: str) -> list[str]:
    """Return the names of those that no test noticed, out of what mutmut lists."""
    return [name for name, status in RESULT.findall(results) if status not in NOTICED]


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


def _asked(*words: str) -> str:
    command = [*MUTMUT, *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def main() -> int:
    """Run mutmut from nothing and return the exit code."""
    known = explained(EXPLAINED.read_text("utf-8"))
    shutil.rmtree(LOG.parent, ignore_errors=True)
    LOG.parent.mkdir()
    with LOG.open("w") as log:
        done = subprocess.run([*MUTMUT, "run"], cwd=ROOT, stdout=log, stderr=log, check=False)
    if done.returncode:
        print(f"mutmut did not run; see {LOG.relative_to(ROOT)}")
        return done.returncode
    results = _asked("results", "--all", "true")
    names = unnoticed(results)
    faults = compared([mutant(name, _asked("show", name)) for name in names], known)
    print(*faults, sep="\n")
    made = len(RESULT.findall(results))
    print(f"{made} changes, {len(names)} not noticed, {len(known)} explained, {len(faults)} faults")
    return 1 if faults or not made else 0


if __name__ == "__main__":
    sys.exit(main())
