"""Commissioners: who followed whom, and which board each location answers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
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
from equipoise.sources.misfit import Misfit
from equipoise.sources.table import Row, Table, read_table

BOARD_ROLE: Final = "RO318"
"""The role of an integrated care board; the printed types are not to be relied on."""
LOCATION_ROLE: Final = "RO319"
"""The role of a sub-ICB location."""


@dataclass(frozen=True, kw_only=True)
class Commissioners:
    """The published list, as a register: bodies, successions and links to boards."""

    rows: tuple[Row, ...]
    register: Register
    misfits: tuple[Misfit, ...]

    def board_of(self, code: str, on: date) -> str | None:
        """Return the board that `code`, or what followed it, answers to on a day."""
        held = self.register.as_is(code, on)
        boards = {
            above
            for body in held
            for above in (body, *self.register.ancestors(body, Hierarchy.STATUTORY, on=on))
            if self.register.organisation(above).kind is Kind.ICB
        }
        return boards.pop() if len(boards) == 1 else None

    @property
    def groups(self) -> tuple[str, ...]:
        """The codes of bodies whose name says that they are clinical commissioning groups."""
        return tuple(sorted(row["code"] for row in self.rows if "CCG" in row["name"]))


def commissioners(path: Path) -> Commissioners:
    """Return the published commissioners as a register.

    The list gives no day of succession: a successor takes over on its first day (legal, else
    operational). A link to a board starts on the printed day of transition, else on the first
    day of the body. Misfits: a successor or predecessor that is not listed; a predecessor whose
    own successor is another; a body with a successor that is still active; an inactive body
    without one, whose last day nobody knows.
    """
    table = read_table(path, "commissioners")
    by_code = table.by("code")
    successions, circles = without_circles(_successions(table, by_code))
    ends = {step.predecessor: step.on for step in successions}
    return Commissioners(
        rows=table.rows,
        register=Register(
            tuple(_body(row, ends.get(row["code"]), table.source) for row in by_code.values()),
            tuple(_links(table, by_code)),
            successions,
        ),
        misfits=(*table.misfits, *circles, *_misfits(table, by_code)),
    )


def successor_pairs(path: Path) -> tuple[tuple[str, str], ...]:
    """Return each clinical commissioning group with the one of 2020 that followed it."""
    table = read_table(path, "commissioner_successors")
    return tuple((row["predecessor"], row["successor"]) for row in table.rows)


def _first_day(row: Row) -> date | None:
    text = row["legal_from"] or row["operational_from"]
    return date.fromisoformat(text) if text else None


def _kind(row: Row) -> Kind:
    roles = {row["role"], *row["roles"].split(",")}
    if BOARD_ROLE in roles:
        return Kind.ICB
    if LOCATION_ROLE in roles:
        return Kind.SUB_ICB
    return Kind.CCG if "CCG" in row["name"] else Kind.OTHER


def _body(row: Row, ends_on: date | None, source: str) -> Organisation:
    opens_on = _first_day(row)
    closes_on = ends_on if row["status"] == "Inactive" else None
    known = opens_on and closes_on and opens_on < closes_on
    return Organisation(
        code=row["code"],
        name=row["name"],
        kind=_kind(row),
        opens_on=opens_on if known or not closes_on else None,
        closes_on=closes_on,
        source=source,
    )


def _successions(table: Table, by_code: dict[str, Row]) -> Iterator[Succession]:
    for row in by_code.values():
        successor = by_code.get(row["successor"])
        if successor and successor is not row and (day := _first_day(successor)):
            yield Succession(
                predecessor=row["code"],
                successor=successor["code"],
                on=day,
                share=Fraction(1),
                source=table.source,
            )


def _links(table: Table, by_code: dict[str, Row]) -> Iterator[Link]:
    for row in by_code.values():
        parent, joins_on = by_code.get(row["parent"]), row["joins_on"]
        starts_on = date.fromisoformat(joins_on) if joins_on else _first_day(row)
        if parent and starts_on and parent is not row:
            yield Link(
                hierarchy=Hierarchy.STATUTORY,
                child=row["code"],
                parent=parent["code"],
                weight=Fraction(1),
                applies=since(starts_on),
                source=table.source,
            )


def _misfits(table: Table, by_code: dict[str, Row]) -> Iterator[Misfit]:
    for row in by_code.values():
        code, successor = row["code"], row["successor"]
        if code in (successor, row["parent"]):
            yield table.misfit(row, found=code, expected="another code", why=f"{code} names itself")
        if successor in by_code and not _first_day(by_code[successor]):
            yield table.misfit(
                row, found="", expected="a first day", why=f"{code} was followed nobody knows when"
            )
        if successor and successor not in by_code:
            yield table.misfit(
                row, found=successor, expected="a listed code", why=f"successor of {code} unknown"
            )
        if row["parent"] and row["parent"] not in by_code:
            yield table.misfit(
                row, found=row["parent"], expected="a listed code", why=f"board of {code} unknown"
            )
        if successor and row["status"] == "Active":
            yield table.misfit(
                row, found="Active", expected="Inactive", why=f"{code} has a successor, {successor}"
            )
        if not successor and row["status"] == "Inactive":
            yield table.misfit(
                row, found="", expected="a last day", why=f"{code} is inactive since nobody knows"
            )
        yield from _predecessor_misfits(table, row, by_code)


def _predecessor_misfits(table: Table, row: Row, by_code: dict[str, Row]) -> Iterable[Misfit]:
    for predecessor in filter(None, (code.strip() for code in row["predecessors"].split(","))):
        if predecessor not in by_code:
            why = f"predecessor of {row['code']} unknown"
            yield table.misfit(row, found=predecessor, expected="a listed code", why=why)
        elif (named := by_code[predecessor]["successor"]) != row["code"]:
            why = f"{predecessor} is listed as a predecessor, but names another successor or none"
            yield table.misfit(row, found=named, expected=row["code"], why=why)
