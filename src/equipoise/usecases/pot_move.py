"""Move money in the year: between lines of a pot, with the national body, or another system."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from equipoise.records import Actor
from equipoise.register import Kind
from equipoise.rules.pot.pot_balance import SOURCE, SURPLUS
from equipoise.units import Pence
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act, Agreement, PotLine
from equipoise.usecases.potting.kinds import MOVE
from equipoise.usecases.potting.pot import Pot
from equipoise.usecases.potting.recording import Terms, pot_now, pounds, record, refuse_terms
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class Moved:
    """How much moves, from where, to where: a line, `ZQ2/line` of another system, or `X24`.

    Unit: pence, positive.
    """

    source: str
    target: str
    amount_pence: Pence


@dataclass(frozen=True, kw_only=True)
class _Side:
    """One side of a movement: a line of a system's pot, or a national body outside every pot."""

    said: str
    system: str = ""
    pot: Pot | None = None
    line: PotLine | None = None


def pot_move(
    one: OpenRound, system: str, *, moved: Moved, terms: Terms, by: Actor, now: datetime
) -> Outcome[Act]:
    """Return a movement, recorded on both its sides, which sum to zero.

    One with another system counts when that one has agreed to it: `equipoise pot answer`.

    Raises: NotAllowedError; UnknownError for no such line; RefusedError for an amount that is not
        there, for sides that cannot be held against each other, or for a ring-fence that would
        be broken.
    """
    demand(by, "pot_move", one.subject(system), now.date())
    sides = [_side(one, system, said, on=now.date()) for said in (moved.source, moved.target)]
    others = tuple(side.system for side in sides if side.system not in ("", system))
    if others:
        terms = replace(terms, agreement=Agreement.ALL, parties=(*others, *terms.parties))
    refuse_terms(one, terms, own=by.organisation)
    _refuse(sides[0], sides[1], moved.amount_pence, terms.effective_on)
    body = {
        **terms.body(),
        "from": sides[0].said,
        "to": sides[1].said,
        "amount_pence": moved.amount_pence,
    }
    made = record(one, system, decided=(MOVE, [body]), reason=terms.reason, by=by, now=now)
    return Outcome(result=made.result[0], events=made.events)


def _side(one: OpenRound, system: str, said: str, *, on: date) -> _Side:
    """Return the side that somebody names.

    Raises: UnknownError when it is neither a line nor a national body.
    """
    if said in one.register and one.organisation(said).kind is Kind.NATIONAL:
        return _Side(said=said)
    first, _, rest = said.partition("/")
    whose, code = (first, rest) if rest else (system, said)
    one.members(whose)
    pot = pot_now(one, whose, on=on)
    if code not in pot.lines:
        raise UnknownError(f"line in the pot of {whose}:", code, tuple(sorted(pot.lines)))
    return _Side(said=f"{whose}/{code}", system=whose, pot=pot, line=pot.lines[code])


def _refuse(source: _Side, target: _Side, pence: int, day: date) -> None:
    if pence <= 0:
        raise RefusedError("A movement is a positive amount.", "Turn its sides round instead.")
    if source.said == target.said:
        raise RefusedError(f"Both sides of the movement are {source.said}.")
    lines = [side.line for side in (source, target) if side.line is not None]
    if not lines:
        raise RefusedError("A movement has a line of a pot on one side at least.")
    is_source = [line.role == SOURCE for line in lines]
    if len(set(is_source)) > 1:
        raise RefusedError(
            f"{source.said} and {target.said} are not both money that comes in, or both uses.",
            "A use takes from its stream by itself: add it as a line.",
        )
    if len(lines) == 1 and not is_source[0]:
        raise RefusedError(
            f"{lines[0].code} is a use of the pot.",
            "Money from or to a national body moves a line that comes in.",
        )
    if source.line is None or source.pot is None:
        return
    if target.line is not None:
        refuse_broken_fence(source.pot, source.line, into=target.line.fund)
    if source.line.role != SURPLUS:
        refuse_more_than_held(source.pot, source.line.code, pence=pence, day=day)


def refuse_broken_fence(pot: Pot, line: PotLine, *, into: str) -> None:
    """Refuse to take money that is fenced off for a purpose into another fund.

    Raises: RefusedError.
    """
    fence = pot.lines.get(line.fund)
    if fence is not None and fence.ring_fence and into != line.fund:
        raise RefusedError(
            f"{line.code} is ring-fenced for {fence.ring_fence} ({fence.condition}).",
            "It can go back to the national body, or be used for that.",
        )


def refuse_more_than_held(pot: Pot, code: str, *, pence: int, day: date) -> None:
    """Refuse to take more from a line than it holds on a day, or than it will at the year's end.

    Raises: RefusedError.
    """
    for at in (replace(pot, as_at=day), pot):
        held = int(at.held[code].value) if code in at.held else 0
        if pence > held:
            raise RefusedError(
                f"{code} holds {pounds(held)} on {at.as_at}, less than {pounds(pence)}."
            )
