"""Why this number: down to the cells of workbooks that the store holds, and to citations.

Figures are those of fact book 5, section 6, in £000.
"""

import json
from collections.abc import Mapping
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest

from equipoise.params import load
from equipoise.records.models import SystemVersion
from equipoise.store import Digest
from equipoise.units import WTE
from equipoise.usecases.explain import KINDS, explain
from equipoise.usecases.explanation import Explanation
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import collated as collated_version
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.verify import verify
from equipoise.workings import Figure, Op, Reference
from tests.northmere_round import SYSTEM, THOUSAND, TODAY, Northmere, thousands

POSITION = "figure:2023-24/ZQ1/position/system/including@v3"


def asked(plan: Northmere, ref: str, name: str = "zq1.lead") -> Outcome[Explanation]:
    return explain(plan.one, Reference.parse(ref), by=plan.actor(name), on=TODAY)


def leaves(outcome: Outcome[Explanation]) -> list[Figure]:
    """Return everything beneath the figure that comes from outside."""
    top = outcome.result.figure
    assert top is not None
    found = [step for step in top.everything(outcome.expand) if not step.working.of]
    assert found
    return found


@pytest.mark.parametrize(
    ("ref", "value"),
    [
        ("figure:2023-24/ZQ1/position/ZR2/excluding@v3", -9_000),
        ("figure:2023-24/ZQ1/match/ZQ1/ZR1/difference@v1", 3_500),
        ("figure:2023-24/ZQ1/match/gross@v1", 4_700),
        ("figure:2023-24/ZQ1/ladder/gap@v2", 2_300),
        ("figure:2023-24/ZQ1/ladder/other/gap@v2", 2_300),
        ("figure:2023-24/ZQ1/ladder/other/sum_of_plans@v2", -17_300),
        ("figure:2023-24/ZQ1/efficiency/total@v3", 98_300),
        ("figure:2023-24/ZQ1/underlying/underlying@v3", -50_100),
        ("figure:2023-24/ZQ1/capital/headroom@v1", -1_200),
        ("figure:2023-24/ZQ1/position/system/including@signed", -9_000),
    ],
)
def test_a_figure_comes_down_to_cells_and_citations(
    closed: Northmere, ref: str, value: int
) -> None:
    outcome = asked(closed, ref)
    assert thousands(outcome.result.figure) == value
    assert str(outcome.result.ref) == ref
    assert list(outcome.figures) == [Reference.parse(ref)]
    assert outcome.result.title
    found = leaves(outcome)
    assert {leaf.working.op for leaf in found} <= {Op.CELL, Op.PARAMETER, Op.DECISION, Op.CONSTANT}
    cells = [leaf for leaf in found if leaf.working.op is Op.CELL]
    assert cells
    for leaf in found:
        source = Reference.parse(leaf.working.note) if leaf.working.op is Op.CELL else None
        if source is not None and source.kind == "file":
            assert f"file:{source.parts[0]}" in outcome.result.sources
        elif source is not None:
            assert str(source) in outcome.result.sources
        elif leaf.working.op is Op.PARAMETER:
            assert leaf.working.ref is not None
            cited = asked(closed, str(leaf.working.ref)).result
            assert any("published" in fact for fact in cited.facts)


def test_a_share_comes_down_to_its_part_and_its_whole(closed: Northmere) -> None:
    outcome = asked(closed, "figure:2023-24/ZQ1/efficiency/non_recurrent_share@v3")
    share = outcome.result.figure
    assert share is not None
    assert share.value == Fraction(35_100, 98_300)
    assert [thousands(part) for part in share.working.parts()] == [35_100, 98_300]


def test_every_cell_beneath_the_position_stands_in_a_workbook_of_the_store(
    closed: Northmere,
) -> None:
    cells = [leaf for leaf in leaves(asked(closed, POSITION)) if leaf.working.op is Op.CELL]
    books: dict[str, openpyxl.Workbook] = {}
    from_files = 0
    for leaf in cells:
        source = Reference.parse(leaf.working.note)
        if source.kind == "decision":
            continue
        file, sheet, cell = source.parts
        if file not in books:
            books[file] = workbook(closed, file)
        assert books[file][sheet][cell].value * THOUSAND == leaf.value, source
        from_files += 1
    assert len(books) == 4
    lines = {"ZQ1": 13, "ZR1": 14, "ZR2": 14, "ZR3": 14}  # of the sample
    assert from_files == 12 * sum(lines.values())
    layers = {leaf.working.ref.parts[-1] for leaf in cells if leaf.working.ref}
    assert layers == {"plan", "transfer.D1", "transfer.D2", "transfer.D3", "transfer.D4"}


def workbook(plan: Northmere, start: str) -> openpyxl.Workbook:
    (digest,) = [found for found in plan.workspace.store.digests() if found.startswith(start)]
    with plan.workspace.store.open(digest) as stream:
        return openpyxl.load_workbook(BytesIO(stream.read()), data_only=True)


def test_sources_name_the_file_who_prepared_it_and_who_signed_it(closed: Northmere) -> None:
    sources = asked(closed, POSITION).result.sources
    decisions = {ref: text for ref, text in sources.items() if ref.startswith("decision:")}
    assert sorted(decisions) == [f"decision:2023-24/D{number}" for number in range(1, 6)]
    assert "proposed by zq1.lead, signed off by z" in decisions["decision:2023-24/D1"]
    files = [text for ref, text in sources.items() if ref.startswith("file:")]
    assert len(files) == 4
    (zr3,) = [text for text in files if "of ZR3" in text]
    assert zr3.startswith("ZR3-2023-24-corrected.xlsx of ZR3, sha-256 ")
    assert zr3.endswith("signed off by zr3.approver")


def test_a_cell_says_where_it_was_entered_in_its_own_unit(closed: Northmere) -> None:
    outcome = asked(closed, "cell:2023-24/ZR1/income.patient_care/M06/ZQ1/plan@v1")
    assert outcome.result.figure is not None
    assert outcome.result.figure.basis.period.code == "M06"
    assert any(fact.startswith("Entered at file:") for fact in outcome.result.facts)
    staff = asked(closed, "cell:2023-24/ZR1/wte.medical/M12/plan").result
    assert staff.figure is not None
    assert (staff.figure.value, staff.figure.basis.unit) == (2_100_00, WTE)  # 2,100 in March
    assert staff.ref.pin == "v3"
    moved = asked(closed, "cell:2023-24/ZR1/nonpay.other/M01/transfer.D3@v3").result
    assert "Entered at decision:2023-24/D3." in moved.facts


def test_a_parameter_a_rule_a_decision_a_version_and_a_file_are_told(closed: Northmere) -> None:
    found: dict[str, Explanation] = {}
    file = collated_file(closed)
    for ref in (
        "parameter:control_total/system_pence/2023-24/ZQ1@2022-12-23",
        "parameter:match/tolerance_pence",
        "rule:balance/ladder",
        "decision:2023-24/D3",
        "version:2023-24/ZQ1@v2",
        "version:2023-24/ZR1/finance@v1",
        f"file:{file[:12]}/Income/F23",
    ):
        result = asked(closed, ref).result
        assert result.figure is None
        assert result.facts, ref
        found[ref.partition("@")[0]] = result
    control_total = found["parameter:control_total/system_pence/2023-24/ZQ1"]
    assert control_total.title == "Control total"
    assert "published 2022-12-23, final, primary; Northmere fixture" in control_total.facts[0]
    assert any("Source: " in fact for fact in found["rule:balance/ladder"].facts)
    assert found["decision:2023-24/D3"].facts[0] == "Agreed."
    assert "Owner: Director of finance" in found["decision:2023-24/D3"].facts
    assert found["version:2023-24/ZQ1"].title == "Version 2"
    assert len(found["version:2023-24/ZQ1"].sources) == 4 + 2
    verbs = [fact.split()[4] for fact in found["version:2023-24/ZR1/finance"].facts]
    assert verbs == ["submit", "signoff", "accept"]
    assert any(
        "submit by zr1.editor" in fact for fact in found[f"file:{file[:12]}/Income/F23"].facts
    )


def collated_file(plan: Northmere) -> str:
    """Return the digest of ZR1's workbook."""
    rows = manifest(plan)["parts"]
    assert isinstance(rows, list)
    return str(next(row["file"] for row in rows if row["organisation"] == "ZR1"))


def manifest(plan: Northmere) -> dict[str, object]:
    digest = Digest(collated_version(plan.one, SYSTEM, 3).manifest)
    with plan.workspace.store.open(digest) as stream:
        content = json.load(stream)
    assert isinstance(content, dict)
    return content


def test_what_was_recorded_is_said_where_it_differs_from_what_is_found(closed: Northmere) -> None:
    content = manifest(closed)
    figures = content["figures"]
    assert isinstance(figures, Mapping)
    content["number"] = 4
    content["figures"] = {
        ref.replace("@v3", "@v4"): str(-8_999 * THOUSAND) if "system/including" in ref else value
        for ref, value in figures.items()
    }
    stored = closed.workspace.put(BytesIO(json.dumps(content).encode()))
    SystemVersion.objects.create(
        round=closed.one.record, system=SYSTEM, number=4, manifest=stored,
        made_by="an earlier program", made_at=closed.now(),
    )  # fmt: skip
    found = asked(closed, POSITION.replace("@v3", "@v4")).result
    assert (thousands(found.figure), found.differs) == (-9_000, str(-8_999 * THOUSAND))
    same = asked(closed, "figure:2023-24/ZQ1/position/system/excluding@v4").result
    assert same.differs == asked(closed, POSITION).result.differs == ""
    faults = verify(closed.one, by=closed.actor("auditor"), on=TODAY).result.faults
    assert [fault.what for fault in faults] == ["version:2023-24/ZQ1@v4"]  # no event made it


def test_what_is_not_counted_is_named(collated: Northmere) -> None:
    """A body that has handed in anew and not signed is left out, and that is said."""
    collated.submit("ZR3")  # the faulty one: its workforce is a draft, the rest waits
    found = asked(collated, "figure:2023-24/ZQ1/position/system/including@signed").result
    assert "ZR3 is not counted: its finance is not there." in found.facts
    assert thousands(found.figure) == 6_000 - 14_500 - 3_000
    assert asked(collated, POSITION.replace("v3", "v1")).result.facts == ()


def test_assumed_values_are_listed(closed: Northmere) -> None:
    tree = load().tree
    outcome = asked(closed, "figure:2023-24/ZQ1/match/matched@v3")
    listed = {"/".join(ref.parts[:2]) for ref in outcome.result.assumed}
    assert listed <= {path for path in tree if tree[path].entries[0].status == "assumed"}


@pytest.mark.parametrize(
    "ref",
    [
        "figure:2023-24",
        "figure:2023-24/ZQ1/position",
        "figure:2023-24/ZQ1/position/ZR9/including",
        "figure:2023-24/ZQ1/ladder/rung",
        "figure:2024-25/ZQ1/position/system/including",
        "figure:2023-24/ZQ9/position/system/including",
        "figure:2023-24/ZQ1/position/system/including@v9",
        "figure:2023-24/ZQ1/position/system/including@final",
        "cell:2023-24/ZR1",
        "cell:2023-24/ZR9/income.other/M01/plan",
        "cell:2023-24/ZR1/income.other/M13/plan",
        "cell:2023-24/ZR1/income.other/M01/actual",
        "version:2023-24",
        "version:2023-24/ZQ1@v9",
        "version:2023-24/ZR1/finance@v9",
        "parameter:match",
        "rule:balance",
        "decision:2023-24/D9",
        "file:0123456789ab",
        "event:2023-24/opened",
    ],
)
def test_what_is_not_there_is_unknown(closed: Northmere, ref: str) -> None:
    with pytest.raises(UnknownError):
        asked(closed, ref, "auditor")


@pytest.mark.parametrize(
    ("ref", "command"),
    [
        ("figure:allocation/2023-24/system/QF7/target", "equipoise allocate or place again"),
        ("figure:distribution/2025-26/East/Core/proposed", "equipoise optimise again"),
    ],
)
def test_what_was_worked_out_from_files_is_asked_of_its_command(
    closed: Northmere, ref: str, command: str
) -> None:
    with pytest.raises(RefusedError, match=command):
        asked(closed, ref)


def test_kinds_are_those_of_references_but_for_events() -> None:
    assert set(KINDS) == {"figure", "cell", "version", "parameter", "rule", "decision", "file"}


def test_a_trust_sees_what_is_of_its_own_body(closed: Northmere) -> None:
    """Fact book 5, section 5.2: own returns, both sides of one's own contracts; an approver the
    system's sums as well."""
    others = (
        "figure:2023-24/ZQ1/position/ZR2/including",
        "figure:2023-24/ZQ1/match/ZQ1/ZR2/income",
        "cell:2023-24/ZR2/income.other/M01/plan",
    )
    own = (
        "figure:2023-24/ZQ1/position/ZR1/including",
        "figure:2023-24/ZQ1/match/ZQ1/ZR1/spend",
        "cell:2023-24/ZR1/income.other/M01/plan",
    )
    for name in ("zr1.editor", "zr1.approver"):
        for ref in own:
            assert asked(closed, ref, name).result.figure is not None
        for ref in others:
            with pytest.raises(NotAllowedError):
                asked(closed, ref, name)
    with pytest.raises(NotAllowedError):
        asked(closed, POSITION, "zr1.editor")


@pytest.mark.parametrize("name", ["zr1.approver", "region.lead", "national.lead"])
def test_the_systems_sums_are_for_all_who_see_the_system(closed: Northmere, name: str) -> None:
    assert thousands(asked(closed, POSITION, name).result.figure) == -9_000
