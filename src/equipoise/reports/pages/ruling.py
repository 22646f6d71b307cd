"""The national rules, test by test: what is asked, what the plan has, and the room it leaves."""

from collections import Counter
from typing import Final

from equipoise.reports.display import in_full
from equipoise.reports.pages.page import Page, counted
from equipoise.reports.pages.positions import basis_line
from equipoise.reports.pages.waivers import not_clean
from equipoise.reports.table import Column, Row, Table, Value
from equipoise.rules.national import Ruling, Sense, Tested, Verdict
from equipoise.units import RATIO
from equipoise.usecases.national_rules import NAME, RuledPlan
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Figure

TITLES: Final = {
    "mental_health": "Mental Health Investment Standard",
    "better_care": "Better Care Fund minimum",
    "primary_and_community": "Primary and community growth",
    "running_costs": "Running cost limit",
    "running_costs_per_head": "Running costs a head (blueprint)",
    "ring_fences": "Ring-fences",
    "stream_conditions": "Conditions of streams",
    "change_per_body": "Minimum and maximum change",
    "deficits": "Deficits limit",
    "prevention": "Prevention share",
}
"""Each rule as people know it."""
MUST_BE: Final = {
    Sense.AT_LEAST: "at least",
    Sense.AT_MOST: "at most",
    Sense.MORE_THAN: "more than",
}
COLUMNS: Final = (
    Column(key="rule", title="Rule"),
    Column(key="subject", title="Of"),
    Column(key="result", title="Result"),
    Column(key="number", title="Plan"),
    Column(key="limit", title="Limit"),
    Column(key="slack", title="Room left (or missed by)"),
    Column(key="force", title="Force"),
    Column(key="level", title="Tested at"),
)
IN_WORDS: Final = (
    Column(key="rule", title="Rule"),
    Column(key="subject", title="Of"),
    Column(key="result", title="Result"),
    Column(key="why", title="In words"),
)


def rules_page(outcome: Outcome[RuledPlan]) -> Page:
    """Return how many tests are met, which are not, and each as numbers and in a sentence."""
    found = outcome.result
    tests = [
        (name, subject, test)
        for name, ruling in found.rulings.items()
        for subject, test in ruling.tests.items()
    ]
    counts = Counter(test.verdict for _, _, test in tests)
    empty = [name for name, ruling in found.rulings.items() if not ruling.tests]
    missed = [each for each in tests if each[2].verdict is Verdict.NOT_MET]
    return Page(
        title=f"Does the plan of {found.plan.system} keep to the national rules?",
        sentences=(
            f"Of {counted(len(tests), 'test')}, {counts[Verdict.MET]} met, "
            f"{counts[Verdict.NOT_MET]} not met, {counts[Verdict.NOT_TESTED]} not tested; "
            f"{counted(len(empty), 'rule')} did not apply or had nothing to test.",
            *(f"{TITLES[name]}: {sentence(subject, test)}" for name, subject, test in missed),
        ),
        alerts=not_clean(found.waivers),
        tables=(_table(found),),
        cards=(_in_words(found),),
        facts={
            "met": counts[Verdict.MET],
            "not_met": [f"{name}/{subject}" for name, subject, _ in missed],
            "not_tested": counts[Verdict.NOT_TESTED],
            "years": {name: str(ruling.years) for name, ruling in found.rulings.items()},
            "waivers": list(found.waivers.names),
        },
    )


def sentence(subject: str, test: Tested[Figure]) -> str:
    """Return one test in plain words: the plan, the limit, and the room it leaves."""
    question, number, limit, slack = test.question, test.number, test.limit, test.slack
    if number is None or limit is None or slack is None:
        return f"{question.name} of {subject} is not tested; {test.reason}."
    met = test.verdict is Verdict.MET
    room = _size(slack)
    ends = f"met, with {room} to spare" if met else f"not met, by {room}"
    return (
        f"{question.name} of {subject} is {_shown(number)}, and must be "
        f"{MUST_BE[question.sense]} {_shown(limit)}, {question.limit}: {ends}."
    )


def _table(found: RuledPlan) -> Table:
    return Table(
        name=NAME,
        title="National rules",
        sentence="A limit binds; a test asks for a word; a tracker and a proposal bind nobody.",
        basis=basis_line(found.statement),
        columns=COLUMNS,
        rows=tuple(
            row for name, ruling in found.rulings.items() for row in _rows(found, name, ruling)
        ),
        notes=(
            "Room is what is left before the limit; in brackets, by how much it is missed.",
            "Last year is as the rule pack has it. What a plan or a pack does not have is not "
            "tested, and never counted as nil.",
        ),
    )


def _in_words(found: RuledPlan) -> Table:
    """Return each test in a sentence, and why a rule has none."""
    told: list[tuple[str, str, Verdict, str]] = []
    for name, ruling in found.rulings.items():
        told += [(name, subject, test.verdict, sentence(subject, test))
                 for subject, test in ruling.tests.items()]  # fmt: skip
        if not ruling.tests:
            told.append((name, "", Verdict.NOT_TESTED, f"{_begun(ruling.reason)}."))
    return Table(
        name="in_words",
        title="Each test in words",
        sentence="",
        basis="",
        columns=IN_WORDS,
        rows=tuple(
            Row(cells={"rule": TITLES[name], "subject": subject, "result": verdict, "why": why})
            for name, subject, verdict, why in told
        ),
    )


def _rows(found: RuledPlan, name: str, ruling: Ruling[Figure]) -> list[Row]:
    if not ruling.tests:
        return [Row(cells={"rule": TITLES[name], "result": Verdict.NOT_TESTED})]
    return [_row(found, name, subject=subject, test=test)
            for subject, test in ruling.tests.items()]  # fmt: skip


def _row(found: RuledPlan, name: str, *, subject: str, test: Tested[Figure]) -> Row:
    figures = {"number": test.number, "limit": test.limit, "slack": test.slack}
    there = {key: figure for key, figure in figures.items() if figure is not None}
    question = test.question
    cells: dict[str, Value] = {
        "rule": TITLES[name],
        "subject": subject,
        "result": test.verdict,
        "force": question.force,
        "level": question.level,
        **there,
    }
    refs = {key: found.statement.ref(f"{NAME}/{name}/{subject}/{key}") for key in there}
    return Row(cells=cells, refs=refs)


def _shown(figure: Figure) -> str:
    return in_full(figure.value, figure.basis.unit)


def _size(slack: Figure) -> str:
    """Return how large a slack is; of a ratio in percentage points."""
    size = in_full(max(slack.value, -slack.value), slack.basis.unit)
    return f"{size.removesuffix('%')} percentage points" if slack.basis.unit == RATIO else size


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
