"""Practices as the register of codes lists them, and whether another list agrees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from equipoise.sources.misfit import Misfit
from equipoise.sources.structures import Structure
from equipoise.sources.table import Table, read_table


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How far two routes from a practice to its board agree; every difference is a misfit."""

    practices: int
    found: int
    same_commissioner: int
    same_system: int
    misfits: tuple[Misfit, ...]


def practices(path: Path) -> Table:
    """Return the published list of practices."""
    return read_table(path, "practices")


def agreement(structure: Structure, listed: Table) -> Agreement:
    """Return how far the structure of a year agrees with the list of practices, by practice."""
    by_code = listed.by("code")
    pairs = [(row, by_code.get(row["practice"])) for row in structure.rows]
    misfits: list[Misfit] = []
    same = dict.fromkeys(("commissioner", "system"), 0)
    for row, other in pairs:
        if other is None:
            why = f"practice {row['practice']} is not listed"
            misfits.append(_misfit(listed, row["practice"], "", "a row", why))
            continue
        for level in same:
            if row[level] == other[level]:
                same[level] += 1
            else:
                why = f"{level} differs from {structure.source}"
                misfits.append(_misfit(listed, other.place, other[level], row[level], why))
    return Agreement(
        practices=len(pairs),
        found=sum(other is not None for _, other in pairs),
        same_commissioner=same["commissioner"],
        same_system=same["system"],
        misfits=tuple(misfits),
    )


def same_boards(structure: Structure, boards: Iterable[tuple[str, str | None]]) -> int:
    """Return for how many commissioners the structure names the board that `boards` does."""
    above = structure.above("commissioner", "system")
    return sum(above.get(code) == board for code, board in boards)


def _misfit(listed: Table, place: str, found: str, expected: str, why: str) -> Misfit:
    return Misfit(source=listed.source, place=place, found=found, expected=expected, why=why)
