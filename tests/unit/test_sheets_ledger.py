"""A ledger list: its bytes, its amounts, its years and totals, its map, and a draft of one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from equipoise.register import Chart, Kind
from equipoise.sheets import (
    FaultKind,
    Identity,
    LedgerMap,
    ListRefusal,
    MapDraft,
    MapLine,
    Reading,
    Refusal,
    RefusalKind,
    Unplaced,
    WrongMapError,
    draft_map,
    read_ledger,
    read_map,
)
from equipoise.sheets.amounts import scale
from equipoise.sheets.ledger_amounts import POUNDS, scales, written
from equipoise.sheets.ledger_lines import national_codes
from equipoise.sheets.ledger_text import LIMITS, Listed, listed, shown
from equipoise.units import PENCE, SPELLS, WTE, Absence, FinancialYear

CHART: Final = Chart.load()
YEAR: Final = FinancialYear(2023)
DIGEST: Final = "3f2a9c1e07bd" + "0" * 52
TRUST: Final = Identity(
    organisation="ZR2", name="Calder Vale", kind=Kind.PROVIDER, round="plan", year=YEAR
)
HEADING: Final = "subcode,maincode,measure,counterparty,sign,unit\n"


def read(source: Path | str, *lines: MapLine) -> Reading:
    found = read_ledger(
        source, digest=DIGEST, identity=TRUST, chart=CHART, ledger_map=LedgerMap(lines=lines)
    )
    assert isinstance(found, Reading), found
    return found


def as_map(text: str, kind: Kind = Kind.PROVIDER) -> LedgerMap:
    found = read_map(HEADING + text, digest="a" * 64, chart=CHART, kind=kind)
    assert isinstance(found, LedgerMap)
    return found


def line(
    subcode: str, measure: str, unit: str = "£000", *, maincode: str = "", counterparty: str = ""
) -> MapLine:
    return MapLine(
        subcode=subcode, measure=measure, unit=unit, maincode=maincode, counterparty=counterparty
    )


LIST: Final = "STA0310,M01,5\r\nSTA0310,M02,6.25\r\n"


@pytest.mark.parametrize(
    "content",
    [
        LIST.encode(),
        b"\xef\xbb\xbf" + LIST.encode(),
        LIST.replace(",", ";").encode(),
        LIST.replace(",", "\t").encode(),
        LIST.replace("\r\n", "\r").encode(),
        b"\n\n" + LIST.encode() + b"\n\n",
    ],
)
def test_a_list_is_read_from_a_file_however_its_columns_are_divided(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    assert [cell.value for cell in read(path).cells][:2] == [500_000, 625_000]


def test_a_list_is_read_as_it_is_pasted() -> None:
    assert read("\ufeff" + LIST).cells == read(LIST).cells
    assert [str(cell.source) for cell in read(LIST).cells][:2] == [
        "file:3f2a9c1e07bd/line/1", "file:3f2a9c1e07bd/line/2",
    ]  # fmt: skip


REFUSED: Final = {
    "nothing": (b"", RefusalKind.EMPTY, "The list is empty."),
    "blank lines": (b"\n \n", RefusalKind.EMPTY, "The list is empty."),
    "separators": (b",,\n,\n", RefusalKind.EMPTY, "The list is empty."),
    "UTF-16": (
        LIST.encode("utf-16"), RefusalKind.UNREADABLE, "The list is in UTF-16, not in UTF-8.",
    ),
    "UTF-16 without its mark": (
        LIST.encode("utf-16-le"), RefusalKind.UNREADABLE, "The list is in UTF-16, or is no text.",
    ),
    "Windows": (
        "a,b,c\nSTA0310,M01,£5\n".encode("cp1252"),
        RefusalKind.UNREADABLE,
        "The list is not in UTF-8: see line 2. Save it as CSV UTF-8",
    ),
    "a workbook": (b"PK\x03\x04rest", RefusalKind.UNREADABLE, "The file is a workbook"),
    "no columns": (
        b"\nSTA0310 M01 5\n", RefusalKind.UNREADABLE,
        "The columns of line 2 cannot be told apart: a tab, a semicolon or a comma",
    ),
    "too many lines": (
        b"a,b,c\n" * 200_001, RefusalKind.TOO_LARGE,
        "The list has more than 200000 lines.",
    ),
    "too many bytes": (
        b"a" * (LIMITS.packed + 1), RefusalKind.TOO_LARGE, "The file is larger than any list.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "kind", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_list_is_refused_in_plain_words(
    tmp_path: Path, content: bytes, kind: RefusalKind, words: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    found = read_ledger(path, digest=DIGEST, identity=TRUST, chart=CHART)
    assert isinstance(found, ListRefusal)
    assert isinstance(found, Refusal)
    assert found.kind is kind
    assert found.message.startswith(words)
    for other in (
        read_map(path, digest=DIGEST, chart=CHART, kind=Kind.PROVIDER),
        draft_map(path, chart=CHART, year=YEAR),
    ):
        assert other == found


def test_a_file_that_is_not_there_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.csv")


def test_lines_keep_their_numbers_and_a_bad_one_spoils_no_other() -> None:
    found = listed('\na;"b;c\n\nd;"e;1";f\n;;\ng;h\n')
    assert isinstance(found, Listed)
    assert [(one.number, one.fields) for one in found.lines] == [
        (2, ()), (4, ("d", "e;1", "f")), (6, ("g", "h")),
    ]  # fmt: skip


def test_what_is_shown_cannot_act_on_a_screen() -> None:
    assert shown("a\x1b[31m\u202eb" + "c" * 99) == "a?[31m?b" + "c" * 52


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("5", 500, None),
        ("0", 0, None),
        ("-0.01", -1, None),
        ("1.500", 150, None),
        ("0.005", Absence.MISSING, FaultKind.TOO_PRECISE),
        ("9999999999999.99", 999_999_999_999_999, None),
        ("10000000000000", Absence.MISSING, FaultKind.TOO_LARGE),
        ("", Absence.MISSING, FaultKind.BLANK),
        ("5 000", Absence.MISSING, FaultKind.TEXT),
        ("five", Absence.MISSING, FaultKind.TEXT),
    ],
)
def test_pounds_are_read_to_the_penny(
    text: str, value: int | Absence, kind: FaultKind | None
) -> None:
    assert written(text, POUNDS, sign=1) == (value, kind)


def test_amounts_are_in_the_unit_and_of_the_sign_that_the_map_says() -> None:
    assert written("1.25", scale(PENCE), sign=-1) == (-125_000, None)
    assert written("1.25", scale(WTE), sign=1) == (125, None)
    assert written("1.5", scale(SPELLS), sign=1) == (Absence.MISSING, FaultKind.TOO_PRECISE)
    assert list(scales(PENCE)) == ["£000", "£"]
    assert list(scales(WTE)) == ["WTE"]
    assert POUNDS.expected == "a number in £, to 2 decimal places"


def test_a_year_alone_is_a_cell_and_beside_months_a_declared_total() -> None:
    alone = read("STA0310,Y,60\n")
    assert [(cell.key.period.code, cell.value) for cell in alone.cells] == [("Y", 6_000_000)]
    assert alone.totals == ()
    both = read("STA0310,Y,60\n" + "".join(f"STA0310,M{n:02},5\n" for n in range(1, 13)))
    assert [cell.key.period.code for cell in both.cells] == [f"M{n:02}" for n in range(1, 13)]
    assert [(cell.key.period.code, cell.value) for cell in both.totals] == [("Y", 6_000_000)]
    declared = both.declared("pay.agency")
    assert declared is not None
    assert str(declared.source) == "file:3f2a9c1e07bd/line/1"


def test_a_line_that_others_make_is_declared() -> None:
    """The national codes of 2023/24 for total income, and for patient care of every payer."""
    found = read("INC1365,Y,12\nINC1365,M01,1\nSCI0100A,Y,7\nP1,Y,3\n",
                 line("P1", "income.patient_care", counterparty="ZQ1"))  # fmt: skip
    assert {
        (c.key.measure, c.key.counterparty, c.key.period.code, c.value) for c in found.totals
    } == {
        ("income.total", None, "M01", 100_000),
        ("income.total", None, "Y", 1_200_000),
        ("income.patient_care", None, "Y", 700_000),
    }
    assert [(cell.key.counterparty, cell.value) for cell in found.cells] == [("ZQ1", 300_000)]
    words = found.words
    assert words["file:3f2a9c1e07bd/line/1"] == ("Total income", "2023/24 plan £000")
    assert words["file:3f2a9c1e07bd/line/2"] == ("Total income", "Month 1 (April 2023) £000")
    assert words["file:3f2a9c1e07bd/line/3"][0] == "Total income from patient care"
    assert words["file:3f2a9c1e07bd/line/4"][0] == "Income from ZQ1"


def test_staff_stand_for_the_year_as_they_are_at_its_end() -> None:
    found = read("N1,Y,12.5\n", line("N1", "wte.nursing", "WTE"))
    assert [cell.value for cell in found.cells] == [1250]
    assert found.words["file:3f2a9c1e07bd/line/1"][1] == "2023/24 plan WTE at year end"
    assert found.parts == ("workforce",)


def test_a_map_may_say_more_of_one_main_code_than_of_all() -> None:
    lines = (line("A", "pay.bank"), line("A", "pay.agency", "£", maincode="Y"))
    found = read("A,Y,5\n" + "".join(f"A,M{n:02},5\n" for n in range(1, 13)), *lines)
    assert {(cell.key.measure, cell.key.period.code, cell.value) for cell in found.cells} == {
        ("pay.agency", "Y", 500), *(("pay.bank", f"M{n:02}", 500_000) for n in range(1, 13)),
    }  # fmt: skip


def test_a_month_by_the_map_and_a_month_by_the_national_code() -> None:
    """The code that the map has for month 1 alone is not missed in the months after it."""
    text = "A,M01,5\n" + "".join(f"STA0310,M{n:02},6\n" for n in range(2, 12))
    found = read(text, line("A", "pay.agency", maincode="M01"))
    assert [cell.value for cell in found.cells] == [500_000, *[600_000] * 10, Absence.MISSING]
    rows = [fault.row for fault in found.faults if fault.column == "main code"]
    assert rows == ["A Pay of agency staff", "STA0310 Pay of agency staff"]


@pytest.mark.parametrize(
    "bad",
    [
        line("A", "allocation.recurrent"),
        line("A", "no.such"),
        line("A", "wte.medical"),
        line("A", "efficiency.recurrent"),
        line("A", "efficiency.total"),
        line("A", "pay.bank", counterparty="ZQ1"),
        MapLine(subcode="A", measure="pay.bank", unit="£", sign=2),
    ],
)
def test_a_map_that_does_not_fit_is_the_callers_mistake(bad: MapLine) -> None:
    with pytest.raises(WrongMapError, match="does not fit a body of kind provider") as caught:
        read("A,M01,5", bad)
    assert (caught.value.line, caught.value.kind) == (bad, Kind.PROVIDER)


MAP_FAULTS: Final = [
    ("A,,pay.bank,,1,£\n", []),
    ("A,,pay.bank,,1,£\nA,M01,pay.bank,,1,£\n", []),
    ("A,,income.patient_care,,1,£000\n", []),
    ("A,,pay.bank,,1,£\nA,,pay.agency,,1,£\n", [("twice", "line/3", "sub code")]),
    ("=A,,pay.bank,,1,£\n", [("not a code", "line/2", "sub code")]),
    (",,pay.bank,,1,£\n", [("not a code", "line/2", "sub code")]),
    ("A\u202e,,pay.bank,,1,£\n", [("not a code", "line/2", "sub code")]),
    ("A,M13,pay.bank,,1,£\n", [("not a code", "line/2", "main code")]),
    ("A,,pay.banc,,1,£\n", [("not in list", "line/2", "measure")]),
    ("A,,allocation.recurrent,,1,£\n", [("not in list", "line/2", "measure")]),
    ("A,,capital.total,,1,£\n", [("not in list", "line/2", "measure")]),
    ("A,,pay.bank,ZQ1,1,£\n", [("not a code", "line/2", "counterparty")]),
    ("A,,income.support,zq1,1,£\n", [("not a code", "line/2", "counterparty")]),
    ("A,,pay.bank,,+,£\n", [("not in list", "line/2", "sign")]),
    ("A,,pay.bank,,1,£m\n", [("not in list", "line/2", "unit")]),
    ("A,,wte.bank,,1,£\n", [("not in list", "line/2", "unit")]),
    ("A,,pay.bank,,1\n", [("missing column", "line/2", "")]),
    ("A,,pay.bank,,1,£,more\n", [("missing column", "line/2", "")]),
    ('"A,,pay.bank,,1,£\n', [("missing column", "line/2", "")]),
    ("A,X,pay.bank,ZQ1,0,\n", [
        ("not a code", "line/2", "main code"), ("not in list", "line/2", "sign"),
        ("not a code", "line/2", "counterparty"), ("not in list", "line/2", "unit"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MAP_FAULTS, ids=str)
def test_a_fault_in_a_map_is_told_with_its_line(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    found = as_map(text)
    assert [
        (fault.kind.value, "/".join(fault.place.parts[1:]), fault.column) for fault in found.faults
    ] == expected
    assert bool(found.lines) == (not expected or expected[0][0] == "twice")


def test_a_map_says_what_belongs_in_it() -> None:
    found = as_map("A,,capital.operational,,1,£\nB,,income.support,x,1,£000\nC,,pay.bank,x,1,£m\n")
    assert [fault.expected for fault in found.faults] == [
        "the code of a measure of such a body; "
        "Operational capital is listed by project, in the form",
        "the code of a body, such as QOC or RXW",
        "nothing",
        "£000 or £",
    ]


def test_a_map_without_its_columns_is_told_so() -> None:
    found = read_map("subcode,measure\nA,pay.bank\n", digest="a" * 64, chart=CHART, kind=Kind.ICB)
    assert isinstance(found, LedgerMap)
    assert [fault.column for fault in found.faults] == ["main code", "counterparty", "sign", "unit"]
    assert found.lines == ()


def test_a_draft_places_what_is_known_and_lists_the_rest() -> None:
    text = (
        "STA0310,M01,5\nSTA0310,M02,5\nincome.patient_care/QOC,M01,5\nINC1310,M01,5\n5010,M01,5\n"
        "5010,M02,5\npay.bank/QOC,M01,1\nincome.total,Y,4\ncapital.operational/-/P1,M01,1\n=x,M01,1\n"
        "income.support/qoc,M01,1\nSCI0100A,Y,9\nno.such,Y,1\nodd code,Y,1\n"
    )
    found = draft_map(text, chart=CHART, year=YEAR)
    assert isinstance(found, MapDraft)
    assert found.ledger_map.lines == (
        line("STA0310", "pay.agency"),
        line("income.patient_care/QOC", "income.patient_care", counterparty="QOC"),
        line("income.total", "income.total"),
        line("SCI0100A", "income.patient_care"),
    )
    support = "Deficit support funding in 2019/20"
    assert found.unplaced == (
        Unplaced(subcode="INC1310", lines=(4,), hint=support),
        Unplaced(subcode="5010", lines=(5, 6)),
        Unplaced(subcode="pay.bank/QOC", lines=(7,)),
        Unplaced(
            subcode="capital.operational/-/P1",
            lines=(9,),
            hint="Operational capital is listed by project: use the form",
        ),
        Unplaced(subcode="=x", lines=(10,)),
        Unplaced(subcode="income.support/qoc", lines=(11,)),
        Unplaced(subcode="no.such", lines=(13,)),
        Unplaced(subcode="odd code", lines=(14,)),
    )
    assert found.faults == ()
    again = read_map(found.ledger_map.text, digest="a" * 64, chart=CHART, kind=Kind.PROVIDER)
    assert again == found.ledger_map


def test_a_draft_of_a_list_without_its_columns_is_empty() -> None:
    found = draft_map("sub code,value\nA,1\n", chart=CHART, year=YEAR)
    assert isinstance(found, MapDraft)
    assert (found.ledger_map, found.unplaced) == (LedgerMap(), ())
    assert [fault.column for fault in found.faults] == ["main code"]


def test_a_national_code_of_two_measures_says_nothing() -> None:
    measures = (
        "code,title,part,kinds,unit,sign,aggregation,counterparty,item,formula,help\n"
        "a,A,finance,provider,pence,1,sum,no,,,x\nb,B,finance,provider,pence,1,sum,no,,,x\n"
        "c,C,finance,provider,pence,1,sum,no,,,x\nd,D,risk,provider,pence,0,sum,no,risk,,x\n"
    )
    codes = (
        "year,subcode,measure,note\n2023/24,X1,a,\n2023/24,X1,b,\n2023/24,X2,c,\n2022/23,X3,b,\n"
        "2023/24,X4,d,\n"
    )
    chart = Chart.read(measures, codes)
    assert {code: m.code for code, m in national_codes(chart, YEAR).items()} == {"X2": "c"}
    assert national_codes(chart, YEAR, kind=Kind.ICB) == {}
