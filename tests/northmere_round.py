"""Northmere's planning round, with short names for what people do in it.

Everything is real: the workbooks, the database, the store, the use cases.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from equipoise.records import Actor
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.accept import accept
from equipoise.usecases.agree import agree
from equipoise.usecases.approve import approve
from equipoise.usecases.close import Action, close
from equipoise.usecases.collate import Collated, collate
from equipoise.usecases.decisions import Stand
from equipoise.usecases.defer import defer
from equipoise.usecases.lock import Locked, lock
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rounds import OpenRound, actor_named
from equipoise.usecases.send import Sent, send
from equipoise.usecases.signoff import SignedOff, signoff
from equipoise.usecases.submit import Submitted, submit
from equipoise.usecases.workspace import Workspace
from equipoise.workings import Figure, Reference

YEAR: Final = FinancialYear(2023)
SYSTEM: Final = "ZQ1"
BODIES: Final = ("ZQ1", "ZR1", "ZR2", "ZR3")
THOUSAND: Final = 100_000
"""Pence."""
START: Final = datetime(2023, 3, 30, 9, 0, tzinfo=UTC)
TODAY: Final = date(2023, 3, 30)
SALE: Final = "Sale of equipment"
REVIEW: Final = "Prescribing review"


def money(thousands: int) -> Pence:
    """Return an amount of £000 in pence."""
    return Pence(thousands * THOUSAND)


def thousands(figure: Figure | None) -> int:
    """Return a figure in £000, which it must be a whole number of."""
    assert figure is not None
    assert figure.value % THOUSAND == 0
    return int(figure.value // THOUSAND)


@dataclass
class Northmere:
    """A workspace with the round open, and short names for what people do in it."""

    one: OpenRound
    files: Mapping[str, Path]
    minutes: int = field(default=0)

    @property
    def workspace(self) -> Workspace:
        """Where everything is kept."""
        return self.one.workspace

    def now(self) -> datetime:
        """Return the next minute of the day on which everything happens."""
        self.minutes += 1
        return START + timedelta(minutes=self.minutes)

    def actor(self, name: str) -> Actor:
        """Return somebody by name: zr1.editor, zq1.lead."""
        return actor_named(self.workspace, name, via="test", on=TODAY)

    @property
    def lead(self) -> Actor:
        """The system lead."""
        return self.actor("zq1.lead")

    def editor(self, code: str) -> Actor:
        """Return who prepares the return of a body."""
        return self.actor(f"{code.lower()}.editor")

    def approver(self, code: str) -> Actor:
        """Return who signs for a body."""
        return self.actor(f"{code.lower()}.approver")

    def submit(self, code: str, file: str = "") -> Outcome[Submitted]:
        """Hand in a body's workbook, or another one for it."""
        return submit(
            self.one, self.files[file or code], code, by=self.editor(code), now=self.now()
        )

    def sign(self, *codes: str) -> tuple[Outcome[SignedOff], ...]:
        """Have each body's approver sign what waits."""
        return tuple(
            signoff(self.one, code, by=self.approver(code), now=self.now()) for code in codes
        )

    def accept(self, *codes: str) -> Outcome[tuple[Reference, ...]]:
        """Accept what these bodies have signed."""
        return accept(self.one, codes, by=self.lead, now=self.now())

    def collate(self) -> Outcome[Collated]:
        """Collate the next version."""
        return collate(self.one, SYSTEM, by=self.lead, now=self.now())

    def settle(self, provider: str, value: int) -> Outcome[Stand]:
        """Offer a contract value (£000) as the lead and confirm it as the trust."""
        agree(self.one, SYSTEM, provider, value=money(value), by=self.lead, now=self.now())
        contracts = self.actor(f"{provider.lower()}.contracts")
        return agree(self.one, SYSTEM, provider, value=money(value), by=contracts, now=self.now())

    def close(self, code: str) -> Outcome[Stand]:
        """Propose the closing action of ZR1 or of ZQ1, as the worked example has it."""
        return close(self.one, ACTIONS[code], by=self.lead, now=self.now())

    def defer(self) -> Outcome[Stand]:
        """Propose to move 1,200 of Ward block B into the next year."""
        return defer(
            self.one, "ZR1", "ZR1-C1", amount=money(1_200), to=FinancialYear(2024),
            by=self.lead, now=self.now(),
        )  # fmt: skip

    def approve(self, *codes: str, version: int = 3) -> None:
        """Record the approval of each board."""
        for code in codes:
            approve(self.one, code, version=version, by=self.approver(code), now=self.now())

    def lock(self, version: int = 3) -> Outcome[Locked]:
        """Agree and lock a version."""
        return lock(self.one, SYSTEM, version=version, by=self.lead, now=self.now())

    def send(self) -> Outcome[Sent]:
        """Send the locked plan to the region."""
        return send(self.one, SYSTEM, by=self.lead, now=self.now())


ACTIONS: Final = {
    "ZR1": Action(
        organisation="ZR1",
        name=SALE,
        line="nonpay.other",
        saving_pence=money(1_500),
        is_recurrent=False,
        owner="Director of finance",
        evidence="Board paper",
    ),
    "ZQ1": Action(
        organisation="ZQ1",
        name=REVIEW,
        line="spend.prescribing",
        saving_pence=money(800),
        is_recurrent=True,
        owner="Director of medicines",
        evidence="Committee paper",
    ),
}
"""The two closing actions of the worked example."""


def _handed_in(world: Northmere) -> None:
    """ZR1 has handed in its return, and nobody else."""
    world.submit("ZR1")


def _returned(world: Northmere) -> None:
    """All returns are signed off, except that of ZR3, which has one fault that must be fixed."""
    for code in ("ZQ1", "ZR2", "ZR3"):
        world.submit(code)
    world.sign("ZQ1", "ZR1", "ZR2")


def _collated(world: Northmere) -> None:
    """ZR3 has put its return right, all four are accepted, and version 1 is collated."""
    world.submit("ZR3", "ZR3 corrected")
    world.sign("ZR3")
    world.accept(*BODIES)
    world.collate()


def _matched(world: Northmere) -> None:
    """Both contracts are agreed and re-signed, and version 2 is collated."""
    world.settle("ZR1", 1_021_500)
    world.settle("ZR3", 359_400)
    world.sign("ZR1", "ZR3", "ZQ1")
    world.collate()


def _closed(world: Northmere) -> None:
    """Closing actions and the capital move are agreed and re-signed; version 3 is collated."""
    world.close("ZR1")
    world.close("ZQ1")
    world.defer()
    world.sign("ZR1", "ZQ1")
    world.collate()


def _locked(world: Northmere) -> None:
    """Every board has approved version 3, which is locked and sent."""
    world.approve(*BODIES)
    world.lock()
    world.send()


STAGES: Final[Mapping[str, Callable[[Northmere], None]]] = {
    "handed_in": _handed_in,
    "returned": _returned,
    "collated": _collated,
    "matched": _matched,
    "closed": _closed,
    "locked": _locked,
}
"""What happens from each stage to the next, in order, once the round is open."""
