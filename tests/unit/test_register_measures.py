import pytest

from equipoise.register import Aggregation, Chart, ChartError, Kind, UnknownMeasureError
from equipoise.units import ATTENDANCES, COUNT, PENCE, SPELLS, WTE, FinancialYear

HEADING = "code,title,part,kinds,unit,sign,aggregation,counterparty,item,formula,help\n"
INCOME = "income,Income,finance,provider,pence,1,sum,yes,,,Help\n"
COST = "cost,Cost,finance,provider,pence,-1,sum,no,,,Help\n"
CHART = Chart.load()


def formula(code: str, text: str, kinds: str = "provider", unit: str = "pence") -> str:
    return f"{code},{code},finance,{kinds},{unit},1,sum,no,,{text},Help\n"


def test_a_line_says_what_it_is() -> None:
    line = CHART["spend.healthcare"]
    assert (line.part, set(line.kinds), line.unit) == ("finance", {Kind.ICB}, PENCE)
    assert (line.sign, line.aggregation, line.counterparty) == (-1, Aggregation.SUM, True)
    assert line.entered
    assert not CHART["spend.total"].entered


def test_a_code_has_one_line_for_each_kind_of_body() -> None:
    provider = CHART.get("position.including", Kind.PROVIDER)
    board = CHART.get("position.including", Kind.ICB)
    assert provider.formula == ((1, "surplus.reported"), (1, "adjustment.technical"))
    assert board.formula == ((1, "allocation.total"), (-1, "spend.total"))
    assert CHART["position.including"] == CHART.measures["position.including"] == provider


@pytest.mark.parametrize(
    ("code", "kind"),
    [("no.such", None), ("no.such", Kind.ICB), ("pay.bank", Kind.ICB), ("pay.bank", Kind.PCN)],
)
def test_an_unknown_measure_is_refused(code: str, kind: Kind | None) -> None:
    with pytest.raises(UnknownMeasureError, match=code):
        CHART.get(code, kind)
    assert ("no.such" in CHART, "pay.bank" in CHART) == (False, True)


def test_support_nets_off_in_the_position_excluding_it() -> None:
    terms = {term.code: sign for sign, term in CHART.terms("position.excluding", Kind.PROVIDER)}
    assert "income.support" not in terms
    assert terms["income.patient_care"] == terms["adjustment.other"] == 1
    assert terms["financing"] == terms["pay.agency"] == -1
    with_support = CHART.terms("position.including", Kind.PROVIDER)
    assert {term.code for _, term in with_support} - set(terms) == {"income.support"}


def test_for_a_board_both_positions_are_one() -> None:
    assert CHART.terms("position.excluding", Kind.ICB) == CHART.terms(
        "position.including", Kind.ICB
    )


def test_an_entered_line_is_its_own_only_term() -> None:
    assert CHART.terms("cash.closing") == ((1, CHART["cash.closing"]),)


def test_signs_of_the_terms_are_those_of_the_lines() -> None:
    for kind in (Kind.PROVIDER, Kind.ICB):
        for sign, term in CHART.terms("position.including", kind):
            assert sign == term.sign


def test_units_and_aggregations_follow_the_part() -> None:
    assert {line.unit for line in CHART.of("workforce", Kind.PROVIDER)} == {WTE}
    counted = {line.unit for line in CHART.of("activity", Kind.PROVIDER)}
    assert counted == {SPELLS, ATTENDANCES, COUNT}
    closing = {line.part for line in CHART if line.aggregation is Aggregation.CLOSING}
    assert closing == {"workforce", "cash", "activity", "quality"}


def test_a_line_of_the_year_as_a_whole_has_no_months() -> None:
    assert CHART["risk.gross"].annual
    assert CHART["bridge.plan"].annual
    assert not CHART["capital.total"].annual
    found = {line.part for line in CHART if line.annual}
    assert found == {"finance", "risk", "cash", "standards"}


def test_parts_follow_the_kind_of_body() -> None:
    shared = ("activity", "specialised", "efficiency", "risk", "capital", "cash")
    assert set(CHART.parts(Kind.ICB)) == {"finance", "quality", "standards", *shared}
    assert set(CHART.parts(Kind.PROVIDER)) == {"finance", "workforce", "quality", *shared}
    assert CHART.parts(Kind.NATIONAL) == ("finance", "specialised")
    assert CHART.parts(Kind.COUNCIL) == ()


def test_sub_codes_are_by_year() -> None:
    assert CHART["income.patient_care"].subcodes[FinancialYear(2023)] == "SCI0100A"
    assert FinancialYear(2019) not in CHART["income.other"].subcodes
    assert CHART.get("position.including", Kind.ICB).subcodes == {}


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (INCOME + INCOME, "written twice"),
        (INCOME.replace("pence", "pints"), "income: not readable: 'pints'"),
        (INCOME.replace("provider", "pub"), "not a valid Kind"),
        (INCOME.replace(",1,", ",2,"), "not readable"),
        (INCOME.replace(",yes,", ",perhaps,"), "not readable"),
        (INCOME.replace(",sum,", ",mean,"), "not a valid Aggregation"),
        (INCOME.removesuffix(",Help\n"), "line 2: not as long as the heading"),
        (INCOME.removesuffix("\n") + ",more\n", "line 2: not as long as the heading"),
        (formula("total", "income + cost"), "total: its formula names no measure 'income'"),
        (INCOME + formula("total", "income - income cost"), "codes with . or - between"),
        (INCOME + formula("total", "income / income"), "total: not readable"),
        (formula("one", "two") + formula("two", "one"), "goes round: one > two > one"),
        (formula("one", "one"), "goes round: one > one"),
        (INCOME + formula("total", "income", unit="spells"), "total is in spells, but income in"),
        (INCOME + formula("total", "income", kinds="provider icb"), "for icb"),
        (
            INCOME + formula("total", "income").replace(",sum,", ",annual,"),
            "total has months or income has, but not both",
        ),
    ],
)
def test_a_chart_that_does_not_hold_together_is_refused(rows: str, why: str) -> None:
    with pytest.raises(ChartError, match=why):
        Chart.read(HEADING + rows)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("2023/24,SCI1,income,\n2023/24,SCI2,income,\n", "income has two sub codes in 2023/24"),
        ("2023/24,SCI1,outcome,\n", "names outcome, not in the chart"),
    ],
)
def test_sub_codes_that_do_not_fit_the_chart_are_refused(rows: str, why: str) -> None:
    with pytest.raises(ChartError, match=why):
        Chart.read(HEADING + INCOME, "year,subcode,measure,note\n" + rows)


def test_another_heading_is_refused() -> None:
    with pytest.raises(ChartError, match="the heading must be code,title"):
        Chart.read("code\n" + INCOME)


def test_a_line_taken_off_as_often_as_added_is_no_term() -> None:
    rows = INCOME + COST + formula("net", "income - cost") + formula("back", "net + cost")
    assert [(sign, term.code) for sign, term in Chart.read(HEADING + rows).terms("back")] == [
        (1, "income")
    ]
