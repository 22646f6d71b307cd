"""NHS trusts: those of the published list, those that came before, and who followed them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Final

from equipoise.register import (
    Hierarchy,
    Kind,
    Link,
    Organisation,
    Register,
    Succession,
    since,
)
from equipoise.sources.chains import without_circles
from equipoise.sources.changes import changes
from equipoise.sources.misfit import Misfit
from equipoise.sources.names import NameBook, known_names, past_trusts
from equipoise.sources.table import Row, Table, read_table

HOUSE: Final = Path(__file__).parent
WALES: Final = "W00"
"""The region of bodies in Wales, which the English list holds as well."""
ONE_BOARD_FROM: Final = date(2022, 7, 1)
"""Since this day each trust belongs wholly to one board (2022/23 joint forward plans)."""


@dataclass(frozen=True, kw_only=True)
class Trusts:
    """The list of trusts, as a register with past trusts and successions."""

    table: Table
    register: Register
    misfits: tuple[Misfit, ...]

    @property
    def names(self) -> NameBook:
        """Every name a trust of the register is or was known by."""
        return NameBook(self.register, known_names())

    def english(self, on: date) -> tuple[str, ...]:
        """Return the codes of the English trusts of the list that are open on a day."""
        rows = (row["code"] for row in self.table.rows if row["region"] != WALES)
        return tuple(
            sorted(code for code in rows if self.register.organisation(code).is_open_on(on))
        )

    def links(self, boards: Iterable[str]) -> tuple[tuple[Link, ...], tuple[Misfit, ...]]:
        """Return the link of each trust to its board, and trusts whose board is not one of them.

        Assumption: the board of the list, one edition, is that of every day since boards began.
        """
        held, links, misfits = frozenset(boards), [], []
        for row in self.table.by("code").values():
            if row["system"] not in held:
                why = f"board of {row['code']} unknown"
                misfits.append(
                    self.table.misfit(row, found=row["system"], expected="a board", why=why)
                )
                continue
            opens_on = date.fromisoformat(row["opens_on"])
            links.append(
                Link(
                    hierarchy=Hierarchy.STATUTORY,
                    child=row["code"],
                    parent=row["system"],
                    weight=Fraction(1),
                    applies=since(max(opens_on, ONE_BOARD_FROM)),
                    source=self.table.source,
                )
            )
        return tuple(links), tuple(misfits)


def trusts(path: Path, changes_path: Path | None = None) -> Trusts:
    """Return the published list of trusts as a register, with what came before.

    Successions between trusts of the register come from the list of changes, where given, and
    from the cited ones held as data; a body whose end is known from these alone closes then.
    The list prints the last day of a trust, and the register the day after.
    """
    table = read_table(path, "trusts")
    listed = {code: _body(row, table.source) for code, row in table.by("code").items()}
    bodies = {**listed, **{body.code: body for body in past_trusts(known_names(), listed)}}
    found = changes(changes_path) if changes_path else None
    steps = {step.predecessor: step for step in (found.successions if found else ())}
    steps |= {step.predecessor: step for step in _cited()}
    within = [s for s in steps.values() if {s.predecessor, s.successor} <= bodies.keys()]
    early = [s for s in within if (bodies[s.predecessor].opens_on or date.min) >= s.on]
    kept, circles = without_circles(step for step in within if step not in early)
    for step in kept:
        body = bodies[step.predecessor]
        bodies[step.predecessor] = replace(body, closes_on=body.closes_on or step.on)
    welsh = [
        table.misfit(row, found=WALES, expected="a region of England", why="a trust in Wales")
        for row in table.rows
        if row["region"] == WALES
    ]
    return Trusts(
        table=table,
        register=Register(tuple(bodies.values()), successions=kept),
        misfits=(
            *table.misfits,
            *circles,
            *welsh,
            *_backwards(table),
            *(_too_early(step, bodies[step.predecessor]) for step in early),
        ),
    )


def current_trusts(path: Path) -> dict[str, str]:
    """Return the trusts of 2026, by code, with their names."""
    return {row["code"]: row["name"] for row in read_table(path, "current_trusts").rows}


def _body(row: Row, source: str) -> Organisation:
    last_day = date.fromisoformat(row["last_day"]) if row["last_day"] else None
    opens_on = date.fromisoformat(row["opens_on"])
    return Organisation(
        code=row["code"],
        name=row["name"],
        kind=Kind.PROVIDER,
        opens_on=opens_on,
        closes_on=last_day + timedelta(days=1) if last_day and last_day >= opens_on else None,
        source=source,
    )


def _too_early(step: Succession, body: Organisation) -> Misfit:
    return Misfit(
        source=step.source,
        place=step.predecessor,
        found=f"succeeded on {step.on}",
        expected=f"after {body.opens_on}",
        why=f"{step.predecessor} has a successor before it opens",
    )


def _backwards(table: Table) -> Iterator[Misfit]:
    for row in table.rows:
        if row["last_day"] and row["last_day"] < row["opens_on"]:
            why = f"{row['code']} ends before it opens"
            yield table.misfit(row, found=row["last_day"], expected="a later day", why=why)


def _cited() -> Iterator[Succession]:
    text = (HOUSE / "trust_successions.csv").read_text("utf-8")
    for row in csv.DictReader(StringIO(text), strict=True):
        yield Succession(
            predecessor=row["predecessor"],
            successor=row["successor"],
            on=date.fromisoformat(row["on"]),
            share=Fraction(1),
            source=row["source"],
        )
