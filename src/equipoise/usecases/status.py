"""What needs somebody today: what waits for them, and what they wait for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equipoise.records import Actor, ReturnStatus, SystemStatus
from equipoise.records.models import SystemHead
from equipoise.records.queries import system_head
from equipoise.register import Kind
from equipoise.usecases.acts_waiting import AnswerAwaited, acts_waiting
from equipoise.usecases.collect import Board, Line, collect
from equipoise.usecases.decisions import DecisionStatus, stands
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.pot_waiting import PotStep, pot_waiting
from equipoise.usecases.potting import Act
from equipoise.usecases.potting.agreeing import answers_for
from equipoise.usecases.rebaselining.waiting import waiting
from equipoise.usecases.rights import Role, demand, may
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import latest, was_accepted


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something to do: for which body, in words, with which command, about which decision.

    `verb` is the use case that does it, or shows what it is about; blank for one of no page.
    """

    organisation: str
    words: str
    command: str
    verb: str = ""
    about: Act | None = None


@dataclass(frozen=True, kw_only=True)
class Status:
    """A system's round in one sentence, what waits for the actor, and what for others.

    `board` is None for somebody outside the system, who sees only what waits for them.
    """

    system: str
    sentence: str
    board: Board | None
    yours: tuple[Task, ...]
    others: tuple[Task, ...]


def status(one: OpenRound, system: str, *, by: Actor, on: date) -> Outcome[Status]:
    """Return what needs the actor today, in the round of one system.

    Raises: NotAllowedError for somebody outside the system whom nothing there waits for;
        UnknownError for no such system.
    """
    subject = one.subject(system)
    steps = pot_waiting(one, system, by=by, on=on)
    asked = tuple(_pot_task(step) for step in steps if step.is_yours)
    if asked and not may(by, "status", subject, on):
        sentence = f"The pot of {system} waits for you."
        return Outcome(
            result=Status(system=system, sentence=sentence, board=None, yours=asked, others=())
        )
    demand(by, "status", subject, on)
    lead = Actor(person=by.person, role=Role.AUDITOR, organisation=by.organisation, via=by.via)
    board = collect(one, system, by=lead, on=on).result
    tasks = _tasks(one, board)
    rebased = [(party, _answer_task(party, act)) for party, act in waiting(one, system)]
    own = answers_for(by, [party for party, _ in rebased])
    acts = [(each.is_for(by, one), _awaited_task(each)) for each in acts_waiting(one, system)]
    mine = [task for role, task in tasks if _is_for(by, role, task)]
    theirs = [task for role, task in tasks if not _is_for(by, role, task)]
    return Outcome(
        result=Status(
            system=system,
            sentence=_sentence(one, board),
            board=board,
            yours=(
                *mine,
                *asked,
                *(task for party, task in rebased if party == own),
                *(task for is_yours, task in acts if is_yours),
            ),
            others=(
                *theirs,
                *(_pot_task(step) for step in steps if not step.is_yours),
                *(task for party, task in rebased if party != own),
                *(task for is_yours, task in acts if not is_yours),
            ),
        )
    )


def _sentence(one: OpenRound, board: Board) -> str:
    count, troubled = len(board.organisations), len(board.with_problems)
    head = system_head(one.code, board.system)
    has = "have problems" if troubled > 1 else "has a problem"
    version = (
        "Nothing is collated yet."
        if head is None
        else f"Version {head.number}: {head.status}{', locked' if head.locked else ''}."
    )
    return f"{count} organisations, {troubled or 'none'} {has}. {version}"


def _tasks(one: OpenRound, board: Board) -> list[tuple[Role, Task]]:
    """Return every next step, with the role it waits for; one for each body and step."""
    found: dict[tuple[Role, Task], None] = {}
    again = [line for line in board.lines if _signed_again(one, line)]
    for line in board.lines:
        step = None if line in again else _step(line)
        if step is not None:
            found[step] = None
    head = system_head(one.code, board.system)
    for stand in stands(one, board.system):
        if stand.status in (DecisionStatus.OFFERED, DecisionStatus.PROPOSED):
            for organisation in stand.waits_for:
                found[_decision_step(one, stand.name, stand.status, organisation)] = None
    if len(board.waiting) == len(again):
        found[Role.SYSTEM_LEAD, _lead_task(board.system, head, is_new=bool(again))] = None
    return list(found)


def _signed_again(one: OpenRound, line: Line) -> bool:
    """Return whether a part was accepted, and signed once more with a decision in it since."""
    if line.status is not ReturnStatus.SIGNED_OFF:
        return False
    row = latest(one, line.organisation, line.part)
    return row is not None and bool(row.decision) and was_accepted(row)


def _lead_task(system: str, head: SystemHead | None, *, is_new: bool) -> Task:
    """Return what the lead does next with a plan of which every part is accepted.

    `is_new` says that decisions were signed which no version holds yet.
    """
    of = system
    if head is None or (is_new and not head.locked):
        number = 1 if head is None else head.number + 1
        words, verb = f"Collate version {number}", "collate"
    elif head.status == SystemStatus.COLLATING:
        words, verb = f"Version {head.number} does not add up", "match"
    elif head.locked and head.status != SystemStatus.SUBMITTED:
        words, verb = f"Send version {head.number}", "send"
    elif head.locked:
        words, verb, of = f"Version {head.number} is with the region", "verify", ""
    else:
        words, verb = f"Agree and lock version {head.number}", "lock"
        of = f"{system} --version v{head.number}"
    return _task(system, words, verb=verb, of=of)


def _task(organisation: str, words: str, *, verb: str, of: str = "") -> Task:
    """Return a task that a command does, named as its use case is."""
    command = f"equipoise {verb} {of}".strip()
    return Task(organisation=organisation, words=words, command=command, verb=verb)


def _step(line: Line) -> tuple[Role, Task] | None:
    code = line.organisation
    if line.status is None:
        words, verb, role = "Return your plan", "submit", Role.EDITOR
    elif line.must_fix or line.status is ReturnStatus.RETURNED:
        words, verb, role = "Put right what was found", "submit", Role.EDITOR
    elif line.kept == line.version and line.kept is not None:
        words, verb, role = f"{line.part} is reopened", "submit", Role.EDITOR
    elif line.status is ReturnStatus.SUBMITTED:
        words, verb, role = "Sign off", "signoff", Role.APPROVER
    elif line.status is ReturnStatus.SIGNED_OFF:
        words, verb, role = f"Accept {code}", "accept", Role.SYSTEM_LEAD
    else:
        return None
    of = f"FILE --org {code}" if verb == "submit" else code
    return role, _task(code, words, verb=verb, of=of)


def _decision_step(
    one: OpenRound, name: str, found: DecisionStatus, organisation: str
) -> tuple[Role, Task]:
    if found is DecisionStatus.OFFERED:
        words, verb, of, role = f"Answer the offer {name}", "match", "", Role.EDITOR
        if one.organisation(organisation).kind is Kind.ICB:
            role = Role.SYSTEM_LEAD
    else:
        words, verb, of = f"Re-sign for {name}", "signoff", organisation
        role = Role.APPROVER
    return role, _task(organisation, words, verb=verb, of=of)


def _pot_task(step: PotStep) -> Task:
    return Task(
        organisation=step.party,
        words=step.words,
        command=step.command,
        about=step.act,
        verb="pot",
    )


def _awaited_task(found: AnswerAwaited) -> Task:
    return Task(organisation=found.party, words=found.words, command=found.command)


def _answer_task(party: str, act: Act) -> Task:
    what = act.body.get("programme") or act.body["name"]
    return Task(
        organisation=party,
        words=f"Say yes or no to {act.name}: {what}",
        command=f"equipoise rebaseline answer {act.name} --yes",
    )


def _is_for(by: Actor, role: Role, task: Task) -> bool:
    return by.role == role and (role is Role.SYSTEM_LEAD or by.organisation == task.organisation)
