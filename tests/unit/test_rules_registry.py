"""The registry: names, dates, clashes, and the stamp on what a rule makes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from equipoise.params import Values, load
from equipoise.rules import RULES, NoRuleError, Rule, RuleClashError, bare, registry, rule_for
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import PENCE, FinancialYear, Period
from equipoise.workings import Basis, Figure, Reference, Selector, given, named, selected

ROOM = Path(registry.__file__).parent
YEAR = FinancialYear(2023)
BASIS = Basis(period=YEAR.period, unit=PENCE)
PARAMS = load()
TODAY = date(2023, 5, 4)


@dataclass(frozen=True, kw_only=True)
class Made:
    """An outcome of every shape."""

    new: Figure
    passed: Figure
    none: Figure | None
    by_code: dict[str, tuple[Figure, ...]]
    words: str


def doubled(number: Figure, params: Values[Figure], *, known_on: date) -> Made:
    """Return it twice."""
    del params, known_on
    new = named(number + number, "Twice")
    return Made(new=new, passed=number, none=None, by_code={"ZR1": (new, -new)}, words="two")


def tripled(number: Figure, params: Values[Figure], *, known_on: date) -> Figure:
    """Return it three times."""
    del params, known_on
    return number + number + number


NAME = "test/scratch"
doubled.__module__ = tripled.__module__ = "equipoise.rules.test.scratch"


@pytest.fixture(autouse=True)
def _scratch() -> Iterator[None]:
    kept = dict(registry._RULES)
    yield
    registry._RULES.clear()
    registry._RULES.update(kept)


def cell(pence: int) -> Figure:
    return given(pence, BASIS, Reference("cell", ("2023-24", "ZR1", "income")), name="Income")


def test_a_rule_is_named_by_its_module() -> None:
    written = {
        path.relative_to(ROOM).with_suffix("").as_posix()
        for path in ROOM.rglob("*.py")
        if "\n@rule(" in path.read_text("utf-8")
    }
    assert set(RULES) == written
    for name, rules in RULES.items():
        for each in rules:
            assert each.id == name
            assert str(each.ref) == f"rule:{name}"
            assert each.title.startswith("Return ")
            assert each.title.endswith(".")
            assert each.source


def test_what_a_rule_makes_carries_its_name() -> None:
    run = rule(applies=DEFINITIONS, source="a letter")(doubled)
    found = run(cell(5), PARAMS, known_on=TODAY)
    ref = Reference("rule", ("test", "scratch"))
    assert found.new.working.rule == ref
    assert [part.working.rule for part in found.by_code["ZR1"]] == [ref, ref]
    assert (found.none, found.words) == (None, "two")


def test_what_only_passes_through_keeps_its_own_record() -> None:
    run = rule(applies=DEFINITIONS, source="a letter")(doubled)
    other = Reference("rule", ("another",))
    made_elsewhere = (cell(5) + cell(6)).made_by(other)
    assert run(cell(5), PARAMS, known_on=TODAY).passed.working.rule is None
    assert run(made_elsewhere, PARAMS, known_on=TODAY).passed.working.rule == other
    cells = selected(5, BASIS, Selector(digest="d", where=(), count=1), name="Income")
    assert run(cells, PARAMS, known_on=TODAY).passed.working.rule is None


def test_the_decorated_rule_keeps_its_docstring() -> None:
    run = rule(applies=DEFINITIONS, source="a letter")(doubled)
    assert run.__doc__ == "Return it twice."
    assert rule_for(NAME, YEAR.period, known_on=TODAY).title == "Return it twice."
    assert rule_for(NAME, YEAR.period, known_on=TODAY).run is run


def test_a_rule_without_a_docstring_has_no_title() -> None:
    found = Rule(id=NAME, applies=DEFINITIONS, published=None, source="a letter", run=lambda: None)
    assert found.title == ""


def test_a_rule_that_changed_answers_for_its_own_years() -> None:
    rule(applies=Period.parse("2022/23"), source="old")(doubled)
    rule(applies=Period.parse("2023/24"), source="new")(tripled)
    assert rule_for(NAME, FinancialYear(2022).period, known_on=TODAY).source == "old"
    assert rule_for(NAME, FinancialYear(2022).month(12), known_on=TODAY).source == "old"
    assert rule_for(NAME, FinancialYear(2023).month(1), known_on=TODAY).source == "new"
    for period in (
        Period(date(2023, 3, 31), date(2023, 4, 2)),  # changes within
        FinancialYear(2021).period,
        FinancialYear(2024).period,
    ):
        with pytest.raises(NoRuleError) as caught:
            rule_for(NAME, period, known_on=TODAY)
        told = f"{NAME}: no one rule for all of {period}, as known on 2023-05-04"
        assert str(caught.value) == told
    with pytest.raises(NoRuleError):
        rule_for("balance/unheard_of", YEAR.period, known_on=TODAY)


def test_a_rule_published_within_the_year_counts_from_that_day() -> None:
    """As on 8 November 2023, when targets of the year already running were changed."""
    rule(applies=YEAR.period, source="guidance")(doubled)
    rule(applies=YEAR.period, source="letter", published=date(2023, 11, 8))(tripled)
    assert rule_for(NAME, YEAR.period, known_on=date(2023, 11, 7)).source == "guidance"
    assert rule_for(NAME, YEAR.period, known_on=date(2023, 11, 8)).source == "letter"


def test_two_rules_for_one_day_are_an_error_at_import() -> None:
    rule(applies=Period.parse("2022-04-01 to 2023-04-02"), source="old")(doubled)
    with pytest.raises(RuleClashError, match=r"test/scratch: two rules, for 2022-.* and for 2023"):
        rule(applies=YEAR.period, source="new")(tripled)
    assert issubclass(RuleClashError, ImportError)
    assert len(RULES[NAME]) == 1
    next_day = Period(date(2023, 4, 2), date(2024, 4, 1))
    rule(applies=next_day, source="new")(tripled)
    assert len(RULES[NAME]) == 2


def test_the_capital_rule_ends_with_system_envelopes() -> None:
    """Fact book 1, section 5: systems hold the limit from 2020/21 to 2025/26."""
    for starts_in in (2020, 2025):
        rule_for("capital/headroom", FinancialYear(starts_in).period, known_on=TODAY)
    for starts_in in (2019, 2026):
        with pytest.raises(NoRuleError):
            rule_for("capital/headroom", FinancialYear(starts_in).period, known_on=TODAY)


def test_definitions_hold_for_the_years_of_the_house() -> None:
    """The first fund is of 2016/17 (fact book 1, 1.1); plans run to 2028/29 (fact book 3, 4.5)."""
    lasting = [name for name, rules in RULES.items() if rules[0].applies == DEFINITIONS]
    assert "balance/ladder" in lasting
    for name in lasting:
        for starts_in in (2016, 2028):
            rule_for(name, FinancialYear(starts_in).period, known_on=date(2016, 4, 1))
        for day_out in (Period(date(2016, 3, 31), date(2016, 4, 1)), FinancialYear(2029).month(1)):
            with pytest.raises(NoRuleError):
                rule_for(name, day_out, known_on=TODAY)


def test_bare_leaves_all_but_figures_alone() -> None:
    run = rule(applies=DEFINITIONS, source="a letter")(doubled)
    found = bare(run(cell(5), PARAMS, known_on=TODAY))
    assert (found.new, found.passed, found.none) == (Fraction(10), Fraction(5), None)
    assert found.by_code == {"ZR1": (Fraction(10), Fraction(-10))}
    assert bare(YEAR) is YEAR
    assert bare(Made) is Made
