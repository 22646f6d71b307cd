"""A part of a whole, which keeps the whole it is a part of."""

from dataclasses import dataclass
from typing import Generic

from equipoise.rules.bases import nil
from equipoise.workings import Number, named


@dataclass(frozen=True, kw_only=True)
class Share(Generic[Number]):
    """A part, its denominator, and the one over the other: None when there is nothing to share."""

    part: Number
    of: Number
    ratio: Number | None


def share(part: Number, of: Number, *, name: str) -> Share[Number]:
    """Return the part as a share of the whole; a share of nil is not available."""
    empty = not of > nil(of) and not of < nil(of)
    return Share(part=part, of=of, ratio=None if empty else named(part / of, name))
