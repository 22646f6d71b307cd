"""Writes the pages of docs/reference: checks, rules, parameters, measures, activity.

    .venv/bin/python docs/make_reference.py

A test compares the pages with what this would write now.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from inspect import cleandoc
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from equipoise.checks import (
    ALWAYS,
    CATALOGUE,
    CONTRACTS,
    MONTH,
    PLACES,
    POT,
    RETURN,
    SYSTEM,
    Check,
)
from equipoise.params import Entry, Parameter, load
from equipoise.pricing import Kind, schema
from equipoise.pricing.faults import FAULTS, IDENTIFYING, NOT_A_CODE, UNKNOWN_CODE, UNREADABLE
from equipoise.register import Chart, Measure
from equipoise.rules import RULES, Rule
from equipoise.units import FinancialYear

FOLDER: Final = Path(__file__).parent / "reference"
NOTICE: Final = "Written by `docs/make_reference.py`. Change the program, then run it again."
LABEL: Final = re.compile(r"(Source|Assumption|Unit|Shape|Raises|Law \w+): ")
ASSUMED: Final = "assumed"
SIGNS: Final = {1: "adds to the surplus", -1: "takes from the surplus", 0: ""}


def pages() -> Mapping[str, str]:
    """Return the text of every page, by file name."""
    return {
        "checks.md": _page("Checks", CHECKS, map(_check, CATALOGUE)),
        "rules.md": _page("Rules", RULES_SAY, _rules()),
        "parameters.md": _page("Parameters", PARAMETERS, _parameters()),
        "measures.md": _page("Measures", MEASURES, _measures()),
        "activity.md": _page("Activity", ACTIVITY, _activity()),
    }


CHECKS: Final = (
    "What the program says is wrong, or worth a sentence, by code. *Must fix* stands in the way "
    "of submitting, *Explain* needs a sentence, *Note* only informs. Words in braces are filled "
    "in. A finding names its place: file, sheet and cell of a return, or a figure of the system."
)
RULES_SAY: Final = (
    "Every calculation with a name: figures and parameters in, figures out. A law is a property "
    "that a test of the same name holds for generated cases."
)
PARAMETERS: Final = (
    "Every number with meaning, its source, and the years it applies to. A value whose status is "
    "**assumed** is the house's own, and every result that used it says so."
)
ACTIVITY: Final = (
    "What a file of activity says, field by field, and under which headings: letters and digits "
    "count, capitals and punctuation do not; of several headings the first is preferred. A column "
    "that is not here is not read. Then what can be wrong with a file. Words in braces are filled "
    "in."
)
MEASURES: Final = (
    "The chart of plan lines. An entry is a positive number, and its sign is said here. "
    "A line with a formula is worked out, never entered. Sub codes are those of the national "
    "accounts form, by year."
)


def _page(title: str, says: str, sections: Iterable[str]) -> str:
    return "\n\n".join([f"# {title}", f"{says}\n\n{NOTICE}", *sections]) + "\n"


def _check(check: Check) -> str:
    of, run = _looking(check)
    module = sys.modules[run.__module__].__doc__ if run else None
    dates = f"\n- **In force:** {_in_force(check)}" if _dated(check) else ""
    about = [_documented(module or "")] if module else []
    when = [_documented(run.__doc__ or "")] if run else []
    return "\n\n".join(
        [
            f"## {check.code}: {check.title}",
            *about,
            f"- **Severity:** {check.severity}\n- **Looks at:** {of}\n"
            f"- **Message:** {check.message}\n- **Remedy:** {check.remedy}\n"
            f"- **Guidance:** {check.guidance}{dates}",
            *when,
        ]
    )


def _looking(check: Check) -> tuple[str, Callable[..., Any] | None]:
    """Return what a check looks at, and its function; a file refused whole is looked at by none."""
    for catalogue in (RETURN, SYSTEM, PLACES, POT, CONTRACTS, MONTH):
        for entered, run in catalogue.entries.get(check.code, ()):
            if entered == check:
                return catalogue.of, run
    return "a file, before anything in it is read", None


def _dated(check: Check) -> bool:
    return check.applies != ALWAYS or check.published is not None


def _in_force(check: Check) -> str:
    published = f", published {check.published}" if check.published else ""
    return f"{check.applies}{published}"


def _rules() -> Iterator[str]:
    for name, dated in sorted(RULES.items()):
        for rule in dated:
            yield _rule(name, rule)


def _rule(name: str, rule: Rule) -> str:
    published = rule.published or "a definition, known always"
    return "\n\n".join(
        [
            f"## {name}",
            f"- **Applies:** {rule.applies}\n- **Published:** {published}\n"
            f"- **Source:** {rule.source}",
            _documented(rule.run.__doc__ or ""),
        ]
    )


def _parameters() -> Iterator[str]:
    for path, parameter in sorted(load().tree.items()):
        support = f", {parameter.support}" if parameter.support else ""
        rows = [_value(entry, parameter) for entry in parameter.entries]
        heads = ("Applies", "Value", "Status", "Published", "Kind", "Source", "Place")
        yield "\n\n".join(
            [f"## {path}", f"{parameter.title}.", f"Unit: {parameter.unit}{support}.",
             _table(heads, rows)]
        )  # fmt: skip


def _value(entry: Entry, parameter: Parameter) -> Sequence[str]:
    assert entry.value is not None or entry.table, f"{parameter.title}: a value or a table"
    by_body = ", ".join(f"{code}: {_number(value)}" for code, value in sorted(entry.table.items()))
    return (
        str(entry.applies),
        by_body if entry.value is None else _number(entry.value),
        f"**{entry.status}**" if entry.status == ASSUMED else entry.status,
        entry.published.isoformat(),
        entry.kind,
        entry.source,
        entry.place,
    )


def _number(value: Fraction) -> str:
    return f"{value.numerator:,}" if value.denominator == 1 else str(value)


def _measures() -> Iterator[str]:
    heads = ("Code", "Title", "For", "Unit", "Sign", "Year", "Listed by", "Formula", "Sub code")
    for part, lines in groupby(sorted(Chart.load(), key=_part), key=lambda line: line.part):
        yield f"## {part.capitalize()}\n\n{_table(heads, map(_measure, lines))}"


YEARS: Final = {"sum": "sum of months", "closing": "last month", "annual": "as a whole"}


def _activity() -> Iterator[str]:
    heads = ("Field", "Holds", "Needed", "Headings", "What it says")
    for kind in Kind:
        rows = (
            (
                one.name, f"one of {', '.join(one.listed)}" if one.listed else str(one.holds),
                "yes" if one.required else "", ", ".join(one.names), one.meaning,
            )
            for one in schema(kind)
        )  # fmt: skip
        yield f"## {str(kind).capitalize()}\n\n{_table(heads, rows)}"
    told = (IDENTIFYING, UNREADABLE, UNKNOWN_CODE, NOT_A_CODE, *FAULTS.values())
    found = ((one.code, str(one.severity), one.message, one.remedy) for one in told)
    yield f"## Findings\n\n{_table(('Code', 'Severity', 'What is wrong', 'What to do'), found)}"


def _part(line: Measure) -> int:
    """Return the place of a line's part in the chart; lines keep their order within it."""
    return list(dict.fromkeys(each.part for each in Chart.load())).index(line.part)


def _measure(line: Measure) -> Sequence[str]:
    listed = ["counterparty"] if line.counterparty else []
    return (
        f"`{line.code}`",
        line.title,
        ", ".join(sorted(line.kinds)),
        str(line.unit),
        SIGNS[line.sign],
        YEARS[line.aggregation],
        ", ".join([*listed, line.item] if line.item else listed),
        " ".join(f"{'+-'[sign < 0]} {code}" for sign, code in line.formula).removeprefix("+ "),
        "; ".join(_spans(line.subcodes)),
    )


def _spans(subcodes: Mapping[FinancialYear, str]) -> Iterator[str]:
    """Yield each sub code with the years it has, those that follow one another taken together."""
    years = sorted(subcodes)
    runs = groupby(enumerate(years), key=lambda at: (subcodes[at[1]], at[1].starts_in - at[0]))
    for (code, _), run in runs:
        span = [year for _, year in run]
        yield f"{code} {span[0]}" + (f" to {span[-1]}" if len(span) > 1 else "")


def _documented(text: str) -> str:
    """Return a docstring as Markdown: its text, its labelled lines as a list, its example."""
    says, _, example = cleandoc(text).partition(">>> ")
    listed: list[str] = []
    for line in says.splitlines():
        if LABEL.match(line):
            label, _, rest = line.partition(": ")
            apart = not listed or not listed[-1] or listed[-1].startswith("- ")
            listed += ([] if apart else [""]) + [f"- **{label}:** {rest}"]
        elif line.startswith("    ") and listed:
            listed[-1] += f" {line.strip()}"
        else:
            listed.append(line)
    found = "\n".join(listed).strip()
    return f"{found}\n\n```python\n>>> {example.strip()}\n```" if example else found


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    escaped = [[cell.replace("|", r"\|") for cell in row] for row in lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in escaped)


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
