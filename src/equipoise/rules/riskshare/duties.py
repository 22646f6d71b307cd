"""Statutory duties: whether an act takes a body past one, and what must then be on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.rules.riskshare.agreement import BodyKind
from equipoise.units import Period
from equipoise.workings import Number, named

BOARD: Final = "board consent"
NOTICE: Final = "notice to NHS England"
REGULATOR: Final = "regulator's agreement"
RECORDED: Final = (BOARD, NOTICE, REGULATOR)
"""What can be on record for a body."""
POSITION: Final = "position of the year"
ICB: Final = "s223GC: spend no more than is received"
TRUST: Final = "break-even, taking one year with another"
FOUNDATION: Final = "no break-even duty; cash and licence are shown"
OTHER: Final = "its own, outside this program"


@dataclass(frozen=True, kw_only=True)
class BodyBefore(Generic[Number]):
    """A body, and what an act does to it. Unit: pence; received is positive.

    `position` is its surplus or deficit of the year before the act; `brought_forward` what an NHS
    trust has accumulated; `cash` and `licence` what a foundation trust shows. None where nobody
    has said.
    """

    kind: BodyKind
    position: Number | None
    move: Number
    recorded: frozenset[str] = frozenset()
    brought_forward: Number | None = None
    cash: Number | None = None
    licence: str = ""


@dataclass(frozen=True, kw_only=True)
class Acts(Generic[Number]):
    """Everybody whom an act moves money of, and the period."""

    period: Period
    bodies: Mapping[str, BodyBefore[Number]]


@dataclass(frozen=True, kw_only=True)
class Duty(Generic[Number]):
    """What an act does to one body's duty. Unit: pence.

    `measured` is what the duty is held against once the act counts: the year's position, the
    cumulative one, the cash left; None where it cannot be told. `past` says whether the act takes
    the body beyond it; `missing` what must be on record first.
    """

    duty: str
    measured: Number | None
    past: bool
    missing: tuple[str, ...]

    @property
    def is_refused(self) -> bool:
        """Whether the act may not be."""
        return bool(self.missing)


@rule(
    applies=DEFINITIONS,
    source="National Health Service Act 2006: section 223GC (an ICB's expenditure not above what "
    "it receives), schedule 5 (an NHS trust's break-even, taking one year with another); a "
    "foundation trust has no break-even duty",
)
def duties(
    acts: Acts[Number], params: Values[Number], *, known_on: date
) -> Mapping[str, Duty[Number]]:
    """Return each body's duty once an act counts, and what is missing for it.

    A body that the act costs nothing is not taken past anything by it. What a body is not known
    to have is missing: it is refused, never taken as given.

    Unit: pence.
    Assumption: a council answers for its own budget with its board's consent; a system in an
        agreement between systems with its region's.
    Law who_gains_is_never_refused: an act takes nobody past a duty that it brings closer.
    Law a_duty_is_kept_at_nil_and_passed_a_penny_below: of an ICB and of an NHS trust.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> icb = BodyBefore(kind=BodyKind.ICB, position=Fraction(100), move=Fraction(-101))
    >>> acts = Acts(period=Period.parse("2023-04-01 to 2024-04-01"), bodies={"ZQ1": icb})
    >>> duties(acts, load().exact, known_on=date(2023, 4, 1))["ZQ1"].missing
    ('board consent', 'notice to NHS England')
    """
    del params, known_on
    return {code: _duty(body) for code, body in sorted(acts.bodies.items())}


def _duty(body: BodyBefore[Number]) -> Duty[Number]:
    costs = bool(body.move < nil(body.move))
    match body.kind:
        case BodyKind.ICB:
            if body.position is None:
                return _untold(ICB, costs=costs, what=POSITION)
            return _kept_or_past(ICB, body, before=body.position, needs=(BOARD, NOTICE))
        case BodyKind.NHS_TRUST:
            if body.position is None or body.brought_forward is None:
                what = POSITION if body.position is None else "cumulative break-even position"
                return _untold(TRUST, costs=costs, what=what)
            before = body.brought_forward + body.position
            return _kept_or_past(TRUST, body, before=before, needs=(REGULATOR,))
        case BodyKind.FOUNDATION_TRUST:
            if body.cash is None:
                return _untold(FOUNDATION, costs=costs, what="cash")
            left = named(body.cash + body.move, "Cash once the act counts")
            missing = ("terms of its licence",) if costs and not body.licence else ()
            past = bool(left < nil(left))
            return Duty(duty=FOUNDATION, measured=left, past=costs and past, missing=missing)
        case BodyKind.COUNCIL | BodyKind.SYSTEM:
            need = BOARD if body.kind is BodyKind.COUNCIL else REGULATOR
            missing = (need,) if costs and need not in body.recorded else ()
            return Duty(duty=OTHER, measured=None, past=False, missing=missing)


def _kept_or_past(
    duty: str, body: BodyBefore[Number], *, before: Number, needs: tuple[str, ...]
) -> Duty[Number]:
    """Return a duty that is held against a position of nil or more."""
    after = named(before + body.move, "Position once the act counts")
    past = bool(body.move < nil(after)) and bool(after < nil(after))
    missing = tuple(need for need in needs if need not in body.recorded) if past else ()
    return Duty(duty=duty, measured=after, past=past, missing=missing)


def _untold(duty: str, *, costs: bool, what: str) -> Duty[Number]:
    """Return a duty that nobody has said enough about to be held against anything."""
    return Duty(duty=duty, measured=None, past=False, missing=(what,) if costs else ())
