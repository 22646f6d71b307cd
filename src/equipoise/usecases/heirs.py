"""Which body of a round an earlier form is carried into: its own, or the one that followed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from equipoise.register import Succession
from equipoise.units import FinancialYear
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class Heir:
    """A body of the round, how it followed that of a form, and who joined it since.

    Shape: `followed` are the successions from the body of the form to this one, none where it is
        the same; `joined` those by which others came into it after the year of the form began.
    """

    organisation: str
    followed: tuple[Succession, ...] = ()
    joined: tuple[Succession, ...] = ()


def heir_of(one: OpenRound, code: str, *, since: FinancialYear) -> Heir:
    """Return the body that takes over what a form of `code` for the year `since` holds.

    A body that another followed whole, one to one, gives it its form. One that was divided, or
    came together with others, has a form that is the last year of no body: it is refused. A body
    that others joined keeps its own.

    Raises: UnknownError for a body the round does not know; RefusedError as said.
    """
    body = one.organisation(code).code
    first_day = one.year.period.starts_on
    due = [step for step in one.register.successions if step.on <= first_day]
    followed: list[Succession] = []
    while out := [step for step in due if step.predecessor == body]:
        if len(out) > 1:
            _refuse_divided(out)
        (step,) = out
        _refuse_part_of(one, step, beside=_joined(due, step.successor, since=since))
        followed.append(step)
        body = step.successor
    joined = () if followed else _joined(due, body, since=since)
    return Heir(organisation=body, followed=tuple(followed), joined=joined)


def _joined(
    due: Sequence[Succession], successor: str, *, since: FinancialYear
) -> tuple[Succession, ...]:
    """Return by what others came into a body after the first day of a year."""
    begins = since.period.starts_on
    return tuple(step for step in due if step.successor == successor and step.on > begins)


def _refuse_divided(out: Sequence[Succession]) -> None:
    parts = [step.successor for step in out]
    raise RefusedError(
        f"{out[0].predecessor} was divided on {out[0].on}, into {' and '.join(parts)}: its form is "
        "not the last year of any of them.",
        _ask(*parts),
    )


def _refuse_part_of(one: OpenRound, step: Succession, *, beside: tuple[Succession, ...]) -> None:
    """Refuse a form that is one part of its successor's last year, where that has others."""
    others = [other.predecessor for other in beside if other != step]
    opened = one.organisation(step.successor).opens_on
    if opened is None or opened < step.on:
        others.insert(0, step.successor)
    if others:
        raise RefusedError(
            f"{step.predecessor} went into {step.successor} on {step.on}, whose last year is that "
            f"of {' and '.join(others)} too: one form is not the whole of it.",
            _ask(step.successor),
        )


def _ask(*codes: str) -> str:
    asked = ", ".join(f"equipoise template --org {code}" for code in codes)
    return f"Ask for this round's workbook with: {asked}."
