"""Ask a child process about a file from outside, and live whatever becomes of the child."""

from __future__ import annotations

import json
import os
import select
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final

from equipoise.sheets.limits import Limits
from equipoise.sheets.refusals import Refusal, RefusalKind

UNREADABLE: Final = Refusal(kind=RefusalKind.UNREADABLE)
THOUSAND: Final = 1000


def told(
    command: Sequence[str], path: Path, *, limits: Limits, asked: bytes = b""
) -> tuple[int, bytes] | None:
    """Return how the child ended and what it said; None when it took longer than it may.

    The child is given the path and the limits as arguments, and `asked` to read.
    """
    with TemporaryFile() as question, TemporaryFile() as answers:
        question.write(asked)
        question.seek(0)
        child = subprocess.Popen(
            [*command, str(path.resolve()), json.dumps(limits.plain())],
            stdin=question,
            stdout=answers,
            stderr=subprocess.DEVNULL,
        )
        try:
            ended = _ends(child, limits.wall_seconds)
        finally:
            child.kill()  # does nothing to one that has ended
            code = child.wait()
        answers.seek(0)
        return (code, answers.read()) if ended else None


def answered(
    command: Sequence[str], path: Path, *, limits: Limits, asked: object
) -> tuple[dict[str, Any], bytes] | Refusal:
    """Return what the child says of a question, and the bytes after it; or why there are none.

    A child that dies, or takes longer than it may, or answers in part, makes the file unreadable.

    Shape: the answer begins with a line of JSON: a refusal, or facts with the `size` of the rest.
    """
    said = told(command, path, limits=limits, asked=json.dumps(asked).encode())
    if said is None:
        return UNREADABLE
    code, answer = said
    head, _, content = answer.partition(b"\n")
    try:
        facts = json.loads(head)
    except ValueError:
        return UNREADABLE
    if "refusal" in facts:
        return Refusal(kind=RefusalKind(facts["refusal"]), facts=facts["facts"])
    whole = code == 0 and len(content) == facts.get("size", 0)
    return (facts, content) if whole else UNREADABLE


def _ends(child: subprocess.Popen[bytes], seconds: int) -> bool:
    """Wait for a child, and return whether it has ended in time.

    Where the system tells of its end, that is known at once; the library looks every 50 ms.
    """
    try:
        descriptor = os.pidfd_open(child.pid)
    except (AttributeError, OSError):
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True
    try:
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        return bool(poll.poll(seconds * THOUSAND))
    finally:
        os.close(descriptor)
