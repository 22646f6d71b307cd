"""mutmut, which changes lines of rules too: it leaves alone what stands under a decorator.

A rule is registered by its decorator, so without this no line of a rule itself is changed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import libcst as cst
from mutmut.__main__ import cli
from mutmut.mutation import file_mutation

left_alone = file_mutation.MutationVisitor._skip_node_and_children
arranged = file_mutation.function_trampoline_arrangement


def is_rule(node: cst.CSTNode) -> bool:
    """Return whether the node is a function under `@rule(...)` and nothing else."""
    if not isinstance(node, cst.FunctionDef) or len(node.decorators) != 1:
        return False
    call = node.decorators[0].decorator
    named = call.func if isinstance(call, cst.Call) else call
    return isinstance(named, cst.Name) and named.value == "rule"


def skips(self: file_mutation.MutationVisitor, node: cst.CSTNode) -> bool:
    """Return what mutmut would, but no for a rule (its decorator is still left alone)."""
    return not is_rule(node) and left_alone(self, node)


def arrange(function: cst.FunctionDef, mutants: Iterable[Any], class_name: str | None) -> Any:
    """Return the function and its changed copies; only the first is registered as the rule."""
    if not is_rule(function):
        return arranged(function, mutants, class_name)
    plain = function.with_changes(decorators=[])
    made: Any = arranged(plain, mutants, class_name)
    declared, (first, *copies), assigned, names = made
    first = first.with_changes(decorators=[*function.decorators, *first.decorators])
    return declared, [first, *copies], assigned, names


if __name__ == "__main__":
    visitor: Any = file_mutation.MutationVisitor
    visitor._skip_node_and_children = skips
    file_mutation.function_trampoline_arrangement = arrange
    sys.exit(cli())
