"""What became of a body: one or more that followed, with the share that each took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from equipoise.register.hierarchy import circle_of


class SuccessionError(ValueError):
    """Successions that cannot all hold: shares that are not whole, two days, or a circle."""


@dataclass(frozen=True, kw_only=True)
class Succession:
    """`successor` took over `share` of `predecessor` on the day `on`, its first day."""

    predecessor: str
    successor: str
    on: date
    share: Fraction
    source: str

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise SuccessionError(f"the share of {self.successor} must be 0 to 1: {self.share}")
        if not self.source:
            raise SuccessionError(f"what became of {self.predecessor} names no source")

    @property
    def order(self) -> tuple[str, date, str]:
        """The place of the succession in a listing."""
        return self.predecessor, self.on, self.successor


def refuse_unsound(successions: Iterable[Succession]) -> None:
    """Raise for successions that cannot all hold; they are in the order of a listing.

    Raises: SuccessionError when a body ends on two days, when the shares out of it do not sum
        to exactly 1, when one successor is named twice, or for a circle.
    """
    listed = list(successions)
    for predecessor, own in groupby(listed, key=lambda succession: succession.predecessor):
        out = list(own)
        if len({succession.on for succession in out}) > 1:
            raise SuccessionError(f"{predecessor} is succeeded on more than one day")
        if len({succession.successor for succession in out}) < len(out):
            raise SuccessionError(f"{predecessor} names one successor twice")
        if (whole := sum(succession.share for succession in out)) != 1:
            raise SuccessionError(f"the shares out of {predecessor} sum to {whole}")
    after = {
        predecessor: {succession.successor for succession in own}
        for predecessor, own in groupby(listed, key=lambda succession: succession.predecessor)
    }
    if circle := circle_of(after):
        raise SuccessionError(f"successions go round: {' > '.join(circle)}")


def followed(
    code: str, successions: Mapping[str, tuple[Succession, ...]], *, on: date
) -> dict[str, Fraction]:
    """Return the bodies that hold what was `code` as the day `on` begins, with their shares.

    A body that nothing followed by then holds itself. Shares along a path multiply, and paths
    that meet add up.

    Law shares_followed_are_whole: they sum to exactly 1.
    """
    due = [step for step in successions.get(code, ()) if step.on <= on]
    if not due:
        return {code: Fraction(1)}
    shares: dict[str, Fraction] = {}
    for step in due:
        for body, share in followed(step.successor, successions, on=on).items():
            shares[body] = shares.get(body, Fraction(0)) + step.share * share
    return dict(sorted(shares.items()))
