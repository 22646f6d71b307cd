"""The core target: what the formula gives each practice out of the national sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import one, valued
from equipoise.rules.registry import rule
from equipoise.units import RATIO, Period
from equipoise.workings import Number, named, total

SOURCE = (
    "NHS England, place-based allocation tool, need-weighted populations by GP practice 2018/19, "
    "sheet GP practice WP by ICS: every published target follows"
)
COMPONENTS: Final = ("general_acute", "community", "mental_health", "maternity")
"""The components of hospital and community services, as their weights are named."""


@dataclass(frozen=True, kw_only=True)
class Need(Generic[Number]):
    """One practice: its people, its weighted populations by component, its area's cost indices.

    Unit: people, and ratios to the average of England for the two indices.
    """

    area: str
    """The area whose cost indices and remoteness it shares: a CCG in 2018/19."""
    population: Number
    general_acute: Number
    community: Number
    mental_health: Number
    maternity: Number
    prescribing: Number
    health_inequalities: Number
    """Weighted by avoidable mortality."""
    market_forces: Number
    ambulance: Number
    """The emergency ambulance cost adjustment (EACA)."""


@dataclass(frozen=True, kw_only=True)
class Needs(Generic[Number]):
    """Every practice of England, and what remoteness adds to the areas that have it, in pence."""

    period: Period
    practices: Mapping[str, Need[Number]]
    remoteness: Mapping[str, Number]


@dataclass(frozen=True, kw_only=True)
class CoreTarget(Generic[Number]):
    """What the formula gives a practice. Unit: pence, people, and a ratio for the index."""

    hospital_and_community: Number
    """The four components of need in one, in people."""
    without_remoteness: Number
    target: Number
    weighted_population: Number
    """The target as people: England's sum to its population."""
    need_index: Number
    """Weighted people for each registered one; England is 1."""


@rule(applies=Period.parse("2018/19"), published=date(2019, 1, 10), source=SOURCE)
def core_target(
    needs: Needs[Number], params: Values[Number], *, known_on: date
) -> Mapping[str, CoreTarget[Number]]:
    """Return the target of every practice, and the weighted population it comes to.

    Remoteness is an amount for an area, shared by registered people.

    Unit: exact pence, never rounded here; people.
    Raises: ParameterError where the weights of the year are not published.
    Law weighted_people_sum_to_people: over England, as the components do.
    Law targets_are_the_blocks_and_remoteness: no penny more or less.
    """
    weights = _weights(needs.period, params, known_on=known_on)
    needed = {code: _needed(need, weights) for code, need in needs.practices.items()}
    priced = {
        code: _priced(needs.practices[code], people, weights=weights)
        for code, people in needed.items()
    }
    targets = _with_remoteness(needs, priced)
    people = total(need.population for need in needs.practices.values())
    quantum = named(total(targets.values()), "Target of England")
    found = {}
    for code, need in needs.practices.items():
        weighted = named(people * (targets[code] / quantum), "Weighted population")
        found[code] = CoreTarget(
            hospital_and_community=needed[code],
            without_remoteness=priced[code],
            target=targets[code],
            weighted_population=weighted,
            need_index=named(weighted / need.population, "Need index"),
        )
    return found


@dataclass(frozen=True, kw_only=True)
class _Weights(Generic[Number]):
    """What the formula of a year weighs by: ratios, and pence for each weighted person."""

    components: tuple[Number, ...]
    inequalities: Number
    hospital_and_community: Number
    prescribing: Number


def _weights(period: Period, params: Values[Number], *, known_on: date) -> _Weights[Number]:
    def at(name: str) -> Number:
        return params.at(f"allocation/core/{name}", period, known_on=known_on)

    return _Weights(
        components=tuple(at(f"{name}_ratio") for name in COMPONENTS),
        inequalities=at("health_inequalities_ratio"),
        hospital_and_community=at("hospital_and_community_pence"),
        prescribing=at("prescribing_pence"),
    )


def _needed(need: Need[Number], weights: _Weights[Number]) -> Number:
    """Return the four components of hospital and community need as one."""
    each = (need.general_acute, need.community, need.mental_health, need.maternity)
    parts = [people * weight for people, weight in zip(each, weights.components, strict=True)]
    return named(total(parts), "Hospital and community need")


def _priced(need: Need[Number], needed: Number, *, weights: _Weights[Number]) -> Number:
    """Return a practice's target before remoteness: the cost indices move the first block only."""
    hospital = _block(needed, need, weights=weights, each=weights.hospital_and_community)
    adjusted = hospital * need.market_forces * need.ambulance
    prescribing = _block(need.prescribing, need, weights=weights, each=weights.prescribing)
    return named(
        named(adjusted, "Hospital and community block") + named(prescribing, "Prescribing block"),
        "Target without remoteness",
    )


def _block(
    needed: Number, need: Need[Number], *, weights: _Weights[Number], each: Number
) -> Number:
    """Return a block of money: mostly by need, and a share by health inequalities."""
    rest = one(weights.inequalities, unit=RATIO) - weights.inequalities
    return valued(needed * rest + need.health_inequalities * weights.inequalities, each)


def _with_remoteness(needs: Needs[Number], priced: Mapping[str, Number]) -> dict[str, Number]:
    """Return targets with each area's remoteness shared by its registered people."""
    members: dict[str, list[str]] = {}
    for code, need in needs.practices.items():
        members.setdefault(need.area, []).append(code)
    found = dict(priced)
    for area, added in needs.remoteness.items():
        people = total(needs.practices[code].population for code in members[area])
        for code in members[area]:
            share = added * (needs.practices[code].population / people)
            found[code] = named(priced[code] + share, "Target")
    return found
