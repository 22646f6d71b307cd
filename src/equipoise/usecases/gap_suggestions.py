"""How a gap can be closed: several suggestions within what each body says it can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Final

from equipoise.optimise import (
    Aim,
    Answer,
    Budget,
    Constraint,
    Deficit,
    Distribution,
    Problem,
    Proposal,
    Sense,
    Stability,
    Terms,
    Worth,
    propose,
)
from equipoise.params import Parameters
from equipoise.rules.gap import Closing, GapAndMoves, GapMove, Split, closing, gap_split
from equipoise.rules.gap.move_effects import ONE_OFF, RECURRENT, SUPPORT
from equipoise.sources import StatedLimit, StatedLimits
from equipoise.sources.gap_limits import WHOLE
from equipoise.units import PENCE, Pence
from equipoise.usecases.gap_constraints import constraints, own_line, sides

LEAST: Final = "least total change"
PROPORTIONAL: Final = "proportional"
FAIR: Final = "fairness-weighted"
SUGGESTIONS: Final = (LEAST, PROPORTIONAL, FAIR)


@dataclass(frozen=True, kw_only=True)
class Closable:
    """A gap, what each body can do about it, the key it is shared by, and what is fair.

    `one_off_share` is the most of the gap that may be one-off. `fairness` weighs bodies; what
    each says it can do if nobody is named there.

    Unit: pence; the gap is above nil.
    """

    gap: Pence
    stated: StatedLimits
    params: Parameters
    known_on: date
    key: str = "equal"
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    fairness: Mapping[str, Fraction] = field(default_factory=dict)
    one_off_share: Fraction | None = None

    @cached_property
    def moves(self) -> tuple[StatedLimit, ...]:
        """What can move, each line of it."""
        return tuple(one for one in self.stated.limits if one.kind != WHOLE)

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """Every body that something can be done by, or for, in order of name."""
        named = {one.body for one in self.stated.limits} | {one.payer for one in self.moves}
        return tuple(sorted(named - {""}))

    @cached_property
    def problem(self) -> Problem:
        """The lines that can move, the gap as their sum, and every limit as a named constraint."""
        return Problem(
            terms={
                budget: Terms(plan=Pence(0), least=least, most=most)
                for one in self.moves
                for budget, least, most in sides(one, most=self._widest)
            },
            total=self.gap,
            constraints=constraints(self.stated.limits, one_off_most=self._one_off_most),
        )

    @cached_property
    def constraints(self) -> Mapping[str, Constraint[Budget]]:
        """Every limit by its name, the gap among them."""
        return {one.name: one for one in self.problem.rows}

    def shares(self, name: str) -> Mapping[str, Pence]:
        """Return what each body's share of the gap is, by the key, or by what is fair."""
        split = Split(gap=Fraction(self.gap), key=self.key, weights=self._key())
        if name == FAIR:
            weights = self.fairness or self._room()
            split = Split(gap=Fraction(self.gap), key="custom", weights=weights)
        parts = gap_split(split, self.params.exact, known_on=self.known_on)
        return {code: Pence(int(part.amount)) for code, part in parts.items()}

    def aims(self, name: str) -> tuple[Aim, ...]:
        """Return the aims of a suggestion, first things first; in the end, that savings last."""
        lasting: dict[Budget, Fraction | int] = {
            own_line(one): 1 for one in self.moves if one.kind == RECURRENT
        }
        last = Worth(name="savings that last", unit=PENCE, per_penny=lasting)
        calm = Stability(name="total change")
        if name == LEAST:
            return (calm, last)
        lacking = Deficit(needed=self.shares(name), name=f"what bodies lack of {name} shares")
        return (lacking, calm, last)

    def moved(self, found: Distribution) -> tuple[GapMove[Fraction], ...]:
        """Return the moves that a distribution makes, each once."""
        return tuple(
            GapMove(kind=one.kind, body=one.body, amount=Fraction(amount), payer=one.payer)
            for one in self.moves
            if (amount := found[own_line(one)])
        )

    def comes_to(self, found: Distribution) -> Closing[Fraction]:
        """Return what a distribution comes to, by the rules."""
        counted = GapAndMoves(gap=Fraction(self.gap), moves=self.moved(found))
        return closing(counted, self.params.exact, known_on=self.known_on)

    def failures(self, found: Distribution) -> Sequence[str]:
        """Return what a distribution in whole pence fails, by the rules, in words."""
        result = self.comes_to(found)
        failures = []
        if result.balance:
            failures.append(f"the gap is not closed: {result.balance} pence are left")
        for one in self.stated.limits:
            if one.kind == WHOLE:
                betters = result.bodies.get(one.body, Fraction(0))
                if one.least is not None and betters < one.least:
                    failures.append(f"{one.name}: {betters} pence is under its least")
                if one.most is not None and betters > one.most:
                    failures.append(f"{one.name}: {betters} pence is over its most")
        share = self.one_off_share
        if share is not None and result.kinds[ONE_OFF] > share * self.gap:
            failures.append("more is one-off than its share allows")
        return failures

    @property
    def _widest(self) -> Pence:
        """Wider than any limit: limits are constraints, so that a conflict can name them."""
        return Pence(self.gap + sum(one.most or 0 for one in self.moves))

    @property
    def _one_off_most(self) -> Pence | None:
        share = self.one_off_share
        return None if share is None else Pence(int(share * self.gap))

    def _key(self) -> Mapping[str, Fraction]:
        if self.key == "equal":
            return dict.fromkeys(self._able(), Fraction(1))
        return self.weights

    def _able(self) -> tuple[str, ...]:
        return tuple(sorted({one.body for one in self.moves if one.kind != SUPPORT}))

    def _room(self) -> Mapping[str, Fraction]:
        """Return the most that each body says it can better its own position by."""
        room = dict.fromkeys(self._able(), Fraction(0))
        for one in self.moves:
            if one.kind != SUPPORT:
                room[one.body] += one.most or 0
        return room


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """One way to close a gap, or why there is none."""

    name: str
    answer: Answer

    @property
    def proposal(self) -> Proposal | None:
        """What is suggested, where it passed the rules."""
        return self.answer if isinstance(self.answer, Proposal) else None


def suggestions(asked: Closable) -> tuple[Suggestion, ...]:
    """Return each suggestion in whole pence, tested by the rules; the first alone if none fits.

    Law a_suggestion_closes_the_gap: to the penny, within every limit, support mirrored.
    """
    found: list[Suggestion] = []
    for name in SUGGESTIONS:
        answer = propose(asked.problem, asked.aims(name), test=asked.failures)
        found.append(Suggestion(name=name, answer=answer))
        if not isinstance(answer, Proposal):
            break
    return tuple(found)


def binding(asked: Closable, found: Distribution) -> tuple[Constraint[Budget], ...]:
    """Return the stated limits that leave a distribution no room, in order of name."""
    return tuple(
        one
        for one in asked.problem.rows
        if one.sense is not Sense.EXACTLY and one.slack(found) == 0
    )
