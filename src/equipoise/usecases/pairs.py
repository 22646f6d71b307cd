"""Both sides of every contract of a plan: who pays whom, and what each of them has planned."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from equipoise.cube import NOBODY, Asked, Cells, IncompleteError, Total, question
from equipoise.rules.balance import Pair, PairKey
from equipoise.units import PENCE
from equipoise.usecases.plans import LAYERS, Plan
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Basis, Figure, Selector, Stage, constant, selected

Pairs = Mapping[PairKey, Pair[Figure]]
Group = tuple[str, str, str]
"""The body that planned, the body it names, and the service line (blank where there is none)."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Which lines are the two sides of one kind of contract, and the part they are in."""

    paying: tuple[str, ...]
    paid: str
    part: str


CONTRACTS: Final = Terms(
    paying=("spend.healthcare", "spend.specialised", "spend.direct", "nonpay.purchased"),
    paid="income.patient_care",
    part="finance",
)
"""Care: what ICBs and NHS England spend with a trust, and what one trust buys of another."""
SUPPORT: Final = Terms(paying=("spend.support",), paid="income.support", part="finance")
"""Deficit support, apart: it is no payment for care."""
SPECIALISED: Final = Terms(
    paying=("specialised.spend",), paid="specialised.income", part="specialised"
)
"""The service lines of specialised contracts: of which, never counted on top of the contracts."""


def pairs_of(plan: Plan, terms: Terms) -> Mapping[str, Pairs]:
    """Return every pair of a plan, by service line; under a blank where lines have none.

    A body that has returned and lists no such contract plans nil; one without a return plans
    nothing that could be tested. So does one outside the system of whose months one is blank.

    Raises: IncompleteError when a month of a member's own contract is blank.
    """
    basis = basis_of(plan.round)
    inside = {organisation for organisation, part in plan.parts if part == terms.part}
    outside = {organisation for organisation, part in plan.neighbours.parts if part == terms.part}
    income = _sides(plan, (terms.paid,), "Income", basis)
    spend = _sides(plan, terms.paying, "Spend", basis)
    return paired(income, spend, answering=inside | outside, basis=basis)


def basis_of(one: OpenRound) -> Basis:
    """Return the basis of every contract of a round: the plan of the year, in pence."""
    return Basis(stage=Stage.PLAN, period=one.year.period, unit=PENCE)


def paired(
    income: Mapping[Group, Figure | None],
    spend: Mapping[Group, Figure | None],
    *,
    answering: Collection[str],
    basis: Basis,
) -> Mapping[str, Pairs]:
    """Return both sides of each contract together, by service line (blank where none has one).

    `answering` have returned: what they do not list they plan nil of. A side that is None is
    blank in some month, and its body answers for nothing.
    """
    blank = {key[0] for key, side in (*income.items(), *spend.items()) if side is None}

    def side(of: str, found: Figure | None) -> Figure | None:
        if found is not None or of in blank or of not in answering:
            return found
        return constant(0, basis, name=f"Nothing planned by {of}")

    keys = {(PairKey(other, body), item) for body, other, item in income}
    keys |= {(PairKey(body, other), item) for body, other, item in spend}
    found: dict[str, dict[PairKey, Pair[Figure]]] = {}
    for key, item in sorted(keys):
        pair = Pair(
            income=side(key.provider, income.get((key.provider, key.commissioner, item))),
            spend=side(key.commissioner, spend.get((key.commissioner, key.provider, item))),
        )
        if pair.income is not None or pair.spend is not None:
            found.setdefault(item, {})[key] = pair
    return found


def _sides(
    plan: Plan, measures: tuple[str, ...], title: str, basis: Basis
) -> dict[Group, Figure | None]:
    """Return one side of each contract; None where a body outside has left a month blank."""
    inside = summed(plan.cells, measures, title=title, basis=basis)
    if blank := [asked for asked in inside.values() if not isinstance(asked, Figure)]:
        raise IncompleteError(*blank[0])
    outside = summed(plan.neighbours.cells, measures, title=title, basis=basis)
    return {**whole(outside), **whole(inside)}


def whole(found: Mapping[Group, Figure | tuple[Total, Selector]]) -> dict[Group, Figure | None]:
    """Return sums of which every month is there, and None for each of the others."""
    return {group: one if isinstance(one, Figure) else None for group, one in found.items()}


def summed(
    cells: Cells, measures: tuple[str, ...], *, title: str, basis: Basis
) -> Mapping[Group, Figure | tuple[Total, Selector]]:
    """Return the year of some measures for each body, the body it names and its service line.

    One question for them all, where `Cells.figure` would take one for each; a sum of which a
    month is blank stays a total, with the question that found it.
    """
    year = basis.period.year.code
    found = cells.totals(
        ["organisation", "counterparty", "item", "measure"],
        measure=measures,
        layer=LAYERS,
        year=year,
    )
    groups: dict[Group, dict[str, Total]] = {}
    for (body, other, item, measure), total in found.items():
        if other != NOBODY:
            groups.setdefault((body, other, item), {})[measure] = total
    digest = cells.digest()
    return {group: _figure(group, totals, digest, title, basis) for group, totals in groups.items()}


def _figure(
    group: Group, totals: Mapping[str, Total], digest: str, title: str, basis: Basis
) -> Figure | tuple[Total, Selector]:
    body, other, item = group
    where: dict[str, Asked] = {
        "organisation": body,
        "counterparty": other,
        "measure": tuple(totals),
        "layer": LAYERS,
        "year": basis.period.year.code,
    }
    if item:
        where["item"] = item
    count = sum(total.count for total in totals.values())
    selector = Selector(digest=digest, where=question(where), count=count)
    absent = [total for total in totals.values() if not total.complete]
    if absent:
        return absent[0], selector
    value = sum(total.value for total in totals.values())
    return selected(value, basis, selector, name=f"{title} of {body} and {other}")
