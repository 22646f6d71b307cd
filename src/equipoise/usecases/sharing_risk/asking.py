"""What is asked of an agreement: on which positions, at the end of which month, on which terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from equipoise.params import Parameters
from equipoise.rules.riskshare import (
    REGION,
    Agreement,
    BodyBefore,
    PositionsToShare,
    Variance,
)
from equipoise.sources import DutyLine, Misfit, RiskFile, WrittenAgreement
from equipoise.units import PENCE, FinancialYear
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.sharing_risk.as_figures import as_figures
from equipoise.workings import Basis, Figure, Reference, Stage, given

NO_FILE: Final = RiskFile(source="")


@dataclass(frozen=True, kw_only=True)
class Asking:
    """An agreement and the positions it is settled on, at the end of a month of a year.

    `consents` are the answers of parties and of the region; `already` what was settled before in
    the year, in pence by account. `surplus` is what receivers have to repay from, in pence by
    year, for layers that are repaid when there is one. `record` names the agreement whose record
    consents and duties are read from; blank for a trial off the record.
    """

    written: WrittenAgreement
    positions: RiskFile
    year: FinancialYear
    month: int
    params: Parameters
    known_on: date
    stage: str = "actual"
    met: frozenset[str] = frozenset()
    duties: RiskFile = NO_FILE
    consents: RiskFile = NO_FILE
    already: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    surplus: Mapping[FinancialYear, int] = field(default_factory=lambda: MappingProxyType({}))
    record: str = ""

    @property
    def answers(self) -> Mapping[str, str]:
        """What each party, and the region, has said."""
        return {line.party: line.answer for line in self.consents.answers}

    @property
    def basis(self) -> Basis:
        """The basis of every amount: the year, and how far its figures have come."""
        return Basis(period=self.year.period, unit=PENCE, stage=Stage(self.stage))

    @property
    def nothing(self) -> Figure:
        """Nil on that basis."""
        return self.given(0, "nil", name="Nil")

    def given(self, pence: int, place: str, *, name: str) -> Figure:
        """Return an amount of the positions, with its place."""
        ref = Reference("file", (self.positions.source or self.written.source, place))
        return given(pence, self.basis, ref, name=name)

    def sharing(self) -> PositionsToShare[Figure]:
        """Return what the rule settles.

        Raises: RefusedError for a file that does not fit, or a day outside the agreement's term.
        """
        agreement = usable(self.written, self.positions, self.duties, self.consents)
        month = self.year.month(self.month)
        if not agreement.starts_on <= month.starts_on < agreement.ends_on:
            raise RefusedError(
                f"{month} is not within the term of {agreement.name}.",
                f"It begins on {agreement.starts_on} and ends before {agreement.ends_on}.",
            )
        known = {one for layer in agreement.layers for one in layer.trigger.conditions}
        if unknown := sorted(self.met - known):
            raise RefusedError(
                f"No layer depends on {', '.join(unknown)}.",
                f"Conditions are: {', '.join(sorted(known)) or 'none'}.",
            )
        return PositionsToShare(
            agreement=as_figures(agreement, self.written.source, basis=self.basis),
            positions=self._variances(),
            nothing=self.nothing,
            month=self.month,
            stage=self.stage,
            met=self.met,
            already={
                code: self.given(pence, f"settled-{code}", name=f"Settled before, {code}")
                for code, pence in self.already.items()
            },
        )

    def _variances(self) -> dict[str, tuple[Variance[Figure], ...]]:
        positions: dict[str, tuple[Variance[Figure], ...]] = {}
        for line in self.positions.positions:
            name = ", ".join(filter(None, ("Variance", line.body, line.cause, line.scope)))
            amount = self.given(line.variance, line.place.replace(" ", "-"), name=name)
            own = Variance(amount=amount, cause=line.cause, scope=line.scope)
            positions[line.body] = (*positions.get(line.body, ()), own)
        return positions

    def before(self, code: str, move: Figure) -> BodyBefore[Figure]:
        """Return a party before a move: what is not written is not known."""
        agreement = usable(self.written)
        line = {one.body: one for one in self.duties.duties}.get(code)
        return BodyBefore(
            kind=agreement.parties[code].kind,
            position=None if line is None else self._of(line, line.position, "Position"),
            move=move,
            recorded=frozenset() if line is None else line.recorded,
            brought_forward=None if line is None else self._optional(line, "brought_forward"),
            cash=None if line is None else self._optional(line, "cash"),
            licence="" if line is None else line.licence,
        )

    def _optional(self, line: DutyLine, name: str) -> Figure | None:
        amount = getattr(line, name)
        return None if amount is None else self._of(line, amount, name.replace("_", " "))

    def _of(self, line: DutyLine, pence: int, name: str) -> Figure:
        ref = Reference("file", (self.duties.source, line.place.replace(" ", "-")))
        return given(pence, self.basis, ref, name=f"{name}, {line.body}")


def usable(written: WrittenAgreement, *files: RiskFile) -> Agreement[Fraction]:
    """Return the agreement, where it and every file beside it fit.

    Raises: RefusedError naming the first fault and how many there are.
    """
    misfits = (*written.misfits, *(misfit for file in files for misfit in file.misfits))
    if misfits or written.agreement is None:
        raise RefusedError(f"{misfits[0]}.", _remedy(misfits))
    named: set[str] = set()
    for file in files:
        named |= {line.body for line in file.positions} | {line.body for line in file.duties}
        named |= {line.body for line in file.shocks}
        named |= {line.party for line in file.answers if line.party != REGION}
    if strangers := sorted(named - set(written.agreement.parties)):
        raise RefusedError(
            f"No party to {written.agreement.name}: {', '.join(strangers)}.",
            f"Parties are: {', '.join(written.agreement.parties)}.",
        )
    return written.agreement


def _remedy(misfits: tuple[Misfit, ...]) -> str:
    more = f" {len(misfits) - 1} more do not fit." if len(misfits) > 1 else ""
    return f"Write {misfits[0].expected} there.{more}"
