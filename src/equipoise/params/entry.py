"""One published value, and everything its subject has been: what the tree is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.units import Period, Unit
from equipoise.workings import Support

STATUSES: Final = ("final", "draft", "proposed", "suspended", "assumed")
PROPOSED: Final = "proposed"
LIVE: Final = frozenset({"final", "draft", "assumed"})
"""Statuses a rule may use; a proposal or a suspended rule is only ever listed."""
KINDS: Final = ("primary", "secondary")


class ParameterError(LookupError):
    """A parameter file is refused, or holds no one value for what was asked."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One published value. `applies` says when it counts, `published` when it was known.

    Shape: exactly one of `value` (one for everybody) and `table` (by organisation) is there.
    """

    value: Fraction | None
    table: Mapping[str, Fraction]
    applies: Period
    published: date
    status: str
    kind: str
    source: str
    place: str

    def canonical(self) -> dict[str, object]:
        """Return the entry as plain text, for digests and listings."""
        return {
            "value": None if self.value is None else str(self.value),
            "table": {key: str(value) for key, value in sorted(self.table.items())},
            "applies": f"{self.applies.starts_on} to {self.applies.ends_on}",
            "published": self.published.isoformat(),
            "status": self.status,
            "kind": self.kind,
            "source": self.source,
            "place": self.place,
        }


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A file of the tree: every value its subject has had.

    `support` says on which side of deficit support a limit stands; None where it does not matter.
    """

    title: str
    unit: Unit
    support: Support | None
    entries: tuple[Entry, ...]

    def overlaid(self, over: Parameter, name: str) -> Parameter:
        """Return this parameter with the entries of `over`; its entry of the same day wins.

        Raises: ParameterError when the two do not speak of the same thing.
        """
        if (self.unit, self.support) != (over.unit, over.support):
            raise ParameterError(f"{name}: a pack may not change its unit or its basis")
        kept = [
            entry
            for entry in self.entries
            if not any(
                new.published == entry.published and new.applies.overlaps(entry.applies)
                for new in over.entries
            )
        ]
        return Parameter(
            title=over.title,
            unit=self.unit,
            support=self.support,
            entries=(*kept, *over.entries),
        )
