"""The collection board: who has returned what, what stands in the way, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from equipoise.findings import Finding
from equipoise.records import Actor, ReturnStatus
from equipoise.records.models import Event
from equipoise.records.queries import latest_system_version, system_head
from equipoise.usecases.collatable import counting, is_same
from equipoise.usecases.disputes import Dispute, open_disputes
from equipoise.usecases.due import Due, DueDates, dates_of
from equipoise.usecases.judged import new_by_rules, signed_under, weigh
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import (
    IN_PLAN,
    SIGNED,
    Standing,
    kept_in_plan,
    later_uploads,
    part_ref,
    signature,
    signatures,
    standings,
    status_word,
)
from equipoise.usecases.waivers import Carried, carried, version_facts


@dataclass(frozen=True, kw_only=True)
class Line:
    """One part of one body's return on the board.

    `version` is the one that counts, `note` what it came with, `later` the numbers of files
    handed in since which do not. `kept` is the accepted version that the plan keeps while the
    part is reopened. `new_by_rules` are findings it has because a check changed since it was
    handed in; `signed_under` is the day of the checks it was signed under, where these are others.
    """

    organisation: str
    part: str
    status: ReturnStatus | None
    word: str
    version: int | None
    must_fix: int
    unexplained: int
    waivers: Carried
    changed_at: datetime | None
    signed: bool
    comment: str
    note: str = ""
    kept: int | None = None
    later: tuple[int, ...] = ()
    new_by_rules: tuple[Finding, ...] = ()
    signed_under: date | None = None
    due: Due | None = None

    @property
    def is_accepted(self) -> bool:
        """Whether the lead has accepted the part, or the plan keeps it while it is reopened."""
        return self.kept is not None or self.status in IN_PLAN

    @property
    def waits_for_body(self) -> bool:
        """Whether its body is to return, mend or sign it."""
        return not self.is_accepted and self.status is not ReturnStatus.SIGNED_OFF


@dataclass(frozen=True, kw_only=True)
class Board:
    """Every part that a system's members owe, by body and part, and their open disputes.

    `waivers` are those that signed parts rest on, and those of the latest version of the plan,
    each counted once. `latest` is the number of that version; `locked` and `is_same` say that it
    is locked, and that collating anew would make the same.
    """

    system: str
    lines: tuple[Line, ...]
    waivers: Carried
    disputes: tuple[Dispute, ...] = ()
    latest: int | None = None
    locked: bool = False
    is_same: bool = False

    @property
    def next_number(self) -> int:
        """The number of the version that is collated next."""
        return 1 + (self.latest or 0)

    @property
    def why_not(self) -> str:
        """Why the plan cannot be collated now; nothing where it can."""
        if self.locked:
            return f"Version {self.latest} is locked. Start version {self.next_number}."
        if self.is_same:
            return f"nothing has changed since version {self.latest}."
        bodies = dict.fromkeys(line.organisation for line in self.lines if not line.is_accepted)
        if not bodies:
            return ""
        return f"not every part of {', '.join(bodies)} is accepted."

    @property
    def to_accept(self) -> tuple[str, ...]:
        """The bodies of which a part is signed off and waits to be accepted."""
        signed = (one for one in self.lines if one.status is ReturnStatus.SIGNED_OFF)
        return tuple(dict.fromkeys(line.organisation for line in signed))

    @property
    def to_remind(self) -> tuple[str, ...]:
        """The bodies that are to return, mend or sign a part."""
        waiting = (line for line in self.lines if line.waits_for_body)
        return tuple(dict.fromkeys(line.organisation for line in waiting))

    @property
    def with_problems(self) -> tuple[str, ...]:
        """The bodies of which a part must be fixed or was sent back."""
        troubled = {
            line.organisation
            for line in self.lines
            if line.must_fix or line.status is ReturnStatus.RETURNED
        }
        return tuple(sorted(troubled))

    @property
    def organisations(self) -> tuple[str, ...]:
        """Every body on the board."""
        return tuple(dict.fromkeys(line.organisation for line in self.lines))

    @property
    def waiting(self) -> tuple[str, ...]:
        """What stands in the way of collating, a clause each."""
        return tuple(
            f"{line.organisation} {line.part}: {line.word}"
            for line in self.lines
            if not line.is_accepted
        )


def collect(one: OpenRound, system: str, *, by: Actor, on: date) -> Outcome[Board]:
    """Return the board of a system, with the findings of every latest version.

    Raises: NotAllowedError; UnknownError for no such system.
    """
    demand(by, "collect", one.subject(system), on)
    lines, findings = [], list[Finding]()
    found = standings(one, sorted(one.members(system)))
    dates = dates_of(one)
    for standing in found:
        line, counting = line_of(one, standing, dates=dates, on=on)
        lines.append(line)
        findings += counting
    signed = signatures(s.version for s in found if s.version and s.status in SIGNED).values()
    board = Board(
        system=system,
        lines=tuple(lines),
        waivers=carried(signed, on, of_version=_of_version(one, system)),
        disputes=_disputes(one, system),
        **_latest(one, system, found),
    )
    return Outcome(result=board, findings=tuple(findings))


def _latest(one: OpenRound, system: str, found: Sequence[Standing]) -> dict[str, Any]:
    """Return the latest version of the plan, and whether collating anew would change anything."""
    before, head = latest_system_version(one.code, system), system_head(one.code, system)
    rows = [row for standing in found if (row := counting(one, standing)) is not None]
    return {
        "latest": None if before is None else before.number,
        "locked": head is not None and head.locked,
        "is_same": is_same(one, before, rows=rows),
    }


def _of_version(one: OpenRound, system: str) -> list[dict[str, Any]]:
    """Return the waivers of the latest version of the plan as a whole."""
    latest = latest_system_version(one.code, system)
    if latest is None:
        return []
    return version_facts(one, one.members(system), pin=f"v{latest.number}")


def _disputes(one: OpenRound, system: str) -> tuple[Dispute, ...]:
    """Return the open disputes in which a member is on either side."""
    members = one.members(system).keys()
    return tuple(found for found in open_disputes(one) if members & set(found.key))


def line_of(
    one: OpenRound, standing: Standing, *, dates: DueDates, on: date
) -> tuple[Line, tuple[Finding, ...]]:
    """Return the line of one part, and the findings that count in the version that does."""
    line, counting = _line(one, standing, on)
    return replace(line, due=dates.of(standing.organisation, part=standing.part, on=on)), counting


def _line(one: OpenRound, standing: Standing, on: date) -> tuple[Line, tuple[Finding, ...]]:
    later = later_uploads(one, standing.organisation, part=standing.part)
    row = standing.version
    if row is None:
        return _not_started(standing, later), ()
    found = weigh(one, row, on=on)
    told = {
        event.verb: event.reason
        for event in Event.objects.filter(
            verb__in=("submit", "send_back", "reopen_part"), subject=str(part_ref(row))
        ).order_by("sequence")
    }
    under = signed_under(one, row) if standing.status in SIGNED else None
    kept = kept_in_plan(one, standing.organisation, part=standing.part)
    line = Line(
        organisation=standing.organisation,
        part=standing.part,
        status=standing.status,
        word=status_word(standing.status, len(found.must_fix)),
        version=row.number,
        must_fix=len(found.must_fix),
        unexplained=len(found.unexplained),
        waivers=carried([signature(row)] if standing.status in SIGNED else [], on),
        changed_at=row.prepared_at,
        signed=standing.status in SIGNED,
        comment=told.get("reopen_part" if kept == row else "send_back", ""),
        note=told.get("submit", ""),
        kept=None if kept is None else kept.number,
        later=later,
        new_by_rules=new_by_rules(one, row),
        signed_under=None if under == one.known_on else under,
    )
    return line, found.counting


def _not_started(standing: Standing, later: tuple[int, ...]) -> Line:
    return Line(
        organisation=standing.organisation,
        part=standing.part,
        status=None,
        word=status_word(None),
        version=None,
        must_fix=0,
        unexplained=0,
        waivers=Carried(),
        changed_at=None,
        signed=False,
        comment="",
        later=later,
    )
