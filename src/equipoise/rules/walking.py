"""Every figure of an input or an outcome, wherever in it the figure stands."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
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
        held = {field.name: getattr(thing, field.name) for field in fields(thing)}
        new = {name: changed(value, change) for name, value in held.items()}
        moved = {name: value for name, value in new.items() if value is not held[name]}
        return replace(thing, **moved) if moved else thing
    return thing


def bare(thing: Any) -> Any:
    """Return `thing` with each figure as a bare fraction: the quick way through a rule."""
    return changed(thing, lambda figure: Fraction(figure.value))
