"""Risks and mitigations, on Northmere with risks made up for the test: amounts by hand, in £000."""

import pytest

from equipoise.cube import Cell, CellKey
from equipoise.records.models import Version
from equipoise.reports.display import shown
from equipoise.reports.tables.risks_and_mitigations import risks_and_mitigations_table
from equipoise.sheets import Item
from equipoise.units import FinancialYear
from equipoise.usecases.held import Held, put_cells, put_held
from equipoise.usecases.plans import Plan, plan_of
from equipoise.usecases.plans import collated as version_of
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.statement import Statement
from equipoise.usecases.tabling import GATHERERS, Book, Gathered
from equipoise.workings import Figure, Reference
from tests.northmere_round import BODIES, SYSTEM, THOUSAND, Northmere, thousands

NAME = "risks_and_mitigations"
SOURCE = Reference("file", ("made", "up"))
AMOUNTS = {"R1": (8_000, 5_000), "R2": (2_000, 0)}
"""Gross and mitigation of each risk of ZR1."""


def with_risks(plan: Northmere) -> Plan:
    """Return version 1 with other risks of ZR1, two of them, in place of every body's own."""
    found = plan_of(plan.one, version_of(plan.one, SYSTEM, 1))
    cells = [
        Cell(
            key=CellKey(
                organisation="ZR1", counterparty=None, measure=measure, item=ref,
                period=FinancialYear(2023).period, layer="plan",
            ),
            value=value * THOUSAND,
            source=SOURCE,
        )
        for ref, both in AMOUNTS.items()
        for measure, value in zip(("risk.gross", "risk.mitigation"), both, strict=True)
    ]  # fmt: skip
    items = tuple(
        Item(ref=ref, name=f"Risk {ref}", kind="risk", source=SOURCE,
             attributes={"owner": "Director of finance", "trend": "Rising"})
        for ref in AMOUNTS
    )  # fmt: skip
    digest, parquet = put_cells(plan.workspace, cells)
    held = Held(
        organisation="ZR1", part="risk", file="0" * 64, file_name="made up", cells_digest=digest,
        parquet=parquet, totals=(), items=items, words={},
    )  # fmt: skip
    reading = put_held(plan.workspace, held)
    row = Version(organisation="ZR1", part="risk", number=1, reading=reading)
    others = tuple(one for one in found.versions if one.part != "risk")
    return Plan(round=plan.one, system=SYSTEM, pin="v1", versions=(*others, row))


def gathered(plan: Plan, bodies: tuple[str, ...] = BODIES) -> Gathered:
    return GATHERERS[NAME](Book(statement=Statement(plan=plan), bodies=bodies))


def amounts(found: Gathered, column: str) -> dict[str, int]:
    cells = {entry.key: entry.figures.get(column) for entry in found.entries}
    return {key: thousands(cell) for key, cell in cells.items() if isinstance(cell, Figure)}


def test_risks_sum_and_lead_from_the_best_to_the_worst(collated: Northmere) -> None:
    """(9,000) at best; less 5,000 after mitigation; less 10,000 at worst."""
    found = gathered(with_risks(collated))
    assert amounts(found, "gross") == {"ZR1/R1": 8_000, "ZR1/R2": 2_000, "system": 10_000}
    assert amounts(found, "net") == {"ZR1/R1": 3_000, "ZR1/R2": 2_000, "system": 5_000}
    assert amounts(found, "outturn") == {
        "system/best": -9_000, "system/mitigated": -14_000, "system/worst": -19_000,
    }  # fmt: skip


def test_risks_of_one_trust_are_held_against_its_own_plan(collated: Northmere) -> None:
    found = gathered(with_risks(collated), ("ZR1",))
    assert amounts(found, "outturn")["ZR1/worst"] == -14_500 - 10_000


def test_the_table_names_owner_and_trend_and_what_is_not_available(collated: Northmere) -> None:
    table = risks_and_mitigations_table(gathered(with_risks(collated)))
    assert table.sentence == (
        "The system of NHS Northmere ICB sees risks of £10.0m, £5.0m after mitigation; the outturn "
        "lies between £(9.0)m and £(19.0)m."
    )
    first = {c.key: shown(table.rows[0].cells.get(c.key), c.kind) for c in table.columns}
    assert (first["owner"], first["trend"]) == ("Director of finance", "Rising")
    assert (first["gross"], first["net"]) == ("8.0", "3.0")
    assert first["probability"] == first["expected"] == "Not available"
    assert str(table.rows[0].ref("net")) == f"figure:2023-24/ZQ1/{NAME}/ZR1/R1/net@v1"


def test_what_is_expected_is_probability_times_gross(collated: Northmere) -> None:
    """Northmere's own: 40% of 9,000, 50% of 5,000, 60% of 12,000, and so on; 19,665 in all."""
    found = gathered(plan_of(collated.one, version_of(collated.one, SYSTEM, 1)))
    assert amounts(found, "expected") == {
        "ZQ1/ZQ1-R1": 3_600, "ZQ1/ZQ1-R2": 2_500, "ZR1/ZR1-R1": 7_200, "ZR1/ZR1-R2": 3_040,
        "ZR2/ZR2-R1": 1_500, "ZR2/ZR2-R2": 625, "ZR3/ZR3-R1": 1_200, "system": 19_665,
    }  # fmt: skip
    table = risks_and_mitigations_table(found)
    first = {c.key: shown(table.rows[0].cells.get(c.key), c.kind) for c in table.columns}
    assert (first["probability"], first["expected"]) == ("40.0%", "3.6")
    assert table.notes[0] == "Expected is probability times gross, before mitigation."


def test_without_a_risk_return_there_is_no_table(collated: Northmere) -> None:
    found = plan_of(collated.one, version_of(collated.one, SYSTEM, 1))
    others = tuple(one for one in found.versions if one.part != "risk")
    plan = Plan(round=collated.one, system=SYSTEM, pin="v1", versions=others)
    with pytest.raises(RefusedError, match="No risk has been returned"):
        gathered(plan)
