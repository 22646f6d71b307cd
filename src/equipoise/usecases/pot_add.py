"""Put lines into a system's pot from a file: each a decision of its own, or none of them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final

from equipoise.checks import POT, PotLines, PotRow
from equipoise.checks.pot_lines import COLUMNS, thousands
from equipoise.findings import blocking
from equipoise.records import Actor
from equipoise.register import streams_of
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act
from equipoise.usecases.potting.kinds import LINE
from equipoise.usecases.potting.recording import pot_now, record, taken
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound

MOST_BYTES: Final = 4_000_000
REMARK: Final = "#"
"""A line that begins so is help, and is not read."""


@dataclass(frozen=True, kw_only=True)
class Added:
    """The decisions that came of a file: one for each line; none where a line must be mended."""

    system: str
    file: str
    acts: tuple[Act, ...]


def pot_add(
    one: OpenRound, system: str, *, path: Path, reason: str = "", by: Actor, now: datetime
) -> Outcome[Added]:
    """Return the lines of a file as decisions of the pot, or what is wrong with them.

    Raises: NotAllowedError; RefusedError for a file that is not a list of lines of a pot.
    """
    demand(by, "pot_add", one.subject(system), now.date())
    one.members(system)
    rows = _rows(path)
    digest = one.workspace.put(BytesIO(path.read_bytes()))
    pot = pot_now(one, system, on=now.date())
    subject = PotLines(
        year=one.year,
        file=str(digest),
        system=system,
        rows=rows,
        streams=frozenset(streams_of(one.year)),
        organisations=frozenset(body.code for body in one.register.organisations),
        lines={code: line.ring_fence for code, line in taken(pot).items()},
    )
    findings = POT.findings(subject, one.params, known_on=one.known_on)
    if blocking(findings):
        return Outcome(
            result=Added(system=system, file=path.name, acts=()), findings=tuple(findings)
        )
    bodies = [_body(row, str(digest)) for row in rows]
    made = record(one, system, decided=(LINE, bodies), reason=reason, by=by, now=now)
    return Outcome(
        result=Added(system=system, file=path.name, acts=made.result),
        findings=tuple(findings),
        events=made.events,
    )


def _rows(path: Path) -> tuple[PotRow, ...]:
    """Return the rows of the file: cells by column, with the number of each line."""
    if path.stat().st_size > MOST_BYTES:
        raise RefusedError(f"{path.name} is larger than a list of lines can be.")
    try:
        text = path.read_text("utf-8-sig")
        listed = [
            (reader_line, cells)
            for reader_line, cells in _numbered(text)
            if cells and not cells[0].startswith(REMARK)
        ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise RefusedError(f"{path.name} is not a csv file: {error}.") from error
    if not listed or [cell.strip() for cell in listed[0][1]] != list(COLUMNS):
        raise RefusedError(
            f"{path.name} does not begin with the columns of a pot: {', '.join(COLUMNS)}.",
            "Write a template to fill in with: equipoise pot template pot.csv.",
        )
    rows = []
    for number, cells in listed[1:]:
        if len(cells) != len(COLUMNS):
            raise RefusedError(
                f"{path.name}, line {number}: {len(cells)} cells, and {len(COLUMNS)} columns."
            )
        named = dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=True))
        rows.append(PotRow(number=number, cells=named))
    if not rows:
        raise RefusedError(f"{path.name} holds no line.")
    return tuple(rows)


def _numbered(text: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    return [(reader.line_num, cells) for cells in reader]


def _body(row: PotRow, file: str) -> Mapping[str, object]:
    cells = row.cells
    amount = thousands(cells["amount_thousands"])
    assert isinstance(amount, Fraction), "what is unusable was found before"
    return {
        **{name: cells[name] for name in (
            *("line", "role", "title", "stream", "route", "condition", "ring_fence", "draws_on"),
            *("programme", "place", "organisation", "effective_on", "source"),
        )},
        "amount_pence": int(amount),
        "recurrent": cells["recurrent"] == "yes",
        "file": file,
    }  # fmt: skip
