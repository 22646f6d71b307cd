"""What changed since somebody last looked: lines of returns that moved, and what was done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from equipoise.records import Actor
from equipoise.records.models import Event, Version
from equipoise.records.queries import numbered, stream_head
from equipoise.usecases.comparison import LineChange, Side, compare
from equipoise.usecases.held import parquet_of
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rights import demand, may
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Reference

MOVES: Final = ("submit", "candidate", "draft")
"""Acts after which another version of a part counts."""
TOLD: Final = (*MOVES, "signoff", "accept", "send_back", "reopen_part", "collate", "lock", "send",
               "remind", "deadline")  # fmt: skip
"""Acts that are told of."""
SHOWN: Final = 3
"""As many lines as are named, the largest."""
Place = tuple[str, str]
"""A body and a part of its return."""


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A line of a body's plan that is other than it was when somebody last looked."""

    organisation: str
    part: str
    change: LineChange


@dataclass(frozen=True, kw_only=True)
class Done:
    """Something that was done since: the act, to what, by whom, when."""

    verb: str
    subject: Reference
    person: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Look:
    """When somebody last looked, and the last event on record then; None where only the time is
    known.
    """

    at: datetime
    sequence: int | None = None

    def had(self, event: Event) -> bool:
        """Return whether the event was there to be seen."""
        return event.at <= self.at if self.sequence is None else event.sequence <= self.sequence


@dataclass(frozen=True, kw_only=True)
class News:
    """What changed since a look, as far as the actor may see it; None for a first look.

    `head` is the last event on record now, for the next look; `moved` are the lines that moved
    most, `of` how many moved in all; `first` the bodies and parts that had returned nothing then.
    """

    since: Look | None
    head: int
    moved: tuple[Moved, ...] = ()
    of: int = 0
    first: tuple[Place, ...] = ()
    done: tuple[Done, ...] = ()


def news(one: OpenRound, system: str, *, since: Look | None, by: Actor, on: date) -> Outcome[News]:
    """Return what changed in a system's returns since a look.

    Who may see one body alone is told of that body; comments are told to nobody here, for some
    are between two bodies.

    Raises: NotAllowedError; UnknownError for no such system.
    Law nothing_is_new_that_was_seen: since now, there is nothing.
    """
    demand(by, "news", one.subject(system), on)
    members = one.members(system)
    head = stream_head(one.stream).sequence
    if since is None:
        return Outcome(result=News(since=None, head=head))
    seen = [code for code in members if may(by, "review", one.subject(code), on)]
    events = tuple(Event.objects.filter(stream=one.stream).order_by("sequence"))
    before = _counting((event for event in events if since.had(event)), seen)
    after = _counting(events, seen)
    fresh = {place: number for place, number in after.items() if before.get(place) != number}
    moved = _moved(one, {p: (before[p], n) for p, n in fresh.items() if p in before})
    done = [_done(event) for event in events if not since.had(event) and event.verb in TOLD]
    return Outcome(
        result=News(
            since=since,
            head=head,
            moved=moved[:SHOWN],
            of=len(moved),
            first=tuple(place for place in fresh if place not in before),
            done=tuple(each for each in done if _concerns(each, seen, system)),
        )
    )


def _counting(events: Iterable[Event], seen: Collection[str]) -> dict[Place, int]:
    """Return the version of each part that counted after these events."""
    found: dict[Place, int] = {}
    for event in events:
        if event.verb not in MOVES or not event.facts.get("counts", True):
            continue
        ref = Reference.parse(event.subject)
        _, organisation, part = ref.parts
        if organisation in seen:
            found[organisation, part] = int((ref.pin or "v0")[1:])
    return found


def _moved(one: OpenRound, pairs: Mapping[Place, tuple[int, int]]) -> tuple[Moved, ...]:
    """Return the lines that are other in the later version of each part, the largest first."""
    keys = [(*place, number) for place, numbers in pairs.items() for number in numbers]
    rows = numbered(one.code, keys)
    found = []
    for organisation in dict.fromkeys(code for code, _ in pairs):
        own = {part: numbers for (code, part), numbers in pairs.items() if code == organisation}
        sides = {
            part: (
                _side(one, rows[organisation, part, then]),
                _side(one, rows[organisation, part, now]),
            )
            for part, (then, now) in own.items()
        }
        kind = one.organisation(organisation).kind
        compared = compare(sides, workspace=one.workspace, kind=kind, year=one.year)
        found += [
            Moved(organisation=organisation, part=part, change=line)
            for part, comparison in compared.items()
            for line in comparison.lines
        ]
    return tuple(sorted(found, key=_rank))


def _side(one: OpenRound, row: Version) -> Side:
    return Side(parquet=parquet_of(one.workspace, row.reading), findings=())


def _rank(moved: Moved) -> tuple[bool, int, str, str]:
    line = moved.change
    is_money = line.measure.unit.name == "pence"
    return (not is_money, -abs(line.change), moved.organisation, line.measure.code)


def _done(event: Event) -> Done:
    return Done(
        verb=event.verb,
        subject=Reference.parse(event.subject),
        person=event.person,
        at=event.at,
    )


def _concerns(done: Done, seen: Collection[str], system: str) -> bool:
    """Return whether an act is of a body that the actor may see, of the system, or of all."""
    of_bodies = {part for part in done.subject.parts if part in seen}
    is_plan = done.subject.kind == "version" and done.subject.parts[1:] == (system,)
    return bool(of_bodies) or is_plan or done.verb == "deadline"
