"""The underlying position: what is left when one-off efficiency and support are taken out."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import excluding, movement
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.workings import Number, named


@dataclass(frozen=True, kw_only=True)
class Reported(Generic[Number]):
    """A reported position including support, and what in it will not come again."""

    position: Number
    one_off_efficiency: Number
    support: Number


@dataclass(frozen=True, kw_only=True)
class Underlying(Generic[Number]):
    """Two figures that are often confused, each under its own name."""

    reported_less_one_off: Number
    """Still including support."""
    underlying: Number
    """Also before support."""


@rule(
    applies=DEFINITIONS,
    source="NHS England, financial performance update, 27 March 2025: support is non-recurrent; "
    "so taken out by KMPT, operational plan 2019/20",
)
def underlying(
    reported: Reported[Number],
    params: Values[Number],
    *,
    known_on: date,
) -> Underlying[Number]:
    """Return the reported position less one-off efficiency, and that before support too.

    Assumption: nothing else in the position is one-off; full-year effects are not counted.
    Unit: pence; a surplus is positive.
    Raises: UnlikeBasesError when the reported position leaves support out.
    Law underlying_leaves_support_out: it differs from the first figure by the support.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> reported = Reported(
    ...     position=Fraction(-9_000), one_off_efficiency=Fraction(33_600), support=Fraction(6_000))
    >>> found = underlying(reported, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.reported_less_one_off, found.underlying)
    -42600 -48600
    """
    del params, known_on
    one_off = movement(reported.one_off_efficiency, reported.position)
    less = named(reported.position - one_off, "Reported less one-off efficiency")
    before = named(excluding(less, reported.support), "Underlying position before support")
    return Underlying(reported_less_one_off=less, underlying=before)
