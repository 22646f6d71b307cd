from datetime import date
from fractions import Fraction

import pytest

from equipoise.register import Succession, SuccessionError
from equipoise.register.succession import refuse_unsound

DAY = date(2020, 4, 1)


def step(predecessor: str, successor: str, share: str = "1", on: date = DAY) -> Succession:
    return Succession(
        predecessor=predecessor,
        successor=successor,
        on=on,
        share=Fraction(share),
        source="made up",
    )


def test_shares_of_a_split_are_whole() -> None:
    refuse_unsound([step("A", "B", "1/3"), step("A", "C", "2/3")])
    with pytest.raises(SuccessionError, match="out of A sum to 2/3"):
        refuse_unsound([step("A", "B", "1/3"), step("A", "C", "1/3")])


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ([step("A", "B", "1/2"), step("A", "C", "1/2", date(2021, 4, 1))], "more than one day"),
        ([step("A", "B", "1/2"), step("A", "B", "1/2")], "one successor twice"),
        ([step("A", "B"), step("B", "A")], "go round: "),
        ([step("A", "A")], "go round: A > A"),
    ],
)
def test_successions_that_cannot_all_hold_are_refused(steps: list[Succession], why: str) -> None:
    with pytest.raises(SuccessionError, match=why):
        refuse_unsound(steps)


@pytest.mark.parametrize("share", ["0", "-1", "3/2"])
def test_a_share_is_more_than_nothing_and_at_most_all(share: str) -> None:
    with pytest.raises(SuccessionError, match="must be 0 to 1"):
        step("A", "B", share)


def test_a_succession_names_its_source() -> None:
    with pytest.raises(SuccessionError, match="names no source"):
        Succession(predecessor="A", successor="B", on=DAY, share=Fraction(1), source="")
