"""The pot (T19): what came in by stream, what moved since, and what it is used for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.display import day
from equipoise.reports.pages.page import million
from equipoise.reports.table import Row, Sign, Table, Value
from equipoise.rules.pot.pot_balance import COMMITTED
from equipoise.usecases.pot import PotSeen
from equipoise.usecases.potting import Pot
from equipoise.usecases.potting.pot import AMOUNTS, NAME, WHOLE
from equipoise.workings import Figure

TITLE: Final = "The pot"
HEADS: Final = {
    "opening": "Opening",
    "moved": "Moved in the year",
    "now": "Now",
    "recurrent": "Recurrent",
    "non_recurrent": "Non-recurrent",
}
SIGNS: Final = {"moved": Sign.INCREASE, "now": Sign.SURPLUS}
"""Where an amount may stand below nil, and what that means."""


def pot_table(seen: PotSeen) -> Table:
    """Return sources by stream, then uses by body and place, and what is left; or a body's own."""
    pot = seen.pot
    rows = _whole(pot) if seen.body is None else _own(pot, seen.body)
    return Table(
        name=NAME,
        title=TITLE,
        sentence=balance_sentence(pot) if seen.body is None else "",
        basis=pot_basis(pot),
        columns=(
            words("line", "Line"),
            *(money(key, head, sign=SIGNS.get(key, Sign.SIZE)) for key, head in HEADS.items()),
        ),
        rows=tuple(rows),
        notes=("Deficits of trusts lie outside the pot.",) if seen.body is None else (),
    )


def pot_basis(pot: Pot) -> str:
    """Return the days that the figures of a pot are of."""
    return f"Pot as at {day(pot.as_at)}, as known by {day(pot.known)}"


def balance_sentence(pot: Pot) -> str:
    """Return whether a pot adds up, and how its sources are used."""
    found = pot.balance
    sources, committed, reserve, surplus, left = (
        million(int(figure.value))
        for figure in (
            *(found.sources, found.committed, found.reserve, found.surplus, found.unallocated),
        )
    )
    used = f"{committed} committed, {reserve} in reserve and a planned surplus of {surplus}"
    if found.adds_up:
        return f"The pot of {pot.system} adds up: {sources} of sources, {used}."
    return (
        f"The pot of {pot.system} does not add up: {sources} of sources, {used}; {left} is "
        "unallocated."
    )


def body_named(pot: Pot, code: str) -> str:
    """Return a body by its code and name; what stands for none where there is none."""
    return f"{code} {pot.round.organisation(code).name}" if code else "no body named"


def _whole(pot: Pot) -> Iterator[Row]:
    for code, stream in pot.streams.streams.items():
        cells = {name: getattr(stream, name) for name in AMOUNTS}
        yield _row(pot, pot.stream(code).title, cells, f"stream/{code}")
    whole = {name: getattr(pot.streams.whole, name) for name in AMOUNTS}
    yield _row(pot, "All sources", whole, f"stream/{WHOLE}", emphasis=True)
    for code, figure in pot.uses_by("organisation").items():
        name = f"Committed: {body_named(pot, code)}"
        yield _line(pot, name, figure, f"organisation/{code or 'none'}")
    yield _line(pot, "Committed uses", pot.balance.committed, COMMITTED, emphasis=True)
    for place, figure in pot.uses_by("place").items():
        name = f"of which at {place}" if place else "of which at no place"
        yield _line(pot, name, figure, f"place/{place or 'none'}")
    yield _line(pot, "Uncommitted reserve", pot.balance.reserve, "reserve")
    yield _line(pot, "Planned surplus of the ICB", pot.balance.surplus, "surplus")
    yield _line(
        pot, "Unallocated difference", pot.balance.unallocated, "unallocated", emphasis=True
    )


def _own(pot: Pot, body: str) -> Iterator[Row]:
    for code, line in pot.uses.items():
        if line.organisation == body:
            yield _line(pot, line.title, pot.held[code], line.figure)


def _line(pot: Pot, name: str, figure: Figure, ref: str, *, emphasis: bool = False) -> Row:
    return Row(
        cells={"line": name, "now": figure},
        refs={"now": pot.ref(f"{NAME}/{ref}")},
        emphasis=emphasis,
    )


def _row(pot: Pot, name: str, cells: dict[str, Value], ref: str, *, emphasis: bool = False) -> Row:
    return Row(
        cells={"line": name, **cells},
        refs={key: pot.ref(f"{NAME}/{ref}/{key}") for key in cells},
        emphasis=emphasis,
    )
