"""Pooling: what each body may expect as more of its support follows the system's result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Generic

from equipoise.params import Values
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.rules.support.chances import Chance, Chances, Joint, chances
from equipoise.units import RATIO, to_pence
from equipoise.workings import Figure, Number, Op, constant, named, rounded, total
from equipoise.workings.figure import made


@dataclass(frozen=True, kw_only=True)
class Pool(Generic[Number]):
    """Awards of a year, each body's chance, and shares of support to try. Unit: pence, ratios.

    `missed` is the share of the pooled part that leaders mean to give a body that missed while
    the system hits: a decision of theirs, never a right. `drawn` are chances of a simulation, in
    place of those that are stated.
    """

    awards: Mapping[str, Number]
    chances: Mapping[str, Chance]
    shares: tuple[Fraction, ...]
    missed: Fraction = Fraction(0)
    drawn: Chances | None = None


@dataclass(frozen=True, kw_only=True)
class Expectation(Generic[Number]):
    """What may be expected. Unit: pence, ratios.

    `spread` is how far the outcome lies from the expected one, on average. `loss` is the chance
    of less than the whole award; `worse` and `better` those of less, and of more, than with
    nothing pooled.
    """

    expected: Number
    spread: Number
    lowest: Number
    loss: Number
    worse: Number
    better: Number


@dataclass(frozen=True, kw_only=True)
class Step(Generic[Number]):
    """One share pooled: every body, and the system."""

    share: Fraction
    bodies: Mapping[str, Expectation[Number]]
    system: Expectation[Number]


@dataclass(frozen=True, kw_only=True)
class Pooling(Generic[Number]):
    """Every share tried, and the chance that the system hits."""

    steps: tuple[Step[Number], ...]
    system_hits: Fraction


@rule(
    applies=DEFINITIONS,
    source="HFMA, 'Initial planning guidance published', 2018: sustainability money may be linked "
    "to the system control total if all agree; one system linked all of it",
)
def pooling(pool: Pool[Number], params: Values[Number], *, known_on: date) -> Pooling[Number]:
    """Return what each body, and the system, may expect at each share of support pooled.

    The pooled part is earned where body and system hit, and where only the system does by
    `missed`; the rest by the body's own result. Nothing tapers.

    Unit: pence; ratios.
    Raises: TooManyBodiesError; ChanceError.
    Law with_nothing_pooled_others_do_not_matter: a body expects its award times its own chance.
    Law expectations_of_bodies_come_to_the_system: to the penny of each.
    Law pooling_without_decisions_never_gains: where `missed` is nil.

    In £m: two bodies of 10 each, a half and certain; the first one's miss sinks the system.

    >>> from equipoise.params import load
    >>> stated = {"A": Chance(hits=Fraction(1, 2), above=0, below=2),
    ...     "B": Chance(hits=Fraction(1), above=1, below=0)}
    >>> pool = Pool(awards={"A": Fraction(10), "B": Fraction(10)}, chances=stated,
    ...     shares=(Fraction(0), Fraction(1)))
    >>> for step in pooling(pool, load().exact, known_on=date(2019, 4, 1)).steps:
    ...     print(step.share, step.bodies["B"].expected, step.bodies["B"].loss)
    0 10 0
    1 5 1/2
    """
    del params, known_on
    found = chances(pool.chances) if pool.drawn is None else pool.drawn
    return Pooling(
        steps=tuple(_step(pool, found, share) for share in pool.shares),
        system_hits=found.system_hits,
    )


def _step(pool: Pool[Number], found: Chances, share: Fraction) -> Step[Number]:
    parts = {code: _parts(pool, code, share=share) for code in sorted(pool.awards)}
    bodies = {}
    for code, award in sorted(pool.awards.items()):
        outcomes = _of_body(parts[code], found.joint[code])
        terms = (_amount(one.earned, award) * _ratio(one.chance, award) for one in outcomes)
        expected = named(rounded(total(terms)), f"Support that {code} may expect")
        bodies[code] = _weighed(outcomes, expected, award=award)
    expected = named(total(body.expected for body in bodies.values()), "Expected, the system")
    whole = total(pool.awards.values())
    return Step(
        share=share,
        bodies=bodies,
        system=_weighed(_of_system(parts, found), expected, award=whole),
    )


@dataclass(frozen=True, kw_only=True)
class _Parts:
    """An award in whole pence, its pooled part, and what of that a decision gives."""

    award: int
    pooled: int
    given: int


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    """What is earned, what would be with nothing pooled, and how likely that is."""

    earned: int
    alone: int
    chance: Fraction


def _parts(pool: Pool[Number], code: str, *, share: Fraction) -> _Parts:
    award = pool.awards[code]
    pence = _exact(award)
    pooled = to_pence(pence * share)
    given = to_pence(pooled * pool.missed)
    return _Parts(award=to_pence(pence), pooled=pooled, given=given)


def _of_body(parts: _Parts, joint: Joint) -> tuple[_Outcome, ...]:
    award, own = parts.award, parts.award - parts.pooled
    return (
        _Outcome(earned=award, alone=award, chance=joint.both_hit),
        _Outcome(earned=own, alone=award, chance=joint.own_hit),
        _Outcome(earned=parts.given, alone=0, chance=joint.system_hit),
        _Outcome(earned=0, alone=0, chance=joint.both_miss),
    )


def _of_system(parts: Mapping[str, _Parts], found: Chances) -> tuple[_Outcome, ...]:
    """Return what all bodies have together, for every set of them that may hit."""
    outcomes = []
    for (hit, system), chance in found.sets.items():
        alone = sum(one.award for code, one in parts.items() if code in hit)
        if system:
            more = sum(one.given for code, one in parts.items() if code not in hit)
        else:
            more = -sum(one.pooled for code, one in parts.items() if code in hit)
        outcomes.append(_Outcome(earned=alone + more, alone=alone, chance=chance))
    return tuple(outcomes)


def _weighed(
    outcomes: tuple[_Outcome, ...], expected: Number, *, award: Number
) -> Expectation[Number]:
    """Return what follows of outcomes and their chances, beside what is expected."""
    likely = [one for one in outcomes if one.chance]
    mean = sum((one.earned * one.chance for one in likely), start=Fraction(0))
    spread = sum((abs(one.earned - mean) * one.chance for one in likely), start=Fraction(0))
    most = _exact(award)
    lowest = min(one.earned for one in likely)

    def chance_of(test: Callable[[_Outcome], bool]) -> Number:
        chance = sum((one.chance for one in likely if test(one)), start=Fraction(0))
        return _ratio(chance, award)

    return Expectation(
        expected=expected,
        spread=named(_amount(to_pence(spread), award), "Spread about what is expected"),
        lowest=named(_amount(lowest, award), "Lowest outcome that may come"),
        loss=named(chance_of(lambda one: one.earned < most), "Chance of less than the award"),
        worse=named(
            chance_of(lambda one: one.earned < one.alone), "Chance of less than with no pool"
        ),
        better=named(
            chance_of(lambda one: one.earned > one.alone), "Chance of more than with no pool"
        ),
    )


def _exact(number: Figure | Fraction) -> Fraction:
    return Fraction(number.value) if isinstance(number, Figure) else number


def _amount(pence: int, like: Number) -> Number:
    """Return an amount found by listing outcomes, on the basis of an award."""
    if isinstance(like, Figure):
        return made(Op.OPAQUE, pence, like.basis, like)
    return Fraction(pence)


def _ratio(chance: Fraction, like: Number) -> Number:
    """Return a chance, on the basis of an award."""
    if isinstance(like, Figure):
        return constant(chance, replace(like.basis, unit=RATIO), name="Chance")
    return chance
