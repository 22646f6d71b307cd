"""What pages say about a plan's tests, in sentences: each side of each threshold by a penny.

The wording is that of fact book 5 (users-and-outputs), 6.1, steps 7, 12, 14 and 16.
"""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from equipoise.reports.pages.bridging import _change
from equipoise.reports.pages.collation import alerts, headline, lock_list
from equipoise.reports.pages.page import counted, entered, listed, million, typed
from equipoise.usecases.statement import Statement
from equipoise.usecases.waivers import Carried
from equipoise.workings import Support
from tests.unit.pages_samples import MILLION, pounds, verdict_of

NONE = Carried()
VERSION_3 = cast("Statement", SimpleNamespace(plan=SimpleNamespace(pin="v3")))


@pytest.mark.parametrize(
    ("pence", "said"),
    [
        (-900_000_000, "£(9.0)m"),
        (0, "£0.0m"),
        (5_000_000, "£0.1m"),
        (4_999_999, "£49,999.99"),
        (-4_999_900, "£(49,999)"),
        (1, "£0.01"),
    ],
)
def test_money_in_a_sentence_never_says_nil_of_something(pence: int, said: str) -> None:
    assert million(pence) == said


@pytest.mark.parametrize(
    ("pence", "said", "to_type"),
    [
        (102_150_000_000, "1,021,500 (£000)", "1021500"),
        (102_150_012_300, "1,021,500.123 (£000)", "1021500.123"),
        (-1, "-0.00001 (£000)", "-0.00001"),
        (0, "0 (£000)", "0"),
    ],
)
def test_what_was_entered_is_said_to_the_penny(pence: int, said: str, to_type: str) -> None:
    assert (entered(pence), typed(pence)) == (said, to_type)


def test_one_is_one_and_none_are_many() -> None:
    assert [counted(number, "system") for number in (0, 1, 2)] == [
        "0 systems", "1 system", "2 systems",
    ]  # fmt: skip
    assert (listed([]), listed(["ZR1"]), listed(["ZR1", "ZR2"])) == ("", "ZR1", "ZR1 and ZR2")


@pytest.mark.parametrize(
    ("beyond", "said"),
    [
        (0, "£(9.0)m, equal to the control total (including support)"),
        (1, "£0.01 better than the control total of £(9.0)m (including support)"),
        (-1, "£0.01 worse than the control total of £(9.0)m (including support)"),
        (-230 * MILLION // 100, "£2.3m worse than the control total of £(9.0)m"),
    ],
)
def test_the_headline_holds_the_position_against_the_limit(beyond: int, said: str) -> None:
    found = headline(VERSION_3, verdict_of(beyond_limit=beyond))
    assert found.startswith("Version 3: £(9.0)m")
    assert said in found
    assert found.endswith("; £(15.0)m excluding support.")


def test_the_headline_of_a_limit_before_support_says_so() -> None:
    found = headline(
        VERSION_3,
        verdict_of(position=pounds(-15 * MILLION), other=pounds(-9 * MILLION),
                 reading=Support.WITHOUT),
    )  # fmt: skip
    assert found == (
        "Version 3: £(15.0)m, equal to the control total (excluding support); £(9.0)m including "
        "support."
    )


def test_without_a_limit_the_headline_says_that_none_is_known() -> None:
    found = headline(VERSION_3, verdict_of(limit=None, beyond_limit=None))
    assert found == (
        "Version 3: £(9.0)m including support; no control total is known; £(15.0)m excluding "
        "support."
    )


@pytest.mark.parametrize(
    ("net", "gross", "said"),
    [
        (230_000_000, 470_000_000,
         "It does not add up. Trusts expect £2.3m more from the ICB than the ICB plans to pay. "
         "Differences come to £4.7m gross."),
        (-1, 1,
         "It does not add up. Trusts expect £0.01 less from the ICB than the ICB plans to pay. "
         "Differences come to £0.01 gross."),
        (0, 200_000_000,
         "It does not add up. In all, trusts expect what the ICB plans to pay; contract by "
         "contract they do not. Differences come to £2.0m gross."),
    ],
)  # fmt: skip
def test_money_on_one_side_only_is_an_alert(net: int, gross: int, said: str) -> None:
    assert alerts(verdict_of(net=net, gross=gross)) == (said,)


@pytest.mark.parametrize(("over", "count"), [(1, 1), (0, 0), (-1, 0), (None, 0)])
def test_capital_above_its_envelope_is_an_alert(over: int | None, count: int) -> None:
    envelope = {} if over is not None else {"envelope": None}
    found = alerts(verdict_of(over_envelope=over, **envelope))
    assert len(found) == count
    assert not found or found == ("Capital is £0.01 above its envelope of £92.0m.",)


def test_the_list_before_locking_passes_every_test() -> None:
    assert lock_list(verdict_of(), NONE) == (
        "It adds up: both sides of every tested contract agree.",
        "The control total of £(9.0)m including support is met.",
        "Capital is within its envelope of £92.0m.",
        "35.7% of efficiency is non-recurrent.",
    )


def test_the_list_before_locking_names_pairs_that_are_open_though_care_agrees() -> None:
    """Support or a specialised line that differs, or a dispute: a contract of care need not."""
    said = (
        "It does not add up. 2 pairs of care, support or specialised services differ or are in "
        "dispute."
    )
    assert lock_list(verdict_of(open_pairs=2), NONE)[0] == said
    assert alerts(verdict_of(open_pairs=2)) == (said,)


def test_a_difference_is_with_the_icb_only_where_it_is_the_payer() -> None:
    found = alerts(verdict_of(net=230_000_000, gross=470_000_000, only_icb_differs=False))
    assert found == (
        "It does not add up. Trusts expect £2.3m more than is planned to be paid. Differences come "
        "to £4.7m gross.",
    )


def test_the_list_before_locking_names_its_waivers() -> None:
    found = Carried(names=("W1", "W2"), worth=50_000_000, unknown=1)
    assert lock_list(verdict_of(), found)[-1] == (
        "Not clean: signed with 2 waivers worth £500,000, 1 of unknown worth."
    )


def test_the_list_before_locking_says_what_fails_and_by_how_much() -> None:
    failed = verdict_of(gross=470_000_000, beyond_limit=-1, over_envelope=120_000_000)
    assert lock_list(failed, NONE)[:3] == (
        "It does not add up: contracts differ by £4.7m gross.",
        "The control total of £(9.0)m including support is missed by £0.01.",
        "Capital is £1.2m above its envelope of £92.0m.",
    )


def test_the_list_before_locking_leaves_out_what_is_not_known() -> None:
    unknown = verdict_of(
        limit=None, beyond_limit=None, envelope=None, over_envelope=None, one_off_share=None
    )
    assert lock_list(unknown, NONE) == ("It adds up: both sides of every tested contract agree.",)


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (-900_000_000, "The system position is unchanged at £(9.0)m."),
        (-1_130_000_000, "The system position worsened by £2.3m, from £(9.0)m to £(11.3)m, "
         "including support."),
        (-899_999_999, "The system position improved by £0.01, from £(9.0)m to £(9.0)m, "
         "including support."),
    ],
)  # fmt: skip
def test_the_bridge_says_whether_it_is_better_or_worse(end: int, said: str) -> None:
    found: Any = SimpleNamespace(
        start=pounds(-900_000_000), end=pounds(end), change=end + 900_000_000
    )
    assert _change(found) == said
