"""One timing: what is prepared, who does the work, and how it is asked from outside.

A script of this folder is one timing. Each way of doing its work runs in a process of its own, so
that neither inherits what the other has loaded, and answers with seconds and with what it found;
both must have found the same.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

Prepare = Callable[[Path, bool], None]
Work = Callable[[Path], object]
SetUp = Callable[[Path], Path]


def as_prepared(folder: Path) -> Path:
    """Return the folder as it is: the work changes nothing in it."""
    return folder


@dataclass(frozen=True, kw_only=True)
class Timing:
    """What is timed. `prepare` makes the input in a folder: small, when it is only tried.

    Shape: `ways` are the ways to do the work, by name: ours, then the peer that it is compared
        with, then others that are only shown. Each returns what it found, as JSON: the first
        `same` of them must find the same. `set_up` is called before each, outside the time, and
        returns the folder to work in. `gate` is how many times as long the peer must take at
        least; None where the ratio is only shown.
    """

    title: str
    prepare: Prepare
    ways: Mapping[str, Work]
    gate: float | None
    same: int = 2
    set_up: SetUp = as_prepared


def answer(timing: Timing, arguments: list[str]) -> None:
    """Do what is asked: `prepare FOLDER`, `small FOLDER`, or the name of a way and a folder.

    `small` prepares a small input and tries every way on it, one after another: nothing that
    is found of its time is worth anything, and so one process will do.
    """
    asked, folder = arguments[0], Path(arguments[1])
    if asked == "prepare":
        timing.prepare(folder, False)
        return
    if asked == "small":
        timing.prepare(folder, True)
        json.dump({way: _done(timing, way, folder) for way in timing.ways}, sys.stdout)
        return
    json.dump(_done(timing, asked, folder), sys.stdout)


def _done(timing: Timing, way: str, folder: Path) -> Mapping[str, object]:
    place = timing.set_up(folder)
    begun, worked = perf_counter(), process_time()
    found = timing.ways[way](place)
    return {
        "seconds": perf_counter() - begun,
        "cpu": process_time() - worked,
        "bytes": most_bytes(),
        "found": found,
    }


def most_bytes() -> int:
    """Return the most memory that this process has had; nil where the system does not say.

    Not what `resource` tells: that remembers the process which started this one.
    """
    path = Path("/proc/self/status")
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    peaks = [int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")]
    return peaks[0] if peaks else 0
