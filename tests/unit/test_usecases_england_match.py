"""England's contracts: its share matched, who adds up, and what each figure is made of.

Northmere's version 1 has 1,902,300 (£000) of tested income, of which 1,898,800 is matched, and
212,000 from NHS England without a return; version 2 has 1,900,900, all matched (fact book 5).
"""

from fractions import Fraction

from equipoise.reports.pages.england import england_page
from equipoise.rules.balance import PairKey
from equipoise.usecases.dispute import dispute
from equipoise.usecases.england_match import england_match, matched_share
from equipoise.usecases.explain import explain
from equipoise.usecases.national import England, national
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Reference
from tests.neighbours_cases import hand_in
from tests.northmere_round import SYSTEM, TODAY, Northmere, thousands


def england(plan: Northmere) -> Outcome[England]:
    return national(plan.one, by=plan.actor("national.lead"), on=TODAY)


def test_the_matched_share_is_of_all_income_tested_or_not(collated: Northmere) -> None:
    """1,898,800 of 1,902,300 tested and 212,000 that nobody answers for."""
    (line,) = england(collated).result.systems
    share = line.contracts.share
    assert share is not None
    assert share.ratio is not None
    assert (thousands(share.part), thousands(share.of)) == (1_898_800, 2_114_300)
    assert share.ratio.value == Fraction(18_988, 21_143)
    assert line.adds_up is False


def test_a_system_adds_up_when_each_tested_pair_does(matched: Northmere) -> None:
    (line,) = england(matched).result.systems
    assert line.adds_up is True
    hand_in(matched.one, "X24", {("spend.direct", "ZR1", ""): 180_000,
                                 ("spend.direct", "ZR2", ""): 24_000,
                                 ("spend.direct", "ZR3", ""): 8_000})  # fmt: skip
    (line,) = england(matched).result.systems
    assert line.adds_up is False  # NHS England plans no support for ZR2, which expects 6,000
    assert line.contracts.open_pairs == (PairKey("X24", "ZR2"),)
    share = line.contracts.share
    assert share is not None
    assert thousands(share.part) == thousands(share.of) == 1_900_900 + 212_000


def test_a_dispute_stands_in_the_way_in_england_too(matched: Northmere) -> None:
    by = matched.actor("zr2.contracts")
    key = PairKey(SYSTEM, "ZR2")
    dispute(matched.one, key, reason="Growth", by=by, now=matched.now())
    (line,) = england(matched).result.systems
    assert (line.adds_up, line.contracts.open_pairs) == (False, (key,))


def test_a_collated_version_counts_and_not_what_was_signed_since(collated: Northmere) -> None:
    collated.settle("ZR1", 1_021_500)
    collated.sign("ZR1", "ZQ1")
    now = england_match(collated.one).matching
    (line,) = england(collated).result.systems
    assert now is not None
    assert line.contracts.mismatch is not None
    assert (thousands(now.net), thousands(line.contracts.mismatch.net)) == (-1_200, 2_300)


def test_a_round_without_contracts_has_nothing_to_match(opened: Northmere) -> None:
    found = england(opened)
    assert found.result.contracts.matching is None
    (line,) = found.result.systems
    assert (line.adds_up, line.contracts.share, line.contracts.open_pairs) == (None, None, ())
    page = england_page(found)
    assert page.sentences[-1] == "Contracts: not available; none has been returned."
    assert not any("match" in str(ref) for ref in found.figures)


def test_contracts_that_nobody_answers_say_nothing_of_adding_up(handed_in: Northmere) -> None:
    found = england_match(handed_in.one).systems[SYSTEM]
    assert (found.adds_up, found.open_pairs) == (None, ())
    assert found.share is not None
    assert (thousands(found.share.part), thousands(found.share.of)) == (0, 1_203_500)


def test_england_says_what_is_matched_and_who_adds_up(collated: Northmere) -> None:
    page = england_page(england(collated))
    assert page.sentences[-1] == (
        "£1,898.8m of £1,902.3m of NHS income matched; £212.0m has no counterparty return. "
        "0 of 1 system tested adds up."
    )
    (row,) = page.tables[-1].rows
    assert row.cells["adds_up"] == "No"


def test_a_national_sum_leads_to_cells(collated: Northmere) -> None:
    by = collated.actor("national.lead")
    for name, value in (("match/net", 2_300), ("match/ZQ1/gross", 4_700)):
        ref = Reference.parse(f"figure:2023-24/england/{name}")
        told = explain(collated.one, ref, by=by, on=TODAY)
        assert told.result.figure is not None
        assert thousands(told.result.figure) == value
        cells = [step for step in told.result.figure.everything(told.expand)
                 if step.working.ref and step.working.ref.kind == "cell"]  # fmt: skip
        assert len(cells) == 6 * 12  # three contracts, two sides, twelve months


def test_the_share_names_its_denominator(collated: Northmere) -> None:
    found = england_match(collated.one).matching
    assert found is not None
    share = matched_share(found)
    assert share.of.working.name == "All income of contracts"
    assert share.ratio is not None
    assert share.ratio.working.name == "Matched share of income"
