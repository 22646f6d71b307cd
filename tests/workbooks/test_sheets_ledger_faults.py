"""Faults planted in a good ledger list: which is found, and in which line; never a number."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

import pytest

from equipoise.register import Kind
from equipoise.sheets import LedgerMap, MapLine, Reading, read_ledger, read_map
from equipoise.units import Absence
from tests.workbooks.planting import CHART, DIGEST, ICB, TRUST

MAP: Final = """\
subcode,maincode,measure,counterparty,sign,unit
4010,,income.patient_care,ZQ1,-1,£000
4020,,income.patient_care,X24,-1,£000
4100,,income.other,,-1,£
5010,,pay.substantive,,1,£
5020,,pay.substantive,,1,£
5100,,pay.bank,,1,£000
6000,,nonpay.other,,1,£000
7000,,financing,,1,£000
8000,,adjustment.other,,1,£000
6100,,nonpay.depreciation,,1,£000
8010,,adjustment.impairments,,1,£000
8020,,adjustment.donations,,1,£000
"""
CODES: Final = ("4010", "4020", "4100", "5010", "5020", "5100", "6000", "7000", "8000")
LATER: Final = ("6100", "8010", "8020")
"""Codes that stand after every planted line."""
NATIONAL: Final = ("STA0310", "EXP0170")
"""Agency staff and drugs of 2023/24, which need no map: TAC09 and TAC08 of the national form."""
MONTHS: Final = range(1, 13)
WHOLE: Final = "the list"
MISSING: Final = Absence.MISSING


@cache
def trust_map() -> LedgerMap:
    found = read_map(MAP, digest="a" * 64, chart=CHART, kind=Kind.PROVIDER)
    assert isinstance(found, LedgerMap)
    assert found.faults == ()
    return found


def good_lines() -> dict[int, str]:
    """Return a list of a whole year by the number of the line: heading, then twelve to a code.

    Line 2 is month 1 of 4010, line 14 month 1 of 4020, line 110 of STA0310, 133 the last.
    """
    lines = {1: "Sub code,Main code,Value £000"}
    for place, code in enumerate((*CODES, *NATIONAL)):
        for month in range(1, 13):
            sign = "-" if code.startswith("4") else ""
            lines[2 + 12 * place + month - 1] = f"{code},M{month:02},{sign}{100 + month}"
    for code in LATER:
        lines |= {
            len(lines) + 1000 + month: f"{code},M{month:02},{100 + month}" for month in MONTHS
        }
    return lines


def reading(changes: Mapping[int, str | None], ledger_map: LedgerMap | None = None) -> Reading:
    """Return what is read of the good list with lines replaced, emptied (None) or added."""
    lines: dict[int, str | None] = {**good_lines(), **changes}
    text = "\n".join(lines[number] or "" for number in sorted(lines))
    found = read_ledger(
        text, digest=DIGEST, identity=TRUST, chart=CHART, ledger_map=ledger_map or trust_map()
    )
    assert isinstance(found, Reading)
    return found


def told(found: Reading) -> list[tuple[str, str]]:
    """Return each fault's kind and line."""
    return [(fault.kind.value, "/".join(fault.place.parts[1:]) or WHOLE) for fault in found.faults]


def test_a_good_list_has_no_fault() -> None:
    found = reading({})
    assert found.faults == ()
    assert found.parts == ("finance",)
    assert len(found.cells) == 13 * 12
    assert found.totals == ()
    assert (found.form, found.version) == ("equipoise.ledger", "1")
    assert (found.organisation, found.kind, found.year) == ("ZR2", Kind.PROVIDER, TRUST.year)
    assert str(found.organisation_place) == "file:3f2a9c1e07bd"


CORPUS: Final[list[tuple[dict[int, str | None], list[tuple[str, str]]]]] = [
    ({2: '4010,M01,"1,234.50"'}, [("text", "line/2")]),
    ({2: "4010,M01,1,234.50"}, [("text", "line/2")]),
    ({2: "4010,M01,(5)"}, [("text", "line/2")]),
    ({2: "4010,M01,5%"}, [("text", "line/2")]),
    ({2: "4010,M01,£5"}, [("text", "line/2")]),
    ({2: "4010,M01,1E+06"}, [("text", "line/2")]),
    ({2: "4010,M01,5-"}, [("text", "line/2")]),
    ({2: "4010,M01,+5"}, [("text", "line/2")]),
    ({2: "4010,M01,n/a"}, [("text", "line/2")]),
    ({2: "4010,M01,nan"}, [("text", "line/2")]),
    ({2: "4010,M01,.5"}, [("text", "line/2")]),
    ({2: "4010,M01,\N{MINUS SIGN}5"}, [("text", "line/2")]),
    ({2: "4010,M01,٣"}, [("text", "line/2")]),
    ({2: "4010,M01,=1+1"}, [("text", "line/2")]),
    ({2: "4010,M01,"}, [("blank", "line/2")]),
    ({2: "4010,M01"}, [("missing column", "line/2")]),
    ({2: "4010,M01,0.001"}, [("too precise", "line/2")]),
    ({2: "4010,M01,0.0000001"}, [("too precise", "line/2")]),
    ({2: "4010,M01,12345678.0000000001"}, [("too precise", "line/2")]),
    ({2: "4010,M01,10000000000"}, [("too large", "line/2")]),
    ({2: "4010,M01," + "9" * 41}, [("text", "line/2")]),
    ({2: "4010,m01,5"}, []),
    ({2: " 4010 , M01 , 5 "}, []),
    ({2: '"4010","M01","5"'}, []),
    ({2: "4010,M01,5,,"}, []),
    ({134: ",,", 135: "  "}, []),
    ({2: "4010,M13,5"}, [("not a code", "line/2")]),
    ({2: "4010,Apr,5"}, [("not a code", "line/2")]),
    ({2: "4010,,5"}, [("blank", "line/2")]),
    ({2: ",M01,5"}, [("blank", "line/2"), ("missing row", WHOLE)]),
    ({134: "9999,M01,5"}, [("not a code", "line/134")]),
    ({134: "9999,M01,(5)", 135: "9998,Y,5"}, [
        ("not a code", "line/134"), ("not a code", "line/135"),
    ]),
    ({134: "4010,M01,5"}, [("twice", "line/134")]),
    ({134: "STA0310,M01,-101", 135: "STA0310,m01,1"}, [
        ("twice", "line/134"), ("twice", "line/135"),
    ]),
    ({134: "SCI0110A,M01,5"}, [("twice", "line/134")]),
    ({134: "INC1310,M01,5"}, [("not a code", "line/134")]),
    ({13: None}, [("missing row", WHOLE)]),
    ({38: None}, [("missing row", WHOLE)]),
    (dict.fromkeys(range(38, 50)), [("missing row", WHOLE)]),
    (dict.fromkeys(range(110, 122)), [("missing row", WHOLE)]),
    (dict.fromkeys(range(14, 26)), [("missing row", WHOLE)]),
    ({2: '"4010,M01,5'}, [("missing column", "line/2"), ("missing row", WHOLE)]),
    ({134: '"'}, [("missing column", "line/134")]),
    ({134: "4" * 1001}, [("missing column", "line/134")]),
    ({134: "word"}, [("blank", "line/134")]),
    ({1: "Sub code,Main code,Sum"}, [("missing column", "line/1")]),
    ({1: "Sub code,Value,Value"}, [("missing column", "line/1"), ("twice", "line/1")]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), CORPUS, ids=str)
def test_a_planted_fault_is_found_in_its_line(
    changes: dict[int, str | None], expected: list[tuple[str, str]]
) -> None:
    assert told(reading(changes)) == expected


def values(found: Reading, measure: str, counterparty: str | None = None) -> list[int | Absence]:
    cells = [
        c for c in found.cells if (c.key.measure, c.key.counterparty) == (measure, counterparty)
    ]
    return [cell.value for cell in cells]


def test_what_is_wrong_has_no_value_and_takes_no_other_with_it() -> None:
    found = reading({
        2: "4010,M01,1,234.50", 3: "4010,M02,", 4: "4010,M03,0.001", 5: "4010,M04,0.0000001",
        6: "4010,M05,-0", 13: None, 134: "4010,M06,7",
    })  # fmt: skip
    year = values(found, "income.patient_care", "ZQ1")
    assert year[:6] == [MISSING, MISSING, -100, MISSING, 0, 10_600_000]
    assert year[11] is MISSING
    assert values(found, "income.patient_care", "X24")[0] == 10_100_000


def test_a_sum_of_codes_is_missing_when_one_of_them_is() -> None:
    """5010 and 5020 are both pay of substantive staff, in pounds."""
    assert values(reading({}), "pay.substantive")[:2] == [20_200, 20_400]
    for change in ({38: "5010,M01,x"}, {50: "5020,M01,"}, {50: None}):
        found = values(reading(change), "pay.substantive")
        assert found[:2] == [MISSING, 20_400]
    gone = reading(dict.fromkeys(range(50, 62)))
    assert values(gone, "pay.substantive") == [MISSING] * 12
    assert [(fault.row, fault.expected) for fault in gone.faults] == [
        (
            "5020 Pay of substantive staff",
            "a line for M01, M02, M03, M04, M05, M06, M07, M08, M09, M10, M11, M12; "
            "0 where there is nothing",
        )
    ]


def test_a_sum_beyond_any_return_has_no_value() -> None:
    most = "9999999999999.99"
    found = reading({38: f"5010,M01,{most}", 50: f"5020,M01,{most}"})
    assert told(found) == [("too large", "line/38.50")]
    assert values(found, "pay.substantive")[0] is MISSING


def test_a_fault_is_told_in_the_words_of_the_list_and_the_chart() -> None:
    found = reading({2: "4010,M01,(5)", 134: "9999,M01,5", 135: "5010,Apr,1", 136: ",Y,2"})
    told_ = [(fault.row, fault.column, fault.found, fault.expected) for fault in found.faults]
    period = "M01 to M12 for a month, Y for the year"
    assert told_ == [
        ("4010 Income from patient care", "value", "(5)", "a number in £000, to 2 decimal places"),
        ("9999", "sub code", "9999", "a national sub code of 2023/24, or one of the map"),
        ("5010", "main code", "Apr", period),
        ("", "sub code", "", "a sub code"),
    ]


def test_a_line_that_is_left_out_is_named_by_the_codes_that_make_it() -> None:
    """Drugs have a national code; bank staff one of the map; without a map nothing says what."""
    gone = dict.fromkeys((*range(62, 74), *range(122, 134)))
    rows = [(fault.row, fault.expected) for fault in reading(gone).faults]
    assert rows == [
        ("Pay of bank staff", "a line for 5100; 0 where there is nothing"),
        ("Drugs", "a line for EXP0170; 0 where there is nothing"),
    ]
    lines = [line for line in trust_map().lines if line.subcode != "5100"]
    unknown = reading(gone, LedgerMap(lines=tuple(lines)))
    assert ("Pay of bank staff", "a code of the map; 0 where there is nothing") in [
        (fault.row, fault.expected) for fault in unknown.faults
    ]
    no_payer = reading(dict.fromkeys(range(14, 26)))
    assert [fault.row for fault in no_payer.faults] == ["Income from X24"]


def test_a_code_whose_months_are_not_known_is_not_missed_as_well() -> None:
    spoiled: dict[int, str | None] = {number: f"5100,P{number},5" for number in range(62, 74)}
    found = reading(spoiled)
    assert told(found) == [("not a code", f"line/{number}") for number in range(62, 74)]
    assert values(found, "pay.bank") == []


def test_the_faults_of_the_map_are_told_with_those_of_the_list() -> None:
    broken = read_map(
        MAP.replace("5100,,pay.bank,,1,£000", "5100,,pay.banc,,1,£000"),
        digest="a" * 64,
        chart=CHART,
        kind=Kind.PROVIDER,
    )
    assert isinstance(broken, LedgerMap)
    found = reading({}, broken)
    assert str(found.faults[0].place) == "file:aaaaaaaaaaaa/line/7"
    assert told(found) == [
        ("not in list", "line/7"),
        *[("not a code", f"line/{number}") for number in range(62, 74)],
        ("missing row", WHOLE),
    ]


def test_an_unknown_heading_is_a_line_like_any_other() -> None:
    found = reading({1: "Ledger,of,Calder Vale"})
    assert told(found) == [("not a code", "line/1")]
    assert len(found.cells) == 13 * 12


def test_columns_stand_anywhere_under_their_names() -> None:
    text = "value (£000);Period;main code;sub code\n5;x;M01;STA0310\n5;x;M02;STA0310;6\n;;\n"
    found = read_ledger(text, digest=DIGEST, identity=TRUST, chart=CHART)
    assert isinstance(found, Reading)
    assert values(found, "pay.agency")[:3] == [500_000, MISSING, MISSING]
    assert told(found)[0] == ("layout changed", "line/3")
    assert found.faults[0].found == "5;x;M02;STA0310;6"


def test_a_list_of_another_kind_of_body_has_other_lines() -> None:
    """National sub codes are of providers: to an ICB they say nothing."""
    line = MapLine(subcode="R1", measure="allocation.recurrent", unit="£000")
    text = "R1\tY\t5\nSTA0310\tY\t6\n"
    found = read_ledger(
        text, digest=DIGEST, identity=ICB, chart=CHART, ledger_map=LedgerMap(lines=(line,))
    )
    assert isinstance(found, Reading)
    assert [(cell.key.measure, cell.value) for cell in found.cells] == [
        ("allocation.recurrent", 500_000)
    ]
    assert told(found)[0] == ("not a code", "line/2")
