"""What bodies say they can do to close a gap, as named constraints over the lines that can move."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from equipoise.optimise import Budget, Constraint, Sense
from equipoise.rules.gap.move_effects import ONE_OFF, SUPPORT
from equipoise.sources import StatedLimit
from equipoise.sources.gap_limits import WHOLE
from equipoise.units import Pence

ONE_OFF_SHARE: Final = "one-off share"


def own_line(one: StatedLimit) -> Budget:
    """Return the line of the body itself: what betters its own position."""
    return Budget(one.body, f"{one.kind}{f' from {one.payer}' if one.payer else ''}")


def sides(one: StatedLimit, *, most: Pence) -> list[tuple[Budget, Pence, Pence]]:
    """Return the lines of a move with how far each could go: both sides of support."""
    found = [(own_line(one), Pence(0), most)]
    if one.kind == SUPPORT:
        found.append((_paid(one), Pence(-most), Pence(0)))
    return found


def constraints(
    limits: Sequence[StatedLimit], *, one_off_most: Pence | None
) -> tuple[Constraint[Budget], ...]:
    """Return every limit as a constraint of its own name, so that a conflict can name it."""
    found = []
    for one in limits:
        found += _stated(one, limits)
        if one.kind == SUPPORT:
            found.append(_mirrored(one))
    if one_off_most is not None:
        found.append(_one_off(limits, one_off_most))
    return tuple(found)


def _stated(one: StatedLimit, limits: Sequence[StatedLimit]) -> list[Constraint[Budget]]:
    over = _position(one.body, limits) if one.kind == WHOLE else {own_line(one): 1}
    stated = ((Sense.AT_LEAST, one.least), (Sense.AT_MOST, one.most))
    reason = f" ({one.reason})" if one.reason else ""
    return [
        Constraint(
            name=f"{one.name}, {sense.value}",
            subject=one.name,
            sentence=f"{one.name} is {sense.value} {_pounds(bound)}{reason}",
            coefficients=over,
            sense=sense,
            bound=bound,
        )
        for sense, bound in stated
        if bound is not None and (bound or sense is Sense.AT_MOST or one.kind == WHOLE)
    ]


def _position(body: str, limits: Sequence[StatedLimit]) -> dict[Budget, Fraction | int]:
    return {
        budget: 1
        for one in limits
        if one.kind != WHOLE
        for budget, _, _ in sides(one, most=Pence(0))
        if budget.body == body
    }


def _one_off(limits: Sequence[StatedLimit], most: Pence) -> Constraint[Budget]:
    return Constraint(
        name=ONE_OFF_SHARE,
        subject="one-off savings",
        sentence=f"one-off savings are at most {_pounds(most)}, their share of the gap",
        coefficients={own_line(one): 1 for one in limits if one.kind == ONE_OFF},
        sense=Sense.AT_MOST,
        bound=most,
    )


def _paid(one: StatedLimit) -> Budget:
    """Return the other side of support: what its payer pays, below nil."""
    return Budget(one.payer, f"{one.kind} to {one.body}")


def _mirrored(one: StatedLimit) -> Constraint[Budget]:
    return Constraint(
        name=f"{one.name}, on both sides",
        subject=one.name,
        sentence=f"what {one.body} is paid is what {one.payer} pays",
        coefficients={own_line(one): 1, _paid(one): 1},
        sense=Sense.EXACTLY,
        bound=0,
    )


def _pounds(pence: int) -> str:
    whole = f"{abs(pence) // 100:,}"
    return f"£{whole}" if pence >= 0 else f"£({whole})"
