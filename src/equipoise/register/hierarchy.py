"""Who belongs to whom, dated, in several ways at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from itertools import groupby, pairwise
from typing import Final

from equipoise.units import Period

OPEN_END: Final = date.max
"""The end of a period that has no end yet."""


class HierarchyError(ValueError):
    """Links that cannot all hold: a weight too many, two parents, or a circle."""


class Hierarchy(StrEnum):
    """A way of belonging."""

    STATUTORY = "statutory"
    """Who answers to whom in law: at most one parent on any day."""
    PLACE = "place"
    """Who works in which place or network."""
    COLLABORATIVE = "collaborative"
    """Who has joined which collaborative."""
    APPORTIONMENT = "apportionment"
    """Who is counted where: the weights of a body sum to exactly 1 on any day."""


WHOLE: Final = frozenset({Hierarchy.STATUTORY, Hierarchy.APPORTIONMENT})
"""Hierarchies in which a body that has a parent is counted above it wholly."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """`weight` of `child` counts under `parent`, on the days of `applies`.

    A body that joins without bringing its money has weight nil.
    """

    hierarchy: Hierarchy
    child: str
    parent: str
    weight: Fraction
    applies: Period
    source: str

    def __post_init__(self) -> None:
        if not 0 <= self.weight <= 1:
            raise HierarchyError(f"the weight of {self.child} must be 0 to 1: {self.weight}")
        if not self.source:
            raise HierarchyError(f"the link of {self.child} to {self.parent} names no source")

    @property
    def order(self) -> tuple[str, str, date, str, date]:
        """The place of the link in a listing."""
        return (
            self.hierarchy,
            self.child,
            self.applies.starts_on,
            self.parent,
            self.applies.ends_on,
        )


def since(day: date) -> Period:
    """Return the period from `day` on, with no end yet.

    >>> date(2999, 1, 1) in since(date(2022, 7, 1))
    True
    """
    return Period(day, OPEN_END)


def refuse_unsound(links: Iterable[Link]) -> None:
    """Raise for links that cannot all hold; `links` are in the order of a listing.

    Raises: HierarchyError when weights of a child exceed 1 on some day (or, in statute and
        apportionment, are not 1), when it has two statutory parents on a day, or for a circle.
    Law apportioned_weights_are_whole: on every day a child has links, they sum to 1, or the
        register is refused.
    """
    for hierarchy, inside in groupby(links, key=lambda link: link.hierarchy):
        listed = list(inside)
        for child, own in groupby(listed, key=lambda link: link.child):
            _refuse_weights(hierarchy, child, list(own))
        _refuse_circle(hierarchy, listed)


def _refuse_weights(hierarchy: Hierarchy, child: str, links: list[Link]) -> None:
    if len(links) == 1:
        stretches: Iterator[tuple[date, list[Link]]] = iter([(links[0].applies.starts_on, links)])
    else:
        stretches = _stretches(links)
    for day, held in stretches:
        total = sum((link.weight for link in held), Fraction(0))
        parents = sorted(link.parent for link in held)
        if len(set(parents)) < len(parents):
            raise HierarchyError(f"{child} is linked twice to one parent on {day}: {parents}")
        if hierarchy is Hierarchy.STATUTORY and len(parents) > 1:
            raise HierarchyError(f"{child} has several statutory parents on {day}: {parents}")
        if total > 1 or (hierarchy in WHOLE and held and total != 1):
            raise HierarchyError(f"the {hierarchy} weights of {child} on {day} sum to {total}")


def _stretches(links: list[Link]) -> Iterator[tuple[date, list[Link]]]:
    """Return every stretch of days within which nothing changes, with the links that hold."""
    turns = sorted(
        {day for link in links for day in (link.applies.starts_on, link.applies.ends_on)}
    )
    for start, _ in pairwise(turns):
        yield start, [link for link in links if start in link.applies]


def _refuse_circle(hierarchy: Hierarchy, links: list[Link]) -> None:
    if not _circle(links):
        return
    for day in sorted({link.applies.starts_on for link in links}):
        if circle := _circle(link for link in links if day in link.applies):
            raise HierarchyError(f"a circle in {hierarchy} on {day}: {' > '.join(circle)}")


def _circle(links: Iterable[Link]) -> list[str]:
    above: dict[str, set[str]] = {}
    for link in links:
        above.setdefault(link.child, set()).add(link.parent)
    return circle_of(above)


def circle_of(above: Mapping[str, set[str]]) -> list[str]:
    """Return the codes of one circle, the first one again at the end; empty when there is none.

    >>> circle_of({"A": {"B"}, "B": {"C"}})
    []
    """
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        return [str(code) for code in error.args[1]]
    return []
