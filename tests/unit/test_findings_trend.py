"""How many faults a body makes, from one return to the next."""

from equipoise.findings import Trend, trends
from tests.unit.test_findings_finding import cell, finding

TEXT = finding(cell("F23"))
BLANK = finding(cell("F24"), code="EQ-TPL-004")
OTHERS = finding(cell("F23"), organisation="ZR3")


def test_each_body_and_check_has_its_counts_the_oldest_first() -> None:
    history = [[TEXT, TEXT, OTHERS], [BLANK, TEXT], []]
    assert trends(history) == (
        Trend(organisation="ZR2", code="EQ-TPL-003", counts=(2, 1, 0)),
        Trend(organisation="ZR2", code="EQ-TPL-004", counts=(0, 1, 0)),
        Trend(organisation="ZR3", code="EQ-TPL-003", counts=(1, 0, 0)),
    )


def test_a_change_is_that_of_the_last_return() -> None:
    assert [found.change for found in trends([[TEXT, TEXT], [TEXT]])] == [-1]
    assert [found.change for found in trends([[TEXT, TEXT]])] == [0]


def test_without_returns_there_is_no_trend() -> None:
    assert trends([]) == ()
    assert trends([[], []]) == ()
