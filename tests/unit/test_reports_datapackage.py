"""Tables as a Data Package: what its descriptor says, and every number read back."""

import json
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from equipoise.reports import About, Amount, Column, ColumnKind, Incomplete, Row, Table, datapackage
from equipoise.units import PEOPLE, Absence
from equipoise.workings import Basis
from tests.packages import read_package
from tests.unit.reports_samples import MONEY, NAME, PLAN, YEAR, northmere, of_one, ratio, table
from tests.unit.reports_samples import thousands as of_thousands

ABOUT = About(
    name="equipoise-status",
    title="System position",
    description="The system plans a deficit.",
    created=datetime(2023, 3, 30, 9, 1, tzinfo=UTC),
    licences=({"name": "OGL-UK-3.0", "title": "Open Government Licence v3.0"},),
    sources=("NHS England: a file.csv",),
)
POINTS = Basis(period=YEAR.period, unit=PEOPLE)


def only(made: Table) -> list[dict[str, Any]]:
    [rows] = read_package(datapackage([made], ABOUT)).values()
    return rows


def descriptor(*tables: Table) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(datapackage(tables, ABOUT)["datapackage.json"])
    return found


def test_the_position_of_northmere_reads_back_exactly() -> None:
    first, second, third = only(northmere())
    assert first == {
        "name": "ZR1 Northmere University Hospitals",
        "plan": -1_450_000_000,
        "plan_so_far": None,
        "plan_lacks": None,
        "wte": 1_234_567,
        "part": Fraction(6429298067, 10**10),
        "part_numerator": 632,
        "part_denominator": 983,
        "faults": 1,
        "on": date(2018, 8, 6),
    }
    assert [second[key] for key in ("plan", "wte", "part", "on")] == [None] * 4
    assert second["faults"] == 0
    assert third["plan"] is None
    assert third["plan_so_far"] == -1_150_000_000
    assert third["plan_lacks"] == "1 not submitted"


def test_the_file_has_the_house_s_words_for_what_is_absent() -> None:
    files = datapackage([northmere()], ABOUT)
    heads, *lines = files["data/position.csv"].decode().splitlines()
    assert heads == (
        "name,plan,plan_so_far,plan_lacks,wte,part,part_numerator,part_denominator,faults,on"
    )
    assert lines[1:] == [
        "ZR3 Northmere Partnership,Not submitted,,,No data,Not applicable,,,0,",
        "System,Incomplete,-1150000000,1 not submitted,,,,,,",
    ]
    [resource] = descriptor(northmere())["resources"]
    assert resource["schema"]["missingValues"] == [
        "", "No data", "Not applicable", "Suppressed", "Not submitted", "Incomplete",
    ]  # fmt: skip


def test_the_descriptor_says_unit_basis_sign_licence_and_source() -> None:
    found = descriptor(northmere())
    assert found["name"] == "equipoise-status"
    assert found["created"] == "2023-03-30T09:01:00+00:00"
    assert found["licenses"] == [{"name": "OGL-UK-3.0", "title": "Open Government Licence v3.0"}]
    assert found["sources"] == [{"title": "NHS England: a file.csv"}]
    [resource] = found["resources"]
    assert (resource["name"], resource["path"]) == ("position", "data/position.csv")
    assert resource["description"] == (
        "The system plans a deficit of £9.0 million. Plan version 1; 2023/24; including support. "
        "The data are made up."
    )
    fields = {
        one["name"]: (one["type"], one["description"]) for one in resource["schema"]["fields"]
    }
    assert fields["plan"] == ("integer", "Whole pence; surplus / (deficit)")
    assert fields["wte"] == ("integer", "Hundredths of a WTE")
    assert fields["part"] == (
        "number",
        "Ratio; of efficiency; a decimal to ten places; exact as its numerator over its "
        "denominator",
    )
    assert fields["part_numerator"] == ("integer", "Ratio; of efficiency: above the line")
    assert fields["on"] == ("date", "Returned on")


def test_a_page_without_licence_or_source_says_neither() -> None:
    bare = About(name="a", title="A", description="", created=ABOUT.created)
    found = json.loads(datapackage([northmere()], bare)["datapackage.json"])
    assert not {"licenses", "sources", "description"} & set(found)


def test_a_number_among_words_stands_with_its_unit() -> None:
    column = Column(key="worth", title="Worth")
    words: list[Any] = ["nothing", of_thousands(-9_000), ratio(1, 3), Absence.MISSING,
                        Incomplete(value=5, absent={Absence.MISSING: 2}, basis=MONEY)]  # fmt: skip
    rows = only(table(*(Row(cells={"worth": word}) for word in words), columns=[column]))
    exact = [(row["worth_numerator"], row["worth_denominator"], row["worth_unit"]) for row in rows]
    assert exact == [
        (None, None, None),
        (-900_000_000, 1, "pence"),
        (1, 3, "ratio"),
        (None, None, None),
        (None, None, "pence"),
    ]
    assert [row["worth"] for row in rows[:3]] == ["nothing", "£(9.0)m", "33.3%"]
    assert (rows[4]["worth_so_far"], rows[4]["worth_lacks"]) == (5, "2 missing")


def test_parts_of_people_keep_their_parts() -> None:
    [row] = only(of_one(Amount(value=Fraction(25, 3), basis=POINTS), ColumnKind.COUNT))
    assert (row["a_numerator"], row["a_denominator"]) == (25, 3)
    assert row["a"] == Fraction(83_333_333_333, 10**10)


def test_words_in_place_of_a_number_are_named_as_missing() -> None:
    rows = [Row(cells={"name": "A", "plan": "Not held"}), Row(cells={"name": "B", "plan": "=x"})]
    made = table(*rows, columns=[NAME, PLAN])
    assert [row["plan"] for row in only(made)] == [None, None]
    [resource] = descriptor(made)["resources"]
    assert resource["schema"]["missingValues"][-2:] == ["Not held", "'=x"]


def test_text_starts_no_formula_and_keeps_its_quotes() -> None:
    assert [row["a"] for row in only(of_one('say "=1", then'))] == ['say "=1", then']
    assert [row["a"] for row in only(of_one("=1+1"))] == ["'=1+1"]


def test_tables_of_one_name_have_files_of_their_own_and_an_empty_one_has_heads() -> None:
    other = table(columns=[NAME])
    found = read_package(datapackage([northmere(), other, northmere()], ABOUT))
    assert list(found) == ["position", "position-2", "position-3"]
    assert found["position-2"] == []


@pytest.mark.parametrize(
    ("name", "slug"), [("by_place", "by_place"), ("Table 1 (£m)", "table-1-m"), ("§", "table")]
)
def test_a_name_is_as_the_standard_asks(name: str, slug: str) -> None:
    made = Table(name=name, title="A", sentence="", basis="", columns=(NAME,), rows=())
    assert list(read_package(datapackage([made], ABOUT))) == [slug]
