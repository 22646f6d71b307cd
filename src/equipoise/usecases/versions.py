"""Versions of the parts of returns: which are signed, which count, which wait for a signature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from equipoise.records import ReturnStatus
from equipoise.records.models import Event, ReturnHead, Version
from equipoise.records.queries import head_of, heads, lineage, numbered, version
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Reference

SIGNED = frozenset(
    {
        ReturnStatus.SIGNED_OFF,
        ReturnStatus.ACCEPTED,
        ReturnStatus.INCLUDED,
        ReturnStatus.LOCKED,
    }
)
"""Statuses of a part whose body has signed it."""
IN_PLAN = frozenset({ReturnStatus.ACCEPTED, ReturnStatus.INCLUDED, ReturnStatus.LOCKED})
"""Statuses of a part that the lead has accepted."""


def part_ref(found: Version) -> Reference:
    """Return the reference of a version of a part: version:2023-24/ZR1/finance@v3."""
    parts = (found.round_id, found.organisation, found.part)
    return Reference("version", parts, f"v{found.number}")


def system_ref(round_code: str, system: str, number: int) -> Reference:
    """Return the reference of a version of a system's plan: version:2023-24/ZQ1@v3."""
    return Reference("version", (round_code, system), f"v{number}")


def head_version(found: ReturnHead) -> Version:
    """Return the version a head points at."""
    row = version(found.round_id, found.organisation, part=found.part, number=found.number)
    assert row is not None, f"a head points at a version: {found.pk}"
    return row


def head_number(row: Version) -> int:
    """Return the number of the version that counts, of the part that `row` is a version of."""
    head = head_of(row.round_id, row.organisation, part=row.part)
    return head.number if head else 0


def latest(one: OpenRound, organisation: str, part: str) -> Version | None:
    """Return the version of a part that counts, signed or not; None when not yet started.

    It is the one last chosen, by handing it in or by `candidate`; later uploads may lie beside it.
    """
    head = head_of(one.code, organisation, part=part)
    return None if head is None else head_version(head)


def signature(found: Version) -> Event | None:
    """Return the event by which the body's approver signed this version; None while unsigned.

    A version handed in or chosen once more after it was signed waits for a new signature.
    """
    return signatures([found]).get(found)


def signatures(found: Iterable[Version]) -> dict[Version, Event]:
    """Return the signature of each version that has one, read at once."""
    subjects = {str(part_ref(row)): row for row in found}
    events = Event.objects.filter(verb__in=("submit", "candidate", "signoff"))
    last = {
        event.subject: event for event in events.filter(subject__in=subjects).order_by("sequence")
    }
    return {
        row: last[subject]
        for subject, row in subjects.items()
        if subject in last and last[subject].verb == "signoff"
    }


def was_accepted(found: Version) -> bool:
    """Return whether the lead accepted this version, or one it was made from, and left it so."""
    for row in lineage(found):
        last = _last(row, "submit", "candidate", "accept", "send_back", "reopen_part")
        if last is not None:
            return last.verb == "accept"
    return False


def kept_in_plan(one: OpenRound, organisation: str, *, part: str) -> Version | None:
    """Return the accepted version of a reopened part, which the plan keeps; None of any other.

    It is kept until the lead accepts a version again, or sends this one back.
    """
    head = head_of(one.code, organisation, part=part)
    return None if head is None else kept_at(one, head)


def kept_at(one: OpenRound, head: ReturnHead) -> Version | None:
    """Return what `kept_in_plan` does, of the part at this head."""
    if head.status in IN_PLAN:
        return None
    organisation, part = head.organisation, head.part
    of_part = f"{Reference('version', (one.code, organisation, part))}@"
    events = Event.objects.filter(stream=one.stream, subject__startswith=of_part)
    last = events.filter(verb__in=("accept", "reopen_part")).order_by("sequence").last()
    if last is None or last.verb != "reopen_part":
        return None
    if events.filter(verb="send_back", subject=last.subject, sequence__gt=last.sequence).exists():
        return None
    number = int(last.subject.rpartition("@v")[2])
    return version(one.code, organisation, part=part, number=number)


def later_uploads(one: OpenRound, organisation: str, *, part: str) -> tuple[int, ...]:
    """Return the numbers of files handed in after the version that counts, which do not."""
    head = head_of(one.code, organisation, part=part)
    rows = Version.objects.filter(round=one.code, organisation=organisation, part=part, decision="")
    numbers = rows.filter(number__gt=head.number if head else 0).order_by("number")
    return tuple(numbers.values_list("number", flat=True))


def _last(found: Version, *verbs: str) -> Event | None:
    events = Event.objects.filter(verb__in=verbs, subject=str(part_ref(found)))
    return events.order_by("sequence").last()


def latest_signed(one: OpenRound, organisation: str, part: str) -> Version | None:
    """Return the youngest version in the line of the latest one that its body has signed."""
    newest = latest(one, organisation, part)
    if newest is None:
        return None
    line = lineage(newest)
    signed = signatures(line)
    return next((row for row in line if row in signed), None)


def unsigned_since(newest: Iterable[Version]) -> dict[Version, tuple[Version, ...]]:
    """Return the versions of the line of each that wait for a signature, youngest first."""
    lines = {row: lineage(row) for row in newest}
    signed = signatures(row for line in lines.values() for row in line)
    return {
        row: tuple(takewhile(lambda one: one not in signed, line)) for row, line in lines.items()
    }


def carried_by(found: Version) -> frozenset[str]:
    """Return the decisions that this version carries out, its own and those of its line."""
    return frozenset(row.decision for row in lineage(found) if row.decision)


def set_head(found: Version, status: ReturnStatus) -> None:
    """Point the head of the part at this version, with this status; within a change."""
    set_heads([found], status)


def set_heads(found: Iterable[Version], status: ReturnStatus) -> None:
    """Point the head of each part at its version, all with this status; within a change."""
    ReturnHead.objects.bulk_create(
        [
            ReturnHead(
                round_id=row.round_id,
                organisation=row.organisation,
                part=row.part,
                number=row.number,
                status=status,
            )
            for row in found
        ],
        update_conflicts=True,
        unique_fields=("round", "organisation", "part"),
        update_fields=("number", "status"),
    )


def status_word(status: ReturnStatus | None, must_fix: int = 0) -> str:
    """Return the word people see: Draft and Checked print as what they mean for the sender."""
    if status is None:
        return "Not yet started"
    if status in (ReturnStatus.DRAFT, ReturnStatus.CHECKED):
        return "There is a problem" if must_fix else "In progress"
    return "Accepted" if status is ReturnStatus.INCLUDED else str(status)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one part of one body's return stands, and its version. None: not yet started."""

    organisation: str
    part: str
    head: ReturnHead | None
    version: Version | None

    @property
    def status(self) -> ReturnStatus | None:
        """The status of the latest version."""
        return None if self.head is None else ReturnStatus(self.head.status)


def standings(one: OpenRound, organisations: Iterable[str]) -> tuple[Standing, ...]:
    """Return where every part that these bodies owe stands, by body and part."""
    owed = [
        (code, part) for code in organisations for part in one.parts(one.organisation(code).kind)
    ]
    found = {
        (head.organisation, head.part): head
        for head in heads(one.code, dict.fromkeys(code for code, _ in owed))
    }
    rows = numbered(one.code, ((*key, head.number) for key, head in found.items()))
    at_head = {(organisation, part): row for (organisation, part, _), row in rows.items()}
    return tuple(
        Standing(
            organisation=code,
            part=part,
            head=found.get((code, part)),
            version=at_head.get((code, part)),
        )
        for code, part in owed
    )


def chosen_parts(one: OpenRound, organisation: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts named, or all that the body owes.

    Raises: UnknownError for a part the body does not return.
    """
    owed = one.parts(one.organisation(organisation).kind)
    for part in parts:
        if part not in owed:
            raise UnknownError(f"part of {organisation}:", part, owed)
    return parts or owed
