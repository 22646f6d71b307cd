"""CONVENTIONS 2: small pieces, held by a ratchet (ratchet.toml) that may only tighten."""

import ast
import subprocess
import tomllib
from pathlib import Path
from statistics import quantiles

import pytest

from tests.tidy.house import ROOT, Function, modules, parsed

RATCHET = Path(__file__).with_name("ratchet.toml")
HELD = tomllib.loads(RATCHET.read_text("utf-8"))
EVERYWHERE = ("src", "tests", "bench", ".ci")
LIMITS: dict[str, int] = HELD["limits"]
EXCUSED: dict[str, str] = HELD["excused"]


def lines(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def arguments(function: Function) -> tuple[int, int]:
    """Return how many arguments a function takes, and how many of them by their place.

    Who acts and when (`by`, `now`) belong to every action (CONVENTIONS 18) and are not counted;
    nor are those of a command, which are its options.
    """
    if any(".command(" in ast.unparse(mark) for mark in function.decorator_list):
        return 0, 0
    spec = function.args
    in_order = [arg.arg for arg in (*spec.posonlyargs, *spec.args)]
    by_place = len(in_order) - (in_order[:1] in (["self"], ["cls"]))
    return by_place + len({arg.arg for arg in spec.kwonlyargs} - {"by", "now"}), by_place


def public(name: str) -> bool:
    """Return whether callers in other modules may use the function: no part of it is private."""
    words = name.partition("::")[2].split(".")
    return all(not word.startswith("_") or word == "__init__" for word in words)


def percentile(sizes: list[int], hundredths: int) -> int:
    return round(quantiles(sizes, n=100, method="inclusive")[hundredths - 1])


@pytest.mark.parametrize(("limit", "hundredths"), [("median", 50), ("95th", 95)])
def test_files_stay_small(limit: str, hundredths: int) -> None:
    sizes = [len(module.text.splitlines()) for module in modules("src") if module.text]
    assert percentile(sizes, hundredths) <= LIMITS[f"file_{limit}"]


@pytest.mark.parametrize(("limit", "hundredths"), [("median", 50), ("95th", 95)])
def test_functions_stay_small(limit: str, hundredths: int) -> None:
    sizes = [lines(function) for module in modules("src") for _, function in module.functions]
    assert percentile(sizes, hundredths) <= LIMITS[f"function_{limit}"]


def test_no_file_is_long() -> None:
    long = {module.name: len(module.text.splitlines()) for module in modules(*EVERYWHERE)}
    assert {name: size for name, size in long.items() if size > LIMITS["file"]} == {}


def test_no_function_is_long() -> None:
    long = {
        name: lines(function)
        for module in modules(*EVERYWHERE)
        for name, function in module.functions
    }
    assert {name: size for name, size in long.items() if size > LIMITS["function"]} == {}


def test_arguments_are_few() -> None:
    found = {
        name: arguments(function)
        for module in modules("src")
        for name, function in module.functions
    }
    many = {name for name, (taken, _) in found.items() if taken > LIMITS["arguments"]}
    assert many <= set(EXCUSED), "no function takes as many"
    assert set(EXCUSED) <= {name for name, (_, by_place) in found.items() if by_place > 2}


def test_arguments_after_the_second_are_named() -> None:
    """A private helper, whose callers are in sight, may take three by their place."""
    found = {
        name: arguments(function)
        for module in modules("src")
        for name, function in module.functions
    }
    crowded = [
        name
        for name, (_, by_place) in found.items()
        if by_place > 2 and public(name) and name not in EXCUSED
    ]
    assert len(crowded) <= LIMITS["more_than_two_by_place"], "\n".join(crowded)


def test_the_ratchet_only_tightens() -> None:
    """Beside the last commit, and in a fresh clone beside the one before it."""
    name = RATCHET.relative_to(ROOT).as_posix()
    for commit in ("HEAD", "HEAD~1"):
        command = ["git", "show", f"{commit}:{name}"]
        shown = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
        if shown.returncode == 0:
            before: dict[str, int] = tomllib.loads(shown.stdout)["limits"]
            assert {k: v for k, v in LIMITS.items() if v > before.get(k, v)} == {}


@pytest.mark.parametrize(
    ("text", "taken", "by_place"),
    [
        ("def f(a, b, *, c, d, e): ...", 5, 2),
        ("def f(self, a, b): ...", 2, 2),
        ("def f(cls, a, b, c): ...", 3, 3),
        ("def f(a, *rest, b): ...", 2, 1),
        ("def f(a, /, b, c): ...", 3, 3),
        ("async def f(a, b, *, c, d, e, f): ...", 6, 2),
        ("def f(a, *, by, now, c): ...", 2, 1),
        ("@click.command('x')\n@common\ndef f(a, b, c): ...", 0, 0),
    ],
)
def test_arguments_are_counted(text: str, taken: int, by_place: int) -> None:
    ((_, function),) = parsed(text).functions
    assert arguments(function) == (taken, by_place)


def test_private_is_what_starts_with_an_underscore() -> None:
    assert public("a.py::f")
    assert public("a.py::A.__init__")
    assert not public("a.py::_f")
    assert not public("a.py::_A.f")
    assert not public("a.py::f._g")


def test_a_function_is_measured_from_its_first_line_to_its_last() -> None:
    module = parsed(
        "class A:\n    @cache\n    def f(self):\n        '''Why.'''\n        return 1\n"
    )
    ((name, function),) = module.functions
    assert (name, lines(function)) == ("src/equipoise/units/example.py::A.f", 3)
    assert isinstance(function, ast.FunctionDef)
