"""Northmere's re-baselining of November 2023, with short names for what people decide in it.

Its own part of the key is 2% of England's: £16.0m of £800m.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from equipoise.records import Actor
from equipoise.samples.northmere import REBASELINING
from equipoise.sources import house_letter
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.potting import Act
from equipoise.usecases.rebaseline import rebaseline
from equipoise.usecases.rebaseline_act import ClosingAction, rebaseline_act
from equipoise.usecases.rebaseline_answer import rebaseline_answer
from equipoise.usecases.rebaseline_assume import Assumed, Assumption, rebaseline_assume
from equipoise.usecases.rebaseline_award import Shared, rebaseline_award
from equipoise.usecases.rebaseline_close import Closed, rebaseline_close
from equipoise.usecases.rebaseline_commitment import Committed, rebaseline_commitment
from equipoise.usecases.rebaseline_meet import Meeting, rebaseline_meet
from equipoise.usecases.rebaseline_open import rebaseline_open
from equipoise.usecases.rebaseline_plan import rebaseline_plan
from equipoise.usecases.rebaseline_release import Flexibility, rebaseline_release
from equipoise.usecases.rebaseline_safety import rebaseline_safety
from equipoise.usecases.rebaseline_send import RebasedSent, rebaseline_send
from equipoise.usecases.rebaseline_strike import StrikeDays, rebaseline_strike
from equipoise.usecases.rebaseline_target import Retarget, rebaseline_target
from equipoise.usecases.rebaselining import Exercise, Worked
from equipoise.usecases.rounds import OpenRound
from tests.northmere_round import SYSTEM, Northmere, money

PAY: Final = REBASELINING / "paybill.csv"
REPLAN: Final = REBASELINING / "replan.csv"
CAPACITY: Final = REBASELINING / "capacity.csv"
DAYS: Final = {"junior_doctors": Fraction(22), "consultants": Fraction(8)}
JANUARY: Final = date(2024, 1, 31)
NO_HARM: Final = {"balance": "helps", "safety": "none", "emergency": "none", "elective": "none"}


@dataclass
class Rebaselining:
    """The round, and the clock of those who re-baseline its system."""

    plan: Northmere
    clock: datetime = field(default=datetime(2023, 11, 10, 9, 0, tzinfo=UTC))

    @property
    def one(self) -> OpenRound:
        """The round."""
        return self.plan.one

    def who(self, name: str = "zq1.lead") -> Actor:
        """Return somebody by name."""
        return self.plan.actor(name)

    def now(self) -> datetime:
        """Return the next minute."""
        self.clock += timedelta(minutes=1)
        return self.clock

    def on(self, day: date) -> None:
        """Go on to the morning of a later day."""
        self.clock = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)

    def write(self, name: str, text: str) -> Path:
        """Return a file of this text, beside the workspace."""
        path = self.plan.workspace.home / name
        path.write_text(text, "utf-8")
        return path

    def open(self, text: str = "", *, name: str = "national.lead") -> Outcome[Exercise]:
        """Open with a letter; that of November 2023 if none is given."""
        path = self.write("letter.yaml", text or house_letter())
        return rebaseline_open(self.one, SYSTEM, path=path, by=self.who(name), now=self.now())

    def award(self, path: Path = PAY, **said: Any) -> Worked:
        """Share the pool; by pay bills and strike days unless another key is named."""
        shared = Shared(**{"path": path, "key": "staff", "weights": DAYS, "reason": "Days", **said})
        return rebaseline_award(
            self.one, [SYSTEM], shared=shared, by=self.who("national.lead"), now=self.now()
        ).result[0]

    def target(self, thousands: int = 8_000, **said: Any) -> Act:
        """Record the target of 103%, and what it restores (£000)."""
        found = {
            "code": "november",
            "before": Fraction(105, 100),
            "after": Fraction(103, 100),
            "from_day": date(2023, 11, 8),
            "source": "Letter",
            **said,
        }
        target = Retarget(restored_pence=money(thousands), **found)
        return rebaseline_target(
            self.one, SYSTEM, target=target, by=self.who(), now=self.now()
        ).result

    def commit(self, code: str = "beds", target: int = 120, **said: Any) -> Act:
        """Record a commitment; a protected one unless said otherwise."""
        found = {"metric": code, "due_on": JANUARY, "is_protected": True, **said}
        promised = Committed(code=code, target=target, **found)
        return rebaseline_commitment(
            self.one, SYSTEM, promised=promised, by=self.who(), now=self.now()
        ).result

    def replan(self, path: Path = REPLAN, *, rests_on: tuple[str, ...] = ("no_strikes",)) -> Act:
        """Replan the rest of the year."""
        return rebaseline_plan(
            self.one, SYSTEM, path=path, rests_on=rests_on, by=self.who(), now=self.now()
        ).result

    def release(self, thousands: int = 3_000, **said: Any) -> Act:
        """Ask for the release of digital money (£000), of 5,000."""
        found = {
            "code": "digital",
            "programme": "Digital",
            "held_pence": money(5_000),
            "approver": "X24",
            "reason": "Unspent",
            "effect": "Records come a year later",
            **said,
        }
        asked = Flexibility(release_pence=money(thousands), **found)
        return rebaseline_release(
            self.one, SYSTEM, asked=asked, by=self.who(), now=self.now()
        ).result

    def act(self, code: str, thousands: int, *, by: str = "zr1.approver", **said: Any) -> Act:
        """Propose a closing action (£000); ZR1's lower agency spending unless said otherwise."""
        found = {
            "organisation": "ZR1",
            "kind": "agency",
            "name": f"Action {code}",
            "owner": "Chief nurse",
            "value_pence": money(thousands),
            "is_recurrent": True,
            "from_month": 9,
            "risk": "low",
            "effects": NO_HARM,
            **said,
        }
        action = ClosingAction(code=code, **found)
        return rebaseline_act(
            self.one, SYSTEM, action=action, by=self.who(by), now=self.now()
        ).result

    def answer(self, act: Act, name: str, answer: str = "yes") -> Act:
        """Have somebody answer a decision."""
        return rebaseline_answer(
            self.one, act.name, answer=answer, by=self.who(name), now=self.now()
        ).result

    def assume(self, code: str = "no_strikes", **said: Any) -> Assumed:
        """Record an assumption, or that it is broken."""
        assumption = Assumption(**{"code": code, "words": "", **said})
        return rebaseline_assume(
            self.one, SYSTEM, assumption=assumption, by=self.who(), now=self.now()
        ).result

    def strike(self, group: str = "junior_doctors", days: int = 4, **said: Any) -> Act:
        """Enter a strike; that of April 2023 unless said otherwise."""
        strike = StrikeDays(**{"group": group, "days": days, "from_day": date(2023, 4, 11), **said})
        return rebaseline_strike(
            self.one, SYSTEM, strike=strike, by=self.who(), now=self.now()
        ).result

    def safe(self, statement: str = "No action lowers safe staffing.") -> Act:
        """Make the safety statement, as the clinical lead."""
        return rebaseline_safety(
            self.one, SYSTEM, statement=statement, by=self.who("zq1.clinical"), now=self.now()
        ).result

    def meet(self, day: date, *, present: tuple[str, ...] = ("ICB executive",),
             agreed: tuple[str, ...] = ()) -> Act:  # fmt: skip
        """Enter a meeting."""
        meeting = Meeting(on=day, present=present, agreed=agreed)
        return rebaseline_meet(
            self.one, SYSTEM, meeting=meeting, by=self.who(), now=self.now()
        ).result

    def close(self, *, with_gap: str = "") -> Outcome[Closed]:
        """Close the rebased plan."""
        return rebaseline_close(self.one, SYSTEM, with_gap=with_gap, by=self.who(), now=self.now())

    def send(self) -> RebasedSent:
        """Send the rebased plan."""
        return rebaseline_send(self.one, SYSTEM, by=self.who(), now=self.now()).result

    def seen(self, *, known: date | None = None, name: str = "zq1.lead") -> Outcome[Worked]:
        """Return where it stands, as somebody sees it."""
        return rebaseline(self.one, SYSTEM, known=known, by=self.who(name), on=self.clock.date())

    def worked(self) -> Worked:
        """Return its figures."""
        return self.seen().result

    def up_to_the_gate(self) -> None:
        """Do everything that closes the gap of 9,000 (£000), but the safety statement."""
        self.open()
        self.award()
        self.target()
        self.commit("beds", 120)
        self.commit("ambulances", 16)
        self.replan()
        self.answer(self.release(), "national.lead")
        self.act("A1", 4_000)
        procurement = self.act("A2", 5_000, by="zq1.lead", organisation="ZR2", kind="efficiency")
        self.answer(procurement, "zr2.approver")
