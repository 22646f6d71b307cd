"""Lines of an explanation, indented beneath one another, as a tree whose references are links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from equipoise.reports.display import tidied
from equipoise.web.links import to_explain
from equipoise.workings import NotAReferenceError, Reference

KINDS = "cell|figure|file|version|parameter|rule|decision|event"
REFERENCE = re.compile(rf"\b(?:{KINDS}):[A-Za-z0-9._%/@-]*[A-Za-z0-9_%]")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece of a line; `href` where it is a reference."""

    text: str
    href: str = ""


@dataclass(kw_only=True)
class Branch:
    """A line, and those beneath it."""

    pieces: tuple[Piece, ...]
    below: list[Branch] = field(default_factory=list)


def tree(lines: Iterable[str], *, indent: str) -> Sequence[Branch]:
    """Return lines as a tree: each stands beneath the last one that is indented less.

    >>> [(b.pieces[0].text, len(b.below)) for b in tree(["A = B", "  B", "C"], indent="  ")]
    [('A = B', 1), ('C', 0)]
    """
    roots: list[Branch] = []
    open_: list[Branch] = []
    for line in lines:
        depth = (len(line) - len(line.lstrip(" "))) // len(indent)
        branch = Branch(pieces=tuple(_pieces(tidied(line))))
        open_ = open_[:depth]
        (open_[-1].below if open_ else roots).append(branch)
        open_.append(branch)
    return roots


def _pieces(line: str) -> list[Piece]:
    found, at = [], 0
    for match in REFERENCE.finditer(line):
        href = _href(match.group())
        if not href:
            continue
        if match.start() > at:
            found.append(Piece(text=line[at : match.start()]))
        found.append(Piece(text=match.group(), href=href))
        at = match.end()
    return [*found, Piece(text=line[at:])] if line[at:] else found


def _href(text: str) -> str:
    try:
        return to_explain(Reference.parse(text))
    except NotAReferenceError:
        return ""
