"""Look at a file before it is submitted: what was found, and what it comes to beside before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from equipoise.cube import Cell
from equipoise.findings import Finding, Severity, blocking
from equipoise.records import Actor
from equipoise.usecases.check import check
from equipoise.usecases.foreign import Mapped
from equipoise.usecases.headlines import POSITION, Headline, headlines
from equipoise.usecases.intake import WRONG_FORM, Intake
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.review import cells_of
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import latest

MOVED_FAR: Final = "round/position_moved_pence"


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A file as it would be submitted, and its headline figures beside the version that counts.

    `far` is by how much the position may move before that is asked about once more.

    Unit: pence
    """

    intake: Intake
    findings: tuple[Finding, ...]
    headlines: tuple[Headline, ...]
    far: int

    @property
    def must_fix(self) -> tuple[Finding, ...]:
        """What stands in the way."""
        return blocking(self.findings)

    @property
    def is_readable(self) -> bool:
        """Whether it is a return of this body and year, so that a version can be made of it."""
        wrong = any(finding.code in WRONG_FORM for finding in self.intake.findings)
        return self.intake.reading is not None and not wrong

    @property
    def position_moved(self) -> int | None:
        """By how much the position moves from the version that counts; None without a version."""
        found = next((one for one in self.headlines if one.name == POSITION), None)
        if found is None or found.now is None or found.before is None:
            return None
        return found.now - found.before

    @property
    def moves_far(self) -> bool:
        """Whether the position moves by more than is submitted without asking once more."""
        return abs(self.position_moved or 0) > self.far

    def to_explain(self, explained: Collection[str]) -> tuple[Finding, ...]:
        """Return the findings that ask for a sentence, but those of the codes `explained`."""
        return tuple(
            finding
            for finding in self.findings
            if finding.severity is Severity.EXPLAIN and finding.code not in explained
        )


def preview(
    one: OpenRound, file: Path | Mapped, *, organisation: str, by: Actor, on: date
) -> Outcome[Preview]:
    """Return what would become of the file; nothing is submitted, and no version is made.

    Raises: as `check` does.
    """
    outcome = check(one, file, organisation, by=by, on=on)
    intake, body = outcome.result, one.organisation(organisation)
    parts = intake.reading.parts if intake.reading is not None else ()
    before = [row for part in parts if (row := latest(one, organisation, part)) is not None]
    far = one.params.at(MOVED_FAR, one.year.period, known_on=one.known_on)
    result = Preview(
        intake=intake,
        findings=outcome.findings,
        headlines=headlines(
            _own_cells(intake),
            cells_of(one, before),
            chart=one.workspace.chart,
            kind=body.kind,
            year=one.year,
        ),
        far=int(far.value),
    )
    return Outcome(result=result, findings=outcome.findings)


def _own_cells(intake: Intake) -> tuple[Cell, ...]:
    """Return the cells of the file that are of the body it is to be of."""
    own = intake.identity.organisation
    cells = intake.reading.cells if intake.reading is not None else ()
    return tuple(cell for cell in cells if cell.key.organisation == own)
