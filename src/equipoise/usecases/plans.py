"""A system's plan as figures need it: every member's cells, their readings, and the rules."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from equipoise.cube import Asked, Cells, Listing
from equipoise.records.models import SystemVersion, Version
from equipoise.records.queries import latest_system_version, numbered, system_version
from equipoise.register import Kind, Organisation
from equipoise.sheets import Item
from equipoise.store import Digest
from equipoise.units import Period
from equipoise.usecases.held import Held, get_held, parquet_of
from equipoise.usecases.neighbours import Neighbours, named_by, neighbours_of
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import latest, latest_signed, signatures
from equipoise.usecases.waivers import Carried, carried, version_facts
from equipoise.workings import Figure, Selector

LAYERS = ("plan", "transfer")
"""What a plan is the sum of: what was entered, and what was agreed on top of it."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The parts of a system's members that make up one plan.

    `pin` is v3 for a collated version; `signed` for the latest signed parts; `proposed` for the
    latest parts, signed or not. `outside` are the returns of other bodies that its contracts are
    held against; those submitted as it is now, if None.
    """

    round: OpenRound
    system: str
    pin: str
    versions: tuple[Version, ...]
    outside: tuple[Version, ...] | None = None

    @cached_property
    def members(self) -> Mapping[str, Organisation]:
        """The bodies of the system."""
        return self.round.members(self.system)

    def held_of(self, organisation: str) -> Mapping[str, Held]:
        """Return what a body of the plan has handed in, by part."""
        workspace = self.round.workspace
        return {
            row.part: get_held(workspace, row.reading)
            for row in self.versions
            if row.organisation == organisation
        }

    @cached_property
    def parts(self) -> frozenset[tuple[str, str]]:
        """What there is of whom: bodies and parts."""
        return frozenset((row.organisation, row.part) for row in self.versions)

    @cached_property
    def cells(self) -> Cells:
        """The cells of every member and part."""
        workspace = self.round.workspace
        parquets = (parquet_of(workspace, row.reading) for row in self.versions)
        return Cells(*(workspace.store.path(Digest(parquet)) for parquet in parquets))

    def listing(self, period: Period, layers: tuple[str, ...]) -> Listing:
        """Return the lines of a period, or of a part of its year, in these layers: asked once."""
        if (period, layers) not in self._listings:
            where: dict[str, Asked] = {"layer": layers, "year": period.year.code}
            if period != period.year.period:
                where["period"] = period.code
            self._listings[period, layers] = Listing(self.cells, **where)
        return self._listings[period, layers]

    @cached_property
    def _listings(self) -> dict[tuple[Period, tuple[str, ...]], Listing]:
        return {}

    @cached_property
    def neighbours(self) -> Neighbours:
        """What bodies outside the system say of contracts with its members."""
        if self.outside is not None:
            return Neighbours(round=self.round, members=self.members, versions=self.outside)
        return neighbours_of(self.round, self.members, named=named_by(self.cells, self.members))

    def expand(self, selector: Selector) -> Sequence[Figure]:
        """Return the cells that `selector` summed, those of neighbours too.

        Raises: OtherCellsError when it is of other cells.
        """
        if selector.digest == self.cells.digest():
            return self.cells.expand(selector)
        return self.neighbours.cells.expand(selector)

    def items(self, part: str) -> Mapping[tuple[str, str], Item]:
        """Return the schemes or projects of a part, by body and reference."""
        return {
            (row.organisation, item.ref): item
            for row in self.versions
            if row.part == part
            for item in get_held(self.round.workspace, row.reading).items
        }

    @property
    def providers(self) -> tuple[str, ...]:
        """The members that provide care, by code."""
        return tuple(
            code for code in sorted(self.members) if self.members[code].kind is Kind.PROVIDER
        )

    @property
    def commissioners(self) -> tuple[str, ...]:
        """The members that buy care, by code."""
        return tuple(code for code in sorted(self.members) if self.members[code].kind is Kind.ICB)

    def missing(self, part: str) -> tuple[str, ...]:
        """Return the members that owe this part and have none in the plan."""
        return tuple(
            code
            for code, body in sorted(self.members.items())
            if part in self.round.parts(body.kind) and (code, part) not in self.parts
        )


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a version of a system's plan is made of; kept in the store, named by its digest."""

    content: Mapping[str, Any]

    @property
    def numbers(self) -> Mapping[tuple[str, str], int]:
        """The version of each part, by body and part."""
        return {
            (entry["organisation"], entry["part"]): entry["number"]
            for entry in self.content["parts"]
        }

    @property
    def outside(self) -> Sequence[tuple[str, str, int]]:
        """The body, the part and the version of each return that contracts were held against."""
        found = self.content.get("outside", ())
        return [(entry["organisation"], entry["part"], entry["number"]) for entry in found]

    @property
    def figures(self) -> Mapping[str, str]:
        """Every figure of the version as it was when collated, by reference."""
        figures = self.content["figures"]
        assert isinstance(figures, dict)
        return figures


def get_manifest(one: OpenRound, found: SystemVersion) -> Manifest:
    """Return the manifest of a version."""
    with one.workspace.store.open(Digest(found.manifest)) as stream:
        return Manifest(content=json.load(stream))


def collated(one: OpenRound, system: str, number: int | None = None) -> SystemVersion:
    """Return a version of the system's plan; the latest if no number is given.

    Raises: UnknownError when there is none.
    """
    found = (
        latest_system_version(one.code, system)
        if number is None
        else system_version(one.code, system, number=number)
    )
    if found is None:
        raise UnknownError(
            f"version of the plan of {system}:", f"v{number}" if number else "not collated yet"
        )
    return found


def plan_of(one: OpenRound, found: SystemVersion) -> Plan:
    """Return the plan of a collated version, under the rules it was collated under."""
    manifest = get_manifest(one, found)
    numbers = [(*key, number) for key, number in sorted(manifest.numbers.items())]
    found_rows = numbered(one.code, [*numbers, *manifest.outside])
    rows, outside = (
        [found_rows.get(key) for key in listed] for listed in (numbers, manifest.outside)
    )
    known_on = date.fromisoformat(manifest.content["known_on"])
    then = one.as_of(known_on, manifest.content.get("packs", one.record.packs))
    plan = _plan(then, found.system, f"v{found.number}", rows)
    return replace(plan, outside=tuple(row for row in outside if row is not None))


def plan_waivers(plan: Plan, on: date, *, of: Collection[str] | None = None) -> Carried:
    """Return the waivers that the parts of a plan were signed with, and which have run out.

    Those of the version as a whole are among them. Of every member, or of those in `of` alone.
    """
    whose = plan.members.keys() if of is None else of
    rows = (row for row in plan.versions if row.organisation in whose)
    of_version = version_facts(plan.round, whose, pin=plan.pin)
    return carried(signatures(rows).values(), on, of_version=of_version)


def signed_plan(one: OpenRound, system: str) -> Plan:
    """Return the plan that the members' latest signed parts make."""
    return _plan(one, system, "signed", [latest_signed(one, *key) for key in _owed(one, system)])


def proposed_plan(one: OpenRound, system: str) -> Plan:
    """Return the plan that the members' latest parts make, signed or not."""
    return _plan(one, system, "proposed", [latest(one, *key) for key in _owed(one, system)])


def _owed(one: OpenRound, system: str) -> list[tuple[str, str]]:
    return [
        (code, part)
        for code, body in sorted(one.members(system).items())
        for part in one.parts(body.kind)
    ]


def _plan(one: OpenRound, system: str, pin: str, rows: Iterable[Version | None]) -> Plan:
    versions = tuple(row for row in rows if row is not None)
    return Plan(round=one, system=system, pin=pin, versions=versions)
