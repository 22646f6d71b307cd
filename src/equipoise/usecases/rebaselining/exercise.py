"""One re-baselining of one system: its letter, the locked version beneath it, what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from equipoise.records.models import Decision
from equipoise.records.queries import decisions
from equipoise.sources import Letter, read_letter
from equipoise.store import Digest
from equipoise.usecases.plans import Plan, collated, plan_of
from equipoise.usecases.potting import Act, positions_of
from equipoise.usecases.rebaselining.kinds import (
    CLOSING,
    LETTER,
    MEETING,
    REBASE_KINDS,
    REPLAN,
    SENDING,
)
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """The decisions of one re-baselining, by number, as known; the first opened it.

    Law the_last_word_counts: of several about one code, the last; the earlier ones stay on record.
    """

    round: OpenRound
    system: str
    known: date
    acts: tuple[Act, ...]

    @property
    def opened(self) -> Act:
        """The decision that opened it."""
        return self.acts[0]

    @property
    def base(self) -> int:
        """The locked version of the plan that it starts from."""
        return int(self.opened.body["base"])

    @cached_property
    def letter(self) -> Letter:
        """The letter, read again from the bytes that were stored."""
        with self.round.workspace.store.open(Digest(self.opened.body["file"])) as stream:
            return read_letter(stream.read().decode())

    @cached_property
    def plan(self) -> Plan:
        """The plan it starts from, which it never changes."""
        return plan_of(self.round, collated(self.round, self.system, self.base))

    def every(self, kind: str) -> tuple[Act, ...]:
        """Return the decisions of a kind, in order."""
        return tuple(act for act in self.acts if act.kind == kind)

    def last(self, kind: str) -> Act | None:
        """Return the last decision of a kind; None before any."""
        return next(reversed(self.every(kind)), None)

    def coded(self, kind: str) -> Mapping[str, Act]:
        """Return the last decision about each code, in the order the codes came up."""
        return {act.body["code"]: act for act in self.every(kind)}

    def agreed(self, kind: str) -> Mapping[str, Act]:
        """Return the last decision about each code, where those who have to agree have."""
        return {code: act for code, act in self.coded(kind).items() if act.counts}

    @property
    def closing(self) -> Act | None:
        """The closing that nothing has been decided after, meetings apart; None where none is."""
        *_, last = (act for act in self.acts if act.kind not in (MEETING, SENDING))
        return last if last.kind == CLOSING else None

    @property
    def is_sent(self) -> bool:
        """Whether it was sent: from then on strikes, assumptions and meetings alone are entered."""
        return self.last(SENDING) is not None

    @property
    def closed_months(self) -> int:
        """How many months are past in the last replan; 0 before one."""
        replan = self.last(REPLAN)
        return int(replan.body["closed"]) if replan else 0


def act_of(found: Decision, *, known: date | None = None) -> Act:
    """Return a decision of a re-baselining with the positions on it, as known by a day."""
    return Act(decision=found, positions=positions_of(found, known=known))


def exercise_of(one: OpenRound, system: str, *, known: date | None = None) -> Exercise | None:
    """Return the last re-baselining of a system, as known at the end of a day; None before any."""
    rows = [row for row in decisions(one.code, system) if row.kind in REBASE_KINDS]
    acts = [act_of(row, known=known) for row in rows if known is None or row.at.date() <= known]
    opened = [number for number, act in enumerate(acts) if act.kind == LETTER]
    if not opened:
        return None
    own = tuple(acts[opened[-1] :])
    day = known or max(act.decision.at.date() for act in own)
    return Exercise(round=one, system=system, known=day, acts=own)


def open_exercise(one: OpenRound, system: str, *, known: date | None = None) -> Exercise:
    """Return the last re-baselining of a system.

    Raises: RefusedError before one is opened; UnknownError for no such system.
    """
    one.members(system)
    found = exercise_of(one, system, known=known)
    if found is None:
        raise RefusedError(
            f"No re-baselining of {system} is open.",
            "Write its letter with: equipoise rebaseline letter letter.yaml, then open it with: "
            f"equipoise rebaseline open letter.yaml {system}.",
        )
    return found
