"""Places of a system: need, shares and money for groups of practices that cover it once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from equipoise.checks import PLACES, Grouping, Membership
from equipoise.findings import blocking
from equipoise.rules.allocation import (
    FairShare,
    PartAndWhole,
    Weighted,
    fair_shares,
    relative_need,
)
from equipoise.sources import Misfit, read_table, session
from equipoise.units import PENCE
from equipoise.usecases.of_files import ALLOCATION
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.populations import WEIGHTS, Populations, Sharing
from equipoise.usecases.refusals import UnknownError
from equipoise.workings import Basis, Figure, Reference, given

LEVELS: Final = ("area", "network", "district")
"""What a file itself groups practices by."""
NO_NEIGHBOURHOOD: Final = "No neighbourhood"
"""Practices of a place that are in none of its neighbourhoods, where it has any."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """People, weighted people by population, and how each compares with the whole."""

    people: Figure
    weighted: Mapping[str, Figure]
    indices: Mapping[str, Figure]
    """Of a place against its system, of a system against England: the two are not compared."""


@dataclass(frozen=True, kw_only=True)
class PlaceShare:
    """A place: its practices, its need, its part of the sum; and its neighbourhoods' parts."""

    practices: tuple[str, ...]
    need: Need
    share: Figure
    target: Figure
    neighbourhoods: Mapping[str, FairShare[Figure]]


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A system by place. There are no places while a practice stands in two, or in none."""

    populations: Populations
    system: str
    name: str
    column: str
    quantum: Figure
    whole: Need
    places: Mapping[str, PlaceShare]
    misfits: tuple[Misfit, ...]
    """Of the file of populations, and of the grouping."""


@dataclass(frozen=True, kw_only=True)
class Grouped:
    """Practices as they are grouped, where that is said, and what there does not fit."""

    members: tuple[Membership, ...]
    source: str
    misfits: tuple[Misfit, ...] = ()


def by_level(populations: Populations, system: str, *, level: str) -> Grouped:
    """Return the practices of a system grouped as the file of populations itself groups them.

    Raises: UnknownError for a level that the file does not hold.
    """
    needs = populations.needs
    if level not in LEVELS or not needs.names[level]:
        there = tuple(name for name in LEVELS if needs.names[name])
        raise UnknownError("level in this file", level, there)
    members = tuple(
        Membership(
            practice=code,
            place=needs.names[level][practice.within[level]] or practice.within[level],
            neighbourhood="" if level == "network" else practice.within["network"],
            said_at=Reference("file", (populations.file, practice.place.replace(" ", "-"), level)),
        )
        for code, practice in needs.practices.items()
        if practice.within["system"] == system and practice.within[level]
    )
    return Grouped(members=members, source=populations.file)


def by_file(path: Path) -> Grouped:
    """Return the practices of a list (practice, place, perhaps neighbourhood) or of a session file.

    A session file is what the place-based allocation tool saves: JSON, known by its name.
    """
    if path.suffix == ".json":
        saved = session(path)
        members = tuple(
            Membership(practice=code, place=place, said_at=Reference("file", (path.name, place)))
            for place, codes in saved.places.items()
            for code in codes
        )
        told = tuple(misfit for misfit in saved.misfits if not misfit.why.endswith(" too"))
        return Grouped(members=members, source=path.name, misfits=told)
    listed = read_table(path, "place_list")
    members = tuple(
        Membership(
            practice=row["practice"],
            place=row["place"],
            neighbourhood=row["neighbourhood"],
            said_at=Reference("file", (path.name, row.place.replace(" ", "-"))),
        )
        for row in listed.rows
    )
    return Grouped(members=members, source=path.name, misfits=listed.misfits)


def place(
    populations: Populations, sharing: Sharing, *, system: str, grouped: Grouped
) -> Outcome[Placed]:
    """Return a system's places: need beside that of the system, and shares of a sum.

    Raises: UnknownError for a system or a population that the file does not hold.
    Law places_share_the_whole_sum: to the penny, and each place's neighbourhoods its own.
    """
    needs, column = populations.needs, sharing.column
    if system not in needs.names["system"]:
        raise UnknownError("system in this file", system, tuple(sorted(needs.names["system"])))
    populations.refuse_absent(column)
    everybody = tuple(needs.practices)
    own = tuple(code for code in everybody if needs.practices[code].within["system"] == system)
    grouping = Grouping(
        year=populations.year,
        system=system,
        source=Reference("file", (grouped.source,)),
        members=grouped.members,
        practices={code: needs.practices[code].name for code in own},
    )
    findings = PLACES.findings(grouping, sharing.params, known_on=sharing.known_on)
    asked = _Asked(populations=populations, sharing=sharing)
    england = asked.counted(everybody, "England")
    of_system = asked.counted(own, system)
    whole_sum = given(
        sharing.quantum,
        Basis(period=populations.year.period, unit=PENCE),
        Reference("decision", (ALLOCATION, populations.year.code, system, "sum")),
        name=f"Sum to share out in {system}",
    )
    places = (
        {} if blocking(findings) else asked.places(grouping.members, of_system, quantum=whole_sum)
    )
    found = Placed(
        populations=populations,
        system=system,
        name=needs.names["system"][system],
        column=column,
        quantum=whole_sum,
        whole=asked.need(of_system, england),
        places=places,
        misfits=(*needs.misfits, *grouped.misfits),
    )
    return Outcome(result=found, findings=findings, figures=_figures(found))


@dataclass(frozen=True, kw_only=True)
class _Counted:
    """The people of some practices: registered in all, and by population beside their weights.

    A practice without a number in a population counts for it neither way.
    """

    people: Figure
    registered: Mapping[str, Figure]
    weighted: Mapping[str, Figure]


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """The populations, and the rules as they were known."""

    populations: Populations
    sharing: Sharing

    def counted(self, practices: tuple[str, ...], of: str) -> _Counted:
        populations = self.populations
        there = [name for name in WEIGHTS if populations.has(name)]
        people = populations.sum("population", practices, of=of)
        registered = {}
        for name in there:
            without = set(populations.without(name, practices))
            rest = tuple(code for code in practices if code not in without)
            registered[name] = populations.sum("population", rest, of=of) if without else people
        return _Counted(
            people=people,
            registered=registered,
            weighted={name: populations.sum(name, practices, of=of) for name in there},
        )

    def need(self, part: _Counted, whole: _Counted) -> Need:
        indices = {
            name: relative_need(
                PartAndWhole(
                    people=part.registered[name],
                    weighted=figure,
                    of_people=whole.registered[name],
                    of_weighted=whole.weighted[name],
                ),
                self.sharing.params,
                known_on=self.sharing.known_on,
            )
            for name, figure in part.weighted.items()
        }
        return Need(people=part.people, weighted=part.weighted, indices=indices)

    def places(
        self, members: tuple[Membership, ...], whole: _Counted, *, quantum: Figure
    ) -> dict[str, PlaceShare]:
        practices = _grouped((member.place, member.practice) for member in members)
        counted = {name: self.counted(codes, name) for name, codes in practices.items()}
        weighted = {name: people.weighted[self.sharing.column] for name, people in counted.items()}
        shares = self._shared(quantum, weighted)
        near = {name: _near(members, name) for name in practices}
        return {
            name: PlaceShare(
                practices=codes,
                need=self.need(counted[name], whole),
                share=shares[name].share,
                target=shares[name].target,
                neighbourhoods=self._within(shares[name].target, near[name]),
            )
            for name, codes in practices.items()
        }

    def _within(
        self, target: Figure, near: Mapping[str, tuple[str, ...]]
    ) -> Mapping[str, FairShare[Figure]]:
        if not near:
            return {}
        column = self.sharing.column
        weighted = {
            name: self.populations.sum(column, codes, of=name) for name, codes in near.items()
        }
        return self._shared(target, weighted)

    def _shared(
        self, whole: Figure, weighted: Mapping[str, Figure]
    ) -> Mapping[str, FairShare[Figure]]:
        asked = Weighted(quantum=whole, people=weighted)
        return fair_shares(asked, self.sharing.params, known_on=self.sharing.known_on)


def _near(members: Iterable[Membership], place: str) -> dict[str, tuple[str, ...]]:
    """Return the practices of a place by neighbourhood; none where no practice names one."""
    own = [member for member in members if member.place == place]
    if not any(member.neighbourhood for member in own):
        return {}
    return _grouped((member.neighbourhood or NO_NEIGHBOURHOOD, member.practice) for member in own)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, code in pairs:
        found.setdefault(name, []).append(code)
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def _figures(found: Placed) -> dict[Reference, Figure]:
    start = (ALLOCATION, found.populations.year.code, found.system)
    figures: dict[tuple[str, ...], Figure]
    figures = {(*start, "index", name): figure for name, figure in found.whole.indices.items()}
    for name, place in found.places.items():
        at = (*start, "place", name)
        figures |= {(*at, "share"): place.share, (*at, "target"): place.target}
        figures |= {(*at, "index", of): index for of, index in place.need.indices.items()}
        figures |= {
            (*at, "neighbourhood", near, "target"): share.target
            for near, share in place.neighbourhoods.items()
        }
    return {Reference("figure", parts): figure for parts, figure in figures.items()}
