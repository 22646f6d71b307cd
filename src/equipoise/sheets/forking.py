"""The process that stands ready: it knows no file, and forks a child for each it is asked about.

To start Python and import a reader takes longer than to read most files. This process has done
both, and nothing else. It is asked one file at a time, by whoever started it and nobody else; its
child is then as `child` is by itself: under the limits from before it looks at the file, with no
file open but its answer, and never heard again once it has ended or its time is over.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from socket import recv_fds, socket
from typing import Any, Final, NoReturn

from equipoise.sheets.child import read_within
from equipoise.sheets.limits import Limits

LONGEST: Final = 1 << 16
"""Longer than any question: a path and the limits."""
FIRST_LEFT: Final = 3
"""The first descriptor that is neither input, answer, nor where errors go."""


def main() -> None:
    """Answer questions until whoever asks is gone."""
    asker = socket(fileno=os.dup(sys.stdin.fileno()))
    gc.freeze()
    while question := _heard(asker):
        text, answer = question
        code = _ended(json.loads(text), answer)
        os.close(answer)
        asker.sendall(json.dumps({"code": code}).encode() + b"\n")


def _heard(asker: socket) -> tuple[bytes, int] | None:
    """Return a question, which is a line, and the file for its answer; None at the end."""
    text, descriptors, _, _ = recv_fds(asker, LONGEST, 1)
    while text and not text.endswith(b"\n"):
        more = asker.recv(LONGEST)
        text = text + more if more else b""
    return (text, descriptors[0]) if text and descriptors else None


def _ended(question: Mapping[str, Any], answer: int) -> int | None:
    """Return how the child ended that was asked; None when it took longer than it may."""
    limits = Limits(**question["limits"])
    ends, held = os.pipe()
    child = os.fork()
    if not child:
        _read(Path(question["path"]), limits, answer=answer, held=held)
    os.close(held)
    in_time, _, _ = select.select([ends], [], [], limits.wall_seconds)
    os.close(ends)
    os.kill(child, signal.SIGKILL)  # does nothing to one that has ended
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) if in_time else None


def _read(path: Path, limits: Limits, *, answer: int, held: int) -> NoReturn:
    """Be the child: give up all that is of other files, read, and end.

    The system lets go of `held` as the child ends, which is how that is known.
    """
    code = 1
    try:
        os.dup2(answer, sys.stdout.fileno())
        os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
        os.dup2(held, FIRST_LEFT)
        os.closerange(FIRST_LEFT + 1, os.sysconf("SC_OPEN_MAX"))
        read_within(path, limits)
        sys.stdout.flush()
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
