"""V08, V10 and V21 on made-up systems: both sides of each threshold by a penny.

The contract of 120.0 against 121.4 and 124.0 is test V08 of fact book 1, section 2.4, on the
agreement-of-balances threshold of £3m; nil is the house's tolerance. The other figures are made
up around the limits.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Final

import pytest

from equipoise.checks import SYSTEM, Line, Place, SystemCells
from equipoise.cube import Cell, CellKey, Cells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters, load
from equipoise.register import Chart, Kind, Organisation
from equipoise.rules.balance import LimitWithoutBasisError
from equipoise.samples import PACK
from equipoise.units import Absence, FinancialYear
from equipoise.usecases.tolerances import Tolerance, under
from equipoise.workings import Reference

CHART: Final = Chart.load()
YEAR: Final = FinancialYear(2023)
KNOWN_ON: Final = date(2023, 5, 4)
MILLION: Final = 100_000_000
LIMIT: Final = -9 * MILLION
"""Northmere's control total, (9,000) including support."""
ENVELOPE: Final = 92 * MILLION
NAMES: Final = {
    "ZQ1": ("NHS Northmere ICB", Kind.ICB),
    "ZR1": ("Northmere University Hospitals", Kind.PROVIDER),
}
INCOME: Final[Line] = ("income.patient_care", "ZQ1", "")
SPEND: Final[Line] = ("spend.healthcare", "ZR1", "")
NOWHERE: Final = Reference("file", ("made-up",))
CELLS: Final[Mapping[tuple[str | None, ...], str]] = {
    ("ZR1", *INCOME): "Income/F23",
    ("ZQ1", *SPEND): "Spend/F21",
}
Amounts = Mapping[tuple[str, Line], int | Absence]


def organisation(code: str) -> Organisation:
    name, kind = NAMES[code]
    return Organisation(
        code=code, name=name, kind=kind, opens_on=None, closes_on=None, source="made up"
    )


def cell(body: str, line: Line, value: int | Absence, layer: str = "plan") -> Cell:
    measure, counterparty, item = line
    key = CellKey(
        organisation=body,
        counterparty=counterparty,
        measure=measure,
        period=YEAR.month(1),
        item=item,
        layer=layer,
    )
    return Cell(key=key, value=value, source=NOWHERE)


def finance_of(body: str) -> dict[tuple[str, Line], int | Absence]:
    """Return nil on every line of finance that needs neither counterparty nor item."""
    lines = CHART.of("finance", NAMES[body][1])
    return {(body, (line.code, None, "")): 0 for line in lines
            if line.entered and not line.counterparty}  # fmt: skip


def system(folder: Path, amounts: Amounts, *transfers: Cell) -> SystemCells:
    listed = [cell(body, line, value) for (body, line), value in amounts.items()]

    def place_of(body: str, line: Line) -> Place | None:
        at = CELLS.get((body, *line)) if (body, line) in amounts else None
        ref = at and Reference("file", ("3f2a9c1e07bd", *at.split("/")))
        return Place(ref=ref, organisation=body, part="finance", row="Row") if ref else None

    return SystemCells(
        system=organisation("ZQ1"),
        members={code: organisation(code) for code in NAMES},
        year=YEAR,
        cells=Cells.write([*listed, *transfers], folder / "cells.parquet"),
        chart=CHART,
        layers=("plan", "transfer"),
        place_of=place_of,
    )


def found(subject: SystemCells, params: Parameters, code: str) -> list[Finding]:
    listed = SYSTEM.findings(subject, params, known_on=KNOWN_ON)
    return [finding for finding in listed if finding.code == code]


def pack(
    folder: Path, path: str, value: int, *, support: str = "", table: bool = False
) -> Parameters:
    """Return the house's parameters with one value laid over them from a small pack."""
    file = folder / "pack" / f"{path}.yaml"
    file.parent.mkdir(parents=True)
    if table:
        file.with_suffix(".csv").write_text(f"organisation,value\nZQ1,{value}\n")
    text = f"""\
        title: A value for a test
        unit: pence
        {f"support: {support}" if support else ""}
        values:
          - applies: 2023/24
            {f"table: {file.stem}.csv" if table else f"value: {value}"}
            published: 2022-12-23
            status: final
            kind: primary
            source: Made up
            place: this test
        """
    file.write_text(dedent(text))
    return load(folder / "pack")


def contract(
    folder: Path, income: int | Absence | None, spend: int | Absence | None
) -> SystemCells:
    """Return a system whose two bodies have returned, with one contract or half of one."""
    sides = {("ZR1", INCOME): income, ("ZQ1", SPEND): spend}
    amounts = {key: value for key, value in sides.items() if value is not None}
    return system(folder, finance_of("ZQ1") | finance_of("ZR1") | amounts)


AOB: Final = 3 * MILLION
EXPLAIN, MUST_FIX = Severity.EXPLAIN, Severity.MUST_FIX


@pytest.mark.parametrize(
    ("tolerance", "income", "severity"),
    [
        (0, 12_000_000_000, None),
        (0, 12_000_000_001, MUST_FIX),
        (0, 11_999_999_999, MUST_FIX),
        (AOB, 12_140_000_000, EXPLAIN),
        (AOB, 12_400_000_000, MUST_FIX),
        (AOB, 12_300_000_000, EXPLAIN),
        (AOB, 12_300_000_001, MUST_FIX),
        (AOB, 11_700_000_000, EXPLAIN),
        (AOB, 11_699_999_999, MUST_FIX),
    ],
)
def test_a_contract_beyond_the_tolerance_must_be_fixed(
    tmp_path: Path, tolerance: int, income: int, severity: Severity | None
) -> None:
    subject = contract(tmp_path, income, 12_000_000_000)
    params = pack(tmp_path, "match/tolerance_pence", tolerance)
    severities = [finding.severity for finding in found(subject, params, "EQ-CON-001")]
    assert severities == ([] if severity is None else [severity])


@pytest.mark.parametrize(
    ("income", "severity"),
    [
        (12_140_000_000, EXPLAIN),  # "difference 1.4, under the £3m default"
        (12_400_000_000, MUST_FIX),
        (12_300_000_000, EXPLAIN),
        (12_300_000_001, MUST_FIX),
        (11_700_000_000, EXPLAIN),
        (11_699_999_999, MUST_FIX),
    ],
)
def test_the_agreement_of_balances_is_a_tolerance_by_name(
    tmp_path: Path, income: int, severity: Severity
) -> None:
    """Test V08 of fact book 1: 120.0 against 121.4 and 124.0, on its £3m; on nil none is left."""
    subject = contract(tmp_path, income, 12_000_000_000)
    lenient = under(load(), Tolerance.AGREEMENT_OF_BALANCES)
    strict = under(load(), Tolerance.PLAN)
    assert [one.severity for one in found(subject, lenient, "EQ-CON-001")] == [severity]
    assert [one.severity for one in found(subject, strict, "EQ-CON-001")] == [MUST_FIX]


def test_a_payer_pays_under_several_lines(tmp_path: Path) -> None:
    """What an ICB buys of delegated specialised services is part of the same contract."""
    specialised: Line = ("spend.specialised", "ZR1", "")
    amounts = {("ZR1", INCOME): 100, ("ZQ1", SPEND): 80, ("ZQ1", specialised): 20}
    subject = system(tmp_path, finance_of("ZQ1") | finance_of("ZR1") | amounts)
    assert found(subject, load(), "EQ-CON-001") == []


def test_what_a_trust_buys_of_another_is_a_contract(tmp_path: Path) -> None:
    bought: Line = ("nonpay.purchased", "ZQ1", "")
    sold: Line = ("income.patient_care", "ZR1", "")
    amounts = {("ZR1", bought): 100, ("ZQ1", sold): 101}
    subject = system(tmp_path, finance_of("ZQ1") | finance_of("ZR1") | amounts)
    (finding,) = found(subject, load(), "EQ-CON-001")
    assert (finding.found, finding.expected) == ("0.00101", "0.001")


def test_a_contract_names_both_bodies_both_values_and_both_cells(tmp_path: Path) -> None:
    """Fact book 5: ZR1 expects 1,023,500 and the ICB plans 1,020,000; 3,500 between them."""
    subject = contract(tmp_path, 102_350_000_000, 102_000_000_000)
    (finding,) = found(subject, load(), "EQ-CON-001")
    assert finding.message == (
        "Northmere University Hospitals expects £3.5 million more from NHS Northmere ICB than "
        "NHS Northmere ICB plans to pay: 1,023,500 against 1,020,000 (£000). "
        "Northmere University Hospitals: sheet Income, cell F23. "
        "NHS Northmere ICB: sheet Spend, cell F21."
    )
    assert (finding.found, finding.expected) == ("1,023,500", "1,020,000")
    assert (finding.organisation, finding.part, finding.row) == ("ZR1", "finance", "Row")
    assert str(finding.place) == "file:3f2a9c1e07bd/Income/F23"
    assert finding.remedy == "Agree a value with the other side: equipoise agree."


def test_a_contract_on_one_side_only_is_nil_on_the_other(tmp_path: Path) -> None:
    (finding,) = found(contract(tmp_path, None, 50), load(), "EQ-CON-001")
    assert finding.message == (
        "Northmere University Hospitals expects £0.50 less from NHS Northmere ICB than NHS "
        "Northmere ICB plans to pay: 0 against 0.0005 (£000). Northmere University Hospitals: no "
        "row in its return. NHS Northmere ICB: sheet Spend, cell F21."
    )
    assert str(finding.place) == "cell:2023-24/ZR1/income.patient_care/Y/ZQ1/plan"


@pytest.mark.parametrize(
    ("income", "spend"), [(Absence.MISSING, 50), (50, Absence.MISSING), (Absence.MISSING, None)]
)
def test_a_blank_is_not_a_contract_of_nil(
    tmp_path: Path, income: int | Absence, spend: int | Absence | None
) -> None:
    assert found(contract(tmp_path, income, spend), load(), "EQ-CON-001") == []


def test_a_body_that_has_not_returned_does_not_plan_nil(tmp_path: Path) -> None:
    subject = system(tmp_path, finance_of("ZR1") | {("ZR1", INCOME): 50})
    assert found(subject, load(), "EQ-CON-001") == []


def test_a_payer_outside_the_system_is_not_matched(tmp_path: Path) -> None:
    outside = {("ZR1", ("income.patient_care", "X24", "")): 50}
    subject = system(tmp_path, finance_of("ZQ1") | finance_of("ZR1") | outside)
    assert found(subject, load(), "EQ-CON-001") == []


def test_what_was_agreed_counts_on_top_of_what_was_entered(tmp_path: Path) -> None:
    amounts = {("ZR1", INCOME): 80, ("ZQ1", SPEND): 100}
    agreed = cell("ZR1", INCOME, 20, layer="transfer.D1")
    subject = system(tmp_path, finance_of("ZQ1") | finance_of("ZR1") | amounts, agreed)
    assert found(subject, load(), "EQ-CON-001") == []


def plan(folder: Path, position: int, support: int = 0) -> SystemCells:
    """Return a system whose ICB breaks even and whose trust stands so, support counted in."""
    amounts = finance_of("ZQ1") | finance_of("ZR1")
    amounts["ZR1", ("income.other", None, "")] = position - support
    if support:
        amounts["ZR1", ("income.support", "X24", "")] = support
    return system(folder, amounts)


@pytest.mark.parametrize(
    ("stated", "position", "support", "short"),
    [
        ("including", LIMIT, 0, False),
        ("including", LIMIT - 1, 0, True),
        ("including", LIMIT, 6 * MILLION, False),
        ("including", LIMIT - 1, 6 * MILLION, True),
        ("excluding", LIMIT, 0, False),
        ("excluding", LIMIT - 1, 0, True),
        ("excluding", LIMIT + 6 * MILLION, 6 * MILLION, False),
        ("excluding", LIMIT + 6 * MILLION - 1, 6 * MILLION, True),
    ],
)
def test_a_plan_at_its_limit_passes_and_a_penny_short_does_not(
    tmp_path: Path, *, stated: str, position: int, support: int, short: bool
) -> None:
    params = pack(tmp_path, "control_total/system_pence", LIMIT, support=stated, table=True)
    listed = found(plan(tmp_path, position, support), params, "EQ-LIM-001")
    assert len(listed) == short
    for finding in listed:
        assert finding.message == (
            "The plans of NHS Northmere ICB come to £0.01 less than its control total, both "
            f"{stated} support."
        )
        assert (finding.found, finding.expected) == ("(9,000.00001)", "(9,000)")
        assert finding.severity is MUST_FIX
        assert (finding.organisation, finding.part) == ("ZQ1", "finance")
        assert str(finding.place) == f"figure:2023-24/ZQ1/position/system/{stated}"


def test_a_limit_that_states_no_basis_is_refused(tmp_path: Path) -> None:
    params = pack(tmp_path, "control_total/system_pence", LIMIT, table=True)
    with pytest.raises(LimitWithoutBasisError):
        found(plan(tmp_path, LIMIT), params, "EQ-LIM-001")


def test_without_a_limit_or_an_envelope_nothing_is_held_against_one(tmp_path: Path) -> None:
    amounts = {("ZR1", ("capital.operational", None, "C1")): 1}
    subject = system(tmp_path, finance_of("ZQ1") | finance_of("ZR1") | amounts)
    assert SYSTEM.findings(subject, load(), known_on=KNOWN_ON) == ()


@pytest.mark.parametrize("absent", ["a month", "a line", "a return"])
def test_an_incomplete_position_is_not_held_against_the_limit(tmp_path: Path, absent: str) -> None:
    amounts = finance_of("ZQ1") | finance_of("ZR1")
    amounts["ZQ1", ("spend.other", None, "")] = -LIMIT + 1
    agency = ("ZR1", ("pay.agency", None, ""))
    if absent == "a month":
        amounts[agency] = Absence.MISSING
    elif absent == "a line":
        del amounts[agency]
    else:
        amounts = {key: value for key, value in amounts.items() if key[0] == "ZQ1"}
    subject = system(tmp_path, amounts)
    assert found(subject, load(PACK / "params"), "EQ-LIM-001") == []
    assert subject.value("ZR1", "position.including") is Absence.MISSING


def test_a_body_without_support_or_contracts_stands_at_nil(tmp_path: Path) -> None:
    subject = plan(tmp_path, LIMIT)
    assert subject.value("ZR1", "income.support") == 0
    assert subject.value("ZR1", "position.excluding") == LIMIT
    assert subject.value("ZQ1", "position.including") == 0
    assert subject.value("ZR1", "efficiency.total") is Absence.MISSING


def test_a_closing_measure_of_a_part_not_returned_is_missing(tmp_path: Path) -> None:
    assert plan(tmp_path, LIMIT).value("ZR1", "cash.closing") is Absence.MISSING


@pytest.mark.parametrize(("planned", "above"), [(ENVELOPE, False), (ENVELOPE + 1, True)])
def test_capital_at_the_envelope_passes_and_a_penny_above_does_not(
    tmp_path: Path, *, planned: int, above: bool
) -> None:
    amounts: Amounts = {
        ("ZQ1", ("capital.operational", None, "C1")): 1_700 * 100_000,
        ("ZR1", ("capital.operational", None, "C1")): planned - 1_700 * 100_000,
        ("ZR1", ("capital.national", None, "C2")): MILLION,
    }
    listed = found(system(tmp_path, amounts), load(PACK / "params"), "EQ-CAP-001")
    assert len(listed) == above
    for finding in listed:
        assert finding.message == (
            "NHS Northmere ICB plans £0.01 more operational capital than its envelope."
        )
        assert (finding.found, finding.expected) == ("92,000.00001", "92,000")
        assert (finding.severity, finding.part) == (MUST_FIX, "capital")
        assert str(finding.place) == "figure:2023-24/ZQ1/capital/planned"


def test_capital_with_a_blank_is_not_held_against_the_envelope(tmp_path: Path) -> None:
    amounts: Amounts = {
        ("ZQ1", ("capital.operational", None, "C1")): ENVELOPE + 1,
        ("ZR1", ("capital.operational", None, "C1")): Absence.MISSING,
    }
    assert found(system(tmp_path, amounts), load(PACK / "params"), "EQ-CAP-001") == []
