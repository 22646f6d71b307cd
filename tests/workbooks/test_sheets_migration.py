"""Forms of last year and of version 1, carried into today's: what goes where, and what does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.register import Kind
from equipoise.sheets import (
    Content,
    Fared,
    Identity,
    Known,
    Limits,
    Migration,
    Reading,
    Refusal,
    RefusalKind,
    Whole,
    fared,
    migrated,
    parts_of,
)
from equipoise.sheets.addresses import address, position
from equipoise.sheets.child import answer
from equipoise.sheets.content import Line
from equipoise.sheets.forms_earlier import EDITIONS
from equipoise.sheets.reading import read_whole
from equipoise.sheets.surveying import book_of
from equipoise.units import Absence, FinancialYear
from tests.workbooks.conftest import Read
from tests.workbooks.form_v1 import FormOne, trust, twelve
from tests.workbooks.planting import (
    CHART,
    DIGEST,
    ICB,
    THOUSAND,
    TRUST,
    YEAR,
    planted,
    trust_content,
    written,
)

LAST: Final = FinancialYear(2022)
NAMES: Final = {"ZQ1": "NHS Northmere ICB", "X24": "NHS England", "ZQ9": "ZQ9"}
PARTS: Final = parts_of(Kind.PROVIDER)
PATIENT: Final = ("income.patient_care", "ZQ1", "")


def whole(content: bytes) -> Whole:
    book = book_of(b"".join(answer(content, Limits())))
    assert not isinstance(book, Refusal), book
    found = read_whole(book, digest=DIGEST, chart=CHART, editions=EDITIONS)
    assert isinstance(found, Whole), found
    return found


def carried(
    content: bytes,
    *,
    identity: Identity = TRUST,
    parts: tuple[str, ...] = PARTS,
    prior: Mapping[Line, int] | None = None,
) -> tuple[Migration, tuple[Fared, ...]]:
    """Return what a file becomes in the round, and the list of what became of its cells."""
    old = whole(content)
    known = Known(counterparties=NAMES, prior=prior or {}, notice="Made-up data.")
    done = migrated(old, identity=identity, chart=CHART, parts=parts, known=known)
    return done, fared(done, old.reading, identity=identity, chart=CHART, parts=parts)


def last_year(content: Content | None = None) -> bytes:
    return written(replace(TRUST, year=LAST), content or trust_content(), PARTS)


def at(listed: tuple[Fared, ...], sheet: str, cells: str) -> Fared:
    (found,) = [one for one in listed if (one.sheet, one.cells) == (sheet, cells)]
    return found


def test_last_years_months_come_to_the_last_year_column() -> None:
    """43,333 eleven times and 43,337: 520,000. Staff are those of March: 7,000 of a WTE's 100."""
    done, listed = carried(last_year())
    assert done.content.prior[PATIENT] == 520_000 * THOUSAND
    assert done.content.prior["income.support", "ZQ1", ""] == 6_000 * THOUSAND
    assert done.content.prior["wte.nursing", None, ""] == 7 * THOUSAND
    assert done.content.prior["underlying.stated", None, ""] == 531_604 * THOUSAND
    found = at(listed, "Income", "G23:R23")
    assert (found.row, found.to_sheet, found.to) == (
        "Income from NHS Northmere ICB",
        "Income",
        "E23",
    )
    assert found.found == (*["43333"] * 11, "43337")
    assert at(listed, "Workforce", "P9").to == "C9"
    assert at(listed, "Workforce", "E9:O9").why == "the year of this line is its last month"


def test_this_years_amounts_stay_blank_and_what_they_are_of_stays() -> None:
    done, listed = carried(last_year())
    amounts = [value for row in done.content.values.values() for value in row]
    assert set(amounts) == {Absence.MISSING}
    assert [(one.ref, one.name) for one in done.content.items if one.kind != "chapter"] == [
        ("S1", "Theatre productivity"),
        ("S2", "Sale of land"),
        ("P1", "Ward block B"),
    ]
    schemes = [one for one in done.content.items if one.kind == "scheme"]
    assert [one.attributes["recurrent"] for one in schemes] == ["Recurrent", "Non-recurrent"]
    left = at(listed, "Efficiency", "J13:U13")
    assert (left.row, left.to, set(left.found)) == ("S1 Theatre productivity", "", {"10"})
    assert left.why == "last year's amount is not this year's plan, and its sheet has no last year"


def test_a_migrated_form_is_read_as_this_years_with_nothing_in_it_but_blanks(read: Read) -> None:
    done, _ = carried(last_year())
    found = read(written(TRUST, done.content, PARTS))
    assert isinstance(found, Reading)
    assert (found.year, found.version) == (YEAR, "2")
    assert {fault.kind for fault in found.faults} == {"blank"}
    assert all(isinstance(cell.value, Absence) for cell in found.cells)


@pytest.mark.parametrize("blank", ["G23", "R23"])
def test_a_line_with_a_blank_month_has_no_last_year_and_each_month_is_listed(blank: str) -> None:
    done, listed = carried(planted(last_year(), "Income", **{blank: None}))
    assert PATIENT not in done.content.prior
    cells = {"G23": "H23:R23", "R23": "G23:Q23"}[blank]
    left = at(listed, "Income", cells)
    assert (left.to, len(left.found)) == ("", 11)
    assert left.why == ("another month of the line is blank or no number, so its year is not known")
    assert PATIENT in done.content.values, "the row of the commissioner stays"


def test_a_closing_line_needs_its_last_month_alone() -> None:
    done, _ = carried(planted(last_year(), "Workforce", E9=None))
    assert done.content.prior["wte.nursing", None, ""] == 7 * THOUSAND
    done, listed = carried(planted(last_year(), "Workforce", P9=None))
    assert ("wte.nursing", None, "") not in done.content.prior
    assert at(listed, "Workforce", "E9:O9").why == "the year of this line is its last month"


def test_what_last_year_planned_for_this_year_is_left() -> None:
    content = replace(trust_content(), later={PATIENT: [530_000 * THOUSAND, 540_000 * THOUSAND]})
    sent = written(replace(TRUST, year=LAST, years=3), content, PARTS)
    done, listed = carried(sent)
    assert done.content.prior[PATIENT] == 520_000 * THOUSAND
    left = at(listed, "Income", "S23:T23")
    assert left.found == ("530000", "540000")
    assert left.why == "what was planned last year for a later year is not this year's plan"


def test_words_of_a_year_that_is_over_are_left_and_listed() -> None:
    content = replace(
        trust_content(),
        items=(
            *trust_content().items,
            replace(
                trust_content().items[0],
                kind="signoff",
                attributes={"impact": "Low", "assessor": "Medical director"},
            ),
        ),
    )
    done, listed = carried(last_year(content))
    (signoff,) = [one for one in done.content.items if one.kind == "signoff"]
    assert (signoff.ref, signoff.attributes) == ("S1", {})
    left = [one for one in listed if one.sheet == "Signoffs" and not one.to]
    assert [(one.found, one.why) for one in left] == [
        (("Low", "Medical director"), "it is of last year's plan: write this year's")
    ]


def test_a_part_that_the_round_does_not_ask_for_is_listed() -> None:
    done, listed = carried(last_year(), parts=("finance", "efficiency"))
    assert ("wte.nursing", None, "") not in done.content.prior
    left = [one for one in listed if one.why == "this round does not ask for this part"]
    assert {one.sheet for one in left} == {"Workforce", "Capital"}


def test_of_a_part_that_the_old_form_lacks_the_round_knows_last_year() -> None:
    """Of one that it has, the old form alone says; where the round knows another, it is told."""
    cash = ("cash.closing", None, "")
    sent = written(replace(TRUST, year=LAST), trust_content())
    prior = {cash: 5 * THOUSAND, PATIENT: 510_000 * THOUSAND, ("income.other", None, ""): 1}
    done, _ = carried(sent, prior=prior)
    assert done.content.prior[cash] == 5 * THOUSAND
    assert done.content.prior[PATIENT] == 520_000 * THOUSAND
    assert set(done.otherwise) == {PATIENT, ("income.other", None, "")}


def test_version_1_of_last_year_moves_its_lines_and_keeps_a_name_nobody_else_has() -> None:
    """Twelve times 3 left out of performance: 36, in the line that holds it today."""
    done, listed = carried(trust(LAST).workbook())
    prior = done.content.prior
    assert prior["adjustment.other", None, ""] == 36 * THOUSAND
    assert ("adjustment.technical", None, "") not in prior
    assert prior["income.patient_care", "ZQ1", ""] == 480_000 * THOUSAND
    assert prior["income.patient_care", "ZQ9", ""] == 306 * THOUSAND
    assert prior["wte.nursing", None, ""] == 12_345
    assert done.content.counterparties["ZQ9"] == "A county council"
    moved = at(listed, "Position", "E11:P11")
    assert (moved.to_sheet, moved.to) == ("Position", "C19")
    assert moved.why == "it held impairments and donated assets too"
    assert ("nonpay.depreciation", None, "") not in prior


def test_version_1_of_this_year_keeps_every_typed_cell(read: Read) -> None:
    done, listed = carried(trust(YEAR).workbook())
    assert [one for one in listed if not one.to] == []
    found = read(written(TRUST, done.content, PARTS))
    assert isinstance(found, Reading)
    values = {
        (cell.key.measure, cell.key.counterparty, cell.key.item, cell.key.period.code): cell.value
        for cell in found.cells
        if not isinstance(cell.value, Absence)
    }
    assert values["adjustment.other", None, "", "M07"] == 3 * THOUSAND
    assert values["income.patient_care", "ZQ9", "", "M12"] == 2_550_000
    assert values["wte.nursing", None, "", "M12"] == 12_345
    assert values["efficiency.recurrent", None, "S1", "M01"] == 10 * THOUSAND
    assert values["capital.operational", None, "P1", "M12"] == 20 * THOUSAND
    typed = sum(len(row) for row in trust(YEAR).amounts.values())
    assert len(values) == typed
    assert {one.attributes.get("category") for one in found.items if one.kind == "scheme"} == {None}
    assert at(listed, "Efficiency", "B13:G13").to == "B13:G13"
    assert at(listed, "Efficiency", "I13:T13").to == "J13:U13"


def test_version_1_of_a_commissioner() -> None:
    form = FormOne(
        organisation="ZQ1",
        year=LAST,
        kind=Kind.ICB,
        amounts={"allocation.recurrent": twelve(100), "spend.healthcare/ZR2": twelve(90)},
        names={"ZR2": "Calder Vale Hospitals"},
    )
    done, listed = carried(form.workbook(), identity=ICB, parts=parts_of(Kind.ICB))
    assert done.content.prior == {
        ("allocation.recurrent", None, ""): 1_200 * THOUSAND,
        ("spend.healthcare", "ZR2", ""): 1_080 * THOUSAND,
    }
    assert all(one.to for one in listed)


@pytest.mark.parametrize(
    ("cell", "found", "why"),
    [
        ("G23", "'n/a", "words, where a number is asked"),
        ("F23", "480000", "typed over a formula, which the new form works out itself"),
        ("F23", "=SUM(G23:Q23)", "a changed formula, which the new form works out itself"),
        ("C23", "ZR9", "typed over a code, which stays as it was sent out"),
        ("G23", "0.0000001", "finer than a penny, or than the smallest unit"),
    ],
)
def test_a_cell_that_cannot_be_carried_is_listed_with_why(cell: str, found: str, why: str) -> None:
    _, listed = carried(planted(last_year(), "Income", **{cell: found}))
    left = at(listed, "Income", cell)
    text = {"=SUM(G23:Q23)": "1 (=SUM(G23:Q23))", "0.0000001": "1e-07"}.get(found, found)
    assert (left.found, left.to, left.why) == ((text.removeprefix("'"),), "", why)


def test_what_a_row_says_not_what_it_is_of_is_listed() -> None:
    """A second scheme of one reference, and amounts beside no code."""
    form = trust(YEAR, **{"efficiency/-/2": twelve(4), "income__patient_care/spare.2": twelve(6)})
    words = {
        **form.words,
        ("efficiency/-/2", "ref"): "S1",
        ("efficiency/-/2", "name"): "Another",
        ("efficiency/-/2", "recurrent"): "Recurrent",
    }
    _, listed = carried(replace(form, words=words).workbook())
    left = [one for one in listed if not one.to]
    assert [(one.sheet, one.cells, one.why) for one in left] == [
        ("Income", "G25:R25", "its row does not say what it is of"),
        ("Efficiency", "B14", "in a second row for the same thing"),
        ("Efficiency", "C14:D14", "its row does not say what it is of"),
        ("Efficiency", "I14:T14", "its row does not say what it is of"),
    ]


def test_a_version_that_never_was_is_refused() -> None:
    book = book_of(b"".join(answer(planted(last_year(), "_meta", B2="3"), Limits())))
    assert not isinstance(book, Refusal)
    found = read_whole(book, digest=DIGEST, chart=CHART, editions=EDITIONS)
    assert isinstance(found, Refusal)
    assert found.kind is RefusalKind.OTHER_VERSION


def test_a_council_has_no_row_but_where_it_pays() -> None:
    """Of the lists that have a row for each usual counterparty, it is in none without a figure."""
    old = whole(trust(YEAR).workbook())
    known = Known(counterparties=NAMES, prior={}, usual=("ZQ1", "X24"))
    done = migrated(old, identity=TRUST, chart=CHART, parts=PARTS, known=known)
    sent = whole(written(TRUST, done.content, PARTS))
    lines = {(cell.key.measure, cell.key.counterparty) for cell in sent.reading.cells}
    assert {measure for measure, other in lines if other == "ZQ9"} == {"income.patient_care"}
    assert ("activity.non_elective", "X24") in lines


def test_notes_beside_the_form_and_sheets_of_ones_own_are_listed() -> None:
    beside: dict[tuple[str, str], str | int] = {
        ("Income", "X3"): "ask finance",
        ("Income", "Y8"): 12,
        ("Income", "B60"): "my own row",
        ("Income", "G60"): 5,
        ("Notes", "B2"): "a note",
    }
    _, listed = carried(replace(trust(YEAR), beside=beside).workbook())
    left = [one for one in listed if not one.to]
    assert [(one.sheet, one.cells, one.found, one.why) for one in left] == [
        ("Income", "X3", ("ask finance",), "the form has no such place"),
        ("Income", "Y8", ("12",), "the form has no such place"),
        ("Income", "B60", ("my own row",), "the form has no such place"),
        ("Income", "G60", ("5",), "in a row that the form was not sent out with"),
        ("Notes", "B2", ("a note",), "the form has no such place"),
    ]


ENTRIES: Final = {
    "Income": ("C23", "D25", "C25", "F23", "G23", "G25", "R26", "E23", "B23", "A23", "A25"),
    "Workforce": ("A8", "D8", "E8", "P13", "E14"),
    "Efficiency": ("A13", "B13", "B14", "C14", "D13", "H13", "I13", "J13", "U14"),
    "Capital": ("A16", "B16", "D16", "F16", "F13"),
    "Risk": ("B14", "C14", "G14", "H14"),
    "Narrative": ("B10", "C10", "D10", "B18", "D18"),
}
PLANTS: Final = st.sampled_from(
    [None, 0, 7, "-5", "0.005", "1e300", "'S1", "'ZQ1", "'X24", "'-", "'a/b", "'spare.1", "=A1"]
)


@settings(max_examples=25)
@given(
    plants=st.lists(
        st.tuples(st.sampled_from([(s, a) for s, at in ENTRIES.items() for a in at]), PLANTS),
        min_size=1,
        max_size=6,
    ),
    year=st.sampled_from([LAST, YEAR]),
)
def test_whatever_is_typed_where_is_carried_or_listed_and_the_new_form_is_written(
    plants: list[tuple[tuple[str, str], str | int | None]], year: FinancialYear
) -> None:
    content = written(replace(TRUST, year=year, round="another"), trust_content(), PARTS)
    there = dict(plants)
    for (sheet, cell), value in there.items():
        content = planted(content, sheet, **{cell: value})
    done, listed = carried(content)
    written(TRUST, done.content, PARTS)
    told = {(one.sheet, cell) for one in listed for cell in cells_of(one.cells)}
    assert sum(len(one.found) for one in listed) == len(told)
    for (sheet, cell), value in there.items():
        own = cell in ("B23", "E23", "C23") or cell.startswith("A") or value == "'X24"
        if value is not None and not own:
            assert (sheet, cell) in told


def cells_of(run: str) -> list[str]:
    first, _, last = run.partition(":")
    (row, start), (_, end) = position(first), position(last or first)
    return [address(row, column) for column in range(start, end + 1)]
