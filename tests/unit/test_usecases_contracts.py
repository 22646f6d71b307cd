"""Contracts paid, counted, planned and checked; amounts worked by hand."""

from datetime import date
from pathlib import Path

import pytest

from equipoise.findings import Severity
from equipoise.params import ParameterError
from equipoise.rules.contract import Mechanism, NoReferenceError
from equipoise.samples import CONTRACTS
from equipoise.usecases.contract_check import contract_against_plan, contract_check
from equipoise.usecases.contract_lines import contract_lines
from equipoise.usecases.contract_plan import contract_plan
from equipoise.usecases.contract_show import contract_show
from equipoise.usecases.contracted.agreed import Agreed
from equipoise.usecases.pay import pay
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.why import why
from tests.contract_files import agreed, row, written
from tests.northmere_round import TODAY, Northmere

THOUSAND = 100_000
PAIR = ("ZQ1", "ZR1")
VALUES = [
    row("baseline", "EL", "50"),
    row("baseline", "NEL", "80"),
    row("actual", "EL", ["48", "49", "56"]),
    row("actual", "NEL", ["81", "85", "90"]),
    row("reference", "NEL", "83"),
    row("adjustment", "top_up", ["4"], base=""),
    row("adjustment", "covid", ["0", "0", "0", "0", "0", "0", "3"], base=""),
]


def thousands(of: Agreed, *, through: int = 3) -> list[tuple[Mechanism, int, int, int]]:
    """Return model, fixed, variable and adjustments of every span, in £000 with two decimals."""
    (one,) = pay(of, through=through).result.contracts.values()
    found = []
    for span in one.spans:
        if span.payment is not None:
            parts = (span.payment.fixed, span.payment.variable, span.payment.adjustments)
            fixed, variable, adjusted = (int(part.value * 100) // THOUSAND for part in parts)
            found.append((span.span.contract.mechanism, fixed, variable, adjusted))
    return found


@pytest.mark.parametrize(
    ("starts_in", "model", "fixed", "variable"),
    [
        # EL 153 at prices; NEL 256 against 249 of the baseline year: 249 + 0.7 x 7 = 253.9
        (2018, Mechanism.TARIFF, 0, 15_300 + 25_390),
        # below £10m of emergencies: all at prices
        (2019, Mechanism.PRICES, 0, 15_300 + 25_600),
        # EL at 104% of 150 is fixed: 156; 0.75 x (153 - 156) = -2.25
        (2022, Mechanism.ALIGNED, 24_000 + 15_600, -225),
        (2023, Mechanism.ALIGNED, 24_000, 15_300),
        (2025, Mechanism.ALIGNED, 24_000, 15_300),
        # NEL planned 240 is fixed; 0.2 x (256 - 240) = 3.2
        (2026, Mechanism.URGENT, 24_000, 15_300 + 320),
    ],
)
def test_one_activity_under_every_model(
    tmp_path: Path, starts_in: int, model: Mechanism, fixed: int, variable: int
) -> None:
    found = thousands(agreed(written(tmp_path, VALUES), starts_in))
    assert found == [(model, fixed, variable, 0)]


def test_a_block_changes_its_model_inside_the_year(tmp_path: Path) -> None:
    """Half a year is 6 x 130; the top-up falls in April, Covid money in October."""
    of = agreed(written(tmp_path, VALUES), 2020)
    assert thousands(of, through=12) == [
        (Mechanism.BLOCK, 78_000, 0, 400),
        (Mechanism.ENVELOPE, 78_000, 0, 300),
    ]
    (one,) = pay(of).result.contracts.values()
    assert [span.months for span in one.spans] == [tuple(range(1, 7)), tuple(range(7, 13))]
    assert one.total is not None
    assert one.total.value == (156_000 + 700) * THOUSAND // 100
    rolled = agreed(written(tmp_path / "next", VALUES), 2021)
    assert thousands(rolled, through=6) == [(Mechanism.ENVELOPE, 78_000, 0, 400)]


def test_a_low_volume_flow_pays_twelfths_whatever_is_done(tmp_path: Path) -> None:
    values = [row("baseline", "EL", ["30"] + ["0"] * 11)]
    of = agreed(written(tmp_path, values, listed="yes", same_system="no"))
    assert thousands(of) == [(Mechanism.LOW_VOLUME, 750, 0, 0)]


def test_the_marginal_rate_counts_the_year_and_not_a_month(tmp_path: Path) -> None:
    """81 of 83, then 166 of 166, then 256 of 249: only the third month is beyond."""
    (one,) = pay(agreed(written(tmp_path, VALUES), 2018), through=3).result.contracts.values()
    (span,) = one.spans
    assert [int(span.by_month[m].variable) // 1_000 for m in (1, 2, 3)] == [
        12_900, 13_400, 14_390
    ]  # fmt: skip


def test_months_that_are_not_in_are_not_paid_and_are_named(tmp_path: Path) -> None:
    (one,) = pay(agreed(written(tmp_path, VALUES)), through=5).result.contracts.values()
    assert one.spans[0].months == (1, 2, 3)
    assert one.waiting == (4, 5)
    assert one.planned.value == 12 * 130 * THOUSAND


def test_nothing_in_is_nothing_paid(tmp_path: Path) -> None:
    (one,) = pay(agreed(written(tmp_path, VALUES[:2]))).result.contracts.values()
    assert one.total is None
    assert one.spans[0].payment is None


def test_the_tariff_asks_for_its_baseline_year(tmp_path: Path) -> None:
    without = [value for value in VALUES if value[2] != "reference"]
    with pytest.raises(NoReferenceError, match="ZQ1 with ZR1: the tariff needs"):
        pay(agreed(written(tmp_path, without), 2018))


def test_blended_payment_names_its_break_glass(tmp_path: Path) -> None:
    values = [row("baseline", "NEL", "1000"), row("actual", "NEL", ["1100"])]
    (one,) = pay(agreed(written(tmp_path, values), 2019), through=1).result.contracts.values()
    (span,) = one.spans
    assert span.payment is not None
    assert span.payment.total.value == 1_020 * THOUSAND
    assert span.broken is not None
    assert span.broken.broken is None
    assert span.broken.difference.value == 100 * THOUSAND


def test_a_rule_is_not_used_before_it_was_published(tmp_path: Path) -> None:
    of = agreed(written(tmp_path, VALUES), 2022)
    early = Agreed(files=of.files, year=of.year, params=of.params, known_on=date(2022, 3, 30))
    with pytest.raises(ParameterError):
        pay(early)


def test_only_the_contracts_of_one_body() -> None:
    of = agreed(CONTRACTS)
    assert set(pay(of, through=6, whose="ZR2").result.contracts) == {("X24", "ZR2"),
                                                                      ("ZQ1", "ZR2")}  # fmt: skip
    with pytest.raises(UnknownError, match="ZR9"):
        pay(of, whose="ZR9")


def test_why_a_contract_pays_what_it_does(tmp_path: Path) -> None:
    outcome = pay(agreed(written(tmp_path, VALUES)), through=3)
    found = why(outcome, "zq1, zr1").result
    assert str(found.ref) == "figure:contract/2023-24/ZQ1/ZR1/paid"
    assert found.figure is not None
    assert found.figure.value == 393 * THOUSAND


def test_contracts_imply_two_lines_of_plans(tmp_path: Path) -> None:
    lines = contract_plan(agreed(written(tmp_path, VALUES))).result
    assert [(line.organisation, line.measure, line.counterparty) for line in lines.lines] == [
        ("ZR1", "income.patient_care", "ZQ1"),
        ("ZQ1", "spend.healthcare", "ZR1"),
    ]
    assert {line.whole for line in lines.lines} == {1_560 * THOUSAND}
    cells = list(lines.cells)
    assert len(cells) == 24
    assert str(cells[0].key.reference("v1")) == (
        "cell:2023-24/ZR1/income.patient_care/M01/ZQ1/plan@v1"
    )
    assert cells[0].value == 130 * THOUSAND


def test_nhs_england_buys_directly_and_a_clinic_has_no_line() -> None:
    lines = contract_plan(agreed(CONTRACTS)).result.lines
    of_nation = {line.measure for line in lines if line.organisation == "X24"}
    assert of_nation == {"spend.direct"}
    assert not [line for line in lines if "ZN1" in (line.organisation, line.counterparty)]


def test_work_under_each_model(tmp_path: Path) -> None:
    """EL moves pay in 2023/24, NEL does not: 12 + 12 lines; 16 invoices; 12 / 20 disputes."""
    found = contract_lines(agreed(written(tmp_path, VALUES))).result
    assert found.number == 1
    assert found.now.lines.value == 24
    assert found.now.invoices.value == 16
    assert found.now.disputes.value * 20 == 12
    assert found.by_model[Mechanism.BLOCK].lines.value == 12
    assert found.by_model[Mechanism.TARIFF].lines.value == 24
    halves = contract_lines(agreed(written(tmp_path / "b", VALUES), 2020)).result
    assert halves.now.lines.value == 12
    assert halves.now.invoices.value == 12


def test_baselines_sum_to_the_commissioners_or_are_told_by_month(tmp_path: Path) -> None:
    own = row("commissioner", "EL", ["50"] * 11 + ["52"], provider="")
    nel = row("commissioner", "NEL", "80", provider="")
    outcome = contract_check(agreed(written(tmp_path, [*VALUES, own, nel])))
    assert outcome.result.sums == 24
    (finding,) = outcome.findings
    assert finding.code == "EQ-CTR-002"
    assert finding.severity is Severity.MUST_FIX
    assert finding.worth == 2 * THOUSAND
    assert finding.message == (
        "EL M12: the baselines of ZQ1's providers come to £50,000, its own to £52,000; £2,000 too "
        "little."
    )


def test_a_model_that_is_stated_is_explained(tmp_path: Path) -> None:
    of = agreed(written(tmp_path, VALUES, mechanism="local"))
    (finding,) = contract_check(of).findings
    assert (finding.code, finding.severity) == ("EQ-CTR-003", Severity.EXPLAIN)
    assert finding.expected == "aligned"
    assert thousands(of) == [(Mechanism.LOCAL, 39_000, 0, 0)]
    same = agreed(written(tmp_path / "same", VALUES, mechanism="aligned"))
    assert contract_check(same).findings == ()


def test_from_2026_a_pure_block_is_explained(tmp_path: Path) -> None:
    block = written(tmp_path, [row("baseline", "MH", "80")])
    assert contract_check(agreed(block, 2025)).findings == ()
    (finding,) = contract_check(agreed(block, 2026)).findings
    assert finding.code == "EQ-CTR-004"
    assert contract_check(agreed(written(tmp_path / "b", VALUES), 2026)).findings == ()
    small = [row("baseline", "EL", "1")]
    exempt = written(tmp_path / "c", small, listed="yes", same_system="no")
    assert contract_check(agreed(exempt, 2026)).findings == ()


def test_while_a_row_cannot_be_used_nothing_is_paid(tmp_path: Path) -> None:
    of = agreed(written(tmp_path, [*VALUES, row("actual", "DC", "lots")]))
    findings = contract_check(of).findings
    assert {finding.code for finding in findings} == {"EQ-CTR-001"}
    assert len(findings) == 12
    assert findings[0].message.startswith("values.csv, row 9: M0")
    for act in (pay, contract_plan, contract_lines, contract_show):
        with pytest.raises(RefusedError, match="contract check"):
            act(of)


def test_a_plan_is_held_against_its_contracts(returned: Northmere) -> None:
    """Before agreement ZR1 plans £2m more than the contract of £1,021.5m, ZQ1 £1.5m less."""
    outcome = contract_against_plan(
        agreed(CONTRACTS), returned.one, system="ZQ1", by=returned.lead, on=TODAY
    )
    found = {
        (finding.organisation, finding.column): (finding.found, finding.expected, finding.worth)
        for finding in outcome.findings
    }
    assert {finding.code for finding in outcome.findings} == {"EQ-CTR-005"}
    assert found == {
        ("ZR1", "ZQ1"): ("£1,023.5 million", "£1,021.5 million", 200_000_000),
        ("ZQ1", "ZR1"): ("£1,020.0 million", "£1,021.5 million", 150_000_000),
        ("ZR3", "ZQ1"): ("£358.8 million", "£359.4 million", 60_000_000),
        ("ZQ1", "ZR3"): ("£360.0 million", "£359.4 million", 60_000_000),
    }
    assert outcome.adds_up is False
