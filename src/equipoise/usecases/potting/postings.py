"""From decisions to the ledger: the lines that each act makes, and what it posts to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from equipoise.params import Parameters
from equipoise.rules.pot import Award, AwardShare, Posting, Transfer, award_shares, movement
from equipoise.rules.pot.pot_balance import COMMITTED, SOURCE
from equipoise.units import COUNT, PENCE, PEOPLE, Period
from equipoise.usecases.potting.acts import Act
from equipoise.usecases.potting.kinds import AWARD, DELEGATION, LINE, MOVE, RING_FENCE
from equipoise.workings import Basis, Figure, Stage, given

KEYS: Final = {"turnover": PENCE, "contract": PENCE, "population": PEOPLE, "need": PEOPLE,
               "custom": COUNT}  # fmt: skip
"""By what an award can be shared, and what its weights are counted in."""


@dataclass(frozen=True, kw_only=True)
class PotLine:
    """A line of a pot as it was decided: what it is, and where that was read.

    `fund` is what it belongs to: its stream, or one ring-fenced line.
    """

    code: str
    role: str
    title: str
    stream: str
    fund: str
    act: Act
    route: str = ""
    condition: str = ""
    is_recurrent: bool = False
    ring_fence: str = ""
    programme: str = ""
    place: str = ""
    organisation: str = ""
    source: str = ""

    @property
    def figure(self) -> str:
        """Its name in references: line/core, or line/ZR1/acute for a body's own."""
        return "/".join(filter(None, ("line", self.organisation, self.code)))


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One posting, whose act it comes from, and whether the line was opened with it."""

    posting: Posting[Figure]
    act: Act
    is_opening: bool


@dataclass(frozen=True, kw_only=True)
class Writing:
    """What turns acts into lines and postings: the system, its year, and the rules."""

    system: str
    year: Period
    params: Parameters

    @property
    def basis(self) -> Basis:
        """The basis of every amount of the pot."""
        return Basis(stage=Stage.PLAN, period=self.year, unit=PENCE)

    def lines(self, act: Act) -> tuple[PotLine, ...]:
        """Return the lines that an act makes; none for one that only moves money."""
        made = {LINE: _own_line, AWARD: _award_lines, DELEGATION: _delegation_lines}
        return tuple(made[act.kind](act)) if act.kind in made else ()

    def entries(self, act: Act) -> Iterator[Entry]:
        """Yield what an agreed act posts; for one withdrawn, also what takes that back."""
        if act.agreed_at is None or act.kind not in POSTED:
            return
        first = act.agreed_at.date()
        amounts = list(POSTED[act.kind](self, act))
        for line, amount in amounts:
            posting = Posting(
                line=line, amount=amount, effective_on=act.effective_on, recorded_on=first
            )
            yield Entry(posting=posting, act=act, is_opening=act.kind == LINE)
        undo = act.withdrawn
        if undo is not None and undo.agreed_at is not None:
            for line, amount in amounts:
                posting = Posting(
                    line=line,
                    amount=-amount,
                    effective_on=undo.effective_on,
                    recorded_on=max(first, undo.agreed_at.date()),
                )
                yield Entry(posting=posting, act=undo, is_opening=act.kind == LINE)

    def money(self, act: Act, pence: int, *, name: str) -> Figure:
        """Return an amount that a decision names."""
        note = str(act.body.get("source") or act.body.get("reason") or "")
        return given(pence, self.basis, act.ref, name=f"{name}, {act.name}", note=note)

    def shares(self, act: Act) -> Mapping[str, AwardShare[Figure]]:
        """Return how an award is shared, by its key."""
        basis = replace(self.basis, unit=KEYS[act.body["key"]])
        weights = {
            body: given(Fraction(weight), basis, act.ref, name=f"{act.body['key']}, {body}")
            for body, weight in act.body["weights"].items()
        }
        award = Award(
            amount=self.money(act, act.body["amount_pence"], name=act.body["title"]),
            weights=weights,
        )
        return award_shares(award, self.params, known_on=act.decision.at.date())


def _own_line(act: Act) -> Iterator[PotLine]:
    body = act.body
    fenced = body["role"] == SOURCE and bool(body["ring_fence"])
    yield PotLine(
        code=body["line"],
        role=body["role"],
        title=body["title"],
        stream=body["stream"],
        fund=body["line"] if fenced else body["draws_on"] or body["stream"],
        act=act,
        route=body["route"],
        condition=body["condition"],
        is_recurrent=body["recurrent"],
        ring_fence=body["ring_fence"],
        programme=body["programme"],
        place=body["place"],
        organisation=body["organisation"],
        source=body["source"],
    )


def _award_lines(act: Act) -> Iterator[PotLine]:
    body = act.body
    code = body["line"]
    fund = code if body["route"] == RING_FENCE else body["stream"]
    yield PotLine(
        code=code,
        role=SOURCE,
        title=body["title"],
        stream=body["stream"],
        fund=fund,
        act=act,
        route=body["route"],
        condition=body["condition"],
        is_recurrent=body["recurrent"],
        ring_fence=body["title"] if fund == code else "",
        source=body["source"],
    )
    for organisation in body["weights"]:
        yield PotLine(
            code=f"{code}.{organisation}",
            role=COMMITTED,
            title=body["title"],
            stream=body["stream"],
            fund=fund,
            act=act,
            programme=body["title"],
            organisation=organisation,
            source=body["source"],
        )


def _delegation_lines(act: Act) -> Iterator[PotLine]:
    holder = act.body["holder"]
    for line in act.body["lines"]:
        yield PotLine(
            code=line["line"],
            role=COMMITTED,
            title=f"{act.body['name']}: {line['programme']}",
            stream=line["stream"],
            fund=line["fund"],
            act=act,
            programme=line["programme"],
            place=holder["name"] if holder["kind"] in ("place", "neighbourhood") else "",
            source=act.body["reason"],
        )


def _line_amounts(writing: Writing, act: Act) -> Iterator[tuple[str, Figure]]:
    yield act.body["line"], writing.money(act, act.body["amount_pence"], name=act.body["title"])


def _move_amounts(writing: Writing, act: Act) -> Iterator[tuple[str, Figure]]:
    """Yield what a movement puts on the lines of this pot; the other side may be elsewhere."""
    body = act.body
    transfer = Transfer(
        amount=writing.money(act, body["amount_pence"], name="Movement"),
        source=body["from"],
        target=body["to"],
    )
    sides = movement(transfer, writing.params, known_on=act.decision.at.date())
    for side, amount in sides.items():
        system, _, line = side.partition("/")
        if system == writing.system and line:
            yield line, amount


def _award_amounts(writing: Writing, act: Act) -> Iterator[tuple[str, Figure]]:
    code = act.body["line"]
    yield code, writing.money(act, act.body["amount_pence"], name=act.body["title"])
    for organisation, share in writing.shares(act).items():
        yield f"{code}.{organisation}", share.amount


def _delegation_amounts(writing: Writing, act: Act) -> Iterator[tuple[str, Figure]]:
    for line in act.body["lines"]:
        amount = writing.money(act, line["amount_pence"], name=act.body["name"])
        yield line["line"], amount
        if line["from_line"]:
            yield line["from_line"], -amount


POSTED: Final[Mapping[str, Callable[[Writing, Act], Iterable[tuple[str, Figure]]]]] = {
    LINE: _line_amounts,
    MOVE: _move_amounts,
    AWARD: _award_amounts,
    DELEGATION: _delegation_amounts,
}
