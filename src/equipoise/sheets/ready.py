"""Ask about a file the process that stands ready, or start a child where it cannot be had."""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import Final, Protocol

from equipoise.sheets.asking import told
from equipoise.sheets.limits import Limits

COMMAND: Final = (sys.executable, "-P", "-m", "equipoise.sheets.child")
"""Without -P, a file in the current folder could stand in for a library."""
STANDING: Final = (sys.executable, "-P", "-m", "equipoise.sheets.forking")
GRACE_SECONDS: Final = 10
"""How much longer than a child may take, until the process that forks is taken to be lost."""


class Ask(Protocol):
    """Asks a child about a file."""

    def __call__(self, path: Path, *, limits: Limits) -> tuple[int, bytes] | None:
        """Return how it ended and what it said; None when it took longer than it may."""
        ...


class LostError(Exception):
    """The process that forks is gone, or does not answer; never leaves this module."""


class Ready:
    """A process that forks a child for each file, for this process alone."""

    def __init__(self, command: Sequence[str] = STANDING) -> None:
        self._own, other = socket.socketpair()
        with other:
            self.process: Final = subprocess.Popen(
                command,
                stdin=other.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def told(self, path: Path, *, limits: Limits) -> tuple[int, bytes] | None:
        """Return what `asking.told` does.

        Raises: LostError.
        """
        question = {"path": str(path.resolve()), "limits": limits.plain()}
        with TemporaryFile() as answers:
            try:
                self._own.settimeout(limits.wall_seconds + GRACE_SECONDS)
                socket.send_fds(
                    self._own, [json.dumps(question).encode() + b"\n"], [answers.fileno()]
                )
                code = json.loads(self._own.recv(64))["code"]
            except (OSError, ValueError) as error:
                raise LostError from error
            answers.seek(0)
            return None if code is None else (code, answers.read())

    def leave(self) -> None:
        """Ask it nothing more."""
        self._own.close()

    def end(self) -> None:
        """Ask it nothing more, and end it."""
        self.leave()
        self.process.kill()
        self.process.wait()


class Asking:
    """Who is asked by this process: the process that stands ready, started when first needed.

    While it is busy, where it is lost, and on a system without forks, a child is started instead.
    """

    def __init__(self) -> None:
        self.ready: Ready | None = None
        self._alone: Final = Lock()

    def told(self, path: Path, *, limits: Limits) -> tuple[int, bytes] | None:
        """Return what `asking.told` does of a child that reads the file at `path`."""
        if (
            hasattr(os, "fork")
            and hasattr(socket, "send_fds")
            and self._alone.acquire(blocking=False)
        ):
            try:
                self.ready = self.ready or Ready()
                return self.ready.told(path, limits=limits)
            except (LostError, OSError):
                self.end()
            finally:
                self._alone.release()
        return told(COMMAND, path, limits=limits)

    def end(self) -> None:
        """Let the process go; another is started when next needed."""
        if self.ready is not None:
            self.ready.end()
        self.ready = None


HERE: Final = {"asking": Asking()}
"""Who is asked by this process; a process forked from it asks another."""


def told_here(path: Path, *, limits: Limits) -> tuple[int, bytes] | None:
    """Return how the child ended that read the file and what it said; None when it took too long.

    Law a_child_is_a_child: whichever process it is started by, it says the same of a file.
    """
    return HERE["asking"].told(path, limits=limits)


def _start_anew() -> None:
    """Leave to the process that was forked from what is its own."""
    if (ready := HERE["asking"].ready) is not None:
        ready.leave()
    HERE["asking"] = Asking()


atexit.register(lambda: HERE["asking"].end())
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_start_anew)
