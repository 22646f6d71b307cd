"""What stands below the balance: risk as returned, and efficiency that no body owns.

Northmere's version 1 is at £(9.0)m including support; its risks and its stretch are made up here.
"""

from dataclasses import replace

from equipoise.cube import Cell, CellKey
from equipoise.records.models import Version
from equipoise.reports.pages.collation import beneath_table
from equipoise.sheets import Item
from equipoise.units import PENCE
from equipoise.usecases.explain import explain
from equipoise.usecases.held import get_held, put_cells, put_held
from equipoise.usecases.ladder import ladder, rise_of
from equipoise.usecases.plans import Plan, plan_of, signed_plan
from equipoise.usecases.plans import collated as version_of
from equipoise.usecases.statement import Statement
from equipoise.workings import Figure, Reference
from tests.northmere_round import BODIES, START, SYSTEM, THOUSAND, TODAY, YEAR, Northmere, thousands

RISKS: dict[str, dict[str, tuple[int, int, int | None]]] = {
    "ZR1": {"R1": (40_000, 12_000, 1_250), "R2": (8_000, 0, None)},
    "ZR2": {"R1": (2_000, 2_000, 10_000)},
    "ZR3": {},
    "ZQ1": {"R1": (10_000, 4_000, 5_000)},
}
"""Gross and mitigation in £000, and the probability in hundredths of a per cent.

Gross 60,000, mitigated 18,000: 42,000 is left. Expected: 5,000 + 2,000 + 5,000 = 12,000; 8,000
has no probability.
"""


def with_risks(plan: Northmere, *bodies: str) -> Statement:
    """Return the statement of what is signed, with these bodies' risks in place of every body's."""
    signed = signed_plan(plan.one, SYSTEM)
    others = [one for one in signed.versions if one.part != "risk"]
    rows = [_risk_row(plan, code) for code in bodies]
    return Statement(plan=replace(signed, versions=(*others, *rows), outside=()))


def _risk_row(plan: Northmere, code: str) -> Version:
    cells = [
        _cell(code, measure, ref, value)
        for ref, (gross, mitigation, probability) in RISKS[code].items()
        for measure, value in (
            ("risk.gross", gross * THOUSAND),
            ("risk.mitigation", mitigation * THOUSAND),
            ("risk.probability", probability),
        )
        if value is not None
    ]
    digest, parquet = put_cells(plan.workspace, cells)
    row = next(v for v in signed_plan(plan.one, SYSTEM).versions if v.organisation == code)
    held = get_held(plan.workspace, row.reading)
    changed = replace(held, part="risk", cells_digest=digest, parquet=parquet, items=())
    return Version(
        round=plan.one.record, organisation=code, part="risk", number=1, file=row.file,
        cells=digest, totals="", reading=put_held(plan.workspace, changed), parent=None,
        decision="", prepared_by="", prepared_at=START,
    )  # fmt: skip


def _cell(code: str, measure: str, ref: str, value: int) -> Cell:
    key = CellKey(
        organisation=code,
        counterparty=None,
        measure=measure,
        period=YEAR.period,
        item=ref,
        layer="plan",
    )
    return Cell(key=key, value=value, source=Reference("file", ("made-up",)))


def test_the_position_after_risk_is_of_all_that_is_unmitigated(collated: Northmere) -> None:
    found = with_risks(collated, *BODIES).risks.found
    assert found is not None
    assert (thousands(found.gross), thousands(found.mitigation)) == (60_000, 18_000)
    assert (thousands(found.net), thousands(found.adjusted)) == (42_000, -51_000)
    assert (thousands(found.expected), thousands(found.without_probability)) == (12_000, 8_000)


def test_a_missing_return_of_risks_is_not_nil(collated: Northmere) -> None:
    statement = with_risks(collated, "ZR1", "ZR2", "ZQ1")
    assert statement.risks.found is None
    assert statement.risks.reason == "Risks are not returned by: ZR3."
    assert not any(name.startswith("risk/") for name, _ in statement.named())


def test_a_round_without_risks_says_so(collated: Northmere) -> None:
    collated.one.record.parts = [part for part in collated.one.record.parts if part != "risk"]
    lines = beneath(Statement(plan=signed_plan(collated.one, SYSTEM)))
    for name in ("Net unmitigated risk", "Risk-adjusted position"):
        assert lines[name] == (None, "No risk return is collected in this round.")


def beneath(statement: Statement) -> dict[object, tuple[int | None, object]]:
    """Return the amount (£000) and the note of each line; None where it is not available."""
    found: dict[object, tuple[int | None, object]] = {}
    for row in beneath_table(statement).rows:
        amount = row.cells["amount"]
        value = thousands(amount) if isinstance(amount, Figure) else None
        found[row.cells["line"]] = (value, row.cells.get("note"))
    return found


def test_risk_stands_below_the_balance_with_what_it_is(collated: Northmere) -> None:
    statement = with_risks(collated, *BODIES)
    lines = beneath(statement)
    assert lines["Net unmitigated risk"] == (42_000, "Gross risk less mitigation")
    assert lines["Risk-adjusted position"] == (
        -51_000,
        "Position less net unmitigated risk, including support",
    )
    assert lines["Expected risk"] == (
        12_000,
        "Probability times gross risk; £8.0m of gross risk has no probability",
    )
    named = dict(statement.named())
    assert thousands(named["risk/adjusted"]) == -51_000
    assert named["risk/adjusted"].basis.unit == PENCE


def unallocated(plan: Northmere, *schemes: tuple[str, str]) -> Plan:
    """Return version 1 as it is when the system holds these schemes and no body owns them."""
    found = plan_of(plan.one, version_of(plan.one, SYSTEM, 1))
    rows = []
    for row in found.versions:
        held = found.held_of(row.organisation)[row.part]
        items = tuple(_stretched(item, schemes, row) for item in held.items)
        if row.part == "efficiency":
            row = Version.objects.get(pk=row.pk)
            row.reading = put_held(plan.workspace, replace(held, items=items))
        rows.append(row)
    return replace(found, versions=tuple(rows))


def _stretched(item: Item, schemes: tuple[tuple[str, str], ...], row: Version) -> Item:
    if (row.organisation, item.ref) not in schemes:
        return item
    return replace(item, attributes={**item.attributes, "status": "System stretch"})


def test_efficiency_that_no_body_owns_stays_in_the_gap(collated: Northmere) -> None:
    before = rise_of(plan_of(collated.one, version_of(collated.one, SYSTEM, 1))).ladder.stated
    ref, amount = scheme(collated, "ZR1")
    other, second = scheme(collated, "ZQ1")
    plan = unallocated(collated, ("ZR1", ref), ("ZQ1", other))
    found = rise_of(plan).ladder
    assert thousands(found.stated.system_stretch) == -amount - second
    assert thousands(found.stated.adjusted_sum) == thousands(before.adjusted_sum) == -11_300
    for rungs in (found.stated, found.other):
        assert thousands(rungs.gap) == 2_300 + amount + second
    share = Statement(plan=plan).efficiency.system_stretch
    assert share is not None
    assert thousands(share.part) == amount + second


def scheme(plan: Northmere, body: str) -> tuple[str, int]:
    """Return a scheme of a body as its return has it: its reference, and its year in £000."""
    found = signed_plan(plan.one, SYSTEM)
    held = found.held_of(body)["efficiency"]
    ref = held.items[0].ref
    total = found.cells.total(organisation=body, item=ref)
    return ref, total.value // THOUSAND


def test_northmere_holds_no_stretch(collated: Northmere) -> None:
    outcome = ladder(collated.one, SYSTEM, by=collated.lead, on=TODAY)
    assert thousands(outcome.result.ladder.stated.system_stretch) == 0
    ref = Reference.parse("figure:2023-24/ZQ1/ladder/system_stretch@v1")
    assert outcome.figures[ref].value == 0
    told = explain(collated.one, ref, by=collated.lead, on=TODAY).result
    assert told.title == "Unallocated system stretch, taken off"
