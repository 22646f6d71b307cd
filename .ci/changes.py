"""The changes of a module: one line of one function at a time, as mutmut makes them.

Of mutmut only the making of changes is used. It leaves alone what stands under a decorator; a
rule is registered by its decorator and a property made by one, so here those are changed too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Final

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation import file_mutation
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

CHANGED: Final = ("rule", "property", "cached_property")
"""The decorators under which a function is changed."""


@dataclass(frozen=True, order=True)
class Mutant:
    """One changed line: the function it stands in, as it was, and as it was made."""

    function: str
    before: str
    after: str

    def __str__(self) -> str:
        return f'[[survivor]]\nfunction = "{self.function}"\nbefore = {_quoted(self.before)}\n' + (
            f'after = {_quoted(self.after)}\nwhy = ""\n'
        )


def _quoted(text: str) -> str:
    return f"'''{text}'''" if '"' in text or "\\" in text else f'"{text}"'


@dataclass(frozen=True, kw_only=True)
class Change:
    """A mutant, the function as made and as it was, and the lines of the statement changed."""

    mutant: Mutant
    module: str
    path: Path
    owner: str
    name: str
    place: str
    text: str
    original: str
    lines: range


class _Visitor(file_mutation.MutationVisitor):
    """Collects changes under the decorators that are named above too."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        return not _decorated(node) and super()._skip_node_and_children(node)


def _decorated(node: cst.CSTNode) -> bool:
    if not isinstance(node, cst.FunctionDef) or len(node.decorators) != 1:
        return False
    call = node.decorators[0].decorator
    named = call.func if isinstance(call, cst.Call) else call
    return isinstance(named, cst.Name) and named.value in CHANGED


def changes(path: Path, module: str) -> Iterator[Change]:
    """Return every change of a module's functions and methods."""
    source = path.read_text("utf-8")
    wrapper = MetadataWrapper(cst.parse_module(source))
    visitor = _Visitor(mutation_operators, IgnoredCode(set(), set(), set()))
    wrapper.visit(visitor)
    positions = wrapper.resolve(PositionProvider)
    owners = _owners(wrapper.module)
    statements = _statements(ast.parse(source))
    for made in visitor.mutations:
        function = made.contained_by_top_level_function
        if not isinstance(function, cst.FunctionDef):
            continue
        changed = file_mutation.deep_replace(function, made.original_node, made.mutated_node)
        assert isinstance(changed, cst.FunctionDef)
        owner, name = owners[function], function.name.value
        place = f"{owner}.{name}" if owner else name
        yield Change(
            mutant=_mutant(f"{module}.{place}", function, changed),
            module=module,
            path=path,
            owner=owner,
            name=name,
            place=place,
            text=_standing_alone(changed, owner),
            original=_standing_alone(function, owner),
            lines=statements[positions.get(made.original_node, positions[function]).start.line],
        )


def _owners(module: cst.Module) -> dict[cst.CSTNode, str]:
    found: dict[cst.CSTNode, str] = {}
    for node in module.body:
        if isinstance(node, cst.ClassDef):
            found |= dict.fromkeys(node.body.body, node.name.value)
        else:
            found[node] = ""
    return found


def _statements(tree: ast.Module) -> dict[int, range]:
    """Return for each line the lines of its innermost statement: of a compound one, its head.

    The head of a function stands for all of it.
    """
    found: dict[int, range] = {}
    for node in ast.walk(tree):  # what is within comes after what it is in
        if isinstance(node, ast.stmt):
            assert node.end_lineno is not None
            body = [] if isinstance(node, ast.FunctionDef) else getattr(node, "body", [])
            head = range(node.lineno, (body[0].lineno if body else node.end_lineno) + 1)
            found |= dict.fromkeys(range(node.lineno, node.end_lineno + 1), head)
    return found


def _mutant(function: str, before: cst.FunctionDef, after: cst.FunctionDef) -> Mutant:
    was, made = (cst.Module([each]).code.strip().split("\n") for each in (before, after))
    differing = list(unified_diff(was, made, lineterm="", n=0))[2:]
    sides = (
        " ".join(line[1:].strip() for line in differing if line.startswith(sign)) for sign in "-+"
    )
    return Mutant(function, *sides)


def _standing_alone(function: cst.FunctionDef, owner: str) -> str:
    bare = function.with_changes(decorators=[], leading_lines=[], lines_after_decorators=[])
    if not owner:
        return cst.Module([bare]).code
    within = cst.ClassDef(name=cst.Name(owner), body=cst.IndentedBlock([bare]))
    return cst.Module([within]).code
