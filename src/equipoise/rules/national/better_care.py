"""The Better Care Fund: what the NHS must put in, board by board, and on what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.national.asking import grown, known, lacking
from equipoise.rules.national.linear import LinearTest, bounded
from equipoise.rules.national.outcome import (
    Force,
    Level,
    Question,
    Ruling,
    Sense,
    Tested,
    answered,
    untested,
)
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, Reference, named, total

NAME: Final = "national/better_care"
UPLIFT: Final = "national/better_care/uplift_ratio"
SUB_UPLIFT: Final = "national/better_care/sub_minimum_uplift_ratio"
YEARS: Final = Period.parse("2023-04-01 to 2025-04-01")
PARTS: Final = ("social_care", "out_of_hospital", "other")
"""What the contribution is made of."""
SUBS: Final = {
    "social_care": "adult social care",
    "out_of_hospital": "NHS-commissioned care out of hospital",
}
"""The parts that have a minimum of their own."""


@dataclass(frozen=True, kw_only=True)
class Minimums(Generic[Number]):
    """The minimums of one board last year, as published; None where they are not known."""

    whole: Number | None
    social_care: Number | None
    out_of_hospital: Number | None


@dataclass(frozen=True, kw_only=True)
class Contribution(Generic[Number]):
    """What the NHS plans to put into the fund of one board, in parts that do not overlap.

    `discharge` is the discharge fund, which does not count towards the minimum.
    """

    social_care: Number | None
    out_of_hospital: Number | None
    other: Number | None
    discharge: Number | None


@dataclass(frozen=True, kw_only=True)
class Board(Generic[Number]):
    """One health and wellbeing board."""

    before: Minimums[Number]
    planned: Contribution[Number]


@dataclass(frozen=True, kw_only=True)
class BetterCareFund(Generic[Number]):
    """The funds of one ICB, by board; `discharge` is its part of the discharge fund."""

    period: Period
    icb: str
    boards: Mapping[str, Board[Number]]
    discharge: Number | None


@rule(
    applies=YEARS,
    source="Better Care Fund policy framework 2023 to 2025 (4 April 2023): the contribution to "
    "each health and wellbeing board rises by 5.66% in 2023/24, and again in 2024/25",
)
def better_care(
    fund: BetterCareFund[Number], params: Values[Number], *, known_on: date
) -> Ruling[Number]:
    """Return whether each board is given its minimum, in all and for two purposes.

    The sum over boards is the minimum of the ICB. The discharge fund is held against the ICB's
    part of it, which the ICB shares out with its boards by need.

    Assumption: minimums are rounded to the nearest penny; the two purposes rise as the whole.
    Unit: pence; slack is room.
    Raises: ParameterError when no uplift was known.
    Law the_minimum_of_an_icb_is_the_sum_over_its_boards: and so is its slack.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> fund = BetterCareFund(period=Period.parse("2023/24"), icb="ZQ1", discharge=None, boards={
    ...     "ZC1": Board(
    ...         before=Minimums(whole=Fraction(10_000), social_care=None, out_of_hospital=None),
    ...         planned=Contribution(social_care=Fraction(4_000), out_of_hospital=Fraction(3_000),
    ...                              other=Fraction(3_565), discharge=None))})
    >>> found = better_care(fund, load().exact, known_on=date(2023, 5, 4)).tests["ZC1/whole"]
    >>> print(found.verdict, found.limit, found.slack)
    Not met 10566 -1
    """
    uplift = params.at(UPLIFT, fund.period, known_on=known_on)
    sub_uplift = params.at(SUB_UPLIFT, fund.period, known_on=known_on)
    tests: dict[str, Tested[Number]] = {}
    for code, board in fund.boards.items():
        tests[f"{code}/whole"] = _of_board(
            "Contribution to the Better Care Fund",
            before=board.before.whole,
            planned=_whole(board.planned),
            uplift=uplift,
        )
        for part, words in SUBS.items():
            tests[f"{code}/{part}"] = _of_board(
                f"Better Care Fund on {words}",
                before=getattr(board.before, part),
                planned=getattr(board.planned, part),
                uplift=sub_uplift,
            )
    if not tests:
        reason = "no health and wellbeing board is in the plan"
        return Ruling(years=YEARS, tests={}, reason=reason)
    tests[f"{fund.icb}/whole"] = _of_icb([tests[f"{code}/whole"] for code in fund.boards])
    tests[f"{fund.icb}/discharge"] = _discharge(fund)
    return Ruling(years=YEARS, tests=tests)


def linear(
    fund: BetterCareFund[Number], params: Values[Number], *, known_on: date
) -> tuple[LinearTest, ...]:
    """Return each minimum as a constraint over parts of the contributions to boards."""
    cells = {f"{code}/whole": {(code, part): 1 for part in PARTS} for code in fund.boards}
    cells |= {f"{code}/{part}": {(code, part): 1} for code in fund.boards for part in SUBS}
    cells[f"{fund.icb}/whole"] = {(code, part): 1 for code in fund.boards for part in PARTS}
    cells[f"{fund.icb}/discharge"] = {(code, "discharge"): 1 for code in fund.boards}
    ruling = better_care(fund, params, known_on=known_on)
    return bounded(Reference("rule", tuple(NAME.split("/"))), ruling, cells=cells)


def _of_board(
    name: str, *, before: Number | None, planned: Number | None, uplift: Number
) -> Tested[Number]:
    question = Question(
        name=name,
        limit="last year's minimum of the board with its uplift",
        sense=Sense.AT_LEAST,
        level=Level.BOARD,
        force=Force.LIMIT,
    )
    lacks = lacking({"the minimum of last year": before, "what is planned": planned})
    if before is None or planned is None:
        return untested(question, *lacks)
    return answered(question, number=planned, limit=grown(before, uplift, like=planned))


def _of_icb(boards: list[Tested[Number]]) -> Tested[Number]:
    question = Question(
        name="Contribution to all boards' Better Care Funds",
        limit="the sum of the boards' minimums",
        sense=Sense.AT_LEAST,
        level=Level.ICB,
        force=Force.LIMIT,
    )
    planned = known(board.number for board in boards)
    limits = known(board.limit for board in boards)
    if len(planned) < len(boards):
        return untested(question, "the minimum or the contribution of a board")
    return answered(question, number=total(planned), limit=total(limits))


def _discharge(fund: BetterCareFund[Number]) -> Tested[Number]:
    question = Question(
        name="Discharge fund",
        limit="the ICB's part of the national fund",
        sense=Sense.AT_LEAST,
        level=Level.ICB,
        force=Force.LIMIT,
    )
    planned = known(board.planned.discharge for board in fund.boards.values())
    lacks = [*lacking({"the ICB's part of it": fund.discharge})]
    if len(planned) < len(fund.boards):
        lacks.append("what is planned for a board")
    if lacks:
        return untested(question, *lacks)
    assert fund.discharge is not None
    return answered(question, number=total(planned), limit=fund.discharge)


def _whole(planned: Contribution[Number]) -> Number | None:
    parts = [planned.social_care, planned.out_of_hospital, planned.other]
    amounts = known(parts)
    return named(total(amounts), "Contribution") if len(amounts) == len(parts) else None
