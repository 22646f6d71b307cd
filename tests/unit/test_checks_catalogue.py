"""The catalogue: every check once, whole sentences, and what it does with findings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from string import Formatter

import pytest

from equipoise.checks import (
    CATALOGUE,
    CONTRACTS,
    MONTH,
    PLACES,
    POT,
    RETURN,
    SYSTEM,
    Catalogue,
    Check,
    DuplicateCodeError,
    Place,
)
from equipoise.checks.check import Run
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.units import FinancialYear, Period
from equipoise.workings import Reference

CHECK = Check(
    code="EQ-TRY-001",
    title="Trial",
    severity=Severity.MUST_FIX,
    message="{name} is {found}, not {expected}.",
    remedy="Make it {expected}.",
    guidance="Trial.",
)
KNOWN_ON = date(2023, 5, 4)
CHANGED = date(2023, 5, 4)
"""When the rule of the trial was published anew."""


@dataclass(frozen=True)
class Thing:
    """What a trial looks at: nothing but its year."""

    year: FinancialYear


SUBJECT = Thing(FinancialYear(2023))


def place(cell: str) -> Place:
    ref = Reference("file", ("3f2a9c1e07bd", "Income", cell))
    return Place(ref=ref, organisation="ZR2", part="finance", row="Income", column="Year")


def test_the_catalogue_holds_every_check_once_in_the_order_of_codes() -> None:
    codes = [check.code for check in CATALOGUE]
    assert codes == sorted(
        {
            "EQ-FIL-001",
            *(c.code for of in (RETURN, SYSTEM, PLACES, POT, CONTRACTS, MONTH) for c in of),
        }
    )
    assert CATALOGUE["EQ-WTE-001"].title == "Total WTE"
    with pytest.raises(KeyError):
        CATALOGUE["EQ-WTE-999"]


def test_each_check_of_the_validation_catalogue_has_a_check() -> None:
    """V01 to V25 of fact book 1, section 2.4: each is the reason of at least one check."""
    reasons = {check.guidance.partition(":")[0] for check in CATALOGUE}
    assert {f"V{number:02}" for number in range(1, 26)} <= reasons


@pytest.mark.parametrize("check", tuple(CATALOGUE), ids=lambda check: check.code)
def test_a_check_speaks_in_sentences(check: Check) -> None:
    assert check.message.endswith((".", "{reason}"))
    assert check.remedy.endswith(".")
    assert check.guidance.endswith(".")
    assert check.title


@pytest.mark.parametrize("check", tuple(CATALOGUE), ids=lambda check: check.code)
def test_the_words_of_a_check_name_facts_and_nothing_else(check: Check) -> None:
    for text in (check.message, check.remedy):
        for _, name, form, conversion in Formatter().parse(text):
            assert name is None or name.isidentifier()
            assert not form
            assert not conversion


def test_a_finding_takes_its_words_from_the_check_and_its_place() -> None:
    cause = place("F9").ref
    facts = {"name": "Income", "found": "5", "expected": "6"}
    assert CHECK.finding(place("F23"), facts, caused_by=[cause, cause]) == Finding(
        code="EQ-TRY-001",
        severity=Severity.MUST_FIX,
        place=place("F23").ref,
        organisation="ZR2",
        part="finance",
        message="Income is 5, not 6.",
        remedy="Make it 6.",
        found="5",
        expected="6",
        row="Income",
        column="Year",
        caused_by=frozenset({cause}),
    )
    lighter = CHECK.finding(place("F23"), facts, severity=Severity.EXPLAIN)
    assert lighter.severity is Severity.EXPLAIN


def test_two_checks_do_not_share_a_code() -> None:
    catalogue: Catalogue[Thing] = Catalogue("a trial")
    catalogue.enter(CHECK, nothing)
    with pytest.raises(DuplicateCodeError, match="EQ-TRY-001"):
        catalogue.enter(CHECK, nothing)
    assert list(catalogue) == [CHECK]


def test_two_checks_of_one_code_are_not_in_force_on_one_day() -> None:
    """Years that touch are apart; years that share a day are not."""
    catalogue: Catalogue[Thing] = Catalogue("a trial")
    early = replace(CHECK, applies=Period.parse("2016-04-01 to 2024-04-01"))
    catalogue.enter(early, nothing)
    catalogue.enter(replace(CHECK, applies=Period.parse("2024-04-01 to 2029-04-01")), nothing)
    with pytest.raises(DuplicateCodeError):
        catalogue.enter(replace(CHECK, applies=Period.parse("2023/24")), nothing)
    catalogue.enter(replace(CHECK, applies=Period.parse("2023/24"), published=CHANGED), nothing)
    with pytest.raises(DuplicateCodeError):
        catalogue.enter(replace(CHECK, published=CHANGED), nothing)


@pytest.mark.parametrize(
    ("known_on", "year", "severities"),
    [
        (date(2023, 5, 3), 2023, [Severity.EXPLAIN]),
        (date(2023, 5, 4), 2023, [Severity.MUST_FIX]),
        (date(2023, 5, 4), 2022, [Severity.EXPLAIN]),
        (date(2023, 5, 4), 2024, [Severity.EXPLAIN]),
        (date(2023, 5, 4), 2015, []),
        (date(2023, 5, 4), 2029, []),
    ],
)
def test_a_check_whose_rule_changed_in_the_round_is_two_dated_entries(
    known_on: date, year: int, severities: list[Severity]
) -> None:
    """Published on 4 May 2023 for 2023/24: not known the day before, nor for other years."""
    catalogue: Catalogue[Thing] = Catalogue("a trial")
    before = replace(CHECK, severity=Severity.EXPLAIN)
    after = replace(CHECK, published=CHANGED, applies=Period.parse("2023/24"))
    catalogue.enter(before, saying(before))
    catalogue.enter(after, saying(after))
    found = catalogue.findings(Thing(FinancialYear(year)), Parameters({}), known_on=known_on)
    assert [one.severity for one in found] == severities


def test_findings_come_gravest_first_without_mere_consequences() -> None:
    catalogue: Catalogue[Thing] = Catalogue("a trial")
    catalogue.enter(CHECK, three)
    found = catalogue.findings(SUBJECT, Parameters({}), known_on=KNOWN_ON)
    assert [(one.cell, one.severity) for one in found] == [
        ("F24", Severity.MUST_FIX),
        ("F23", Severity.NOTE),
    ]


def nothing(_: Thing, __: Parameters, *, known_on: date) -> Iterator[Finding]:
    del known_on
    yield from ()


def saying(check: Check) -> Run[Thing]:
    def run(_: Thing, __: Parameters, *, known_on: date) -> Iterator[Finding]:
        del known_on
        yield check.finding(place("F23"), {"name": "Income", "found": "5", "expected": "6"})

    return run


def three(subject: Thing, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    assert (subject, known_on) == (SUBJECT, KNOWN_ON)
    facts = {"name": "Income", "found": "5", "expected": "6"}
    yield CHECK.finding(place("F23"), facts, severity=Severity.NOTE)
    yield CHECK.finding(place("F24"), facts)
    yield CHECK.finding(place("F25"), facts, caused_by=[place("F24").ref])
