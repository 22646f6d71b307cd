"""Read a parameter file: text only, every value cited, nothing twice, nothing unknown."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from io import StringIO
from itertools import combinations
from typing import Any, Final

import yaml

from equipoise.params.entry import KINDS, STATUSES, Entry, Parameter, ParameterError
from equipoise.units import UNITS, Period
from equipoise.workings import Support

HEAD: Final = frozenset({"title", "unit", "support", "values"})
CITED: Final = ("applies", "published", "status", "kind", "source", "place")
FIELDS: Final = frozenset({*CITED, "value", "table"})
UNREADABLE: Final = (
    ArithmeticError,
    AttributeError,
    KeyError,
    OSError,
    TypeError,
    ValueError,
    csv.Error,
    yaml.YAMLError,
)
"""What the standard library raises for a text that is no YAML, number, date, table or file."""
SUPPORTS: Final = {"including": Support.WITH, "excluding": Support.WITHOUT}


class _Text(yaml.BaseLoader):
    """YAML in which everything stays text (1.04 is no float, NO is no Boolean)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise ParameterError(f"line {node.start_mark.line + 1}: written twice: {twice}")
        return super().construct_mapping(node, deep)


def read(text: str, name: str, *, beside: Callable[[str], str]) -> Parameter:
    """Return the parameter written as YAML `text`; `beside` reads a file that lies beside it.

    Raises: ParameterError naming the file and what it lacks, repeats or does not know.
    """
    try:
        content = yaml.load(text, Loader=_Text)
        _refuse_unknown(content, HEAD)
        entries = tuple(_entry(fields, beside) for fields in content["values"])
        parameter = Parameter(
            title=_title(content["title"]),
            unit=UNITS[content["unit"]],
            support=SUPPORTS[content["support"]] if "support" in content else None,
            entries=entries,
        )
    except ParameterError as error:
        raise ParameterError(f"{name}: {error}") from error
    except UNREADABLE as error:
        raise ParameterError(f"{name}: missing or not readable: {error}") from error
    if not entries:
        raise ParameterError(f"{name}: no values")
    for one, other in combinations(entries, 2):
        if one.published == other.published and one.applies.overlaps(other.applies):
            raise ParameterError(f"{name}: two values for {one.applies} on {one.published}")
    return parameter


def _title(text: object) -> str:
    if not isinstance(text, str) or not text:
        raise ParameterError(f"the title is a line of text: {text!r}")
    return text


def _entry(fields: Mapping[str, Any], beside: Callable[[str], str]) -> Entry:
    _refuse_unknown(fields, FIELDS)
    if missing := [need for need in CITED if not fields.get(need)]:
        raise ParameterError(f"an entry lacks {', '.join(missing)}: {dict(fields)}")
    if nested := [field for field, text in fields.items() if not isinstance(text, str)]:
        raise ParameterError(f"a value and its citation are plain text: {', '.join(nested)}")
    if ("value" in fields) == ("table" in fields):
        raise ParameterError(f"an entry has either value or table: {dict(fields)}")
    if fields["status"] not in STATUSES or fields["kind"] not in KINDS:
        raise ParameterError(f"status is one of {STATUSES}, kind one of {KINDS}: {dict(fields)}")
    return Entry(
        value=Fraction(fields["value"]) if "value" in fields else None,
        table=_table(beside(fields["table"]), fields["table"]) if "table" in fields else {},
        applies=Period.parse(fields["applies"]),
        published=date.fromisoformat(fields["published"]),
        status=fields["status"],
        kind=fields["kind"],
        source=fields["source"],
        place=fields["place"],
    )


def _table(text: str, name: str) -> dict[str, Fraction]:
    lines = csv.reader(StringIO(text), strict=True)
    if (header := next(lines, [])) != ["organisation", "value"]:
        raise ParameterError(f"{name}: the heading must be organisation,value: {header}")
    table: dict[str, Fraction] = {}
    for number, line in enumerate(lines, start=2):
        if len(line) != 2 or not all(line):
            raise ParameterError(f"{name}, line {number}: a code and a value, neither blank")
        if line[0] in table:
            raise ParameterError(f"{name}, line {number}: {line[0]} is written twice")
        table[line[0]] = Fraction(line[1])
    if not table:
        raise ParameterError(f"{name}: no values")
    return table


def _refuse_unknown(fields: Mapping[str, object], known: frozenset[str]) -> None:
    if unknown := sorted(fields.keys() - known):
        raise ParameterError(
            f"does not know {', '.join(unknown)}; knows {', '.join(sorted(known))}"
        )
