"""Northmere's pot, with short names for what people decide about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Final

from equipoise.records import Actor
from equipoise.samples.northmere import PLACES, POT
from equipoise.units import Pence
from equipoise.usecases.delegate import delegate
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.pot import Days, PotSeen, pot
from equipoise.usecases.pot_add import Added, pot_add
from equipoise.usecases.pot_answer import pot_answer
from equipoise.usecases.pot_award import Awarded, pot_award
from equipoise.usecases.pot_move import Moved, pot_move
from equipoise.usecases.pot_places import pot_places, read_places
from equipoise.usecases.pot_withdraw import pot_withdraw
from equipoise.usecases.potting import Act, Agreement, Pot
from equipoise.usecases.potting.delegating import Delegation, Holder, HolderKind, Part
from equipoise.usecases.potting.recording import Terms
from equipoise.usecases.rounds import OpenRound
from tests.northmere_round import SYSTEM, Northmere, money

MAY: Final = date(2023, 5, 4)
JULY: Final = date(2023, 7, 1)
END: Final = date(2024, 3, 31)
TERMS: Final = Terms(effective_on=JULY, reason="Board paper 7")
FIVE_MILLION_AND_A_PENNY: Final = Pence(500_000_001)
EVERYBODY: Final = ("ZR1", "ZR2", "ZR3")


@dataclass
class NorthmerePot:
    """The round, and the clock of those who decide about its pot."""

    plan: Northmere
    clock: datetime = field(default=datetime(2023, 5, 4, 9, 0, tzinfo=UTC))

    @property
    def one(self) -> OpenRound:
        """The round."""
        return self.plan.one

    @property
    def lead(self) -> Actor:
        """The system lead."""
        return self.plan.lead

    def now(self) -> datetime:
        """Return the next minute."""
        self.clock += timedelta(minutes=1)
        return self.clock

    def on(self, day: date) -> None:
        """Go on to the morning of a later day."""
        self.clock = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)

    def add(self, file: Path = POT, *, name: str = "zq1.lead") -> Outcome[Added]:
        """Add the lines of a file; Northmere's own if none is named."""
        return pot_add(self.one, SYSTEM, path=file, by=self.plan.actor(name), now=self.now())

    def seen(
        self, *, as_at: date | None = None, known: date | None = None, name: str = "zq1.lead"
    ) -> Outcome[PotSeen]:
        """Return the pot as somebody sees it."""
        days = Days(as_at=as_at, known=known)
        actor = self.plan.actor(name)
        return pot(self.one, SYSTEM, days=days, by=actor, on=self.clock.date())

    def pot(self, *, as_at: date | None = None, known: date | None = None) -> Pot:
        """Return the pot as a whole."""
        return self.seen(as_at=as_at, known=known).result.pot

    def held(self, line: str) -> int:
        """Return what a line holds, in £000."""
        pence = int(self.pot().held[line].value)
        assert pence % 100_000 == 0, line
        return pence // 100_000

    def move(
        self, out_of: str, into: str, amount: int, *, terms: Terms = TERMS, name: str = "zq1.lead"
    ) -> Act:
        """Move an amount, in £000."""
        moved = Moved(source=out_of, target=into, amount_pence=money(amount))
        actor = self.plan.actor(name)
        return pot_move(self.one, SYSTEM, moved=moved, terms=terms, by=actor, now=self.now()).result

    def award(
        self,
        *,
        amount: Pence = FIVE_MILLION_AND_A_PENNY,
        key: str = "custom",
        weights: dict[str, Fraction | None] | None = None,
        agreement: Agreement = Agreement.NONE,
        parties: tuple[str, ...] = (),
        line: str = "extra",
    ) -> Act:
        """Record an award of elective money, shared in thirds unless weights are named."""
        awarded = Awarded(
            line=line,
            title="Elective money",
            stream="elective_recovery",
            amount_pence=amount,
            route="transfer",
            key=key,
            weights=weights or dict.fromkeys(EVERYBODY, Fraction(1)),
        )
        terms = Terms(effective_on=JULY, reason="By thirds", agreement=agreement, parties=parties)
        return pot_award(
            self.one, SYSTEM, awarded=awarded, terms=terms, by=self.lead, now=self.now()
        ).result

    def give(
        self,
        *parts: tuple[str, str, int],
        holder: Holder | None = None,
        parties: tuple[str, ...] = (),
        agreement: Agreement = Agreement.ALL,
        name: str = "north",
        by: str = "zq1.lead",
    ) -> Act:
        """Delegate amounts (£000), each out of a line for a programme, to the place Northmere."""
        asked = Delegation(
            name=name,
            holder=holder or Holder(kind=HolderKind.PLACE, name="Northmere", lead="ZR3"),
            parts=[
                Part(taken_from=taken, programme=programme, amount_pence=money(amount))
                for taken, programme, amount in parts
            ],
            ends_on=date(2024, 4, 1),
            conditions="Scheme of delegation, part 3",
            reporting="Each quarter",
            risk_terms="Risk share, schedule 2",
        )
        terms = Terms(effective_on=JULY, reason="Place board", agreement=agreement, parties=parties)
        return delegate(
            self.one, SYSTEM, asked=asked, terms=terms, by=self.plan.actor(by), now=self.now()
        ).result

    def answer(self, act: Act, name: str, answer: str = "yes") -> Act:
        """Have somebody answer a decision."""
        actor = self.plan.actor(name)
        return pot_answer(self.one, act.name, answer=answer, by=actor, now=self.now()).result

    def withdraw(self, act: Act, *, name: str = "zq1.lead") -> Act:
        """Withdraw a decision."""
        actor = self.plan.actor(name)
        return pot_withdraw(
            self.one, act.name, reason="Entered twice", by=actor, now=self.now()
        ).result

    def places(self) -> Act:
        """Record Northmere's places."""
        terms = Terms(effective_on=MAY, reason="Place boards", source="Northmere fixture")
        return pot_places(
            self.one, SYSTEM, places=read_places(PLACES), most=Fraction(1, 50), terms=terms,
            by=self.lead, now=self.now(),
        ).result  # fmt: skip
