from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import Parameter, ParameterError
from equipoise.params.reading import read
from equipoise.units import PENCE, RATIO, FinancialYear
from equipoise.workings import Support

ENTRY = """\
  - applies: 2022/23
    value: 1.04
    published: 2022-02-25
    status: draft
    kind: secondary
    source: a letter
    place: page 1
"""
FILE = f"title: A ratio\nunit: ratio\nvalues:\n{ENTRY}"
TABLED = FILE.replace("value: 1.04", "table: shares.csv")
TABLE = "organisation,value\nZR1,0.6\nZR2,0.4\n"


def nothing(name: str) -> str:
    raise AssertionError(f"nothing lies beside this file: {name}")


def given(text: str) -> Parameter:
    return read(text, "folder/ratio.yaml", beside=nothing)


def tabled(table: str) -> Parameter:
    def beside(name: str) -> str:
        assert name == "shares.csv"
        return table

    return read(TABLED, "folder/ratio.yaml", beside=beside)


def test_a_value_is_read_with_its_citation() -> None:
    found = given(FILE)
    (entry,) = found.entries
    assert (found.title, found.unit, found.support) == ("A ratio", RATIO, None)
    assert (entry.value, entry.table) == (Fraction(26, 25), {})
    assert (entry.applies, entry.published) == (FinancialYear(2022).period, date(2022, 2, 25))
    assert (entry.status, entry.kind) == ("draft", "secondary")
    assert (entry.source, entry.place) == ("a letter", "page 1")


@pytest.mark.parametrize(
    ("word", "support"), [("including", Support.WITH), ("excluding", Support.WITHOUT)]
)
def test_a_limit_says_on_which_side_of_support_it_stands(word: str, support: Support) -> None:
    found = given(FILE.replace("unit: ratio", f"unit: pence\nsupport: {word}"))
    assert (found.unit, found.support) == (PENCE, support)


def without(field: str) -> str:
    lines = FILE.replace("  - ", "  -\n    ").splitlines()
    return "\n".join(line for line in lines if not line.strip().startswith(f"{field}:"))


@pytest.mark.parametrize("field", ["title", "unit"])
def test_a_file_without_a_heading_is_refused(field: str) -> None:
    with pytest.raises(ParameterError, match=rf"^folder/ratio\.yaml: missing or .*'{field}'"):
        given(without(field))


def test_a_file_without_values_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"^folder/ratio\.yaml: missing or .*'values'"):
        given("title: A ratio\nunit: ratio\n")


@pytest.mark.parametrize("field", ["applies", "published", "status", "kind", "source", "place"])
def test_a_value_without_part_of_its_citation_is_refused(field: str) -> None:
    with pytest.raises(ParameterError, match=rf"^folder/ratio\.yaml: an entry lacks {field}: "):
        given(without(field))
    blank = FILE.replace(f"{field}: ", f"{field}: ''  # ")
    with pytest.raises(ParameterError, match=rf"^folder/ratio\.yaml: an entry lacks {field}: "):
        given(blank)


def test_an_entry_has_either_a_value_or_a_table() -> None:
    with pytest.raises(ParameterError, match="an entry has either value or table"):
        given(without("value"))
    with pytest.raises(ParameterError, match="an entry has either value or table"):
        given(FILE + "    table: shares.csv\n")


@pytest.mark.parametrize(
    ("right", "wrong", "why"),
    [
        ("unit: ratio", "unit: furlong", "missing or not readable: 'furlong'"),
        ("unit: ratio", "unit: ratio\nsupport: both", "missing or not readable: 'both'"),
        ("unit: ratio", "unit: ratio\nremark: x", "does not know remark; knows support, title"),
        ("place: page 1", "place: page 1\n    page: 1", "does not know page; knows applies, kind"),
        ("status: draft", "status: sure", "status is one of .*final"),
        ("kind: secondary", "kind: hearsay", "status is one of .*kind one of .*primary"),
        ("value: 1.04", "value: about 1", "missing or not readable: .*about 1"),
        ("value: 1.04", "value: 1/0", "missing or not readable"),
        ("value: 1.04", "value: [1, 2]", "a value and its citation are plain text: value"),
        ("place: page 1", "place: {page: 1}", "a value and its citation are plain text: place"),
        ("title: A ratio", "title: [A, ratio]", "the title is a line of text"),
        ("title: A ratio", "title:", "the title is a line of text: ''"),
        ("applies: 2022/23", "applies: 2022/24", "missing or .*: not a financial year"),
        ("published: 2022-02-25", "published: 25/2/22", "missing or not readable: .*25/2/22"),
        ("values:", "values: none\nother:", "does not know other"),
        (FILE, "", "missing or not readable"),
        (FILE, "just a line", "missing or not readable"),
        (FILE, "title: [", "missing or not readable"),
        (ENTRY, "  - just a line\n", "missing or not readable"),
        (f"values:\n{ENTRY}", "values: []\n", "no values"),
    ],
)
def test_what_is_not_a_parameter_is_refused(right: str, wrong: str, why: str) -> None:
    assert right in FILE
    with pytest.raises(ParameterError, match=rf"^folder/ratio\.yaml: {why}"):
        given(FILE.replace(right, wrong))


def test_a_key_written_twice_is_refused_with_its_line() -> None:
    with pytest.raises(ParameterError, match=r"line 4: written twice: \['value'\]"):
        given(FILE + "    value: 1.05\n")
    with pytest.raises(ParameterError, match=r"line 1: written twice: \['unit'\]"):
        given("unit: pence\n" + FILE)


def test_two_values_published_on_one_day_for_one_time_are_refused() -> None:
    with pytest.raises(ParameterError, match=r": two values for 2022/23 on 2022-02-25"):
        given(FILE + ENTRY)
    later = ENTRY.replace("2022-02-25", "2022-02-26")
    other_year = ENTRY.replace("2022/23", "2023/24")
    assert len(given(FILE + later + other_year).entries) == 3


def test_everything_stays_text() -> None:
    found = given(FILE.replace("A ratio", "NO").replace("page 1", "12"))
    assert (found.title, found.entries[0].place) == ("NO", "12")


def test_a_table_holds_a_value_for_each_organisation() -> None:
    (entry,) = tabled(TABLE).entries
    assert entry.value is None
    assert entry.table == {"ZR1": Fraction(3, 5), "ZR2": Fraction(2, 5)}


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("", "shares.csv: the heading must be organisation,value: "),
        ("code,value\nZR1,1\n", "shares.csv: the heading must be organisation,value: "),
        ("organisation,value\n", "shares.csv: no values"),
        ("organisation,value\nZR1\n", "shares.csv, line 2: a code and a value, neither blank"),
        ("organisation,value\nZR1,\n", "shares.csv, line 2: a code and a value, neither blank"),
        ("organisation,value\n,1\n", "shares.csv, line 2: a code and a value, neither blank"),
        ("organisation,value\nZR1,1,2\n", "shares.csv, line 2: a code and a value, neither"),
        ("organisation,value\nZR1,1\nZR1,1\n", "shares.csv, line 3: ZR1 is written twice"),
        ("organisation,value\nZR1,many\n", "missing or not readable: .*many"),
        ('organisation,value\n"ZR1"x,1\n', "missing or not readable"),
    ],
)
def test_a_table_that_is_not_whole_is_refused(table: str, why: str) -> None:
    with pytest.raises(ParameterError, match=rf"^folder/ratio\.yaml: {why}"):
        tabled(table)


def test_a_table_that_is_not_there_is_refused() -> None:
    def beside(name: str) -> str:
        raise FileNotFoundError(name)

    with pytest.raises(ParameterError, match=r"ratio\.yaml: missing or not readable: shares\.csv"):
        read(TABLED, "folder/ratio.yaml", beside=beside)
