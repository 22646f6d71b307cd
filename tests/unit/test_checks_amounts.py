"""Amounts in the sender's own unit, and in a sentence."""

import pytest

from equipoise.checks.amounts import entered, in_words
from equipoise.register import Chart, Kind

CHART = Chart.load()


@pytest.mark.parametrize(
    ("measure", "value", "shown"),
    [
        ("income.other", 0, "0"),
        ("income.other", 1, "0.00001"),
        ("income.other", 100_000, "1"),
        ("income.other", 12_345_678_000, "123,456.78"),
        ("income.other", -350_000_000, "(3,500)"),
        ("wte.total", 512_000, "5,120"),
        ("wte.total", 512_050, "5,120.5"),
        ("wte.total", 512_005, "5,120.05"),
        ("activity.elective", 107_000, "107,000"),
    ],
)
def test_a_value_is_shown_as_the_form_shows_it(measure: str, value: int, shown: str) -> None:
    assert entered(value, CHART.get(measure, Kind.PROVIDER)) == shown


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (0, "£0"),
        (1, "£0.01"),
        (-1234, "(£12.34)"),
        (45_000_000, "£450,000"),
        (99_999_999, "£999,999.99"),
        (100_000_000, "£1.0 million"),
        (140_000_000, "£1.4 million"),
        (350_000_000, "£3.5 million"),
        (-120_000_000, "(£1.2 million)"),
        (250_000_000_000, "£2,500.0 million"),
    ],
)
def test_money_is_said_in_pounds_and_from_a_million_in_millions(pence: int, words: str) -> None:
    assert in_words(pence) == words
