"""What became of a step of a re-baselining: a letter opened, a pool shared, a decision noted."""

from __future__ import annotations

from typing import Final

from equipoise.reports.columns import money, ratio, words
from equipoise.reports.display import day
from equipoise.reports.pages.page import Page, counted, entered, listed, million
from equipoise.reports.table import Row, Table
from equipoise.sources import Point
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act
from equipoise.usecases.rebaseline_assume import Assumed
from equipoise.usecases.rebaselining import Exercise, Worked
from equipoise.usecases.rebaselining.kinds import (
    ACTION,
    AWARD,
    COMMITMENT,
    MEETING,
    RELEASE,
    REPLAN,
)

SHARED_BY: Final = {
    "staff": "the pay of the affected staff groups",
    "population": "population",
    "allocation": "allocation",
    "claims": "what was claimed",
}


def opened_page(outcome: Outcome[Exercise]) -> Page:
    """Return a letter that was opened: what it gives, what it asks, and by when."""
    exercise = outcome.result
    letter = exercise.letter
    return Page(
        title=f"Re-baselining of {exercise.system} opened",
        sentences=(
            f"“{letter.title}”, {day(letter.dated)}, from the {listed(letter.signatories)}, to "
            f"{listed(letter.addressees)}.",
            f"A pool of {million(letter.pool_pence)} is shared by {SHARED_BY[letter.key]}. The "
            f"return is due by {day(letter.deadline)}; meetings are from "
            f"{day(letter.meetings_from)}.",
            f"It starts from version {exercise.base}, which stays as it was locked.",
            *assumed_sentence(exercise),
        ),
        tables=(
            _points_table("priorities", "Priorities, in order", points=letter.points["priorities"]),
            _points_table("tasks", "What is asked", points=letter.points["tasks"]),
        ),
        next_steps=(
            f"equipoise rebaseline award paybill.csv {exercise.system}",
            f"equipoise rebaseline {exercise.system}",
        ),
        facts={"base": exercise.base, "manifest": exercise.opened.body["manifest"]},
    )


def _points_table(name: str, title: str, *, points: tuple[Point, ...]) -> Table:
    heads = {"number": "No.", "code": "Code", "words": "What", "source": "Source"}
    return Table(
        name=name,
        title=title,
        sentence="",
        basis="",
        columns=tuple(words(key, head) for key, head in heads.items()),
        rows=tuple(
            Row(
                cells={
                    "number": f"{number}.",
                    "code": point.code,
                    "words": point.words,
                    "source": point.source,
                }
            )
            for number, point in enumerate(points, start=1)
        ),
    )


def noted_page(outcome: Outcome[Act]) -> Page:
    """Return a decision of a re-baselining, and who is still to answer."""
    act = outcome.result
    waits = act.positions.waits_for
    asked = f"It counts when {listed(waits)} agree{'' if waits[1:] else 's'}." if waits else ""
    return Page(
        title=f"Decision {act.name}",
        sentences=(f"{act.name} is {act.status.lower()}: {told(act)}.", asked),
        next_steps=tuple(
            f"equipoise rebaseline answer {act.name} --yes  # by {party}" for party in waits
        )
        or (f"equipoise rebaseline {act.decision.system}",),
        facts={"decision": act.name, "status": act.status, "waits_for": list(waits)},
    )


def assumed_page(outcome: Outcome[Assumed]) -> Page:
    """Return an assumption, and every plan and action that rests on it."""
    found = outcome.result
    body = found.act.body
    rests = [f"{listed(names)} of {system}" for system, names in found.depends.items()]
    status = "is broken" if body["is_broken"] else "holds"
    told = f"On it rest {listed(rests)}." if rests else "No plan rests on it."
    return Page(
        title=f"Assumption {body['code']}",
        sentences=(f"{body['code']} {status}: {body['words']}.", told),
        alerts=(told,) if body["is_broken"] and rests else (),
        next_steps=(f"equipoise rebaseline check {found.act.decision.system}",),
        facts={"depends": {system: list(names) for system, names in found.depends.items()}},
    )


def awarded_page(outcome: Outcome[tuple[Worked, ...]]) -> Page:
    """Return what each system has of the pool, all that the list names."""
    worked = outcome.result[0]
    act = worked.exercise.last(AWARD)
    assert act is not None, "it was just recorded"
    own = {each.exercise.system for each in outcome.result}
    shares = worked.shares
    pool = act.body["pool_pence"]
    return Page(
        title="The pool shared",
        sentences=(
            f"{million(pool)} is shared by {SHARED_BY[act.body['key']]} among "
            f"{counted(len(shares), 'system')}, to the penny.",
        ),
        tables=(_awards_table(worked, own, act=act),),
        next_steps=tuple(f"equipoise rebaseline {code}" for code in sorted(own)),
        facts={"pool_pence": pool, "key": act.body["key"]},
    )


def _awards_table(worked: Worked, own: set[str], *, act: Act) -> Table:
    return Table(
        name="awards",
        title="Awards",
        sentence="",
        basis="For the year",
        columns=(
            words("system", "System"),
            ratio("share", "Share", basis="of the key"),
            money("award", "Award"),
            words("recorded", "Recorded"),
        ),
        rows=tuple(
            Row(
                cells={
                    "system": code,
                    "share": share.ratio,
                    "award": share.amount,
                    "recorded": "Yes" if code in own else "Elsewhere",
                },
                refs={"share": worked.ref(f"share/{code}"), "award": worked.ref(f"award/{code}")},
            )
            for code, share in worked.shares.items()
        ),
        notes=_weights_note(act),
    )


def _weights_note(act: Act) -> tuple[str, ...]:
    weights = act.body["weights"]
    if set(weights.values()) == {"1"}:
        return ()
    told = listed(f"{part.replace('_', ' ')} {weight}" for part, weight in weights.items())
    return (f"A pay bill weighs: {told}.",)


def told(act: Act) -> str:
    """Return what a decision says, in a few words."""
    body = act.body
    if act.kind == ACTION:
        return f"{body['name']} of {body['organisation']}, {entered(body['value_pence'])}"
    if act.kind == RELEASE:
        return f"{entered(body['release_pence'])} of {body['programme']}"
    if act.kind == COMMITMENT:
        return f"{body['metric']}, {body['target']:,} by {body['due_on']}"
    if act.kind == MEETING:
        return f"meeting of {body['on']} with {listed(body['present'])}"
    if act.kind == REPLAN:
        return f"a replan with {counted(body['closed'], 'actual month')}"
    return act.kind.removeprefix("rebase-")


def assumed_sentence(exercise: Exercise) -> tuple[str, ...]:
    """Return what no report of the letter settles, in a sentence; none where all is settled."""
    codes = [point.code for point in exercise.letter.assumed]
    return (f"Assumed of the letter, not published: {listed(codes)}.",) if codes else ()
