"""Distributions at the command line: proposals with prices, conflicts by name, files that fail."""

from pathlib import Path

import pytest

from equipoise.optimise import Budget
from equipoise.sources import budgets
from tests.cli_calls import Answer, Caller

BUDGETS = """body,stream,counts_as,before,plan,need,least,most,movable
East,Core,,90000,92000,99000,85000,110000,yes
East,Mental health,mental health,20000,20500,22000,18000,26000,yes
East,Community,community,15000,15400,16000,14000,20000,yes
West,Core,,120000,124000,115000,105000,130000,yes
West,Mental health,mental health,26000,26600,25500,22000,30000,yes
West,Community,community,18000,18300,18500,16000,24000,yes
ICB,Running costs,running costs,9000,8500,,8000,8500,no
"""
HEAD = "rule,sentence,body,stream,counts_as,sense,amount\n"
SHIFT = "Community shift,Community takes at least £36m,,Community,,at least,36000\n"
CONFLICT = (
    "East floor,East gets at least £150m,East,,,at least,150000\n"
    "West floor,West gets at least £160m,West,,,at least,160000\n"
    "Community floor,Community takes at least £20m,,Community,,at least,20000\n"
    "Core cap,Core takes at most £300m,,Core,,at most,300000\n"
    "Mental health cap,Mental health at most £60m,,,mental health,at most,60000\n"
)
PRIORITIES = (
    "priority,weight,metric,body,stream,counts_as,agreed_by,agreed_on\n"
    "Closer to home,3,contacts,,Community,,Partnership,2025-02-11\n"
)
POT = 305_300 * 100_000
YEAR = ("--year", "2025/26", "--known", "2026-01-01")


@pytest.fixture
def call(tmp_path: Path) -> Caller:
    return Caller(tmp_path / "home")


def file(tmp_path: Path, name: str, text: str) -> str:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return str(path)


def asked(call: Caller, tmp_path: Path, *words: str, text: str = BUDGETS, code: int = 0) -> Answer:
    path = file(tmp_path, "budgets.csv", text)
    return call.json("optimise", path, "ZQ1", *YEAR, *words, code=code)


def proposed(answer: Answer) -> dict[str, int]:
    return {
        f"{row['body']['value']}, {row['stream']['value']}": row["proposed"]["value"]
        for row in answer.rows("budgets")[:-1]
    }


def test_a_proposal_is_the_pot_and_meets_the_standard_to_the_penny(
    call: Caller, tmp_path: Path
) -> None:
    """46,000 last year, grown by 4.4%, is 48,024 of mental health spend (£000)."""
    answer = asked(call, tmp_path)
    found = proposed(answer)
    assert sum(found.values()) == POT
    assert found["East, Mental health"] + found["West, Mental health"] == 4_802_400_000
    assert found["ICB, Running costs"] == 850_000_000  # held
    assert "Every binding rule is met in whole pence" in answer.said
    rows = answer.rows("national")
    told = {row["rule"]["value"]: row["verdict"]["value"] for row in rows}
    assert told["Mental health"] == "Met"
    assert told["Running costs"] == "Not tested"


def test_each_rule_has_its_price_in_the_unit_of_the_first_aim(call: Caller, tmp_path: Path) -> None:
    rules = file(tmp_path, "rules.csv", HEAD + SHIFT)
    rows = asked(call, tmp_path, "--rules", rules).rows("prices")
    prices = {row["rule"]["value"]: row["price"]["value"] for row in rows}
    assert prices["Community shift"].startswith(
        "£1 more of what Community shift sums costs £2.00 of closeness to need share"
    )
    room = {row["rule"]["value"]: row["slack"]["value"] for row in rows}
    assert room["Community shift"] == 0


def test_the_same_question_has_the_same_answer_in_any_order(call: Caller, tmp_path: Path) -> None:
    head, *lines = BUDGETS.splitlines()
    turned = "\n".join([head, *reversed(lines)]) + "\n"
    assert proposed(asked(call, tmp_path)) == proposed(asked(call, tmp_path, text=turned))


def test_a_conflict_among_six_rules_is_named_as_the_three_that_cannot_hold(
    call: Caller, tmp_path: Path
) -> None:
    rules = file(tmp_path, "rules.csv", HEAD + CONFLICT)
    answer = asked(call, tmp_path, "--rules", rules, code=3)
    assert answer.content["facts"]["conflict"] == ["the pot", "East floor", "West floor"]
    assert answer.content["facts"]["relaxation_pence"] == {"West floor": 1_320_000_000}
    assert "The least that would have to give way: West floor by £13.2m." in answer.said
    assert answer.content["tables"] == []


def test_priorities_move_money_to_what_they_name_and_say_who_agreed(
    call: Caller, tmp_path: Path
) -> None:
    priorities = file(tmp_path, "priorities.csv", PRIORITIES)
    answer = asked(call, tmp_path, "--priorities", priorities, "--aims", "priorities,need")
    found = proposed(answer)
    assert found["East, Community"] + found["West, Community"] == 4_400_000_000  # their most
    (row,) = answer.rows("priorities")
    assert row["agreed"]["value"] == "Partnership, 11 February 2025"
    assert (row["plan"]["value"], row["proposed"]["value"]) == (3_370_000_000, 4_400_000_000)


def test_a_deficit_is_what_bodies_spend_above_their_budgets(call: Caller, tmp_path: Path) -> None:
    head, *lines = BUDGETS.splitlines()
    spends = ("93000", "20500", "15400", "120000", "26600", "18300", "8500")
    text = "\n".join(
        [f"{head},spend", *(f"{line},{spend}" for line, spend in zip(lines, spends, strict=True))]
    )
    answer = asked(call, tmp_path, "--aims", "deficit,stability", text=text + "\n")
    assert "Deficit: £0.0m, as well as can be." in answer.said
    found = proposed(answer)
    east = sum(amount for name, amount in found.items() if name.startswith("East"))
    assert east >= 128_900 * 100_000


def with_programmes(text: str) -> str:
    """Return budgets with a programme for each stream."""
    head, *lines = text.splitlines()
    programmes = ("respiratory", "", "", "circulation", "", "", "")
    listed = zip(lines, programmes, strict=True)
    return "\n".join([f"{head},programme", *(f"{line},{of}" for line, of in listed)]) + "\n"


def test_outcomes_rest_on_evidence_that_is_named(call: Caller, tmp_path: Path) -> None:
    """Mental health is held at plan for outcomes, and its plan lies below the standard."""
    aims = ("--aims", "outcomes,stability")
    text = with_programmes(BUDGETS)
    conflict = asked(call, tmp_path, *aims, text=text, code=3).content["facts"]["conflict"]
    assert conflict == ["rule:national/mental_health ZQ1"]
    kept = text.replace(",20500,", ",21500,").replace(",92000,", ",91000,")
    answer = asked(call, tmp_path, *aims, text=kept)
    assert "2008 evidence, mortality-based" in answer.said
    assert "outcomes/health_effect_low_ratio" in answer.content["facts"]["assumed"]
    found = proposed(answer)
    moved = found["East, Core"] - 9_100_000_000
    assert moved == 182_000_000  # 2% of what is spent on respiratory disease, the limit of change
    assert found["West, Core"] == 12_400_000_000 - moved
    notes = {row["stream"]["value"]: row["note"]["value"] for row in answer.rows("budgets")[:-1]}
    assert notes["Mental health"] == "Held"


def test_a_programme_that_nobody_knows_is_refused(call: Caller, tmp_path: Path) -> None:
    path = file(tmp_path, "budgets.csv", with_programmes(BUDGETS).replace("respiratory", "lungs"))
    said = call("optimise", path, "ZQ1", *YEAR, "--aims", "outcomes", code=2).err
    assert "lungs" in said
    assert "respiratory" in said


def test_why_leads_to_the_plan_and_the_need_share(call: Caller, tmp_path: Path) -> None:
    path = file(tmp_path, "budgets.csv", BUDGETS)
    words = ("optimise", path, "ZQ1", *YEAR, "--why", "East, Core")
    said = call(*words).said
    assert "Plan, East, Core £92.0m from file:budgets.csv/row-2" in said
    assert "Need share, East, Core £99.0m from file:budgets.csv/row-2" in said


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("92000,99000", "x,99000", "plan is not an amount"),
        ("110000,yes", "110000,perhaps", "movable is yes or no"),
        ("East,Mental health,mental", "East,Core,mental", "East, Core stands in row 2 too"),
    ],
)
def test_a_line_that_cannot_be_used_is_told(tmp_path: Path, old: str, new: str, why: str) -> None:
    found = budgets(Path(file(tmp_path, "b.csv", BUDGETS.replace(old, new, 1))))
    assert [misfit.why for misfit in found.misfits] == [why]
    assert len(found.budgets) == 6


@pytest.mark.parametrize(
    ("words", "rules", "code", "why"),
    [
        (("--aims", "need,beauty"), SHIFT, 2, "beauty"),
        (("--aims", "priorities"), SHIFT, 4, "No priority is given"),
        (("--aims", "deficit"), SHIFT, 4, "expects to spend"),
        (("--free", "skin"), SHIFT, 2, "named decision"),
        ((), SHIFT.replace("at least", "around"), 0, ""),
        ((), SHIFT + SHIFT, 4, "more than one constraint"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    call: Caller, tmp_path: Path, words: tuple[str, ...], rules: str, code: int, why: str
) -> None:
    path = file(tmp_path, "budgets.csv", BUDGETS)
    listed = file(tmp_path, "rules.csv", HEAD + rules)
    called = call("optimise", path, "ZQ1", *YEAR, "--rules", listed, *words, code=code)
    assert why in " ".join(called.err.split())


def test_the_year_must_be_said(call: Caller, tmp_path: Path) -> None:
    path = file(tmp_path, "budgets.csv", BUDGETS)
    assert "--year 2025/26" in call("optimise", path, "ZQ1", code=2).err


def test_an_empty_file_is_refused(call: Caller, tmp_path: Path) -> None:
    path = file(tmp_path, "budgets.csv", "body,stream,plan\n")
    said = call("optimise", path, "ZQ1", *YEAR, code=4).err
    assert "no budget to distribute" in said


def test_distributions_are_set_side_by_side(call: Caller, tmp_path: Path) -> None:
    first = file(tmp_path, "plan.csv", BUDGETS)
    second = file(
        tmp_path, "other.csv", BUDGETS.replace(",92000,", ",93000,").replace(",124000,", ",123000,")
    )
    rules = file(tmp_path, "rules.csv", HEAD + SHIFT)
    answer = call.json(
        *("compare", first, "ZQ1", *YEAR, "--with", second, "--rules", rules),
        *("--priorities", file(tmp_path, "priorities.csv", PRIORITIES)),
        code=3,
    )
    east = answer.row("place", "name", "East")
    assert (east["at0"]["value"], east["at1"]["value"]) == (12_790_000_000, 12_890_000_000)
    shift = answer.row("rule", "name", "Community shift")
    assert shift["at0"]["value"] == -230_000_000
    assert "plan.csv breaks: mental_health of ZQ1" in answer.said
    for by in ("place", "stream"):
        whole = answer.rows(by)[-1]
        assert whole["name"]["value"] == "All"
        assert (whole["at0"]["value"], whole["at1"]["value"]) == (POT, POT)
    assert "than the pot" not in answer.said
    (points,) = answer.rows("points")
    assert (points["at0"]["value"], points["at1"]["value"]) == (0, 0)


def test_a_distribution_that_is_not_the_pot_is_told(call: Caller, tmp_path: Path) -> None:
    """0.4m less for the West, and 1.5m more: neither is 305.3m."""
    first = file(tmp_path, "plan.csv", BUDGETS)
    less = file(tmp_path, "less.csv", BUDGETS.replace(",124000,", ",123600,"))
    more = file(tmp_path, "more.csv", BUDGETS.replace(",124000,", ",125500,"))
    answer = call.json("compare", first, "ZQ1", *YEAR, "--with", less, "--with", more, code=3)
    assert "less.csv gives £0.4m less than the pot." in answer.said
    assert "more.csv gives £1.5m more than the pot." in answer.said
    assert "plan.csv gives" not in answer.said


def test_distributions_of_other_budgets_are_not_compared(call: Caller, tmp_path: Path) -> None:
    first = file(tmp_path, "plan.csv", BUDGETS)
    second = file(tmp_path, "other.csv", BUDGETS.replace("East,Core", "North,Core"))
    said = call("compare", first, "ZQ1", *YEAR, "--with", second, code=4).err
    assert "other.csv" in said


def test_a_budget_reads_as_people_say_it() -> None:
    assert str(Budget("East", "Core")) == "East, Core"
