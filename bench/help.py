"""How long `equipoise --help` takes, beside a Python that starts and does nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from bench.measuring import Timing, answer


def prepare(folder: Path, small: bool) -> None:
    """Run it once, so that what Python compiles is compiled; small or not is the same."""
    assert folder.is_dir() or small, "it needs no input"
    equipoise(folder)


def equipoise(_: Path) -> None:
    """Print the commands."""
    subprocess.run(
        [sys.executable, "-m", "equipoise.cli", "--help"], check=True, capture_output=True
    )


def python(_: Path) -> None:
    """Start, and stop."""
    subprocess.run([sys.executable, "-c", "pass"], check=True, capture_output=True)


TIMING: Final = Timing(
    title="`equipoise --help`",
    prepare=prepare,
    ways={"equipoise": equipoise, "python": python},
    gate=None,
)

if __name__ == "__main__":
    answer(TIMING, sys.argv[1:])
