from datetime import date

import pytest

from equipoise.register import Kind, Organisation, Register
from equipoise.sources import KnownName, NameBook, known_names
from equipoise.sources.names import KnownNameError, past_trusts
from equipoise.units import FinancialYear, Period

HEADING = "name,code,applies,source\n"
YEAR = FinancialYear(2018).period


def body(
    code: str, name: str, opens_on: date | None = None, closes_on: date | None = None
) -> Organisation:
    return Organisation(
        code=code,
        name=name,
        kind=Kind.PROVIDER,
        opens_on=opens_on,
        closes_on=closes_on,
        source="made up",
    )


def known(name: str, code: str, applies: Period = YEAR) -> KnownName:
    return KnownName(name=name, code=code, applies=applies, source="made up")


def test_a_name_is_resolved_exactly_or_not_at_all() -> None:
    book = NameBook(Register((body("ZR1", "ST. ANNE'S NHS TRUST"),)))
    assert book.code(" St Annes NHS Trust ", YEAR) == "ZR1"
    for other in ("St Annes NHS Foundation Trust", "The St Annes NHS Trust", "St Anne NHS Trust"):
        assert book.code(other, YEAR) is None


def test_a_name_of_two_bodies_is_nobodys() -> None:
    book = NameBook(Register((body("ZR1", "A Trust"), body("ZR2", "a trust"))))
    assert book.codes("A TRUST", YEAR) == {"ZR1", "ZR2"}
    assert book.code("A TRUST", YEAR) is None


def test_a_dated_name_counts_on_its_days_and_before_a_present_one() -> None:
    book = NameBook(Register((body("ZR1", "New Name"),)), (known("New Name", "ZR2"),))
    assert book.code("New Name", YEAR) == "ZR2"
    assert book.code("New Name", FinancialYear(2019).period) == "ZR1"


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "code"),
    [
        (date(2019, 3, 31), None, "ZR1"),
        (date(2019, 4, 1), None, None),
        (None, date(2018, 4, 2), "ZR1"),
        (None, date(2018, 4, 1), None),
    ],
)
def test_a_body_that_did_not_exist_then_has_no_name_then(
    opens_on: date | None, closes_on: date | None, code: str | None
) -> None:
    book = NameBook(Register((body("ZR1", "A Trust", opens_on, closes_on),)))
    assert book.code("A Trust", YEAR) == code


def test_the_names_of_the_house_are_cited_and_of_one_code_each() -> None:
    found = known_names()
    assert all(entry.source for entry in found)
    assert {entry.name: entry.code for entry in found}["2gether NHS Foundation Trust"] == "RTQ"


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("A Trust,ZR1,2018/19,\n", "a period and a source"),
        ("A Trust,,2018/19,made up\n", "a period and a source"),
        ("A Trust,ZR1,2018/19,made up\na trust,ZR2,2018/19,made up\n", "is both ZR1 and ZR2"),
    ],
)
def test_known_names_that_are_not_certain_are_refused(rows: str, why: str) -> None:
    with pytest.raises(KnownNameError, match=why):
        known_names(HEADING + rows)


def test_one_name_may_pass_from_one_body_to_another() -> None:
    rows = "A Trust,ZR1,2018/19,made up\nA Trust,ZR2,2019/20,made up\n"
    assert [entry.code for entry in known_names(HEADING + rows)] == ["ZR1", "ZR2"]


def test_bodies_known_by_a_past_name_alone_are_past() -> None:
    names = (known("Old", "ZR1"), known("Older", "ZR2"))
    assert [one.code for one in past_trusts(names, ["ZR1"])] == ["ZR2"]
