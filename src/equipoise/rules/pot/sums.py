"""A sum that may have no parts: it is nil then, on the basis of what stands beside it."""

from collections.abc import Iterable

from equipoise.rules.bases import nil
from equipoise.workings import Number, named, total


def total_or_nil(amounts: Iterable[Number], like: Number, *, name: str) -> Number:
    """Return the sum of amounts under a name; nil on the basis of `like` where there are none."""
    listed = tuple(amounts)
    return named(total(listed) if listed else nil(like), name)
