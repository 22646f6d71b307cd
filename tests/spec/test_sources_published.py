"""Published files against the figures that come with them (README of each data folder)."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest

from equipoise.register import Chart, Hierarchy, Kind
from equipoise.sources import (
    AccountCodes,
    BoardTables,
    Commissioners,
    Structure,
    TrustResults,
    Trusts,
    account_codes,
    account_providers,
    agreement,
    board_tables,
    changes,
    commissioners,
    current_trusts,
    practices,
    same_boards,
    structures,
    structures_register,
    successor_pairs,
    trust_results,
    trusts,
)
from equipoise.units import Absence, FinancialYear, Pence
from tests.shared_data import needs, shared

STRUCTURES, CODES = "org-qof-structures", "org-ods-highspring"
LOOKUPS, RESULTS = "org-small-lookups", "fin-trust-plan-actual-2018-19"
BOARD, FORMS = "fin-board-tables", "fin-tac-forms"
LISTED_ON = date(2026, 1, 2)
"""The day of the list of commissioners."""
YEARS = tuple(FinancialYear(start) for start in range(2019, 2024))
COUNTS: Mapping[FinancialYear, tuple[int, int, int]] = {
    FinancialYear(2019): (6_720, 1_251, 135),
    FinancialYear(2020): (6_571, 1_252, 106),
    FinancialYear(2021): (6_470, 1_262, 106),
    FinancialYear(2022): (6_378, 1_268, 106),
    FinancialYear(2023): (6_267, 1_276, 106),
}
"""Practices, networks, commissioners."""


@cache
def all_structures() -> tuple[Structure, ...]:
    return structures(shared(STRUCTURES))


@cache
def listed() -> Commissioners:
    return commissioners(shared(CODES, "ods_commissioners_2026-01-02.csv"))


@cache
def all_trusts() -> Trusts:
    lookups = shared(LOOKUPS)
    return trusts(lookups / "etr_2025.csv", lookups / "org_changes_2000_2018.csv")


@cache
def results() -> TrustResults:
    return trust_results(shared(RESULTS, "trust_performance.csv"))


@cache
def board() -> BoardTables:
    return board_tables(shared(BOARD))


@cache
def forms() -> AccountCodes:
    return account_codes(shared(FORMS, "dim_tac_subcodes_by_year.csv.gz"))


def millions(pence: Pence | Absence) -> str:
    assert not isinstance(pence, Absence)
    whole, rest = divmod(abs(pence), 100_000_000)
    return f"{'-' if pence < 0 else ''}{whole}.{rest // 10_000_000}"


@needs(STRUCTURES)
def test_structures_hold_as_many_bodies_as_printed() -> None:
    assert tuple(one.year for one in all_structures()) == YEARS
    for one in all_structures():
        counts = one.counts
        assert (counts["practice"], counts["network"], counts["commissioner"]) == COUNTS[one.year]
        assert (counts["system"], counts["region"], counts["nation"]) == (42, 7, 1)
        assert len(one.rows) == counts["practice"]
        assert one.misfits == ()


@needs(STRUCTURES)
def test_each_year_of_structures_rolls_up_to_one_nation() -> None:
    register = structures_register(all_structures())
    for year, (of_practices, _, _) in COUNTS.items():
        day = year.period.starts_on
        below = register.descendants("ENG", Hierarchy.STATUTORY, on=day)
        each = {
            code: Pence(1) for code in below if register.organisation(code).kind is Kind.PRACTICE
        }
        assert len(each) == of_practices
        regions = register.members("ENG", Hierarchy.STATUTORY, on=day)
        assert len(regions) == 7
        assert sum(len(register.members(one, Hierarchy.STATUTORY, on=day)) for one in regions) == 42
        found = register.roll_up(each, Hierarchy.STATUTORY, on=day)
        assert found.kept == {"ENG": of_practices}
        assert register.roll_up(each, Hierarchy.PLACE, on=day).total == of_practices


@needs(STRUCTURES, CODES)
def test_practice_to_board_agrees_by_both_routes() -> None:
    last = all_structures()[-1]
    locations = [body.code for body in listed().register.of_kind(Kind.SUB_ICB)]
    boards = [(code, listed().board_of(code, LISTED_ON)) for code in locations]
    assert len(locations) == 106
    assert len({board for _, board in boards}) == 42
    assert same_boards(last, boards) == 106
    found = agreement(last, practices(shared(CODES, "epraccur_reduced.csv.gz")))
    assert (found.practices, found.found) == (6_267, 6_267)
    assert (found.same_commissioner, found.same_system) == (6_253, 6_242)
    assert len(found.misfits) == 2 * 6_267 - 6_253 - 6_242


@needs(CODES)
def test_every_commissioning_group_reaches_a_board() -> None:
    assert len(listed().rows) == 461
    assert len(listed().register.successions) == 164
    assert len(listed().register.of_kind(Kind.ICB)) == 42
    groups = listed().groups
    assert len(groups) == 142
    assert [code for code in groups if listed().board_of(code, LISTED_ON) is None] == []


@needs(CODES)
def test_what_is_odd_about_the_commissioners_is_told() -> None:
    reasons = [misfit.why for misfit in listed().misfits]
    assert sum("has a successor" in why for why in reasons) == 10
    assert not any("predecessor of" in why or "successor of" in why for why in reasons)


@needs(CODES, LOOKUPS)
def test_the_groups_of_2020_are_the_listed_successors() -> None:
    pairs = successor_pairs(shared(LOOKUPS, "ccg_successors.csv"))
    after = {step.predecessor: step.successor for step in listed().register.successions}
    assert len(pairs) == 104
    assert len({successor for _, successor in pairs}) == 28
    assert [(old, new) for old, new in pairs if after.get(old) != new] == []


@needs(LOOKUPS)
def test_trusts_are_those_of_the_list() -> None:
    found = all_trusts()
    assert len(found.table.rows) == 210
    assert len(found.english(date(2025, 1, 2))) == 202
    assert [misfit.why for misfit in found.misfits] == ["a trust in Wales"] * 3
    codes = {row["code"] for row in found.table.rows}
    current = current_trusts(shared(LOOKUPS, "davewest_trusts_2026.csv"))
    assert len(current) == 202
    assert len(codes & current.keys()) == 198


@needs(LOOKUPS, CODES)
def test_every_english_trust_has_a_board() -> None:
    boards = [body.code for body in listed().register.of_kind(Kind.ICB)]
    links, misfits = all_trusts().links(boards)
    assert (len(links), [misfit.found for misfit in misfits]) == (207, ["Q99"] * 3)
    joined = all_trusts().register.joined(listed().register)
    assert joined.as_is("RDD", date(2020, 4, 1)) == {"RAJ": 1}


@needs(LOOKUPS)
def test_changes_of_organisations_state_no_shares_of_splits() -> None:
    found = changes(shared(LOOKUPS, "org_changes_2000_2018.csv"))
    assert len(found.rows) == 677
    assert len({row["code"] for row in found.rows}) == 616
    kinds = [row["first_kind"] for row in found.rows]
    assert (kinds.count("merger"), kinds.count("split"), kinds.count("name_change")) == (
        *(512, 110, 55),
    )
    assert all("without a published share" in misfit.why for misfit in found.misfits)
    assert not {step.predecessor for step in found.successions} & {"5C7", "12J"}


@needs(RESULTS, LOOKUPS)
def test_plans_and_actuals_of_2018_19_come_to_the_printed_sums() -> None:
    assert results().plan == -713_618 * 100_000
    assert results().actual == -533_433 * 100_000
    assert results().counts == {
        "trusts": 222,
        "plan below nil": 97,
        "actual below nil": 100,
        "at or above plan": 156,
        "below plan": 66,
        "resolved": 220,
    }


@needs(RESULTS, LOOKUPS)
def test_names_of_2018_19_are_resolved_where_they_are_certain() -> None:
    assert [row.name for row in results().unresolved] == [
        "Dudley And Walsall Mental Health Partnership NHS Trust",
        "Wirral Community NHS Foundation Trust",
    ]
    twice = {code: rows for code, rows in results().by_code().items() if len(rows) > 1}
    assert {code: len(rows) for code, rows in twice.items()} == {"RN3": 2}
    assert sum("the same" in misfit.why for misfit in results().misfits) == 1
    by_name = {row.name: row.code for row in results().rows}
    assert by_name["Burton Hospitals NHS Foundation Trust"] == "RJF"
    assert by_name["** Harrogate and District NHS Foundation Trust"] == "RCD"


@needs(RESULTS, LOOKUPS)
def test_trusts_of_2018_19_are_followed_to_those_that_hold_them_now() -> None:
    register = all_trusts().register
    amounts = {
        code: Pence(sum(row.actual for row in rows)) for code, rows in results().by_code().items()
    }
    now = {code: register.as_is(code, LISTED_ON) for code in amounts}
    assert now["RJF"] == {"RTG": 1}
    assert now["RA4"] == now["RBA"] == {"RH5": 1}
    assert sum(amounts.values()) + sum(row.actual for row in results().unresolved) == (
        -53_343_300_000
    )


@needs(BOARD)
@pytest.mark.parametrize(
    ("month", "basis", "plan", "outturn", "variance"),
    [
        (7, "YTD", "76098.0", "76569.0", "-471.0"),
        (9, "FOT", "131125.0", "132190.0", "-1065.0"),
        (10, "YTD", "110052.0", "111181.0", "-1129.0"),
        (10, "FOT", "131623.0", "132712.0", "-1090.0"),
    ],
)
def test_board_lines_of_systems(
    month: int, basis: str, plan: str, outturn: str, variance: str
) -> None:
    line = board().line(FinancialYear(2023), month, basis=basis, line="Systems")
    assert line
    assert (millions(line.plan), millions(line.outturn)) == (plan, outturn)
    assert millions(line.variance) == variance


@needs(BOARD)
def test_systems_are_boards_and_provider_spend_less_provider_income() -> None:
    sums = {
        identity.name.partition(": ")[2]: identity
        for identity in board().identities
        if identity.name.endswith("is the sum of its parts")
    }
    plan, outturn, variance = (
        sums[f"{column} of Systems is the sum of its parts"]
        for column in ("plan", "outturn", "variance")
    )
    assert (millions(plan.computed), millions(plan.printed)) == ("131126.0", "131125.0")
    assert plan.holds
    assert not plan.exact
    assert (millions(outturn.computed), outturn.exact) == ("132190.0", True)
    assert (millions(variance.computed), variance.exact) == ("-1065.0", True)


@needs(BOARD)
def test_rounding_explains_every_difference_and_each_is_told() -> None:
    assert board().reconciles
    assert [identity.name for identity in board().identities if not identity.exact] == [
        "2023/24 M09 FOT: variance of Provider income is plan less outturn",
        "2023/24 M09 FOT: variance of NHSE specialised commissioning is plan less outturn",
        "2023/24 M10 FOT: variance of Systems is plan less outturn",
        "2023/24 M09 FOT: plan of Systems is the sum of its parts",
    ]
    assert len(board().misfits) == 4
    assert max(abs(identity.difference) for identity in board().identities) == 100_000_000


@needs(BOARD)
def test_planned_deficit_at_month_9() -> None:
    line = board().line(FinancialYear(2023), 9, basis="FOT", line="Systems")
    assert line
    assert millions(line.planned_position) == "-668.0"
    boards = board().line(FinancialYear(2023), 9, basis="FOT", line="ICBs")
    assert boards
    assert boards.planned_position is Absence.MISSING


@needs(BOARD)
def test_implied_plans_of_month_5_of_2022_23() -> None:
    plans = {row.name: millions(row.plan) for row in board().variances}
    assert len(plans) == 13
    assert plans["North East London"] == "-5.3"
    assert plans["Greater Manchester"] == "-17.9"
    assert plans["North Central London"] == "-25.1"
    assert plans["Birmingham and Solihull"] == "1.2"
    assert plans["Coventry and Warwickshire"] == "6.9"
    assert millions(Pence(sum(row.position for row in board().variances))) == "-304.0"
    assert millions(Pence(sum(row.variance for row in board().variances))) == "-196.1"


@needs(BOARD)
def test_dated_facts_keep_their_units() -> None:
    assert len(board().facts) == 20
    facts = {(str(fact.year), fact.as_at, fact.fact): fact for fact in board().facts}
    assert facts["2022/23", "outturn", "Systems variance (overspend negative)"].value == -534
    assert facts["2023/24", "plan", "Systems with deficit plans"].unit == "count"


@needs(FORMS)
def test_account_codes_are_keyed_by_year() -> None:
    assert [forms().counts[year] for year in YEARS] == [983, 1_010, 1_018, 1_008, 999]
    assert len(forms().rows) == 5_018
    assert len(forms().codes) == 1_205
    recovery = ("Elective recovery fund",)
    assert forms().meanings("INC0331") == {
        FinancialYear(2021): recovery,
        FinancialYear(2022): recovery,
        FinancialYear(2023): ("Clinical commissioning groups (comparative only)",),
    }
    assert any("INC0331" in misfit.why for misfit in forms().misfits)
    last = [row["subcode"] for row in forms().rows if row["year"] == "2023-24"]
    assert len(set(last)) == 947


@needs(FORMS)
def test_the_chart_names_listed_sub_codes_but_one() -> None:
    """OTD0230 stands in both account forms (TAC28), and the list leaves it out."""
    unknown = forms().unknown(Chart.load())
    assert {(measure, subcode) for _, measure, subcode in unknown} == {
        ("position.including", "OTD0230")
    }


@needs(FORMS)
def test_providers_are_named_in_their_accounts_without_codes() -> None:
    found = account_providers(shared(FORMS, "dim_provider.csv"))
    assert len(found.rows) == 294
    assert {row["code"] for row in found.rows} == {""}
