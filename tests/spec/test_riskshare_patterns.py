"""The thirteen evidenced patterns of risk share, each written as an agreement and run.

Figures are £m. Those of the sources are 0.5% of allocation, 8.5, 5.0 and 0.480, 2.8, 10%, 12 to 20,
+69 and (120), +62 and (212); where a source states no share, the agreement says it is assumed.
"""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from equipoise.reports.pages.clauses import as_markdown
from equipoise.rules.riskshare import (
    Agreement,
    Asked,
    Settlement,
    consent,
)
from equipoise.samples import RISKSHARE
from equipoise.sources import risk_agreement
from tests.riskshare_cases import EXACT, KNOWN_ON, m, settled
from tests.riskshare_cases import settled_by_line as by_line

FOLDER = RISKSHARE / "patterns"
PATTERNS = sorted(FOLDER.glob("*.yaml"))


def pattern(name: str) -> Agreement[Fraction]:
    found = risk_agreement(FOLDER / f"{name}.yaml")
    assert found.agreement is not None, found.misfits
    return found.agreement


def moves(found: Settlement[Fraction]) -> Mapping[str, str]:
    """Return what each account receives or pays, £m, without those that nothing moves."""
    assert sum(found.moves.values()) == 0
    return {code: str(amount / m("1")) for code, amount in found.moves.items() if amount}


def test_there_are_thirteen() -> None:
    assert len(PATTERNS) == 13


@pytest.mark.parametrize("path", PATTERNS, ids=lambda path: path.stem)
def test_each_pattern_has_clauses(path: Path) -> None:
    text = as_markdown(pattern(path.stem))
    for layer in pattern(path.stem).layers:
        assert f". {layer.name}\n" in text


def test_a_risk_reserve_is_released_on_both_conditions() -> None:
    """0.5% of 800 is 4.0."""
    terms = pattern("ccg-risk-reserve")
    assert moves(settled(terms, {"CCG2": "-6"})) == {}
    one = frozenset({"system control total delivered"})
    assert moves(settled(terms, {"CCG2": "-6"}, met=one)) == {}
    both = one | {"national risk profile satisfactory"}
    released = settled(terms, {"CCG2": "-6"}, met=both)
    assert moves(released) == {"CCG2": "4", "reserve": "-4"}
    assert released.left_over == m("2")


def test_dorset_bears_a_loss_of_its_commissioner_together() -> None:
    terms = pattern("dorset-collaborative")
    alone = moves(settled(terms, {"CCG": "-8.5"}))
    assert alone == {
        "CCG": "34/5", "FT1": "-17/10", "FT2": "-17/10", "FT3": "-17/10", "FT4": "-17/10",
    }  # fmt: skip
    assert moves(settled(terms, {"CCG": "-8.5", "FT1": "8.5"})) == {}


def test_east_of_england_shifts_targets() -> None:
    terms = pattern("east-of-england-support")
    found = settled(terms, {"THURROCK": "0.48"})
    assert {code: str(amount / m("1")) for code, amount in found.shifts.items() if amount} == {
        "CP": "-5", "REST": "113/25", "THURROCK": "12/25",
    }  # fmt: skip
    assert found.after["THURROCK"] == 0


def test_failing_the_system_trajectory_is_a_failure_of_all() -> None:
    terms = pattern("system-collaboration")
    assert moves(settled(terms, {"T1": "-6"})) == {"CCG": "-2", "T1": "4", "T2": "-2"}
    assert moves(settled(terms, {"T1": "-6", "T2": "6"})) == {}


def test_berkshire_west_has_a_schedule_for_losses_and_one_for_rewards() -> None:
    terms = pattern("berkshire-west-alliance")
    assert moves(settled(terms, {"T1": "-10"})) == {"CCG": "-6", "T1": "6"}
    assert moves(settled(terms, {"T1": "10"})) == {"CCG": "5", "T1": "-5"}


@pytest.mark.parametrize(
    ("key", "b_has"),
    [("equal", "4"), ("turnover", "6"), ("population", "2"), ("performance", "8/3"),
     ("need", "6"), ("loss", "8")],
)  # fmt: skip
def test_north_west_london_has_six_keys(tmp_path: Path, key: str, b_has: str) -> None:
    """A gain of 8 that A made: by budget 6 of it are B's, by equity (people) 2, and so on."""
    text = (FOLDER / "north-west-london-gain.yaml").read_text("utf-8")
    path = tmp_path / "a.yaml"
    path.write_text(text.replace("key: equal", f"key: {key}"), "utf-8")
    terms = risk_agreement(path).agreement
    assert terms is not None
    assert abs(settled(terms, {"A": "8"}).moves["B"] - m(b_has)) < 1


def test_north_west_london_may_reinvest(tmp_path: Path) -> None:
    text = (FOLDER / "north-west-london-gain.yaml").read_text("utf-8")
    path = tmp_path / "a.yaml"
    reinvest = "source: system_reserve\n    fund: network"
    path.write_text(text.replace("source: partners\n    key: equal", reinvest), "utf-8")
    terms = risk_agreement(path).agreement
    assert terms is not None
    assert moves(settled(terms, {"A": "8"})) == {"A": "-8", "network": "8"}


def test_a_pooled_fund_is_spent_in_its_order() -> None:
    """5.0: 1.0 of underspends, 2.8 of the risk pool, 0.5 cut, 0.7 outside it by contribution."""
    terms = pattern("better-care-fund")
    found = settled(terms, {"CCG": "-5"})
    assert [sum(layer.borne.values()) / m("1") for layer in found.layers] == [
        1, Fraction("2.8"), Fraction("0.5"), Fraction("0.7"),
    ]  # fmt: skip
    assert moves(found)["COUNCIL"] == "-7/40"
    assert moves(settled(terms, {"CCG": "-3.8"})) == {
        "CCG": "19/5", "risk-pool": "-14/5", "underspends": "-1",
    }  # fmt: skip


def test_the_host_bears_all_of_a_fixed_line() -> None:
    terms = pattern("luton-lines")
    found = by_line(terms, {"HOST": [("variable line", "-3"), ("fixed line", "-2")]})
    assert moves(found) == {"COUNCIL": "-6/5", "HOST": "6/5"}
    assert found.after["HOST"] == m("-3.8")
    assert found.left_over == 0


def test_the_council_of_essex_waits_for_a_tenth() -> None:
    terms = pattern("essex-contract")
    assert moves(settled(terms, {"LEAD": "10"})) == {"CCG1": "6", "CCG2": "4", "LEAD": "-10"}
    assert moves(settled(terms, {"LEAD": "14"})) == {
        "CCG1": "36/5", "CCG2": "24/5", "COUNCIL": "2", "LEAD": "-14",
    }  # fmt: skip


def test_sheffield_needs_each_governing_body() -> None:
    terms = pattern("sheffield-agreement")
    assert moves(settled(terms, {"FT": "-3"})) == {"CCG": "-1", "COUNCIL": "-1", "FT": "2"}
    act = Asked(
        terms=terms.consent,
        parties=tuple(terms.parties),
        affected=(),
        answers={"CCG": "yes", "FT": "yes"},
    )
    assert consent(act, EXACT, known_on=KNOWN_ON).missing == ("COUNCIL",)


def test_an_aligned_contract_shares_what_is_above_twelve_up_to_twenty() -> None:
    terms = pattern("aligned-incentive")
    assert moves(settled(terms, {"TRUST": "-12"})) == {}
    assert moves(settled(terms, {"TRUST": "-16"})) == {"CCG": "-2", "TRUST": "2"}
    beyond = settled(terms, {"TRUST": "-21"})
    assert moves(beyond) == {"CCG": "-4", "TRUST": "4"}
    assert beyond.left_over == m("1")


@pytest.mark.parametrize(
    ("surplus", "deficit", "left"), [("69", "-120", "51"), ("62", "-212", "150")]
)
def test_an_icb_balances_as_far_as_its_surplus_goes(surplus: str, deficit: str, left: str) -> None:
    found = settled(pattern("icb-balancing"), {"ICB": surplus, "TRUSTS": deficit})
    assert moves(found) == {"ICB": f"-{surplus}", "TRUSTS": surplus}
    assert found.left_over == m(left)
    assert found.after["ICB"] == 0


def test_risk_is_shared_across_places_and_between_collaboratives() -> None:
    terms = pattern("november-2020")
    found = by_line(
        terms, {"T1": [("", "-5", "North place"), ("", "-2", "Acute collaborative"), ("", "-1")]}
    )
    assert moves(found) == {"ICB": "-3", "T1": "4", "T2": "-1"}
    assert found.after["T1"] == m("-4")
