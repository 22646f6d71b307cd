"""A system in one fund: what its bodies had to reach, and what was agreed and decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic

from equipoise.rules.balance.ladder import stated_reading
from equipoise.rules.bases import at_stage_of
from equipoise.rules.support.schemes import Scheme, Taper
from equipoise.rules.support.terms import QUARTERS
from equipoise.workings import Number, Support, named, total


class QuartersError(ValueError):
    """Support is earned quarter by quarter: one is missing, or bodies have unlike ones."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        listed = ", ".join(f"{code} {count}" for code, count in sorted(counts.items()))
        super().__init__(
            "support is earned quarter by quarter, never from the end of the year alone: give "
            f"quarter 1 to the last one known, the same for every body; found {listed or 'none'}"
        )


class IncludingSupportError(ValueError):
    """A test for support was asked of positions that count support in."""

    def __init__(self, body: str) -> None:
        super().__init__(
            f"{body}: support is tested {Support.WITHOUT}; this position is {Support.WITH}"
        )


class DiscretionError(ValueError):
    """A decision gives what no decision may: to a body on plan, or above the system's part."""

    def __init__(self, body: str, quarter: int, *, why: str) -> None:
        super().__init__(f"{body}, quarter {quarter}: {why}")


@dataclass(frozen=True, kw_only=True)
class Quarter(Generic[Number]):
    """What a body had to reach, and reached, from April to the end of a quarter.

    `met` are the access standards met: by the agreed trajectory or the national standard.
    Unit: pence, before support; a surplus is positive.
    """

    plan: Number
    actual: Number
    met: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Body(Generic[Number]):
    """A body, its support of the year, and its quarters from the first. Nil is no support."""

    allocation: Number
    quarters: tuple[Quarter[Number], ...]


@dataclass(frozen=True, kw_only=True)
class Review:
    """The centre's decision of a quarter: paid or withheld; and which quarters it restores."""

    paid: bool
    restores: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class YearOfSupport(Generic[Number]):
    """A system in one fund: its bodies, and what was agreed and decided.

    `agreed` is a share tied to the system above the fund's own. `discretion` is what recorded
    decisions give a body that missed, of the system's part, by quarter. `reviews` decide the
    system's gate by quarter; without one its own result does. `stated` is the reading of
    positions that are bare fractions.
    """

    scheme: Scheme
    bodies: Mapping[str, Body[Number]]
    agreed: Number | None = None
    taper: Taper = Taper.CLIFF
    discretion: Mapping[str, Mapping[int, Number]] = field(default_factory=dict)
    reviews: Mapping[int, Review] = field(default_factory=dict)
    stated: Support | None = None

    def own(self, code: str, number: int) -> tuple[Number, Number]:
        """Return what a body had to reach by the end of a quarter, and what it reached."""
        quarter = self.bodies[code].quarters[number - 1]
        return at_stage_of(quarter.plan, quarter.actual), quarter.actual

    def whole(self, number: int) -> tuple[Number, Number]:
        """Return what the system had to reach by the end of a quarter, and what it reached."""
        plans, actuals = zip(*(self.own(code, number) for code in self.bodies), strict=True)
        return (
            named(total(plans), "Plans of the system to date"),
            named(total(actuals), "Results of the system to date"),
        )


def refuse_unusable(year: YearOfSupport[Number]) -> None:
    """Refuse a year whose quarters have gaps, or whose positions are on no or the wrong reading.

    Raises: QuartersError; LimitWithoutBasisError; IncludingSupportError.
    """
    counts = {code: len(body.quarters) for code, body in year.bodies.items()}
    if len(set(counts.values())) != 1 or not set(counts.values()) <= set(QUARTERS):
        raise QuartersError(counts)
    for code, position in _positions(year):
        if stated_reading(position, year.stated) is Support.WITH:
            raise IncludingSupportError(code)


def _positions(year: YearOfSupport[Number]) -> Iterator[tuple[str, Number]]:
    for code, body in year.bodies.items():
        for quarter in body.quarters:
            yield code, quarter.plan
            yield code, quarter.actual
