"""CONVENTIONS 4 and 5: nothing inexact near money, and one way to round, by the syntax tree.

A tree has no types. So `/` is allowed only beside a `Fraction(...)`, beside a text (which joins
a path and divides nothing), or in a function that exact_division.toml lists with what makes it
exact.
"""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tidy.house import Module, parsed, rooms

NEAR_MONEY = ("units", "workings", "params", "cube", "rules", "checks")
DIVIDING = Path(__file__).with_name("exact_division.toml")
EXACT: dict[str, str] = tomllib.loads(DIVIDING.read_text("utf-8"))["exact"]
INEXACT = {"numpy", "random", "statistics", "cmath"}
WHOLE = {"ceil", "comb", "floor", "gcd", "isqrt", "lcm", "prod"}
"""What `math` offers that gives whole numbers for whole numbers."""


def inexact(module: Module) -> Iterator[str]:
    """Yield every place where a number could stop being exact, division apart."""
    for node in module.nodes:
        match node:
            case ast.Constant(value=float() | complex()):
                yield f"{module.name}:{node.lineno}: {node.value!r}"
            case ast.Name(id="float" | "round" | "complex" as name):
                yield f"{module.name}:{node.lineno}: {name}"
            case ast.Import(names=names) if INEXACT & {name.name for name in names}:
                yield f"{module.name}:{node.lineno}: import"
            case ast.Import(names=names) if "math" in {name.name for name in names}:
                yield f"{module.name}:{node.lineno}: import math whole"
            case ast.ImportFrom(module=str(origin)) if origin in INEXACT:
                yield f"{module.name}:{node.lineno}: from {origin}"
            case ast.ImportFrom(module="math", names=names) if not {n.name for n in names} <= WHOLE:
                yield f"{module.name}:{node.lineno}: from math"


def divides(module: Module) -> set[str]:
    """Return the functions that use `/` with neither a Fraction nor a text beside it."""
    return {name for name, node in _within(module.tree, module.name) if _is_bare_division(node)}


def _within(node: ast.AST, name: str) -> Iterator[tuple[str, ast.AST]]:
    """Yield every node beneath with the name of the function it stands in."""
    for child in ast.iter_child_nodes(node):
        inner = name
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner = f"{name}{'.' if '::' in name else '::'}{child.name}"
        yield inner, child
        yield from _within(child, inner)


def _is_bare_division(node: ast.AST) -> bool:
    match node:
        case ast.AugAssign(op=ast.Div()):
            return True
        case ast.BinOp(op=ast.Div(), left=left, right=right):
            return not (_is_plain(left) or _is_plain(right))
    return False


def _is_plain(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="Fraction")) | ast.Constant(value=str()):
            return True
    return False


def test_nothing_inexact_comes_near_money() -> None:
    modules = rooms(*NEAR_MONEY)
    assert modules
    assert [place for module in modules for place in inexact(module)] == []


def test_division_is_exact_where_it_is_written() -> None:
    dividing = {name for module in rooms(*NEAR_MONEY) for name in divides(module)}
    assert sorted(dividing - set(EXACT)) == [], "list it in exact_division.toml, and say why"
    assert sorted(set(EXACT) - dividing) == [], "no longer divides: take it off the list"


@pytest.mark.parametrize(
    "text",
    [
        "x = 0.5",
        "x = 1e3",
        "x = 1j",
        "x = float(y)",
        "def f(x: float): ...",
        "x = round(y)",
        "import numpy as np",
        "import math",
        "from random import choice",
        "from math import sqrt",
    ],
)
def test_what_is_inexact_is_seen(text: str) -> None:
    assert len(list(inexact(parsed(text)))) == 1


def test_what_is_exact_passes() -> None:
    text = 'from math import floor, gcd\nx = Fraction("0.5") + 5 // 2\ny = "0.5 float(x)"\n'
    assert list(inexact(parsed(text))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x = a / b", {"m.py"}),
        ("def f():\n    return a / b", {"m.py::f"}),
        ("class A:\n    def f(self):\n        self.x /= 2", {"m.py::A.f"}),
        ("def f():\n    return Fraction(a) / b", set()),
        ("def f():\n    return a / Fraction(b)", set()),
        ("def f():\n    return a // b", set()),
        ("def f():\n    return folder / 'cells'", set()),
    ],
)
def test_bare_division_is_seen(text: str, found: set[str]) -> None:
    assert divides(parsed(text, "m.py")) == found
