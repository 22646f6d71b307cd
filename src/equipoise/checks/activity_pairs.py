"""Activity by pair and point of delivery, as each side planned it: shared by two checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.subjects import SystemCells
from equipoise.cube import Total
from equipoise.findings import Finding
from equipoise.register import Kind, Organisation

KINDS: Final = ("elective", "day_case", "non_elective", "outpatient", "emergency")
Months = Mapping[str, Total]
NIL: Final = Total(0, {}, 0)


@dataclass(frozen=True, kw_only=True)
class Sides:
    """One point of delivery of one pair, by month, as each side planned it."""

    measure: str
    commissioner: str
    provider: str
    provided: Months
    bought: Months

    @property
    def both(self) -> frozenset[str]:
        """The two bodies."""
        return frozenset((self.commissioner, self.provider))

    @property
    def differing(self) -> tuple[str, ...]:
        """The months that differ; a month that a side left blank is passed over."""
        found = []
        for month in sorted(self.provided.keys() | self.bought.keys()):
            one, other = (side.get(month, NIL) for side in (self.provided, self.bought))
            if one.complete and other.complete and one.value != other.value:
                found.append(month)
        return tuple(found)

    @property
    def year(self) -> tuple[int, int]:
        """What the provider and the commissioner plan for the year."""
        first, second = (
            sum(total.value for total in side.values()) for side in (self.provided, self.bought)
        )
        return first, second


def pairs_of(subject: SystemCells, *, outside: bool = False) -> Iterator[Sides]:
    """Yield every pair and point of delivery that either side has planned.

    Both sides are members, or, if `outside`, one of them is and the other is a body outside the
    system. A body that has returned activity and lists none for a pair plans nil. A pair is left
    out while one side has not returned activity.
    """
    bodies = dict(subject.members) | (dict(subject.outside.bodies) if outside else {})
    returned = {code for code in subject.members if subject.returned(code, "activity")}
    returned |= subject.outside.bodies.keys() if outside else set()
    found: dict[tuple[str, str, str], tuple[dict[str, Total], dict[str, Total]]] = {}
    for (measure, body, other, period), total in _told(subject, outside=outside):
        provides = bodies[body].kind is Kind.PROVIDER
        payer, payee = (other, body) if provides else (body, other)
        side = found.setdefault((measure, payer, payee), ({}, {}))[0 if provides else 1]
        side[period] = total
    for (measure, payer, payee), (provided, bought) in sorted(found.items()):
        members = len({payer, payee} & subject.members.keys())
        if {payer, payee} <= returned and members == (1 if outside else 2):
            yield Sides(
                measure=measure,
                commissioner=payer,
                provider=payee,
                provided=provided,
                bought=bought,
            )


def told(
    check: Check, subject: SystemCells, *, sides: Sides, bodies: Mapping[str, Organisation]
) -> Finding:
    """Return the finding of `check` for one pair, at the line of the side that is a member."""
    provided, bought = sides.year
    months = [str(subject.year.coded(month)).partition(",")[0] for month in sides.differing]
    many = f"{len(months)} months, the first of them {months[0]}"
    facts = {
        "what": subject.chart[sides.measure].title,
        "provider": bodies[sides.provider].name,
        "commissioner": bodies[sides.commissioner].name,
        "months": many if len(months) > 1 else months[0],
        "found": f"{provided:,}",
        "expected": f"{bought:,}",
    }
    at, other = sides.provider, sides.commissioner
    if at not in subject.members:
        at, other = other, at
    return check.finding(subject.place(at, (sides.measure, other, ""), "activity"), facts)


def _told(subject: SystemCells, *, outside: bool) -> Iterator[tuple[tuple[str, ...], Total]]:
    """Yield activity by measure, body, the body it names, and month."""
    for cells in (subject.cells, subject.outside.cells) if outside else (subject.cells,):
        if cells is None:
            continue
        totals = cells.totals(
            ["measure", "organisation", "counterparty", "period"],
            measure=[f"activity.{kind}" for kind in KINDS],
            year=subject.year.code,
            layer=subject.layers,
        )
        yield from totals.items()
