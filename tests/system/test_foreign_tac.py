"""A filled account form of 2023/24 goes through `submit`, and back, with nothing re-keyed.

Every figure is made up. The form knows the year only, so its cells are of the whole year, as they
are in a ledger's list: nobody may guess its months.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from equipoise.cube import Cells
from equipoise.records.queries import version
from equipoise.register import Chart, Kind
from equipoise.store import Digest
from equipoise.usecases.check import check
from equipoise.usecases.fill_form import fill_form
from equipoise.usecases.foreign import Mapped
from equipoise.usecases.held import get_held
from equipoise.usecases.map_form import map_form
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.submit import Submitted, submit
from equipoise.usecases.template import Filling, template
from tests import libreoffice
from tests.northmere_round import TODAY, Northmere
from tests.workbooks import tac
from tests.workbooks.foreign_forms import HEADING
from tests.workbooks.planting import unzipped

pytestmark = tac.needed
SOURCE, OTHER, COSTS, STAFF = "TAC06 Op Inc 1", "TAC07 Op Inc 2", "TAC08 Op Exp", "TAC09 Staff"
SOCI, NOTES = "TAC02 SoCI", "TAC28 Disclosures"
AMOUNTS: Final = {
    (SOURCE, "E12"): 200_000, (SOURCE, "E42"): 60_000, (SOURCE, "E44"): 140_000,
    (OTHER, "E12"): 10_000,
    (COSTS, "E15"): 130_000, (COSTS, "E20"): 20_000, (COSTS, "E29"): 5_000, (COSTS, "E69"): 54_000,
    (STAFF, "F10"): 118_000, (STAFF, "G19"): 5_000, (STAFF, "G20"): 7_000,
    (SOCI, "E17"): -1_500, (NOTES, "E67"): -500,
}  # fmt: skip
"""£000: income 210,000, costs 209,000 and a dividend of 1,500, so a deficit of 500."""
HEAD: Final = (
    "form,Intro,B6,Trust accounts consolidation (TAC) form 2023/24,,,,,\nyear,Intro,B6,,,,,,\n"
)
CODED: Final = (
    (SOURCE, "INC1100", "A06CY01", "income.patient_care,X24", 1),
    (SOURCE, "INC1115", "A06CY01", "income.patient_care,ZQ1", 1),
    (OTHER, "INC1360", "A07CY01", "income.other,", 1),
    (OTHER, "INC1365", "A07CY01", "income.total,", 1),
    (STAFF, "STA0230", "A09CY01P", "pay.substantive,", 1),
    (STAFF, "STA0300", "A09CY01O", "pay.bank,", 1),
    (STAFF, "STA0310", "A09CY01O", "pay.agency,", 1),
    (COSTS, "EXP0170", "A08CY01", "nonpay.drugs,", 1),
    (COSTS, "EXP0240", "A08CY01", "nonpay.other,", 1),
    (COSTS, "EXP0380Z", "A08CY01", "nonpay.other,", 1),
    (SOCI, "SCI0180", "A02CY01", "financing,", -1),
    (SOCI, "SCI0240", "A02CY01", "surplus.reported,", 1),
    (NOTES, "OTD0230", "A28CY01", "position.including,", 1),
)
SINGLE: Final = (
    *CODED[:2],
    (OTHER, "INC1240A", "A07CY01", "income.other,", 1),
    (COSTS, "EXP0130", "A08CY01", "pay.substantive,", 1),
    (COSTS, "EXP0170", "A08CY01", "nonpay.drugs,", 1),
    (COSTS, "EXP0380Z", "A08CY01", "nonpay.other,", 1),
    (SOCI, "SCI0170", "A02CY01", "financing,", -1),
    (SOCI, "SCI0240", "A02CY01", "surplus.reported,", 1),
    (NOTES, "OTD0230", "A28CY01", "position.including,", 1),
)
"""Each amount in one cell that people fill in."""


def mapping(coded: tuple[tuple[str, str, str, str, int], ...], folder: Path) -> Path:
    """Return a mapping of the form; it says of every other line of finance that it is nil."""
    lines = [
        f"code,{s},{row},{column},{measure},£000,{sign},Y"
        for s, row, column, measure, sign in coded
    ]
    told = {measure.partition(",")[0] for *_, measure, _ in coded}
    for measure in Chart.load().of("finance", Kind.PROVIDER):
        alone = not (measure.formula or measure.counterparty or measure.item)
        if alone and measure.code not in told:
            lines.append(f"{'nil' if measure.sign else 'none'},,,,{measure.code},,,,")
    path = folder / "tac-2023-24.csv"
    path.write_text(HEADING + HEAD + "\n".join(lines) + "\n", "utf-8")
    return path


def filled(folder: Path, amounts: tac.Amounts = AMOUNTS, **changes: str) -> Path:
    """Return the real form filled with figures; some cells of its first statement changed."""
    book = tac.calculated(tac.form(2023), amounts)
    for at, text in changes.items():
        cells = dict(book.sheets[SOCI])
        place = (int(at[1:]), ord(at[0]) - 64)
        cells[place] = cells[place]._replace(text=text)
        book = type(book)({**book.sheets, SOCI: cells})
    path = folder / "ZR2 TAC.xlsx"
    path.write_bytes(tac.written(2023, book))
    return path


def hand_in(world: Northmere, given: Mapped) -> Outcome[Submitted]:
    return submit(world.one, given, "ZR2", by=world.editor("ZR2"), now=world.now())


def test_a_filled_account_form_is_submitted_with_nothing_keyed_again(
    opened: Northmere, tmp_path: Path
) -> None:
    given = Mapped(path=filled(tmp_path), mapping=mapping(CODED, tmp_path))
    outcome = hand_in(opened, given)
    assert [(one.code, one.cell, one.message) for one in outcome.findings] == []
    assert [str(ref) for ref in outcome.result.versions.values()] == [
        "version:2023-24/ZR2/finance@v1"
    ]
    row = version("2023-24", "ZR2", part="finance", number=1)
    assert row is not None
    held = get_held(opened.workspace, row.reading)
    cells = {
        (cell.key.measure, cell.key.counterparty): cell
        for cell in Cells(opened.workspace.store.path(Digest(held.parquet)))
    }
    assert {cell.key.period for cell in cells.values()} == {opened.one.year.period}
    thousand = 100_000
    assert cells["income.patient_care", "ZQ1"].value == 140_000 * thousand
    assert cells["nonpay.other", None].value == 59_000 * thousand
    assert cells["nonpay.other", None].source.parts[1:] == (COSTS, "E29", "E69")
    assert cells["financing", None].value == 1_500 * thousand
    declared = {cell.key.measure: cell.value for cell in held.totals}
    assert declared["surplus.reported"] == -500 * thousand
    assert declared["income.total"] == 210_000 * thousand
    template(
        opened.one, "ZR2", tmp_path / "own.xlsx", by=opened.editor("ZR2"), on=TODAY,
        filling=Filling(parts=("finance",)),
    )  # fmt: skip
    assert (tmp_path / "own.xlsx").exists()


def test_a_total_of_the_account_form_that_does_not_hold_is_found_at_its_cell(
    opened: Northmere, tmp_path: Path
) -> None:
    given = Mapped(path=filled(tmp_path, E18="-1400"), mapping=mapping(CODED, tmp_path))
    found = check(opened.one, given, "ZR2", by=opened.editor("ZR2"), on=TODAY).findings
    told = [one for one in found if one.code == "EQ-TAC-001"]
    assert [(one.sheet, one.cell, one.found) for one in told] == [
        (SOCI, "E18", "-1400"), (SOCI, "E23", "-500")
    ]  # fmt: skip
    assert told[0].expected == (
        "-1500: Finance income SCI0150 (E15) plus Finance expense SCI0160 (E16) plus "
        "PDC dividend expense SCI0170 (E17)"
    )


def test_a_cost_that_nobody_mapped_is_missed_in_the_forms_own_total(
    opened: Northmere, tmp_path: Path
) -> None:
    """The 5,000 of depreciation are in the form's deficit of 500, and in no line of the mapping."""
    given = Mapped(path=filled(tmp_path), mapping=mapping(SINGLE, tmp_path))
    found = check(opened.one, given, "ZR2", by=opened.editor("ZR2"), on=TODAY).findings
    assert [(one.code, one.sheet, one.cell, one.found, one.expected) for one in found] == [
        ("EQ-TAC-005", SOCI, "E25", "(500)", "4,500")
    ], "the adjusted figure agrees with the surplus stated above it, and is not told again"


@libreoffice.needed
def test_figures_are_written_back_and_the_forms_own_totals_are_ours(
    opened: Northmere, tmp_path: Path
) -> None:
    amounts = {**AMOUNTS, (COSTS, "E29"): 0, (COSTS, "E69"): 59_000}
    given = Mapped(path=filled(tmp_path, amounts), mapping=mapping(SINGLE, tmp_path))
    assert not hand_in(opened, given).findings
    back = tmp_path / "back.xlsx"
    empty = Mapped(path=tac.FORMS[2023], mapping=given.mapping)
    made = fill_form(
        opened.one, "ZR2", form=empty, by=opened.editor("ZR2"), on=TODAY, to=back
    ).result  # fmt: skip
    assert (made.written, [one.line.at for one in made.left]) == (8, ["SCI0240"])
    assert made.left[0].why == "a formula of the form makes it"
    one, other = unzipped(tac.FORMS[2023].read_bytes()), unzipped(back.read_bytes())
    changed = [name for name in one if one[name] != other[name]]
    assert "xl/workbook.xml" in changed
    assert all(name == "xl/workbook.xml" or "/worksheets/" in name for name in changed)
    rows = libreoffice.recalculated(back, sheet=1)
    assert [rows[at][4] for at in (9, 12, 17, 24)] == [200_000, 1_000, -1_500, -500]


def test_a_draft_tells_what_it_leaves_open(opened: Northmere, tmp_path: Path) -> None:
    to = tmp_path / "draft.csv"
    form = Mapped(path=tac.FORMS[2023])
    editor = opened.editor("ZR2")
    made = map_form(opened.one, form, organisation="ZR2", by=editor, on=TODAY, to=to).result
    lines = {(line.at, line.under): line for line in made.form_map.lines.values()}
    assert lines["SCI0240", "A02CY01"].measure == "surplus.reported"
    assert lines["SCI0240", "A02PY01"].period == "prior"
    assert lines["EXP0170", "A08CY01"].sheet == COSTS
    assert (made.report.formulas.formulas, made.report.formulas.run) == (1929, 1896)
    assert "pay.bank" in {measure.code for measure in made.report.unmapped}
    assert (SOCI, "E17") in {(one.spot.sheet, one.spot.cell) for one in made.report.cells}
    again = map_form(
        opened.one, Mapped(path=form.path, mapping=to), organisation="ZR2", by=editor, on=TODAY
    ).result
    assert again.report == made.report
    assert again.form_map.faults == ()
