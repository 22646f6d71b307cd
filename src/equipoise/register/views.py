"""Amounts of bodies in both views: under those that planned them, and under those that follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from equipoise.register.hierarchy import Hierarchy
from equipoise.register.organisation import Kind
from equipoise.register.register import Register
from equipoise.register.rollup import View, carried
from equipoise.units import Pence

OUTSIDE = ""
"""Stands for the system of a body that belongs to none on the day."""


@dataclass(frozen=True, kw_only=True)
class Grouped:
    """Amounts by body in one view, and the system each belongs to on the day of that view."""

    view: View
    on: date
    bodies: Mapping[str, Pence]
    system_of: Mapping[str, str]

    @property
    def systems(self) -> Mapping[str, Pence]:
        """What each system comes to."""
        found: dict[str, Pence] = {}
        for body, amount in self.bodies.items():
            system = self.system_of[body]
            found[system] = Pence(found.get(system, 0) + amount)
        return found

    @property
    def total(self) -> Pence:
        """The whole, over all bodies."""
        return Pence(sum(self.bodies.values()))


@dataclass(frozen=True, kw_only=True)
class BothViews:
    """The same amounts as was and as is.

    Law a_merger_keeps_the_national_total: both views come to the sum of the amounts, and so do
        their systems, whatever merged or was divided, within a system or across.
    Law within_one_system_nothing_moves: where every body and what follows it belong to one
        system on both days, each system comes to the same in both views.
    """

    was: Grouped
    is_now: Grouped

    @property
    def moved(self) -> Mapping[str, Pence]:
        """By how much each system comes to more as is than as was; they sum to nil."""
        was, is_now = self.was.systems, self.is_now.systems
        return {
            system: Pence(is_now.get(system, 0) - was.get(system, 0))
            for system in sorted(was.keys() | is_now.keys())
        }


def both_views(
    register: Register, amounts: Mapping[str, Pence], *, was_on: date, is_on: date
) -> BothViews:
    """Return amounts by the bodies of `was_on`, and by those that hold them on `is_on`.

    Raises: UnknownOrganisationError when an amount is of a body not in the register.
    """
    for code in amounts:
        register.organisation(code)
    moved = carried(amounts, {code: register.as_is(code, is_on) for code in amounts})
    return BothViews(
        was=_grouped(register, amounts, view=View.AS_WAS, on=was_on),
        is_now=_grouped(register, moved, view=View.AS_IS, on=is_on),
    )


def _grouped(register: Register, amounts: Mapping[str, Pence], *, view: View, on: date) -> Grouped:
    systems = {code: _system(register, code, on) for code in amounts}
    return Grouped(view=view, on=on, bodies=dict(sorted(amounts.items())), system_of=systems)


def _system(register: Register, code: str, on: date) -> str:
    """Return the ICB that a body is or stands beneath on a day; outside where there is none."""
    above: Iterable[str] = register.ancestors(code, Hierarchy.STATUTORY, on=on)
    for body in (code, *above):
        if register.organisation(body).kind is Kind.ICB:
            return body
    return OUTSIDE
