"""What a fault that is planned is: a change of a draft, and where a check is to say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from equipoise.register import Kind
from equipoise.samples.england.draft import Draft
from equipoise.samples.england.written import Spot, Written

BOTH: Final = frozenset({Kind.PROVIDER, Kind.ICB})
PROVIDERS: Final = frozenset({Kind.PROVIDER})
ICBS: Final = frozenset({Kind.ICB})


def always(_: Draft) -> bool:
    """Return that a fault suits every draft of its kinds of body."""
    return True


@dataclass(frozen=True, kw_only=True)
class DrawnFault:
    """One kind of fault: for whom, what it changes, and where which check is to say so.

    Shape: the check speaks once at each cell of `at`, where one may be named twice; `suits` says
        whether a draft has what the fault changes.
    """

    what: str
    code: str
    at: Callable[[Written], Sequence[Spot]]
    change: Callable[[Draft], None]
    kinds: frozenset[Kind] = BOTH
    suits: Callable[[Draft], bool] = always


def year_cell(measure: str) -> Callable[[Written], Sequence[Spot]]:
    """Return the place of a line that the form works out: the cell of its year."""
    return lambda written: written.total(measure)


def entered_cell(measure: str, number: int = 1) -> Callable[[Written], Sequence[Spot]]:
    """Return the place of one cell of a measure that people enter, the first or a later one."""
    return lambda written: [written.entered(measure)[number - 1]]


def item_cell(kind: str) -> Callable[[Written], Sequence[Spot]]:
    """Return the place that names the first item of a kind."""
    return lambda written: written.items(kind)[:1]
