"""Everything the register holds, frozen, and the questions it answers for a day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from graphlib import TopologicalSorter
from hashlib import sha256
from itertools import groupby

from equipoise.register import hierarchy as hierarchies
from equipoise.register import succession as successions_
from equipoise.register import written
from equipoise.register.hierarchy import Hierarchy, Link
from equipoise.register.organisation import Kind, Organisation
from equipoise.register.rollup import RollUp, View, carried, rolled_up
from equipoise.register.succession import Succession, followed
from equipoise.units import Pence


class RegisterError(ValueError):
    """Entries that cannot stand in one register: a code twice, or one nobody has."""


class UnknownOrganisationError(LookupError):
    """The register has no body under a code."""

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__(f"not in the register: {', '.join(sorted(codes))}")


@dataclass(frozen=True)
class Register:
    """Bodies, links and successions; however they are listed, the register is the same.

    How many systems there are follows from the entries of a day, and is nowhere a constant.

    Raises: RegisterError for a code twice or an entry about an unknown body; HierarchyError and
        SuccessionError for entries that cannot all hold.
    """

    organisations: tuple[Organisation, ...]
    links: tuple[Link, ...] = ()
    successions: tuple[Succession, ...] = ()

    def __post_init__(self) -> None:
        # one order, so that registers of the same entries are equal
        bodies = sorted(self.organisations, key=lambda body: body.code)
        object.__setattr__(self, "organisations", tuple(bodies))
        object.__setattr__(self, "links", tuple(sorted(self.links, key=lambda link: link.order)))
        steps = sorted(self.successions, key=lambda step: step.order)
        object.__setattr__(self, "successions", tuple(steps))
        if len(self._by_code) < len(self.organisations):
            codes = [body.code for body in self.organisations]
            twice = sorted({code for code in codes if codes.count(code) > 1})
            raise RegisterError(f"codes written twice: {', '.join(twice)}")
        named = {code for link in self.links for code in (link.child, link.parent)}
        named |= {code for step in self.successions for code in (step.predecessor, step.successor)}
        if unknown := named - self._by_code.keys():
            raise RegisterError(f"entries about unknown bodies: {', '.join(sorted(unknown))}")
        hierarchies.refuse_unsound(self.links)
        successions_.refuse_unsound(self.successions)

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def organisation(self, code: str) -> Organisation:
        """Return the body under `code`.

        Raises: UnknownOrganisationError when there is none.
        """
        if code not in self._by_code:
            raise UnknownOrganisationError([code])
        return self._by_code[code]

    def of_kind(self, kind: Kind) -> tuple[Organisation, ...]:
        """Return every body of `kind`, open or closed, by code."""
        return tuple(body for body in self.organisations if body.kind is kind)

    def open_on(self, day: date) -> tuple[Organisation, ...]:
        """Return the bodies that exist on `day`, by code."""
        return tuple(body for body in self.organisations if body.is_open_on(day))

    def parents(self, code: str, hierarchy: Hierarchy, *, on: date) -> dict[str, Fraction]:
        """Return the parents of `code` on a day, with their weights."""
        held = self._above.get((hierarchy, code), ())
        return {link.parent: link.weight for link in held if on in link.applies}

    def ancestors(self, code: str, hierarchy: Hierarchy, *, on: date) -> tuple[str, ...]:
        """Return every body above `code` on a day, nearest first."""
        found: dict[str, None] = {}
        waiting = list(self.parents(code, hierarchy, on=on))
        for above in waiting:
            if above not in found:
                found[above] = None
                waiting.extend(self.parents(above, hierarchy, on=on))
        return tuple(found)

    def members(self, parent: str, hierarchy: Hierarchy, *, on: date) -> tuple[str, ...]:
        """Return the bodies directly below `parent` on a day, by code."""
        held = self._below.get((hierarchy, parent), ())
        return tuple(sorted(link.child for link in held if on in link.applies))

    def descendants(self, parent: str, hierarchy: Hierarchy, *, on: date) -> tuple[str, ...]:
        """Return every body below `parent` on a day, by code."""
        found: set[str] = set()
        waiting = [parent]
        while waiting:
            below = set(self.members(waiting.pop(), hierarchy, on=on)) - found
            found |= below
            waiting.extend(below)
        return tuple(sorted(found))

    def as_is(self, code: str, on: date) -> dict[str, Fraction]:
        """Return the bodies that hold what was `code` as the day begins, with their shares."""
        return followed(code, self._after, on=on)

    def roll_up(
        self,
        amounts: Mapping[str, Pence],
        hierarchy: Hierarchy,
        *,
        on: date,
        view: View = View.AS_WAS,
    ) -> RollUp:
        """Return `amounts` by body, carried up the hierarchy of a day.

        As is, amounts of past bodies go to those that hold them on that day first.

        Raises: UnknownOrganisationError when an amount is of a body not in the register.
        """
        if unknown := amounts.keys() - self._by_code.keys():
            raise UnknownOrganisationError(unknown)
        if view is View.AS_IS:
            amounts = carried(amounts, {code: self.as_is(code, on) for code in amounts})
        parents: dict[str, dict[str, Fraction]] = {}
        waiting = list(amounts)
        for code in waiting:
            if code not in parents:
                parents[code] = self.parents(code, hierarchy, on=on)
                waiting.extend(parents[code])
        downwards = TopologicalSorter(parents).static_order()
        return rolled_up(amounts, parents, upwards=reversed(list(downwards)))

    def joined(self, other: Register) -> Register:
        """Return both registers as one; a body, link or succession in both is held once.

        Raises: RegisterError when the two say different things of one code.
        """
        return Register(
            tuple({*self.organisations, *other.organisations}),
            tuple({*self.links, *other.links}),
            tuple({*self.successions, *other.successions}),
        )

    def to_json(self) -> str:
        """Return the register as text, the same for the same entries.

        Law a_register_survives_writing: `from_json` gives an equal register, of equal digest.
        """
        return json.dumps(self.canonical(), sort_keys=True, ensure_ascii=False, indent=1)

    def canonical(self) -> dict[str, list[written.Entry]]:
        """Return every entry as plain text, in one order."""
        return {
            "organisations": [written.organisation(body) for body in self.organisations],
            "links": [written.link(link) for link in self.links],
            "successions": [written.succession(step) for step in self.successions],
        }

    @cached_property
    def digest(self) -> str:
        """The sha-256 of the register as text: what a plan pins."""
        return sha256(self.to_json().encode()).hexdigest()

    @classmethod
    def from_json(cls, text: str) -> Register:
        """Return the register that `to_json` wrote."""
        entries = json.loads(text)
        return cls(
            tuple(written.read_organisation(entry) for entry in entries["organisations"]),
            tuple(written.read_link(entry) for entry in entries["links"]),
            tuple(written.read_succession(entry) for entry in entries["successions"]),
        )

    @cached_property
    def _by_code(self) -> Mapping[str, Organisation]:
        return {body.code: body for body in self.organisations}

    @cached_property
    def _above(self) -> Mapping[tuple[Hierarchy, str], list[Link]]:
        found: dict[tuple[Hierarchy, str], list[Link]] = {}
        for link in self.links:
            found.setdefault((link.hierarchy, link.child), []).append(link)
        return found

    @cached_property
    def _below(self) -> Mapping[tuple[Hierarchy, str], list[Link]]:
        found: dict[tuple[Hierarchy, str], list[Link]] = {}
        for link in self.links:
            found.setdefault((link.hierarchy, link.parent), []).append(link)
        return found

    @cached_property
    def _after(self) -> Mapping[str, tuple[Succession, ...]]:
        grouped = groupby(self.successions, key=lambda step: step.predecessor)
        return {predecessor: tuple(own) for predecessor, own in grouped}
