"""Every figure of an input or an outcome, wherever in it the figure stands."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any

from equipoise.workings import Figure

PLAIN = (Fraction, str, int, NoneType)
"""What holds no figure: most of what a rule over bare fractions is given."""


def changed(thing: Any, change: Callable[[Figure], object]) -> Any:
    """Return `thing` with each of its figures changed; all else is left as it is.

    Shape: a figure, a dataclass, a mapping or a tuple, within one another to any depth.
    """
    if isinstance(thing, Figure):
        return change(thing)
    if isinstance(thing, PLAIN):
        return thing
    if isinstance(thing, Mapping):
        return {key: changed(value, change) for key, value in thing.items()}
    if isinstance(thing, tuple):
        return tuple(changed(value, change) for value in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        moved = {}
        for name in _names(type(thing)):
            held = getattr(thing, name)
            if (new := changed(held, change)) is not held:
                moved[name] = new
        return replace(thing, **moved) if moved else thing
    return thing


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def bare(thing: Any) -> Any:
    """Return `thing` with each figure as a bare fraction: the quick way through a rule."""
    return changed(thing, lambda figure: Fraction(figure.value))
