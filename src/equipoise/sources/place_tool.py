"""The place-based allocation tool: its session files, and its outputs as it printed them.

The tool of 2023 counts a blank or a nil as one person, and rounds sums before it divides. Its
published outputs can be ticked here in that mode alone; no figure of ours is made so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from equipoise.sources.misfit import Misfit
from equipoise.sources.practice_needs import PracticeNeeds
from equipoise.units import Absence

PUBLISHER: Final = "NHS England, place-based allocation tool"
LISTS: Final = frozenset({"places", "group_list"})
"""Where a session file lists its groups; every other name in it is a group."""
INDEXED: Final = (
    *("general_acute", "community", "mental_health", "maternity", "prescribing", "core"),
    *("medical", "medical_need", "health_inequalities"),
)
"""The populations that the tool makes an index of, in its order."""


@dataclass(frozen=True, kw_only=True)
class Session:
    """Groups of practices as saved: the practices of each by code, and its system by name."""

    source: str
    places: Mapping[str, tuple[str, ...]]
    systems: Mapping[str, str]
    misfits: tuple[Misfit, ...]


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What the tool prints of a group or a system: whole people, and indices to three places."""

    people: int
    weighted: Mapping[str, int]
    indices: Mapping[str, Fraction]


def session(path: Path) -> Session:
    """Return the places that a session file of the tool holds.

    A file that is no session gives no places; a group that cannot be read is left out. Both are
    misfits, and so is a practice that stands in two groups.
    """
    source = f"{PUBLISHER}: {path.name}"
    found, misfits = _content(path, source)
    places: dict[str, tuple[str, ...]] = {}
    systems: dict[str, str] = {}
    for name, group in found.items():
        if name in LISTS:
            continue
        members = group.get("gps") if isinstance(group, dict) else None
        if not isinstance(members, list) or not all(isinstance(text, str) for text in members):
            why = f"{name} has no list of practices"
            misfits.append(_misfit(source, name, str(group), 'a list under "gps"', why=why))
            continue
        places[name] = tuple(text.partition(":")[0].strip() for text in members)
        systems[name] = str(group.get("icb", ""))
    misfits += _twice(source, places)
    return Session(source=source, places=places, systems=systems, misfits=tuple(misfits))


def printed(needs: PracticeNeeds, members: Iterable[str], *, within: Iterable[str]) -> Printed:
    """Return what the tool of 2023 prints for a group of practices of a system.

    `within` are the practices that the group is compared with: those of its system, or of
    England for a system itself. A practice of which a column is blank or nil counts as one.

    Unit: people; ratios.
    """
    part, whole = tuple(members), tuple(within)
    people, of_people = (_sum(needs, codes, "population") for codes in (part, whole))
    weighted = {column: _sum(needs, part, column) for column in INDEXED}
    indices = {
        column: round(
            Fraction(weighted[column], people) / Fraction(_sum(needs, whole, column), of_people), 3
        )
        for column in INDEXED
    }
    return Printed(people=people, weighted=weighted, indices=indices)


def _sum(needs: PracticeNeeds, codes: Iterable[str], column: str) -> int:
    """Return a sum to the nearest whole, halves to even, as the tool does before it divides."""
    values = (needs.practices[code][column] for code in codes)
    return round(sum(Fraction(1) if isinstance(one, Absence) or not one else one for one in values))


def _content(path: Path, source: str) -> tuple[dict[str, Any], list[Misfit]]:
    try:
        found = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        found, shown = None, str(error)
    else:
        shown = type(found).__name__
    if isinstance(found, dict):
        return found, []
    why = "the file is no session of the tool"
    return {}, [_misfit(source, "file", shown, "groups by name, in JSON", why=why)]


def _twice(source: str, places: Mapping[str, tuple[str, ...]]) -> list[Misfit]:
    seen: dict[str, str] = {}
    misfits = []
    for name, members in places.items():
        for code in members:
            if code in seen:
                why = f"{code} stands in {seen[code]} too"
                misfits.append(_misfit(source, name, code, "a practice in one place", why=why))
            seen.setdefault(code, name)
    return misfits


def _misfit(source: str, place: str, found: str, expected: str, *, why: str) -> Misfit:
    return Misfit(source=source, place=place, found=found, expected=expected, why=why)
