"""A round as use cases see it: its year, its register as pinned, its parameters, its bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from equipoise.params import Parameters
from equipoise.records import Actor
from equipoise.records.models import Person, Round
from equipoise.records.queries import rounds
from equipoise.register import Hierarchy, Kind, Organisation, Register
from equipoise.sheets import Line, parts_of
from equipoise.store import Digest
from equipoise.units import FinancialYear
from equipoise.usecases.packs import last_years
from equipoise.usecases.planned_on import refuse_proposals
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import Subject
from equipoise.usecases.workspace import Workspace


class StalePackError(RefusedError):
    """A rule pack is no longer what it was when the round was opened."""


@dataclass(frozen=True, kw_only=True)
class OpenRound:
    """A round, with everything pinned when it was opened."""

    workspace: Workspace
    record: Round
    register: Register

    @property
    def code(self) -> str:
        """The round's name in references."""
        return self.record.code

    @property
    def year(self) -> FinancialYear:
        """The plan year."""
        return FinancialYear.parse(self.record.year)

    @property
    def known_on(self) -> date:
        """The day whose knowledge of parameters the plan is judged by."""
        return self.record.known_on

    @property
    def stream(self) -> str:
        """The chain of events of this round."""
        return f"round-{self.code}"

    @cached_property
    def params(self) -> Parameters:
        """The parameters of the round.

        Raises: StalePackError when a pack was changed after the round was opened; RefusedError
            when one holds what is only proposed.
        """
        for name in self.record.packs:
            refuse_proposals(self.workspace.packs / name, self.year)
        found = self.workspace.params(self.record.packs)
        if found.digest != self.record.params:
            raise StalePackError(
                f"The rules of {self.code} are not those it was opened with.",
                "Restore the pack, or open a new round with the changed rules.",
            )
        return found

    def as_of(self, known_on: date, packs: Sequence[str]) -> OpenRound:
        """Return the round under rules it had before: those known on a day, of these packs."""
        if (known_on, list(packs)) == (self.known_on, list(self.record.packs)):
            return self
        record = copy(self.record)
        record.known_on, record.packs = known_on, list(packs)
        record.params = self.workspace.params(record.packs).digest
        return replace(self, record=record)

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems of the round, by code: each is named by its ICB."""
        return tuple(self.record.systems)

    def system_of(self, organisation: str) -> str:
        """Return the system that a body's plan belongs to.

        NHS England's belongs to none: it stands by itself, under its own code.

        Raises: UnknownError when it is in none of the round's systems.
        """
        body = self.organisation(organisation)
        if organisation in self.systems or body.kind is Kind.NATIONAL:
            return organisation
        for above in self.register.ancestors(organisation, Hierarchy.STATUTORY, on=self._first_day):
            if above in self.systems:
                return above
        raise UnknownError("system of this round for", organisation, self.systems)

    def members(self, system: str) -> Mapping[str, Organisation]:
        """Return the bodies whose plans make up the system's: its ICB and its providers."""
        if system not in self.systems:
            raise UnknownError("system", system, self.systems)
        below = self.register.members(system, Hierarchy.STATUTORY, on=self._first_day)
        codes = [system, *below]
        return {code: self.register.organisation(code) for code in codes}

    def organisation(self, code: str) -> Organisation:
        """Return the body under `code`.

        Raises: UnknownError when the round does not know it.
        """
        if code not in self.register:
            known = tuple(body.code for body in self.register.organisations)
            raise UnknownError("organisation", code, known)
        return self.register.organisation(code)

    def parts(self, kind: Kind) -> tuple[str, ...]:
        """Return the parts a body of this kind returns."""
        return tuple(part for part in parts_of(kind) if part in self.record.parts)

    def prior(self, organisation: str) -> Mapping[Line, int]:
        """Return a body's last year by line, in smallest units, as far as the packs have it."""
        return self._prior.get(organisation, {})

    def subject(self, code: str) -> Subject:
        """Return a body as `rights` asks about it: with those above it and its members."""
        above = self.register.ancestors(code, Hierarchy.STATUTORY, on=self._first_day)
        members = self.register.members(code, Hierarchy.STATUTORY, on=self._first_day)
        return Subject(organisation=code, above=frozenset(above), members=frozenset(members))

    @cached_property
    def _prior(self) -> Mapping[str, Mapping[Line, int]]:
        found: dict[str, dict[Line, int]] = {}
        for pack in self.record.packs:
            for organisation, lines in last_years(self.workspace.packs / pack).items():
                found.setdefault(organisation, {}).update(lines)
        return found

    @property
    def _first_day(self) -> date:
        return self.year.period.starts_on


def round_codes() -> tuple[str, ...]:
    """Return the names of the rounds there are, in the order of their years."""
    return tuple(sorted(found.code for found in rounds()))


def people_on_record() -> tuple[Actor, ...]:
    """Return everybody who has had a role in a round, by name; a door may give them an account."""
    return tuple(
        Actor(person=one.name, role=one.role, organisation=one.organisation, via="")
        for one in Person.objects.order_by("name")
    )


def open_round(workspace: Workspace, code: str | None = None) -> OpenRound:
    """Return the round under `code`, or the only one there is.

    Raises: UnknownError when there is none, or none was named and there are several.
    """
    every = list(Round.objects.order_by("code"))
    named = [one for one in every if code in (None, one.code)]
    if len(named) != 1:
        known = tuple(one.code for one in every)
        raise UnknownError("round", code or "is named, and there is not one alone", known)
    record = named[0]
    with workspace.store.open(Digest(record.register)) as stream:
        register = Register.from_json(stream.read().decode())
    return OpenRound(workspace=workspace, record=record, register=register)


def actor_named(workspace: Workspace, name: str, *, via: str, on: date) -> Actor:
    """Return the person of this name in the workspace, acting in their role on this day.

    Raises: UnknownError when nobody of the name has a role on that day.
    """
    for person in Person.objects.filter(name=name):
        begun = person.starts_on is None or person.starts_on <= on
        if begun and (person.ends_on is None or on < person.ends_on):
            return Actor(
                person=person.name, role=person.role, organisation=person.organisation, via=via
            )
    known = tuple(Person.objects.order_by("name").values_list("name", flat=True))
    raise UnknownError(f"person in {workspace.home}:", name, known)
