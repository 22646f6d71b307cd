"""Contracts with every kind of counterparty: NHS England, other systems, councils, trusts.

Northmere's trusts expect 180,000, 24,000 and 8,000 (£000) from NHS England (X24), which is 212,000
that the worked example leaves without a counterparty return. The others are made up here.
"""

import pytest

from equipoise.records import Actor, ReturnStatus
from equipoise.reports.pages.climbing import ladder_page
from equipoise.reports.pages.matching import matching_page, pairs_table
from equipoise.rules.balance import Mismatch, PairKey, PairStatus
from equipoise.units import Absence
from equipoise.usecases.collate import collate
from equipoise.usecases.explain import explain
from equipoise.usecases.ladder import ladder
from equipoise.usecases.match import Look, Matched, match
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import collated as version_of
from equipoise.usecases.plans import plan_of
from equipoise.usecases.refusals import UnknownError
from equipoise.usecases.rights import Role
from equipoise.usecases.signoff import signoff
from equipoise.usecases.statement import Statement
from equipoise.usecases.tolerances import Tolerance
from equipoise.usecases.verify import verify
from equipoise.workings import Figure, Reference
from tests.neighbours_cases import Row, hand_in
from tests.northmere_round import SYSTEM, TODAY, Northmere, thousands

ENGLAND: dict[Row, int | Absence] = {
    ("spend.specialised", "ZR1", ""): 120_000,
    ("spend.direct", "ZR1", ""): 60_000,
    ("spend.specialised", "ZR2", ""): 24_000,
    ("spend.direct", "ZR3", ""): 7_000,
    ("spend.support", "ZR2", ""): 5_000,
    ("spend.direct", "ZR9", ""): 44_000,
}
"""NHS England's own return: it plans a million less for ZR3 than ZR3 expects, and for ZR2's support
too; what it plans for ZR9 is no business of Northmere's."""


def matched_by(plan: Northmere, look: Look | None = None) -> Outcome[Matched]:
    return match(plan.one, SYSTEM, by=plan.lead, on=TODAY, look=look)


def status(found: Mismatch[Figure], *key: str) -> PairStatus:
    return found.pairs[PairKey(*key)].status


def test_nhs_england_is_tested_once_it_has_submitted(collated: Northmere) -> None:
    before = matched_by(collated).result
    assert before.without_return == ("X24",)
    assert thousands(before.mismatch.income_untested) == 212_000
    hand_in(collated.one, "X24", ENGLAND)
    found = matched_by(collated).result
    assert (found.without_return, thousands(found.mismatch.income_untested)) == ((), 0)
    assert status(found.mismatch, "X24", "ZR1") is PairStatus.AGREED
    assert status(found.mismatch, "X24", "ZR2") is PairStatus.AGREED
    assert status(found.mismatch, "X24", "ZR3") is PairStatus.NOT_AGREED
    assert thousands(found.mismatch.net) == 2_300 + 1_000
    assert thousands(found.mismatch.gross) == 4_700 + 1_000
    assert thousands(found.mismatch.matched) == 1_898_800 + 180_000 + 24_000 + 7_000
    assert not any("ZR9" in key for key in found.mismatch.pairs)


def test_support_is_compared_apart_and_never_counted_as_care(collated: Northmere) -> None:
    before = matched_by(collated).result.support
    assert before is not None
    assert status(before, "X24", "ZR2") is PairStatus.NO_COUNTERPARTY
    hand_in(collated.one, "X24", ENGLAND)
    found = matched_by(collated).result
    assert found.support is not None
    assert status(found.support, "X24", "ZR2") is PairStatus.NOT_AGREED
    assert status(found.support, "X24", "ZR1") is PairStatus.AGREED  # neither plans any
    assert (thousands(found.support.net), thousands(found.support.income_tested)) == (1_000, 6_000)
    assert thousands(found.mismatch.income_tested) == 1_902_300 + 212_000


def test_contracts_of_care_that_agree_do_not_hide_support_that_differs(matched: Northmere) -> None:
    """Every contract of care agrees, and NHS England plans a million less of support than ZR2."""
    hand_in(matched.one, "X24", {**ENGLAND, ("spend.direct", "ZR3", ""): 8_000})
    found = matched_by(matched)
    assert (found.result.mismatch.every_pair_agrees, found.adds_up) == (True, False)
    page = matching_page(found)
    assert not any("agrees" in sentence for sentence in page.sentences)
    assert page.alerts == (
        "Support or specialised services do not add up: X24 and ZR2 differ or are in dispute; see "
        "the table at the end.",
    )


def test_a_difference_with_nhs_england_is_not_laid_at_the_icbs_door(collated: Northmere) -> None:
    hand_in(collated.one, "X24", ENGLAND)
    page = ladder_page(ladder(collated.one, SYSTEM, by=collated.lead, on=TODAY))
    assert page.alerts[0] == (
        "It does not add up. Trusts expect £3.3m more than is planned to be paid. Differences come "
        "to £5.7m gross."
    )


@pytest.mark.parametrize(
    "status_", [ReturnStatus.DRAFT, ReturnStatus.CHECKED, ReturnStatus.RETURNED]
)
def test_what_a_neighbour_has_not_submitted_never_shows(
    collated: Northmere, status_: ReturnStatus
) -> None:
    hand_in(collated.one, "X24", ENGLAND, status=status_)
    for look in (Look(), Look(proposed=True)):
        assert matched_by(collated, look=look).result.without_return == ("X24",)


def test_a_neighbour_that_lists_no_contract_plans_none(collated: Northmere) -> None:
    hand_in(collated.one, "X24", {("spend.direct", "ZR9", ""): 1})
    found = matched_by(collated).result.mismatch
    assert thousands(found.pairs[PairKey("X24", "ZR1")].difference) == 180_000


def test_a_neighbour_may_name_a_member_that_does_not_name_it(collated: Northmere) -> None:
    hand_in(collated.one, "ZQ8", {("spend.healthcare", "ZR3", ""): 500})
    hand_in(collated.one, "ZR8", {("income.patient_care", "ZQ1", ""): 70,
                                  ("income.patient_care", "ZR2", ""): 30,
                                  ("nonpay.purchased", "ZR1", ""): 20})  # fmt: skip
    found = matched_by(collated).result.mismatch
    wanted = {("ZQ8", "ZR3"): -500, ("ZQ1", "ZR8"): 70, ("ZR2", "ZR8"): 30, ("ZR8", "ZR1"): -20}
    for key, difference in wanted.items():
        assert thousands(found.pairs[PairKey(*key)].difference) == difference


def test_a_blank_month_of_a_neighbour_is_not_tested(collated: Northmere) -> None:
    hand_in(collated.one, "X24", {**ENGLAND, ("spend.direct", "ZR3", ""): Absence.MISSING})
    found = matched_by(collated).result.mismatch
    assert status(found, "X24", "ZR3") is PairStatus.NO_COUNTERPARTY


def test_specialised_lines_are_matched_one_by_one_and_counted_nowhere_else(
    collated: Northmere,
) -> None:
    hand_in(collated.one, "X24", {("specialised.spend", "ZR1", "Renal"): 900,
                                  ("specialised.spend", "ZR1", "Cardiac"): 400},
            part="specialised")  # fmt: skip
    found = matched_by(collated)
    assert set(found.result.specialised) == {"Cardiac", "Renal"}
    renal = found.result.specialised["Renal"]
    assert status(renal, "X24", "ZR1") is PairStatus.NO_COUNTERPARTY  # ZR1 has returned no part
    assert thousands(renal.spend_untested) == 900
    assert thousands(found.result.mismatch.income_tested) == 1_902_300
    named = dict(Statement(plan=found.result.plan).contracting.named())
    assert thousands(named["match-specialised/Cardiac/X24/ZR1/spend"]) == 400


def test_a_pair_within_the_tolerance_keeps_its_difference_in_every_sum(collated: Northmere) -> None:
    """3,500 and (1,200): on the £3m of the agreement of balances, only the second is within."""
    look = Look(tolerance=Tolerance.AGREEMENT_OF_BALANCES)
    found = matched_by(collated, look=look)
    assert status(found.result.mismatch, "ZQ1", "ZR1") is PairStatus.NOT_AGREED
    assert status(found.result.mismatch, "ZQ1", "ZR3") is PairStatus.WITHIN_TOLERANCE
    assert [str(one.severity) for one in found.findings] == ["Must fix", "Explain"]
    assert (thousands(found.result.mismatch.net), found.adds_up) == (2_300, False)
    assert pairs_table(found.result).notes == (
        "A difference of up to £3.0 million (assumed) may be explained, a larger one is to be "
        "agreed; no sum depends on it.",
    )
    assert pairs_table(matched_by(collated).result).notes == (
        "Any difference is to be agreed: the tolerance is nil (assumed).",
    )


def test_a_neighbours_cell_is_reached_from_the_figure(collated: Northmere) -> None:
    hand_in(collated.one, "X24", ENGLAND)
    outcome = matched_by(collated)
    ref = Reference.parse("figure:2023-24/ZQ1/match/X24/ZR1/spend@signed")
    figure = outcome.figures[ref]
    cells = list(figure.working.parts(outcome.expand))
    assert [thousands(cell) for cell in cells] == [60_000, 120_000]
    for by in (collated.lead, collated.actor("zr1.contracts")):
        told = explain(collated.one, ref, by=by, on=TODAY)
        assert thousands(told.result.figure) == 180_000
        assert any("X24.xlsx" in source for source in told.result.sources.values())
        cell = Reference.parse("cell:2023-24/X24/spend.direct/M01/ZR1/plan@signed")
        assert thousands(explain(collated.one, cell, by=by, on=TODAY).result.figure) == 60_000
    other = Reference.parse("cell:2023-24/X24/spend.direct/M01/ZR9/plan@signed")
    with pytest.raises(UnknownError):
        explain(collated.one, other, by=collated.actor("auditor"), on=TODAY)


def test_a_collated_version_keeps_what_neighbours_had_said(matched: Northmere) -> None:
    hand_in(matched.one, "X24", ENGLAND)
    matched.close("ZR1")
    matched.sign("ZR1")
    version = collate(matched.one, SYSTEM, by=matched.lead, now=matched.now())
    assert version.adds_up is False  # ZR3 and NHS England do not agree
    hand_in(matched.one, "X24", {**ENGLAND, ("spend.direct", "ZR3", ""): 8_000,
                                 ("spend.support", "ZR2", ""): 6_000})  # fmt: skip
    assert matched_by(matched).adds_up is True
    then = match(matched.one, SYSTEM, by=matched.lead, on=TODAY, version=3)
    assert thousands(then.result.mismatch.gross) == 1_000
    plan = plan_of(matched.one, version_of(matched.one, SYSTEM, 3))
    assert [(row.organisation, row.number) for row in plan.neighbours.versions] == [("X24", 1)]
    ref = Reference.parse("figure:2023-24/ZQ1/match/X24/ZR3/spend@v3")
    told = explain(matched.one, ref, by=matched.lead, on=TODAY).result
    assert (thousands(told.figure), told.differs) == (7_000, "")
    assert verify(matched.one, by=matched.actor("auditor"), on=TODAY).result.versions


def test_a_version_that_a_neighbour_was_pinned_to_and_is_not_is_named(matched: Northmere) -> None:
    row = hand_in(matched.one, "X24", ENGLAND)
    matched.close("ZR1")
    matched.sign("ZR1")
    matched.collate()
    plan = plan_of(matched.one, version_of(matched.one, SYSTEM, 3))
    assert [one.cells for one in plan.neighbours.versions] == [row.cells]


def test_nhs_england_signs_its_return_like_anybody_else(collated: Northmere) -> None:
    """It is in no system, and no system's lock holds it."""
    hand_in(collated.one, "X24", ENGLAND)
    approver = Actor(person="x24.approver", role=Role.APPROVER, organisation="X24", via="test")
    signed = signoff(collated.one, "X24", by=approver, now=collated.now()).result
    assert [str(ref) for ref in signed.versions] == ["version:2023-24/X24/finance@v1"]
    assert matched_by(collated).result.without_return == ()
