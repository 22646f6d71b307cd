"""CONVENTIONS 18: nothing but `records.change` opens a transaction."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.tidy.house import Module, modules, parsed

WORDS = {"atomic", "begin", "commit", "rollback", "savepoint", "set_autocommit"}
STATEMENT = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|START TRANSACTION)\b", re.IGNORECASE)
CHANGE = "src/equipoise/records/changes.py"


def opened(module: Module) -> Iterator[str]:
    """Yield where the module names what opens or ends a transaction."""
    for node in module.nodes:
        match node:
            case ast.Attribute(attr=word) | ast.alias(name=word):
                named = word.rpartition(".")[2] in WORDS
            case ast.Call(args=[ast.Constant(value=str(text)), *_]):
                named = bool(STATEMENT.match(text))
            case _:
                continue
        if named:
            yield f"{module.name}:{node.lineno}"


def test_only_a_change_opens_a_transaction() -> None:
    places = [place for module in modules("src") for place in opened(module)]
    assert [place for place in places if not place.startswith(f"{CHANGE}:")] == []


def test_a_change_does_open_one() -> None:
    (change,) = [module for module in modules("src") if module.name == CHANGE]
    assert len(list(opened(change))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "with transaction.atomic():\n    pass",
        "@transaction.atomic\ndef f(): ...",
        "from django.db.transaction import atomic",
        "connection.commit()",
        "cursor.execute('BEGIN IMMEDIATE')",
        "cursor.execute('  commit')",
    ],
)
def test_a_transaction_is_seen(text: str) -> None:
    assert list(opened(parsed(text)))


def test_other_words_pass() -> None:
    text = "class M(Migration):\n    atomic = False\nbegin = committed(beginning, 'begins')\n"
    assert list(opened(parsed(text))) == []
