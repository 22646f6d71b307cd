"""What the rules of the gap say of themselves, as `explain` prints it; amounts worked by hand."""

from dataclasses import replace
from datetime import date

from equipoise.rules.gap import (
    GapAndMoves,
    GapMove,
    Holds,
    PositionsAndLimit,
    Split,
    Submissions,
    closing,
    deadlock,
    gap,
    gap_split,
    rounds,
)
from equipoise.workings import Figure, Support
from tests.rules_cases import PARAMS, money, sentences

DAY = date(2023, 5, 4)


def told(*found: Figure | None) -> list[str]:
    """Return the line of each figure, without the name of its rule."""
    return [line.partition(" [rule:")[0] for line in sentences(*found)]


def before_support(thousands: int, name: str) -> Figure:
    found = money(thousands, name)
    return replace(found, basis=replace(found.basis, support=Support.WITHOUT))


def test_a_gap_in_words() -> None:
    held = PositionsAndLimit(
        limit=before_support(0, "Control total"),
        positions={"A": before_support(-20_000, "A's plan"), "B": before_support(-18_000, "B's")},
        unowned={"stretch": money(-1_000, "Stretch")},
    )
    found = gap(held, PARAMS, known_on=DAY)
    assert found.limit.working.name == "Limit"
    assert told(found.positions, found.gap) == [
        "Positions, and what nobody owns £(39.0)m = Positions, all bodies £(38.0)m plus (the total "
        "of Stretch £(1.0)m)",
        "Gap £39.0m = Control total £0.00 less Positions, and what nobody owns £(39.0)m",
    ]
    assert told(gap(replace(held, unowned={}), PARAMS, known_on=DAY).positions) == [
        "Positions, all bodies £(38.0)m = the total of A's plan £(20.0)m and B's £(18.0)m"
    ]


def test_a_split_in_words() -> None:
    weights = {"A": money(600_000, "Turnover, A"), "B": money(400_000, "Turnover, B")}
    split = Split(gap=before_support(10_000, "Gap"), key="turnover", weights=weights)
    found = gap_split(split, PARAMS, known_on=DAY)
    assert found["A"].amount.working.name == "Share of the gap, A"
    assert found["A"].amount.value == 600_000_000


def test_moves_in_words() -> None:
    moves = (
        GapMove(kind="recurrent", body="A", amount=money(3_000, "Theatres")),
        GapMove(kind="deferral", body="A", amount=money(1_000, "Estate")),
    )
    found = closing(
        GapAndMoves(gap=before_support(5_000, "Gap"), moves=moves), PARAMS, known_on=DAY
    )
    assert told(found.bodies["A"], found.kinds["deferral"], found.later, found.balance) == [
        "Moves, A £4.0m = the total of recurrent, A £3.0m and deferral, A £1.0m",
        "Moves, deferral £1.0m = the total of Estate £1.0m",
        "Falls due later £(1.0)m = the total of Falls due later, A £(1.0)m",
        "Balance £1.0m = Gap £5.0m less Moves, all bodies £4.0m",
    ]


def test_rounds_in_words() -> None:
    positions = (money(-35_700, "First"), money(-30_000, "Second"))
    asks = (money(-30_000, "Asked"), money(-30_000, "Asked again"))
    _, found = rounds(Submissions(positions=positions, asks=asks), PARAMS, known_on=DAY)
    assert told(found.moved, found.between) == [
        "Moved to version 2 £5.7m = Second £(30.0)m less First £(35.7)m",
        "Between ask and position, version 2 £0.00 = Asked again £(30.0)m less Second £(30.0)m",
    ]
    assert [one.working.name for one in (found.position, found.ask)] == [
        "Position, version 2",
        "Ask, version 2",
    ]


def test_a_deadlock_in_words() -> None:
    holds = Holds(held={"ICB": money(10_600, "Offered"), "region": money(14_600, "Asked")})
    found = deadlock(holds, PARAMS, known_on=DAY)
    assert told(found.apart, found.to_meet["ICB"]["region"]) == [
        "Apart £4.0m = (the larger of Offered £10.6m and Asked £14.6m) less (the "
        "smaller of Offered £10.6m and Asked £14.6m)",
        "ICB to meet region £4.0m = Asked £14.6m less Offered £10.6m",
    ]
