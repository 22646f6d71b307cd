"""The national rules run on plans: Northmere's as it is, and an ICB's that returns standards.

Northmere, £000: its control total is (9,000) including support.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from django.db import connections

from equipoise.reports.pages.ruling import rules_page
from equipoise.rules.national import Force, Level, Verdict
from equipoise.samples.england.pack import write_pack
from equipoise.samples.england.returns import content_of, identity_of, workbook
from equipoise.samples.northmere import POT
from equipoise.usecases.explain import explain
from equipoise.usecases.national_rules import RuledPlan, national_rules
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import proposed_plan, signed_plan
from equipoise.usecases.pot_add import pot_add
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import OPERATOR, NotAllowedError
from equipoise.usecases.round_open import round_open
from equipoise.usecases.rounds import actor_named, open_round
from equipoise.usecases.statement import Statement
from equipoise.usecases.submit import submit
from equipoise.usecases.workspace import Workspace
from equipoise.workings import Reference
from tests.england_rules import known_on, small
from tests.neighbours_cases import hand_in
from tests.northmere_round import SYSTEM, THOUSAND, TODAY, Northmere, thousands


def found_by(plan: Northmere, name: str = "zq1.lead") -> Outcome[RuledPlan]:
    return national_rules(plan.one, SYSTEM, by=plan.actor(name), on=TODAY, version=1)


def test_a_plan_beyond_its_limit_breaks_the_deficits_limit(collated: Northmere) -> None:
    outcome = found_by(collated)
    test = outcome.result.rulings["deficits"].tests[SYSTEM]
    assert test.verdict is Verdict.NOT_MET
    assert thousands(test.limit) == -9_000
    assert thousands(outcome.result.statement.position.including) == -9_000
    assert thousands(test.number) == -11_300  # 2,300 of income that nobody plans to pay
    assert thousands(test.slack) == -2_300
    assert (test.question.level, test.question.force) == (Level.ICB, Force.LIMIT)
    assert outcome.adds_up is False


def test_what_a_plan_lacks_is_named_and_never_taken_for_nil(collated: Northmere) -> None:
    rulings = found_by(collated).result.rulings
    reasons = {name: ruling.reason for name, ruling in rulings.items() if not ruling.tests}
    lacks = {
        f"{name}/{subject}": test.reason
        for name, ruling in rulings.items()
        for subject, test in ruling.tests.items()
        if test.verdict is Verdict.NOT_TESTED
    }
    services = "primary medical and community spend"
    assert lacks == {
        "mental_health/ZQ1": "not known: mental health spend of last year, mental health spend of "
        "this year, the base growth of the allocation",
        "running_costs/ZQ1": "not known: the allowance of the year",
        "primary_and_community/nation": "not known: the nation",
        "primary_and_community/ZQ1": f"not known: {services} of last year, {services} of this year",
    }
    none = "does not apply to 2023/24, as known on 2023-03-30"
    uplift = "national/better_care/uplift_ratio"
    assert reasons == {
        "better_care": f"not known: {uplift}: no value for 2023/24 published by 2023-03-30",
        "running_costs_per_head": none,
        "ring_fences": "no ring-fenced line is in the plan",
        "stream_conditions": "no stream of the plan has a condition",
        "change_per_body": "no minimum or maximum change is set for 2023/24",
        "prevention": none,
    }


def test_ring_fences_of_the_pot_are_tested_and_its_conditions_told(
    collated: Northmere, tmp_path: Path
) -> None:
    """£8.0m is for crisis care alone, and £8.0m is spent of it; of £7.0m, £1.0m would lack."""
    whole = POT.read_text("utf-8")
    spent = "crisis-care,committed,Crisis care,transformation,"
    text = whole.replace(f"{spent}8000", f"{spent}7000")
    assert text != whole
    path = tmp_path / "pot.csv"
    path.write_text(text, "utf-8")
    now = datetime.combine(TODAY, time(9), tzinfo=UTC)
    pot_add(collated.one, SYSTEM, path=path, by=collated.actor("zq1.lead"), now=now)
    rulings = found_by(collated).result.rulings
    fence = rulings["ring_fences"].tests["crisis"]
    assert fence.verdict is Verdict.NOT_MET
    assert (thousands(fence.number), thousands(fence.slack)) == (7_000, -1_000)
    assert found_by(collated).adds_up is False
    conditions = rulings["stream_conditions"].tests
    assert conditions["crisis"].verdict is Verdict.NOT_TESTED
    assert conditions["crisis"].question.limit == "Crisis care alone"


def test_a_figure_of_a_rule_is_explained_down_to_its_cells(collated: Northmere) -> None:
    ref = Reference.parse("figure:2023-24/ZQ1/rules/deficits/ZQ1/slack@v1")
    assert ref in found_by(collated).figures
    told = explain(collated.one, ref, by=collated.lead, on=TODAY)
    assert told.result.figure == found_by(collated).figures[ref]
    assert told.result.differs == ""
    beneath = {str(step.working.ref) for step in told.result.figure.everything(told.expand)}
    assert any(each.startswith("cell:2023-24/ZR1/") for each in beneath)
    assert "parameter:control_total/system_pence/ZQ1/2023-24@2022-12-23" in beneath


def test_the_page_says_what_is_missed_and_by_how_much(collated: Northmere) -> None:
    page = rules_page(found_by(collated))
    missed = next(line for line in page.sentences if line.startswith("Deficits limit"))
    assert missed.startswith("Deficits limit: Position of all bodies together of ZQ1 is £(")
    assert ", and must be at least £(9.0)m, the limit of the system: not met, by £" in missed
    (table,) = page.tables
    row = next(row for row in table.rows if row.cells["rule"] == "Deficits limit")
    assert str(row.ref("slack")) == "figure:2023-24/ZQ1/rules/deficits/ZQ1/slack@v1"
    (told,) = page.cards
    assert len(told.rows) == len(table.rows)
    words = {str(row.cells["rule"]): str(row.cells["why"]) for row in told.rows}
    assert missed == f"Deficits limit: {words['Deficits limit']}"
    results = [row.cells["result"] for row in table.rows]
    assert [row.cells["result"] for row in told.rows] == results
    assert words["Ring-fences"] == "No ring-fenced line is in the plan."
    assert words["Running cost limit"] == (
        "Running costs of ZQ1 is not tested; not known: the allowance of the year."
    )
    assert page.facts["not_met"] == ["deficits/ZQ1"]
    assert page.facts["met"] == 0


def test_editors_of_trusts_do_not_see_the_rules_of_the_system(collated: Northmere) -> None:
    with pytest.raises(NotAllowedError, match="see the national rules"):
        found_by(collated, "zr1.editor")


def test_before_anybody_has_signed_there_is_nothing_to_test(opened: Northmere) -> None:
    with pytest.raises(RefusedError, match="No body of ZQ1 has signed"):
        national_rules(opened.one, SYSTEM, by=opened.lead, on=TODAY)


def growing(collated: Northmere, services: int) -> RuledPlan:
    """Return Northmere's signed plan with standards: 100,000 of either service last year.

    All spend of last year and this is that of Northmere's lines.
    """
    row = hand_in(
        collated.one,
        SYSTEM,
        {
            ("standards.primary_medical", "", ""): 100_000,
            ("standards.community", "", ""): services - 100_000,
        },
        part="standards",
    )
    with (collated.workspace.packs / "northmere" / "last_year.csv").open("a") as file:
        for name in ("primary_medical", "community"):
            file.write(f"ZQ1,standards.{name},,{100_000 * THOUSAND}\n")
    signed = signed_plan(open_round(collated.workspace), SYSTEM)
    return RuledPlan(statement=Statement(plan=replace(signed, versions=(*signed.versions, row))))


@pytest.mark.parametrize(
    ("services", "verdict"), [(207_003, Verdict.NOT_MET), (207_004, Verdict.MET)]
)
def test_primary_and_community_beside_all_spend(
    collated: Northmere, services: int, verdict: Verdict
) -> None:
    """All spend is 2,394,000 after 2,313,000, of which 200,000 would be 207,003.9."""
    test = growing(collated, services).rulings["primary_and_community"].tests[SYSTEM]
    assert test.limit is not None
    assert (test.verdict, test.question.force) == (verdict, Force.TRACKER)


@pytest.fixture
def icb_of_2024_25(tmp_path: Path) -> Iterator[RuledPlan]:
    """One ICB of the synthetic England of 2024/25, whose form was written, sent and read."""
    made, code = small(2024), "ZS01"
    now = datetime.combine(known_on(made.year), time(9), tzinfo=UTC)
    workspace = Workspace.open(tmp_path / "home")
    pack = write_pack(tmp_path, made)
    one = round_open(workspace, made.year.year, by=OPERATOR, now=now, pack=pack).result
    editor = actor_named(workspace, f"{code.lower()}.editor", via="test", on=now.date())
    sent = tmp_path / "sent.xlsx"
    sent.write_bytes(workbook(identity_of(made, code), content_of(made, made.drafts[code])))
    submit(one, sent, code, by=editor, now=now)
    yield RuledPlan(statement=Statement(plan=proposed_plan(one, code)))
    connections.close_all()


def test_an_icb_that_returns_standards_is_tested_on_them(icb_of_2024_25: RuledPlan) -> None:
    """Made up: 4.5% more on mental health after a base growth of 4%, 5.8% more for councils.

    Prevention grows about as all spend does, so its share does not rise by a fifth of one
    percentage point.
    """
    rulings = icb_of_2024_25.rulings
    verdicts = {name: ruling.verdict for name, ruling in rulings.items() if ruling.tests}
    assert verdicts == {
        "mental_health": Verdict.MET,
        "better_care": Verdict.MET,
        "running_costs": Verdict.MET,
        "deficits": Verdict.NOT_TESTED,
        "prevention": Verdict.NOT_MET,
    }
    funds = rulings["better_care"].tests
    councils = {subject.partition("/")[0] for subject in funds} - {"ZS01"}
    (system,) = (each for each in small(2024).bodies.systems if each.code == "ZS01")
    assert councils == {code for code, _ in system.councils}
    assert {f"{council}/social_care" for council in councils} <= funds.keys()
    assert funds["ZS01/discharge"].slack is not None
    assert funds["ZS01/discharge"].slack.value == 0
    assert rulings["prevention"].tests["ZS01"].question.force is Force.TRACKER
    assert "ZV" in rulings["deficits"].tests["ZS01"].reason


def test_figures_of_standards_lead_to_the_cells_of_the_form(icb_of_2024_25: RuledPlan) -> None:
    named = dict(icb_of_2024_25.named())
    spent = named["rules/mental_health/ZS01/number"]
    beneath = {str(step.working.ref) for step in spent.everything(icb_of_2024_25.plan.expand)}
    assert any("standards.mental_health" in each for each in beneath)
    limit = {str(step.working.ref) for step in named["rules/mental_health/ZS01/limit"].everything()}
    assert "file:synthetic-england-2024-25/last_year.csv" in limit
    assert any("base_growth_ratio/ZS01/2024-25" in each for each in limit)
