"""Run the timings, each way in a process of its own and in turn, and write down what was found.

`python -m bench.run` runs them all and writes RESULTS.md; named ones are run and printed only.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from bench.measuring import Timing

FOLDER: Final = Path(__file__).parent
HELPERS: Final = ("__init__", "activity", "frames", "measuring", "peers", "run", "server")
"""What is no timing itself."""
SCRIPTS: Final = tuple(
    sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in HELPERS)
)
GB: Final = 1_000_000_000
LIBRARIES: Final = (
    *("duckdb", "highspy", "numpy", "openpyxl", "pandas", "polars", "python-calamine"),
    "xlsxwriter",
)
HEAD: Final = """# What was measured

Written by `python -m bench.run`; what each timing does is in [README](README.md).

{machine}

| Script | What | Way | Least, s | Median, s | CPU, s | Most, GB | Times ours | Gate |
|---|---|---|---:|---:|---:|---:|---:|---|
"""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What each way took, run by run, in the order of the ways.

    Unit: seconds, and bytes. `cpu` is what all threads of the process of a way took of the
        cores, and `most` is the most memory it had, nil where the system does not say; neither
        counts servers and children that it asks.
    """

    script: str
    timing: Timing
    seconds: Mapping[str, Sequence[float]]
    cpu: Mapping[str, Sequence[float]]
    most: Mapping[str, int]

    @property
    def ratio(self) -> float:
        """How many times as long as ours the peer took, least against least."""
        ours, peer = list(self.seconds.values())[:2]
        return min(peer) / min(ours)

    @property
    def passes(self) -> bool:
        """Whether the peer took as many times as long as the gate says."""
        return self.timing.gate is None or self.ratio >= self.timing.gate

    def lines(self) -> list[str]:
        """Return the lines of the table: one for each way, ours first."""
        least = [min(runs) for runs in self.seconds.values()]
        found = []
        for place, (way, runs) in enumerate(self.seconds.items()):
            first = (f"`{self.script}.py`", self.timing.title) if place == 0 else ("", "")
            times = _times(least[place] / least[0])
            cores = f"{min(self.cpu[way]):.2f}", f"{self.most[way] / GB:.2f}"
            gate = self._gate() if place == 1 else ""
            cells = (*first, way, f"{least[place]:.2f}", f"{median(runs):.2f}", *cores, times, gate)
            found.append(f"| {' | '.join(cells)} |")
        return found

    def _gate(self) -> str:
        if self.timing.gate is None:
            return "none"
        return f"at least {self.timing.gate:g}: {'passes' if self.passes else 'FAILS'}"


def _times(ratio: float) -> str:
    """Return a ratio to two figures or more."""
    return f"{ratio:.1f}" if ratio >= 1 else f"{ratio:.2f}"


def loaded(script: str) -> Timing:
    """Return the timing of a script."""
    found = importlib.import_module(f"bench.{script}").TIMING
    assert isinstance(found, Timing), f"{script} has a timing"
    return found


def measured(script: str, *, times: int, kept: Path | None = None) -> Measured:
    """Return how long each way of a script took, so many times, in turn.

    `kept` is a folder whose inputs are used again, and are left there if they are made.

    Raises: AssertionError when two ways find different things.
    """
    with TemporaryDirectory(prefix="equipoise-bench-") as scratch:
        folder = (kept or Path(scratch)) / script
        if not folder.exists():
            folder.mkdir(parents=True)
            _asked(script, "prepare", folder)
        rounds = [
            {way: json.loads(_asked(script, way, folder)) for way in loaded(script).ways}
            for _ in range(times)
        ]
    return _measured(script, rounds)


def tried(script: str) -> Measured:
    """Return what every way of a script does with a small input, in one process.

    Raises: AssertionError when two ways find different things.
    """
    with TemporaryDirectory(prefix="equipoise-bench-") as scratch:
        return _measured(script, [json.loads(_asked(script, "small", Path(scratch)))])


def _measured(script: str, rounds: Sequence[Mapping[str, Mapping[str, Any]]]) -> Measured:
    """Return what was answered by each way in each round, where the ways agree."""
    timing = loaded(script)

    def every(name: str) -> dict[str, list[Any]]:
        return {way: [answers[way][name] for answers in rounds] for way in timing.ways}

    for answers in rounds:
        ours, *others = [answers[way]["found"] for way in list(timing.ways)[: timing.same]]
        assert all(ours == one for one in others), f"{script}: all find the same"
    return Measured(
        script=script,
        timing=timing,
        seconds=every("seconds"),
        cpu=every("cpu"),
        most={way: max(found) for way, found in every("bytes").items()},
    )


def _asked(script: str, what: str, folder: Path) -> str:
    """Return what a script says in a new process."""
    command = [sys.executable, "-m", f"bench.{script}", what, str(folder)]
    done = subprocess.run(command, cwd=FOLDER.parent, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def machine() -> str:
    """Return what it was run on, and when."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{date.today():%d %B %Y}, {platform.system()} on {platform.machine()}, {_processor()}, "
        f"{os.cpu_count()} cores, {memory:.0f} GB; "
        f"Python {platform.python_version()}, {libraries}. "
        f"Others kept {os.getloadavg()[1]:.1f} cores busy or waiting when it began."
    )


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "processor not known"


def main(arguments: Sequence[str]) -> int:
    """Run what is asked; return 1 if a gate is not passed, else 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("scripts", nargs="*", help=f"of {', '.join(SCRIPTS)}; all if none is named")
    parser.add_argument("--times", type=int, default=3, help="how often each way is run")
    parser.add_argument("--kept", type=Path, help="a folder to keep the inputs in")
    asked = parser.parse_args(arguments)
    begun, done = machine(), []
    for script in asked.scripts or SCRIPTS:
        done.append(measured(script, times=asked.times, kept=asked.kept))
        print(*done[-1].lines(), sep="\n", flush=True)
    if not asked.scripts:
        table = "\n".join(line for one in done for line in one.lines())
        FOLDER.joinpath("RESULTS.md").write_text(f"{HEAD.format(machine=begun)}{table}\n", "utf-8")
    return 0 if all(one.passes for one in done) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
