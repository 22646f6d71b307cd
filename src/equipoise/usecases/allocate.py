"""Allocate a sum by formula: every area's share of weighted population, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from equipoise.rules.allocation import PartAndWhole, Weighted, fair_shares, relative_need
from equipoise.sources import PracticeNeeds
from equipoise.units import PENCE
from equipoise.usecases.of_files import ALLOCATION
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.populations import TITLES, Populations, Sharing
from equipoise.usecases.refusals import UnknownError
from equipoise.workings import Basis, Figure, Reference, given

LEVELS: Final = ("region", "system", "area", "network", "district", "practice")
"""What a sum can be shared out to; an area is a CCG or a sub-ICB location."""


@dataclass(frozen=True, kw_only=True)
class AreaShare:
    """An area by formula. Unit: people; ratios; whole pence."""

    name: str
    people: Figure
    weighted: Figure
    need_index: Figure
    """England is 1."""
    share: Figure
    target: Figure


@dataclass(frozen=True, kw_only=True)
class Allocated:
    """A sum shared out by formula among the areas of a level.

    `absent` are practices whose weighted population is blank in the file: they count nowhere.
    """

    populations: Populations
    level: str
    column: str
    quantum: Figure
    areas: Mapping[str, AreaShare]
    absent: tuple[str, ...]

    @property
    def title(self) -> str:
        """What the sum is shared by."""
        return TITLES[self.column]


def allocate(
    populations: Populations,
    sharing: Sharing,
    *,
    level: str = "system",
) -> Outcome[Allocated]:
    """Return what the formula gives each area of a level, out of a sum.

    Raises: UnknownError for a level or a population that the file does not hold.
    Law an_allocation_is_the_sum: the targets come to the quantum, at every level.
    """
    needs, year, column = populations.needs, populations.year, sharing.column
    params, known_on = sharing.params, sharing.known_on
    populations.refuse_absent(column)
    absent = populations.without(column, needs.practices)
    members = _members(needs, level, absent=frozenset(absent))
    people = {
        code: populations.sum("population", found, of=code) for code, found in members.items()
    }
    weighted = {code: populations.sum(column, found, of=code) for code, found in members.items()}
    counted = tuple(code for found in members.values() for code in found)
    of_people = populations.sum("population", counted, of="England")
    of_weighted = populations.sum(column, counted, of="England")
    sum_to_share = given(
        sharing.quantum,
        Basis(period=year.period, unit=PENCE),
        Reference("decision", (ALLOCATION, year.code, "sum")),
        name="Sum to share out",
    )
    shares = fair_shares(Weighted(quantum=sum_to_share, people=weighted), params, known_on=known_on)
    areas = {
        code: AreaShare(
            name=needs.practices[code].name if level == "practice" else needs.names[level][code],
            people=people[code],
            weighted=weighted[code],
            need_index=relative_need(
                PartAndWhole(
                    people=people[code],
                    weighted=weighted[code],
                    of_people=of_people,
                    of_weighted=of_weighted,
                ),
                params,
                known_on=known_on,
            ),
            share=shares[code].share,
            target=shares[code].target,
        )
        for code in members
    }
    found = Allocated(
        populations=populations,
        level=level,
        column=column,
        quantum=sum_to_share,
        areas=areas,
        absent=absent,
    )
    return Outcome(result=found, figures=_figures(found))


def _members(
    needs: PracticeNeeds, level: str, *, absent: frozenset[str]
) -> dict[str, tuple[str, ...]]:
    """Return the practices of each area of a level, those without a number left out."""
    if level not in LEVELS:
        raise UnknownError("level", level, LEVELS)
    if level == "practice":
        return {code: (code,) for code in sorted(needs.practices.keys() - absent)}
    if not needs.names[level]:
        there = tuple(name for name in LEVELS if name == "practice" or needs.names[name])
        raise UnknownError("level in this file", level, there)
    found: dict[str, list[str]] = {}
    for code, practice in needs.practices.items():
        if code not in absent and practice.within[level]:
            found.setdefault(practice.within[level], []).append(code)
    return {area: tuple(found[area]) for area in sorted(found)}


def _figures(found: Allocated) -> dict[Reference, Figure]:
    year = found.populations.year.code
    return {
        Reference("figure", (ALLOCATION, year, found.level, code, name)): getattr(area, name)
        for code, area in found.areas.items()
        for name in ("people", "weighted", "need_index", "share", "target")
    }
