"""Why this number of a pot: the decisions beneath it, as at the days its reference is pinned to."""

from __future__ import annotations

from datetime import date

from equipoise.records import Actor
from equipoise.usecases.explanation import Explanation
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.place_sheet import sheet_of
from equipoise.usecases.pot import Days, pot
from equipoise.usecases.potting import Act, Pot
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Figure, Reference, assumed


def explain_pot(one: OpenRound, ref: Reference, *, by: Actor, on: date) -> Outcome[Explanation]:
    """Return a figure of a pot, with the decisions that it comes of.

    Raises: NotAllowedError; UnknownError for no such figure, or for a pin that is not two days.
    """
    seen = pot(one, ref.parts[1], days=_days(ref.pin), by=by, on=on)
    found = seen.result.pot
    figures = dict(seen.figures)
    if ref.parts[3:4] == ("sheet",) and seen.result.body is None:
        figures |= {found.ref(name): figure for name, figure in _sheet(found).items()}
    asked = found.ref("/".join(ref.parts[2:]))
    if asked not in figures:
        raise UnknownError("figure", str(ref), tuple(sorted(map(str, figures))))
    figure = figures[asked]
    explanation = Explanation(
        ref=asked,
        title=figure.working.name,
        figure=figure,
        sources={str(act.ref): _told(act) for act in found.acts if act.ref in _refs(figure)},
        facts=(f"The pot as at {found.as_at}, as known by {found.known}.",),
        assumed=assumed(figure),
    )
    return Outcome(result=explanation, figures={asked: figure}, expand=seen.expand)


def _days(pin: str | None) -> Days:
    if pin is None:
        return Days()
    as_at, _, known = pin.partition(".")
    try:
        return Days(as_at=date.fromisoformat(as_at), known=date.fromisoformat(known))
    except ValueError as error:
        raise UnknownError("two days such as 2023-10-01.2023-10-05:", pin) from error


def _sheet(found: Pot) -> dict[str, Figure]:
    try:
        return sheet_of(found).named()
    except RefusedError:
        return {}


def _refs(figure: Figure) -> set[Reference | None]:
    return {step.working.ref for step in figure.everything()}


def _told(act: Act) -> str:
    body = act.body
    agreed = [party for party in act.positions.parties if act.positions.said(party) == "yes"]
    by = f", agreed by {', '.join(agreed)}" if agreed else ""
    why = body.get("reason") or body.get("source") or "no reason given"
    return (
        f"{act.name}, {act.kind.replace('-', ' ')} of {act.effective_on}, recorded by "
        f"{act.decision.proposed_by} on {act.decision.at.date()}{by}: {why}"
    )
