"""What a national rule answers: each test with its number, its limit, its slack and its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic

from equipoise.rules.bases import held_against, nil
from equipoise.units import Period
from equipoise.workings import Number, named


class Level(StrEnum):
    """Whose money a test looks at as one."""

    ICB = "integrated care board"
    BOARD = "health and wellbeing board"
    REGION = "region"
    NATION = "nation"


class Force(StrEnum):
    """What it means when a test is not met."""

    LIMIT = "limit"
    """It may not be."""
    TEST = "test"
    """It is held against the plan, and is to be explained."""
    TRACKER = "tracker"
    """It is watched, and binds nobody."""
    PROPOSAL = "proposal"
    """It was recommended, and not yet answered."""


class Sense(StrEnum):
    """On which side of the limit the number must lie."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    MORE_THAN = "more than"


class Verdict(StrEnum):
    """What came of a test."""

    MET = "Met"
    NOT_MET = "Not met"
    NOT_TESTED = "Not tested"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What one test asks: the number by name, which limit it is held against, and how."""

    name: str
    """Of the number, as it begins a sentence: Mental health spend."""
    limit: str
    """What the limit is, as it stands within a sentence."""
    sense: Sense
    level: Level
    force: Force


@dataclass(frozen=True, kw_only=True)
class Tested(Generic[Number]):
    """One test of one body.

    `slack` is the room that is left: below nil, by how much the test is missed; at nil a test of
    "more than" is missed too. `reason` says what the limit is; of what is not tested, what lacks.
    """

    question: Question
    verdict: Verdict
    number: Number | None = None
    limit: Number | None = None
    slack: Number | None = None
    reason: str


@dataclass(frozen=True, kw_only=True)
class Ruling(Generic[Number]):
    """What a rule answers: its years, and its tests by body, or by board and what it pays for.

    `reason` says why there is no test at all.
    """

    years: Period
    tests: Mapping[str, Tested[Number]]
    reason: str = ""

    @property
    def verdict(self) -> Verdict:
        """Not met where one test is not; not tested where one could not be; else met."""
        found = {test.verdict for test in self.tests.values()}
        for verdict in (Verdict.NOT_MET, Verdict.NOT_TESTED):
            if verdict in found:
                return verdict
        return Verdict.MET if found else Verdict.NOT_TESTED


def answered(question: Question, *, number: Number, limit: Number) -> Tested[Number]:
    """Return the number against its limit.

    Unit: that of the number, and the limit takes what it leaves open from it; slack is room.
    Raises: UnlikeBasesError when the limit states another basis than the number.
    Law slack_decides_the_verdict: a test is met at a slack of nil or more, or only above it.
    """
    beside = held_against(limit, number)
    room = beside - number if question.sense is Sense.AT_MOST else number - beside
    none = nil(room)
    met = room > none if question.sense is Sense.MORE_THAN else room >= none
    return Tested(
        question=question,
        verdict=Verdict.MET if met else Verdict.NOT_MET,
        number=named(number, question.name),
        limit=named(beside, f"{question.name}: limit"),
        slack=named(room, f"{question.name}: room left"),
        reason=f"the limit is {question.limit}",
    )


def untested(question: Question, *lacking: str) -> Tested[Number]:
    """Return that the test could not be made, and what it lacks."""
    return Tested(
        question=question, verdict=Verdict.NOT_TESTED, reason=f"not known: {', '.join(lacking)}"
    )
