"""A word in a line of a pot is one of those that its column can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.pot_lines import ROLES, ROUTES, PotLines, PotRow
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

CODE: Final = re.compile(r"[A-Za-z0-9_-]+")
SHORT: Final = "a short code of letters, digits, _ and -"

CHECK: Final = Check(
    code="EQ-POT-002",
    title="Word a line of a pot cannot hold",
    severity=Severity.MUST_FIX,
    message="{found} is no {column} that line {line} can have.",
    remedy="Enter {expected}.",
    guidance="House setting: streams are those of the year; bodies those of the round.",
)


def pot_word(file: PotLines, params: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Return a finding for each word that its column does not know."""
    del params, known_on
    known = {
        "role": ROLES,
        "stream": tuple(sorted(file.streams)),
        "recurrent": ("yes", "no"),
        "organisation": tuple(sorted(file.organisations)),
    }
    for row in file.rows:
        for column, words in known.items():
            if row[column] and row[column] not in words:
                expected = "a body of the round" if column == "organisation" else _listed(words)
                yield _finding(file, row, column, expected)
        yield from _others(file, row)


def _others(file: PotLines, row: PotRow) -> Iterator[Finding]:
    routes = ROUTES if row.is_source else ()
    if row["route"] and row["route"] not in routes:
        yield _finding(file, row, "route", _listed(routes) or "nothing: only a source has one")
    if row["line"] and not CODE.fullmatch(row["line"]):
        yield _finding(file, row, "line", SHORT)
    if row["draws_on"] and (row.is_source or not file.fences.get(row["draws_on"])):
        fenced = tuple(sorted(line for line, purpose in file.fences.items() if purpose))
        expected = "nothing" if row.is_source else _listed(fenced) or "nothing"
        yield _finding(file, row, "draws_on", expected)
    if row["ring_fence"] and row["route"] != "ring-fence":
        yield _finding(file, row, "ring_fence", "nothing, or ring-fence as its route")
    if row["effective_on"] and not _is_day_of(file, row["effective_on"]):
        yield _finding(file, row, "effective_on", f"a day of {file.year}, written 2023-04-01")


def _is_day_of(file: PotLines, text: str) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    period = file.year.period
    return len(text) == len("2023-04-01") and period.starts_on <= day < period.ends_on


def _finding(file: PotLines, row: PotRow, column: str, expected: str) -> Finding:
    facts = {
        "found": row[column],
        "column": column,
        "line": row["line"] or f"in row {row.number}",
        "expected": expected,
    }
    return CHECK.finding(file.place(row, column), facts)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words[:-1]) + (" or " if words[1:] else "") + "".join(words[-1:])
