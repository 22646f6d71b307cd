"""Move a round to later rules: what was published meanwhile, and a pack laid over the others."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from equipoise.findings import Finding
from equipoise.params import load
from equipoise.records import Actor
from equipoise.records.changes import Change, change
from equipoise.records.models import Event, Judgement, Round, Version
from equipoise.records.queries import stream_head
from equipoise.store import Digest
from equipoise.usecases.comparison import Flips, flips
from equipoise.usecases.events import recorded
from equipoise.usecases.held import put_findings
from equipoise.usecases.intake import take_in
from equipoise.usecases.judged import judged
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.packs import PackError
from equipoise.usecases.planned_on import refuse_proposals
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound, open_round
from equipoise.usecases.versions import part_ref
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Ruled:
    """The round under its new rules, and what they say otherwise of versions handed in before.

    `flips` holds each version of which any check says something else.
    """

    round: OpenRound
    before: date
    judged: int
    flips: Mapping[Reference, Flips]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Rules known on a day, with a pack of parameters on top of those the round has, if any."""

    known_on: date
    pack: Path | None = None


def round_rules(
    one: OpenRound, rules: Rules, *, reason: str, by: Actor, now: datetime
) -> Outcome[Ruled]:
    """Return the round under later rules, with every stored version judged by them again.

    What was signed stays signed, and is marked as signed under the checks of its day. A version
    of a plan that was collated before keeps the rules it was collated under.

    Raises: NotAllowedError; RefusedError without a reason, for a day before the round's own or
        one to come, when nothing changes, or for a pack of a name that is taken or that proposes
        anything; PackError for a pack without parameters; ParameterError for one that cannot be
        read.
    """
    for system in one.systems:
        demand(by, "round_rules", one.subject(system), now.date())
    _refuse(one, rules, reason, on=now.date())
    seen = stream_head(one.stream).sequence
    after = _under(one, rules)
    rows = tuple(Version.objects.filter(round=one.code).order_by("organisation", "part", "number"))
    found = _judged_again(after, rows)
    told = {part_ref(row): flips(judged(one, row), found[row]) for row in rows}
    flipped = {ref: what for ref, what in told.items() if what}
    digests = {row: put_findings(one.workspace, found[row]) for row in rows}
    with change(one.stream, by=by, now=now, reason=reason, expected=seen) as work:
        for row, digest in digests.items():
            Judgement.objects.create(
                version=row,
                known_on=rules.known_on,
                params=after.record.params,
                findings=digest,
                at=now,
            )
        event = _moved(work, one, after, flipped=flipped, judged=len(rows))
    ruled = Ruled(
        round=open_round(one.workspace, one.code),
        before=one.known_on,
        judged=len(rows),
        flips=flipped,
    )
    return Outcome(result=ruled, events=(recorded(event),))


def _moved(
    work: Change,
    one: OpenRound,
    after: OpenRound,
    *,
    flipped: Mapping[Reference, Flips],
    judged: int,
) -> Event:
    """Write the rules of the round, and return the event that says so; within a change."""
    row = Round.objects.get(code=one.code)
    row.known_on, row.params = after.record.known_on, after.record.params
    row.packs = after.record.packs
    row.save(force_update=True)
    body = {
        "from": one.known_on.isoformat(),
        "known_on": row.known_on.isoformat(),
        "params_before": one.record.params,
        "params": row.params,
        "packs": list(row.packs),
        "judged": judged,
        "flipped": {str(ref): _codes(what) for ref, what in flipped.items()},
    }
    return work.event("round_rules", Reference("event", (one.code, "rules")), body)


def _refuse(one: OpenRound, rules: Rules, reason: str, *, on: date) -> None:
    if not reason.strip():
        raise RefusedError("Rules change for a reason.", "Say it with --reason.")
    if rules.known_on < one.known_on:
        raise RefusedError(f"The round knows what was published by {one.known_on} already.")
    if rules.known_on > on:
        raise RefusedError(f"Nobody knows today what is published by {rules.known_on}.")
    if rules.pack is None:
        return
    if not (rules.pack / "params").is_dir():
        raise PackError(f"{rules.pack.name}: no folder params in it")
    refuse_proposals(rules.pack, one.year)
    if any(rules.pack.name in other.packs for other in Round.objects.all()):
        raise RefusedError(
            f"There is a pack named {rules.pack.name} already.",
            "Give this one a folder with a name of its own.",
        )


def _under(one: OpenRound, rules: Rules) -> OpenRound:
    """Return the round as it is under the rules, its pack copied into the workspace."""
    packs = one.workspace.packs
    record = copy(one.record)
    record.known_on, record.packs = rules.known_on, list(one.record.packs)
    folders = [packs / name / "params" for name in record.packs]
    if rules.pack is not None:
        folders.append(rules.pack / "params")
        record.packs.append(rules.pack.name)
    record.params = load(*folders).digest
    if (record.known_on, record.params) == (one.known_on, one.record.params):
        raise RefusedError("The rules are those the round has already.")
    if rules.pack is not None:
        shutil.rmtree(packs / rules.pack.name, ignore_errors=True)  # of a try that came to nothing
        shutil.copytree(rules.pack, packs / rules.pack.name)
    return replace(one, record=record)


def _judged_again(one: OpenRound, rows: tuple[Version, ...]) -> dict[Version, tuple[Finding, ...]]:
    """Return what is found in each version, each file read once for each body."""
    files = {(row.file, row.organisation) for row in rows}
    taken = {
        (file, whose): take_in(one, one.workspace.store.path(Digest(file)), whose)
        for file, whose in sorted(files)
    }
    return {row: taken[row.file, row.organisation].of_part(row.part) for row in rows}


def _codes(found: Flips) -> dict[str, list[str]]:
    return {
        "new": [finding.code for finding in found.new],
        "cleared": [finding.code for finding in found.cleared],
        "reweighed": [finding.code for _, finding in found.reweighed],
    }
