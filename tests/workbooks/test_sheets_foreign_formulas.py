"""The formulas of a sender's own form: read, worked out again, and compared with what it shows."""

from __future__ import annotations

from fractions import Fraction

import pytest

from equipoise.sheets import Book, FaultKind
from equipoise.sheets.foreign_formulas import NotUnderstoodError, parsed
from equipoise.sheets.foreign_results import ErrorValueError, Sum, Value, Work
from equipoise.sheets.surveying import Raw
from tests.workbooks.foreign_forms import CASH, changed, read

BOOK = Book({
    "One": {
        (1, 1): Raw("n", "10.0"), (2, 1): Raw("n", "2.5"), (3, 1): Raw("s", "text"),
        (5, 1): Raw("b", "TRUE"), (6, 1): Raw("d", "2023-04-01"),
    },
    "Bob's plan": {(1, 2): Raw("n", "-4.0")},
})  # fmt: skip
CELL = "cell,Cash,E12,,cash.closing,,£000,1,Y\n"
FORMULA = "formula,Cash,E12,[SUM(E10:E11)],,,,,\n"


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("A1+A2", Fraction(25, 2)),
        ("-(A1-A2)-A1", Fraction(-35, 2)),
        ("10-2-3", 5),
        ("2+3*4", 14),
        ("-2*3", -6),
        ("SUM(A1:A5)", Fraction(25, 2)),
        ("SUM(A1,A2:A4)-SUM($A$1)", Fraction(5, 2)),
        ("'Bob''s plan'!B1*2", -8),
        ("SUM('Bob''s plan'!B1:'Bob''s plan'!B9)", -4),
        ("IF(A1>0,A1,0)", 10),
        ("IF(A1<10,1,0)", 0),
        ("IF(AND(A1>=10,A2<>0),\"yes\",\"no\")", "yes"),
        ("IF(OR(A1=9,ISBLANK(A4)),1,2)", 1),
        ("IFERROR(A1/A4,0)", 0),
        ("A1/4", Fraction(5, 2)),
        ("50%", Fraction(1, 2)),
        ("ROUND(A2,0)", 3),
        ("ROUND(-A2,0)", -3),
        ("ROUND(2.444,2)", Fraction(61, 25)),
        ("ABS(-A2)", Fraction(5, 2)),
        ("MAX(A1:A2)-MIN(A1:A2)", Fraction(15, 2)),
        ('"a ""b"" "&A3', 'a "b" text'),
        ('LEFT(A3,2)&A1', "te10"),
        ("A3=\"TEXT\"", True),
        ("A4", None),
    ],
)  # fmt: skip
def test_a_formula_is_worked_out_exactly(formula: str, value: Value) -> None:
    assert Sum(BOOK, "One", Work()).value(parsed(formula)) == value


@pytest.mark.parametrize(
    "formula",
    [
        "", "A1+", "A1)", "(A1", "SUM(A1", "#REF!+1", "Rate*2", "OFFSET(A1,1,1)", "A1:A2", "{1}",
        "A1 B1", "A1+A3", "A3>1", "Two!A1", "A6+1", "IF(A1)", "ROUND(A1)", "A1^2", "[1]One!A1",
        "(" * 60 + "A1" + ")" * 60, "-" * 200 + "1", "1e9", "A99999999", "ABCD1", "ROUND(1,999)",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said_to_be_so(formula: str) -> None:
    with pytest.raises(NotUnderstoodError):
        Sum(BOOK, "One", Work()).value(parsed(formula))


def test_a_division_by_nothing_is_an_error_and_no_number() -> None:
    with pytest.raises(ErrorValueError):
        Sum(BOOK, "One", Work()).value(parsed("A1/A4"))


def test_sums_over_everything_come_to_an_end() -> None:
    with pytest.raises(NotUnderstoodError, match="more cells"):
        Sum(BOOK, "One", Work(room=4)).value(parsed("SUM(A1:Z9999)"))


def test_a_result_that_its_cells_do_not_come_to_is_found_with_the_formula_in_words() -> None:
    reading = read(changed(CASH, "Cash", E12=("=SUM(E10:E11)", 1234)), CELL)
    (fault,) = reading.faults
    assert (fault.kind, fault.place.parts[1:]) == (FaultKind.WRONG_RESULT, ("Cash", "E12"))
    assert (fault.row, fault.column, fault.found) == ("Total cash", "2023/24", "1234")
    assert fault.expected == "1234.5: At bank CSH0100 (E10) plus In hand CSH0110 (E11)"


@pytest.mark.parametrize("noise", [1234.5000000000002, 1234.4999999999998])
def test_the_noise_of_a_spreadsheet_is_no_fault(noise: float) -> None:
    assert read(changed(CASH, "Cash", E12=("=SUM(E10:E11)", noise)), CELL).faults == ()
    off = read(changed(CASH, "Cash", E12=("=SUM(E10:E11)", 1234.50001)), CELL).faults
    assert [fault.kind for fault in off] == [FaultKind.WRONG_RESULT]


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        (("=SUM(E10:E11)", 1234.5), []),
        (("=sum( $E$10:E11 )", 1234.5), []),
        (("=E10+E11", 1234.5), [FaultKind.FORMULA_CHANGED]),
        (("=E10", 1200), [FaultKind.FORMULA_CHANGED, FaultKind.WRONG_RESULT]),
        (1234.5, [FaultKind.OVERWRITTEN]),
        (1300, [FaultKind.OVERWRITTEN, FaultKind.WRONG_RESULT]),
        ("none", [FaultKind.TEXT, FaultKind.WRONG_RESULT]),
        (None, [FaultKind.BLANK, FaultKind.OVERWRITTEN, FaultKind.WRONG_RESULT]),
    ],
)
def test_a_formula_that_is_not_the_empty_forms_is_found(
    value: float | str | tuple[str, float] | None, kinds: list[FaultKind]
) -> None:
    reading = read(changed(CASH, "Cash", E12=value), CELL + FORMULA)
    assert [fault.kind for fault in reading.faults] == kinds
    assert {fault.place.parts[2] for fault in reading.faults} <= {"E12"}


def test_an_amount_typed_as_text_is_found_where_a_formula_takes_it() -> None:
    sheets = changed(CASH, "Cash", E11="1,234.50", E12=("=SUM(E10:E11)", 1200))
    (fault,) = read(sheets, CELL).faults
    assert (fault.kind, fault.place.parts[2], fault.found) == (FaultKind.TEXT, "E11", "1,234.50")
    assert fault.row == "In hand"


@pytest.mark.parametrize(
    ("formula", "said", "found"),
    [
        ('=IF(E10<>0,"Please provide details",1)', "Please provide details", True),
        ('=IF(E10=#REF!,"Please provide details","OK")', "Please provide details", True),
        ('=IF(E10=0,"Please provide details","OK")', "OK", False),
        ('=IF(E10>0,"Surplus","Deficit")', "Surplus", False),
    ],
)
def test_what_the_form_itself_says_is_handed_on(formula: str, said: str, found: bool) -> None:
    reading = read(changed(CASH, "Cash", H10=(formula, said)), CELL)
    told = [(fault.kind, fault.found) for fault in reading.faults]
    assert told == ([(FaultKind.OWN_CHECK, said)] if found else [])
