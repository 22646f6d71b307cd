"""CONVENTIONS 12: every law named in a docstring has the test of its name, and the reverse."""

import ast
import re
from collections import Counter
from functools import cache

from tests.tidy.house import Module, modules, parsed

DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def laws(module: Module) -> list[str]:
    nodes = (node for node in module.nodes if isinstance(node, DOCUMENTED))
    texts = (ast.get_docstring(node) or "" for node in nodes)
    return [name for text in texts for name in re.findall(r"^Law (\w+):", text, re.MULTILINE)]


def proved(module: Module) -> list[str]:
    names = (name.partition("::")[2] for name, _ in module.functions)
    return [name[5:] for name in names if name.startswith("test_") and "." not in name]


@cache
def all_named() -> Counter[str]:
    return Counter(name for module in modules("src") for name in laws(module))


@cache
def all_proved() -> Counter[str]:
    return Counter(name for module in modules("tests/laws") for name in proved(module))


def test_every_law_is_tested() -> None:
    assert all_named()
    assert sorted(set(all_named()) - set(all_proved())) == []


def test_every_test_of_a_law_has_its_law() -> None:
    assert sorted(set(all_proved()) - set(all_named())) == []


def test_no_two_laws_share_a_name() -> None:
    assert [
        name for counted in (all_named(), all_proved()) for name, n in counted.items() if n > 1
    ] == []


def test_laws_are_found_in_every_kind_of_docstring() -> None:
    text = (
        '"""M.\n\nLaw of_a_module: a.\n"""\n'
        'class C:\n    """C.\n\n    Law of_a_class: b.\n    """\n'
        '    def f(self):\n        """F.\n\n        Law of_a_method: c.\n        Laws no: d."""\n'
        '# Law of_a_comment: e.\nx = "Law of_a_text: f"\n'
    )
    assert laws(parsed(text)) == ["of_a_module", "of_a_class", "of_a_method"]


def test_tests_are_found_by_their_name() -> None:
    text = "def test_one():\n    def inner(): ...\nasync def test_two(): ...\ndef helper(): ...\n"
    assert proved(parsed(text)) == ["one", "two"]
