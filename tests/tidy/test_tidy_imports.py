"""CONVENTIONS 3 and 7: imports stand at the top and name what they take; who reads the clock."""

import ast
from collections.abc import Iterator

import pytest

from tests.tidy.house import Module, modules, parsed

CLOCKS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "timezone.now",
}
LAST = {clock.partition(".")[2] for clock in CLOCKS}
READ_THE_CLOCK = ("cli", "web")


def hidden(module: Module) -> Iterator[str]:
    """Yield imports inside a function, and imports of everything."""
    late = {
        node
        for _, function in module.functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    stars = {
        node
        for node in module.nodes
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    }
    yield from (f"{module.name}:{node.lineno}" for node in late | stars)


def clocks(module: Module) -> Iterator[str]:
    """Yield where the module asks what day or time it is."""
    for node in module.nodes:
        match node:
            case ast.Attribute(attr=last) if last in LAST:
                asked = ".".join(ast.unparse(node).split(".")[-2:]) in CLOCKS
            case ast.ImportFrom(module="time", names=names):
                asked = any(f"time.{name.name}" in CLOCKS for name in names)
            case _:
                continue
        if asked:
            yield f"{module.name}:{node.lineno}"


def test_imports_are_at_the_top_and_by_name() -> None:
    every = modules("src", "tests", "bench", ".ci")
    assert [place for module in every for place in hidden(module)] == []


def test_only_the_doors_read_the_clock() -> None:
    rooms = [module for module in modules("src") if module.room not in READ_THE_CLOCK]
    assert rooms
    assert [place for module in rooms for place in clocks(module)] == []


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n    import os",
        "class A:\n    def f(self):\n        if x:\n            from os import path",
        "from os import *",
    ],
)
def test_a_hidden_import_is_seen(text: str) -> None:
    assert len(list(hidden(parsed(text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "x = date.today()",
        "x = datetime.datetime.now(UTC)",
        "x = Field(default=timezone.now)",
        "x = time.time()",
        "from time import time",
    ],
)
def test_a_look_at_the_clock_is_seen(text: str) -> None:
    assert len(list(clocks(parsed(text)))) == 1


def test_what_is_allowed_passes() -> None:
    text = "from time import perf_counter\nimport os\nx = now.date()\ny = perf_counter()\n"
    assert list(clocks(parsed(text))) == list(hidden(parsed(text))) == []
