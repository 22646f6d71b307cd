"""What is planted in the synthetic England: each kind alone is found at its cell, and no other."""

import csv
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest

from equipoise.checks import RETURN, ReturnCells, refused
from equipoise.register import Chart
from equipoise.samples.england.bodies import NORTHMERE, SEED, bodies
from equipoise.samples.england.differences import Of, lower
from equipoise.samples.england.drafts import england
from equipoise.samples.england.drawn_fault import DrawnFault
from equipoise.samples.england.faults_of_systems import OfSystem, plan_wrongly
from equipoise.samples.england.faults_typed import TYPED, TypedFault, spoil
from equipoise.samples.england.overtyping import Typed, overtyped
from equipoise.samples.england.planted_returns import write_planted
from equipoise.samples.england.planting import (
    DRAWN,
    FAULTS,
    Fault,
    clean,
    made_here,
    planting,
    suits,
)
from equipoise.samples.england.positions import year_of
from equipoise.samples.england.returns import content_of, identity_of, workbook
from equipoise.samples.england.written import Written
from equipoise.sheets import Limits, Line, Refusal
from equipoise.sheets.child import answer
from equipoise.sheets.reading import read_book
from equipoise.sheets.surveying import book_of
from equipoise.units import FinancialYear
from tests.england_rules import known_on, rules, small
from tests.workbooks.planting import DIGEST

CHART = Chart.load()
TRUST, ICB = "ZV001", "ZS01"
UNITS = {"£000": 100_000, "number": 1}
Told = tuple[str, str, str]


@cache
def written(code: str) -> Written:
    one = small()
    content = content_of(one, one.drafts[code])
    return Written(content=workbook(identity_of(one, code), content), chart=CHART)


def told(content: bytes, code: str, year: int = 2023) -> Counter[Told]:
    """Return code, sheet and cell of all that is found in a body's workbook."""
    one = small(year)
    identity = identity_of(one, code)
    book = book_of(b"".join(answer(content, Limits())))
    if isinstance(book, Refusal):
        finding = refused(book, DIGEST, identity)
        return Counter([(finding.code, finding.sheet, finding.cell)])
    reading = read_book(book, digest=DIGEST, chart=CHART)
    assert not isinstance(reading, Refusal)
    subject = ReturnCells(
        reading=reading, expected=identity, chart=CHART, prior=one.drafts[code].prior
    )
    found = RETURN.findings(subject, rules(year), known_on=known_on(one.year))
    return Counter((one.code, one.sheet, one.cell) for one in found)


def bodies_of(fault: Fault) -> tuple[int, list[str]]:
    """Return a year, and a body of each kind that can have the fault in it."""
    for year in (2023, 2024):
        one = small(year)
        found = {
            one.kind(code): code for code in sorted(made_here(one)) if suits(fault, one, code=code)
        }
        if set(found) == fault.kinds:
            return year, list(found.values())
    raise AssertionError(f"nobody can have it: {fault.what}")


@pytest.mark.parametrize("fault", TYPED, ids=lambda fault: fault.what)
def test_what_is_typed_is_found_at_its_cell_and_nothing_else(fault: TypedFault) -> None:
    year, codes = bodies_of(fault)
    assert year == 2023, "people type over cells whatever the plan"
    for code in codes:
        spoilt = spoil(written(code), fault, random=Random(code))
        expected = Counter((check, spoilt.sheet, spoilt.cell) for check in fault.codes)
        assert told(spoilt.content, code) == expected, code


@pytest.mark.parametrize("fault", DRAWN, ids=lambda fault: fault.what)
def test_what_is_planned_badly_is_found_at_its_line_and_nothing_else(fault: DrawnFault) -> None:
    year, codes = bodies_of(fault)
    one = small(year)
    for code in codes:
        draft = one.drafts[code].copy()
        fault.change(draft)
        made = Written(
            content=workbook(identity_of(one, code), content_of(one, draft)), chart=CHART
        )
        expected = Counter((fault.code, sheet, cell) for sheet, cell in fault.at(made))
        assert expected
        assert told(made.content, code, year) == expected, code


def test_every_check_of_a_return_has_a_fault_or_a_reason_for_none() -> None:
    planted = {code for fault in TYPED for code in fault.codes} | {fault.code for fault in DRAWN}
    every = {check.code for check in RETURN}
    without = {code for code in every if code.startswith("EQ-TAC")}  # a form that is not ours
    without |= {"EQ-WTE-002"}  # asked of 2025/26, and England is of the years before
    assert every - planted == without
    assert planted - every == {"EQ-FIL-001"}


def test_every_kind_of_fault_is_somewhere_in_the_whole_england() -> None:
    """Support is drawn in 2024/25 alone; every other kind is in both years."""
    of_support = {fault.what for fault in DRAWN if fault.code.startswith("EQ-SUP")}
    assert len(of_support) == 2
    for year, absent in ((2023, of_support), (2024, set[str]())):
        whole = planting(england(bodies(), year_of(FinancialYear(year))), seed=SEED)
        assert {fault.what for fault in whole.faults.values()} == set(FAULTS) - absent
        for code, fault in whole.faults.items():
            assert suits(fault, whole.england, code=code), code


def test_no_year_of_a_line_can_be_typed_over_unseen() -> None:
    for code in (TRUST, ICB):
        one = written(code)
        for sheet in sorted({sheet for sheet, _ in one.years()}):
            cells = [cell for name, cell in one.years() if name == sheet]
            content = overtyped(one.content, sheet, {cell: Typed(number="7") for cell in cells})
            found = {cell for check, name, cell in told(content, code) if check == "EQ-TOT-001"}
            assert found >= set(cells), (code, sheet)


def test_the_manifest_is_what_was_planted_and_the_same_for_the_same_number(tmp_path: Path) -> None:
    one = small()
    files = write_planted(tmp_path / "a", planting(one, seed=5), processes=1)
    again = write_planted(tmp_path / "b", planting(one, seed=5), processes=2)
    assert files.planted == again.planted
    assert {code: path.read_bytes() for code, path in files.first.items()} == {
        code: path.read_bytes() for code, path in again.first.items()
    }
    with files.manifest.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["code"] for row in rows] == [line.code for line in files.planted]
    faulty = {line.organisation for line in files.planted if line.found_by == "submit"}
    assert faulty == set(files.mended)
    assert len(faulty) == 3
    assert not faulty & set(one.members(NORTHMERE))
    other = write_planted(tmp_path / "c", planting(one, seed=6), processes=1)
    assert other.planted != files.planted


def test_a_fault_of_a_system_is_in_one_return_of_it_which_has_no_fault_by_itself() -> None:
    """Two of them in a small England: no other system than Northmere's is in deficit beside one."""
    whole = planting(england(bodies(), year_of(FinancialYear(2023))), seed=SEED)
    supported = planting(england(bodies(), year_of(FinancialYear(2024))), seed=SEED)
    every = {OfSystem.STATED, OfSystem.CAPITAL}
    assert {one.of for one in supported.of_systems} == every
    assert {one.of for one in whole.of_systems} == set(OfSystem)
    assert len({one.system for one in whole.of_systems}) == len(whole.of_systems)
    assert NORTHMERE not in {one.system for one in whole.of_systems}
    small_one = small()
    found = planting(small_one, seed=5).of_systems
    assert {one.of for one in found} == every
    positions = (OfSystem.SHORT, OfSystem.SURPLUS)
    for fault in (*found, *(replace(found[0], of=of) for of in positions)):
        draft = small_one.drafts[fault.body].copy()
        plan_wrongly(draft, fault)
        assert draft.values != small_one.drafts[fault.body].values
        content = workbook(identity_of(small_one, fault.body), content_of(small_one, draft))
        assert told(content, fault.body) == Counter(), fault.of


def test_a_difference_is_in_the_payer_s_plan_and_moves_no_position() -> None:
    one = small()
    found = planting(one, seed=5)
    assert {difference.of for difference in found.differences} == set(Of)
    for each in found.differences:
        before, after = one.drafts[each.payer], one.drafts[each.payer].copy()
        lower(after, each)
        apart = {
            line: (sum(before.values[line]) - sum(months)) / UNITS[each.of.unit]
            for line, months in after.values.items()
            if sum(months) != sum(before.values[line])
        }
        by_kind: dict[Of, dict[Line, int]] = {
            Of.CARE: {("spend.healthcare", each.payee, ""): each.amount},
            Of.SPECIALISED: {
                ("spend.specialised", each.payee, ""): each.amount,
                ("specialised.spend", each.payee, each.line): each.amount,
            },
            Of.ACTIVITY: {(each.line, each.payee, ""): each.amount},
        }
        changed = by_kind[each.of]
        if each.of is not Of.ACTIVITY and each.payer != "X24":
            changed["spend.prescribing", None, ""] = -each.amount
        assert apart == changed


def test_the_whole_england_has_differences_of_every_kind_and_reach() -> None:
    """An ICB and its own trust, an ICB and another's, and NHS England and a trust."""
    whole = planting(england(bodies(), year_of(FinancialYear(2023))), seed=SEED)
    system = {trust.code: trust.system for trust in whole.england.bodies.trusts}
    found = Counter(
        (one.of, "NHS England" if one.payer == "X24" else system[one.payee] == one.payer)
        for one in whole.differences
    )
    assert set(found) == {
        (Of.CARE, True),
        (Of.CARE, False),
        (Of.SPECIALISED, True),
        (Of.SPECIALISED, "NHS England"),
        (Of.ACTIVITY, True),
        (Of.ACTIVITY, False),
    }
    contracts = [(one.payer, one.payee) for one in whole.differences if one.of is not Of.ACTIVITY]
    assert len(contracts) == len(set(contracts))
    drafts = whole.drafts
    for one in whole.differences:
        if one.of is Of.ACTIVITY:
            provided = drafts[one.payee].values[one.line, one.payer, ""]
            bought = drafts[one.payer].values[one.line, one.payee, ""]
            assert sum(provided) - sum(bought) == one.amount
            share = abs(one.amount) / max(sum(provided), sum(bought))
            assert 0 < share <= 0.05 if system[one.payee] == one.payer else share > 0.05
            assert min(bought) >= 0


def test_a_clean_england_has_no_fault_and_no_difference() -> None:
    found = clean(small())
    assert (found.faults, found.differences) == ({}, ())
    assert found.unanswered
