"""What is on record, read: small questions, answered with rows or with None, never lazily.

Numbers for new rows are only given within a change, where the stream is locked and nobody else
can be given the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from equipoise.records.models import (
    GENESIS,
    Approval,
    Consent,
    Decision,
    DueDate,
    Event,
    Judgement,
    Person,
    ReturnHead,
    Round,
    Stream,
    SystemHead,
    SystemVersion,
    Version,
    Waiver,
    WaiverAnswer,
)


class OutsideChangeError(RuntimeError):
    """A number was asked for where another caller could be given the same."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"the number of a new {what} is only given within a change")


@dataclass(frozen=True, kw_only=True)
class Head:
    """Where a stream stands: the number and the hash of its last event, for a lock receipt."""

    sequence: int
    hash: str


def stream_head(stream: str) -> Head:
    """Return where `stream` stands; number 0 when nothing has happened yet."""
    row = Stream.objects.filter(name=stream).first()
    return Head(sequence=row.sequence, hash=row.head) if row else Head(sequence=0, hash=GENESIS)


def events(stream: str, *, after: int = 0) -> tuple[Event, ...]:
    """Return the events of `stream` that follow number `after`, oldest first."""
    return tuple(Event.objects.filter(stream=stream, sequence__gt=after).order_by("sequence"))


def events_about(subject: str, verbs: Collection[str]) -> tuple[Event, ...]:
    """Return what was done to one subject, of these verbs, oldest first."""
    found = Event.objects.filter(subject=subject, verb__in=verbs)
    return tuple(found.order_by("sequence"))


def rounds() -> tuple[Round, ...]:
    """Return every round, in the order they were opened."""
    return tuple(Round.objects.order_by("opened_at", "code"))


def round_of(code: str) -> Round | None:
    """Return the round of this code."""
    return Round.objects.filter(code=code).first()


def person(name: str) -> Person | None:
    """Return the person of this name."""
    return Person.objects.filter(name=name).first()


def people(organisation: str) -> tuple[Person, ...]:
    """Return everybody with a role in the organisation, by name."""
    return tuple(Person.objects.filter(organisation=organisation).order_by("name"))


def head_of(round_code: str, organisation: str, *, part: str) -> ReturnHead | None:
    """Return which version of the part counts, and how far it is; None when not yet started."""
    return ReturnHead.objects.filter(round=round_code, organisation=organisation, part=part).first()


def heads(round_code: str, organisations: Iterable[str]) -> tuple[ReturnHead, ...]:
    """Return the heads of every part of these organisations, by organisation and part."""
    rows = ReturnHead.objects.filter(round=round_code, organisation__in=list(organisations))
    return tuple(rows.order_by("organisation", "part"))


def version(round_code: str, organisation: str, *, part: str, number: int) -> Version | None:
    """Return this version of the part."""
    return _versions(round_code, organisation, part).filter(number=number).first()


def numbered(
    round_code: str, keys: Iterable[tuple[str, str, int]]
) -> dict[tuple[str, str, int], Version]:
    """Return the versions of these organisations, parts and numbers that there are, read at once.

    >>> numbered("2023-24", [])
    {}
    """
    wanted = set(keys)
    if not wanted:
        return {}
    rows = Version.objects.filter(
        round=round_code,
        organisation__in={organisation for organisation, _, _ in wanted},
        part__in={part for _, part, _ in wanted},
    )
    found = {(row.organisation, row.part, row.number): row for row in rows}
    return {key: found[key] for key in wanted if key in found}


def versions(round_code: str, organisation: str, *, part: str) -> tuple[Version, ...]:
    """Return every version of a part, oldest first."""
    return tuple(_versions(round_code, organisation, part).order_by("number"))


def find_same(
    round_code: str, organisation: str, *, digests: Mapping[str, tuple[str, str]]
) -> dict[str, Version]:
    """Return by part the version that already holds its cells and its reading, read at once.

    Shape: `digests` has the digests of both, by part; a part that no version holds is not there.
    """
    readings = {reading for _, reading in digests.values()}
    rows = Version.objects.filter(round=round_code, organisation=organisation, reading__in=readings)
    return {row.part: row for row in rows if digests.get(row.part) == (row.cells, row.reading)}


def lineage(youngest: Version) -> tuple[Version, ...]:
    """Return the version, then the one it was made from, and so on back to the first.

    Law a_lineage_only_goes_back: numbers fall, and the last has no parent.
    """
    if youngest.parent is None:
        return (youngest,)
    rows = _versions(youngest.round_id, youngest.organisation, youngest.part)
    by_number = {row.number: row for row in rows.filter(number__lt=youngest.number)}
    line = [youngest]
    while (parent := line[-1].parent) is not None:
        assert parent < line[-1].number, f"a version is younger than its parent: {line[-1].pk}"
        line.append(by_number[parent])
    return tuple(line)


def system_head(round_code: str, system: str) -> SystemHead | None:
    """Return which version of the system's plan counts, how far it is, and if it is locked."""
    return SystemHead.objects.filter(round=round_code, system=system).first()


def system_version(round_code: str, system: str, *, number: int) -> SystemVersion | None:
    """Return this version of the system's plan."""
    return _system_versions(round_code, system).filter(number=number).first()


def latest_system_version(round_code: str, system: str) -> SystemVersion | None:
    """Return the system's plan as last collated; None when it never was."""
    return _system_versions(round_code, system).order_by("-number").first()


def approvals(round_code: str, system: str, *, number: int) -> tuple[Approval, ...]:
    """Return the boards' approvals of this version of the system's plan, by organisation."""
    rows = Approval.objects.filter(round=round_code, system=system, number=number)
    return tuple(rows.order_by("organisation"))


def decision(round_code: str, number: int) -> Decision | None:
    """Return the decision of this number."""
    return Decision.objects.filter(round=round_code, number=number).first()


def decisions(round_code: str, system: str) -> tuple[Decision, ...]:
    """Return the decisions proposed in the system, by number."""
    return tuple(Decision.objects.filter(round=round_code, system=system).order_by("number"))


def decisions_touching(
    round_code: str, system: str, *, kinds: Iterable[str], across: Iterable[str]
) -> tuple[Decision, ...]:
    """Return a system's decisions of these kinds, and everybody's of the kinds `across`."""
    own = Q(system=system, kind__in=list(kinds)) | Q(kind__in=list(across))
    return tuple(Decision.objects.filter(own, round=round_code).order_by("number"))


def consents(to: Decision) -> tuple[Consent, ...]:
    """Return every answer to the decision, in the order they were given."""
    return tuple(Consent.objects.filter(decision=to).order_by("pk"))


def waivers(round_code: str, organisations: Iterable[str]) -> tuple[Waiver, ...]:
    """Return the waivers asked for by these organisations, by number."""
    rows = Waiver.objects.filter(round=round_code, organisation__in=list(organisations))
    return tuple(rows.order_by("number"))


def waiver(round_code: str, number: int) -> Waiver | None:
    """Return the waiver of this number."""
    return Waiver.objects.filter(round=round_code, number=number).first()


def waiver_answers(to: Iterable[Waiver]) -> tuple[WaiverAnswer, ...]:
    """Return every answer to these waivers, in the order they were given."""
    return tuple(WaiverAnswer.objects.filter(waiver__in=list(to)).order_by("pk"))


def judgements(of: Iterable[Version], known_on: date, *, params: str) -> dict[Version, Judgement]:
    """Return what was found by the rules known on this day in each version that was judged."""
    by_key = {row.pk: row for row in of}
    rows = Judgement.objects.filter(version__in=by_key, known_on=known_on, params=params)
    return {by_key[row.version_id]: row for row in rows}


def due_dates(round_code: str) -> tuple[DueDate, ...]:
    """Return every due date of the round, in the order they were set."""
    return tuple(DueDate.objects.filter(round=round_code).order_by("pk"))


def next_version(round_code: str, organisation: str, *, part: str) -> int:
    """Return the number of the part's next version, within a change.

    Raises: OutsideChangeError elsewhere.
    """
    return next_versions(round_code, organisation, parts=(part,))[part]


def next_versions(round_code: str, organisation: str, *, parts: Collection[str]) -> dict[str, int]:
    """Return the number of the next version of each part, within a change, read at once.

    Raises: OutsideChangeError elsewhere.
    """
    _refuse_outside("version")
    rows = Version.objects.filter(round=round_code, organisation=organisation, part__in=parts)
    last = dict(rows.values_list("part").annotate(last=Max("number")))
    return {part: 1 + last.get(part, 0) for part in parts}


def next_decision(round_code: str) -> int:
    """Return the number of the round's next decision, within a change.

    Raises: OutsideChangeError elsewhere.
    """
    return _next(Decision.objects.filter(round=round_code), "decision")


def next_waiver(round_code: str) -> int:
    """Return the number of the round's next waiver, within a change.

    Raises: OutsideChangeError elsewhere.
    """
    return _next(Waiver.objects.filter(round=round_code), "waiver")


def next_system_version(round_code: str, system: str) -> int:
    """Return the number of the system's next version, within a change.

    Raises: OutsideChangeError elsewhere.
    """
    return _next(_system_versions(round_code, system), "system version")


def _versions(round_code: str, organisation: str, part: str) -> QuerySet[Version]:
    return Version.objects.filter(round=round_code, organisation=organisation, part=part)


def _system_versions(round_code: str, system: str) -> QuerySet[SystemVersion]:
    return SystemVersion.objects.filter(round=round_code, system=system)


Numbered = QuerySet[Decision] | QuerySet[SystemVersion] | QuerySet[Waiver]
"""Rows that are numbered from 1, without gaps."""


def _refuse_outside(what: str) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise OutsideChangeError(what)


def _next(rows: Numbered, what: str) -> int:
    _refuse_outside(what)
    last: int | None = rows.aggregate(last=Max("number"))["last"]
    return 1 + (last or 0)
