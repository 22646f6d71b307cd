"""A file that comes in: stored as it is, read by the safe path, checked, split into parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from equipoise.checks import RETURN, ReturnCells, refused
from equipoise.findings import Finding
from equipoise.sheets import Identity, Reading, Refusal, part_of_item, read_return
from equipoise.store import Digest
from equipoise.usecases.foreign import Mapped, mapped, read_other, stated
from equipoise.usecases.held import Held, Stored, put_all_held, put_parts
from equipoise.usecases.rounds import OpenRound


@dataclass(frozen=True, kw_only=True)
class Intake:
    """A file as it came in. `reading` is None where the file was refused whole.

    `mapping` is what a workbook of somebody else's, or a list, was read through.
    """

    file: Digest
    file_name: str
    identity: Identity
    reading: Reading | None
    findings: tuple[Finding, ...]
    mapping: Digest | None = None

    def of_part(self, part: str) -> tuple[Finding, ...]:
        """Return the findings that concern a part: its own, and those of the whole file."""
        return tuple(finding for finding in self.findings if finding.part in ("", part))


PLAN_YEARS: Final = "plan/years_count"
WRONG_YEAR: Final = "EQ-TPL-002"
WRONG_FORM: Final = frozenset({"EQ-TPL-001", WRONG_YEAR})
"""Findings that say the workbook is somebody else's, or another year's: it makes no version."""


@dataclass(frozen=True, kw_only=True)
class Received:
    """A file read, checked and stored, before anything of it is recorded.

    Shape: `parts` are as they are kept; None for a file that makes no version, because it could
        not be read, or is of another body or year.
    """

    intake: Intake
    parts: Mapping[str, Stored] | None


def identity_of(one: OpenRound, organisation: str) -> Identity:
    """Return whose return is expected, for which round and year."""
    body = one.organisation(organisation)
    years = one.params.at(PLAN_YEARS, one.year.period, known_on=one.known_on)
    return Identity(
        organisation=body.code,
        name=body.name,
        kind=body.kind,
        round=one.code,
        year=one.year,
        years=int(years.value),
    )


def stated_organisation(one: OpenRound, file: Path | Mapped, *, own: str) -> str:
    """Return the body whose return the file says it is.

    A workbook of somebody else's is asked where its mapping says. One that does not say, or cannot
    be read, is taken for `own`, the sender's; for the system's where the round knows no such body.
    A form of an earlier version is not read, but says whose it is.

    Raises: UnknownError when the round does not know the body; OSError for no such file.
    """
    digest = one.workspace.put_file(mapped(file).path)
    found = read_return(one.workspace.store.path(digest), digest=digest, chart=one.workspace.chart)
    if isinstance(found, Refusal):
        said = found.facts.get("organisation", own)
        otherwise = said if said in one.register else one.systems[0]
        return stated(one, mapped(file)) or otherwise
    return one.organisation(found.organisation).code


def take_in(one: OpenRound, file: Path | Mapped, organisation: str) -> Intake:
    """Return the file read and checked as this body's; it is stored first, whatever it is.

    Our own form is read as such; another workbook through its mapping, or one used before.

    Raises: RefusedError for a mapping that cannot be read; OSError when there is no such file.
    """
    path = mapped(file).path
    digest = one.workspace.put_file(path)
    identity = identity_of(one, organisation)
    found = read_return(one.workspace.store.path(digest), digest=digest, chart=one.workspace.chart)
    used = None
    if isinstance(found, Refusal):
        other = read_other(one, mapped(file), refusal=found, identity=identity)
        found, used = other.found, other.mapping
    if isinstance(found, Refusal):
        findings: tuple[Finding, ...] = (refused(found, digest, identity),)
        reading = None
    else:
        subject = ReturnCells(
            reading=found,
            expected=identity,
            chart=one.workspace.chart,
            prior=one.prior(organisation),
        )
        findings = _telling(RETURN.findings(subject, one.params, known_on=one.known_on))
        reading = found
    return Intake(
        file=digest,
        file_name=path.name,
        identity=identity,
        reading=reading,
        findings=findings,
        mapping=used,
    )


def _telling(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings; of a form of another year or round, those alone that say which it is.

    Judged by this year's rules its figures would be faulted, and migrating it mends that.
    """
    if all(finding.code != WRONG_YEAR for finding in findings):
        return findings
    return tuple(finding for finding in findings if finding.code in WRONG_FORM)


def receive(
    one: OpenRound, file: Path | Mapped, organisation: str, *, explanations: Mapping[str, str]
) -> Received:
    """Return the file read, checked and split into parts, all of it stored; nothing is recorded.

    Raises: RefusedError for a mapping that cannot be read; OSError when there is no such file.
    """
    intake = take_in(one, file, organisation)
    wrong_form = any(finding.code in WRONG_FORM for finding in intake.findings)
    if intake.reading is None or wrong_form:
        return Received(intake=intake, parts=None)
    kept = put_all_held(one.workspace, held_parts(one, intake, explanations).values())
    return Received(intake=intake, parts={part.part: part for part in kept})


def held_parts(
    one: OpenRound, intake: Intake, explanations: Mapping[str, str]
) -> Mapping[str, Held]:
    """Return each part in the file as it will be kept, its cells stored."""
    reading = intake.reading
    assert reading is not None, "a refused file has no parts"
    chart, kind = one.workspace.chart, intake.identity.kind
    measures = {part: {line.code for line in chart.of(part, kind)} for part in reading.parts}
    own = [cell for cell in reading.cells if cell.key.organisation == intake.identity.organisation]
    of_year = [cell for cell in own if cell.key.period == reading.year.period]
    kept = put_parts(
        one.workspace,
        {
            part: [cell for cell in own if cell.key.measure in mine]
            for part, mine in measures.items()
        },
    )
    found = {}
    for part, mine in measures.items():
        digest, parquet = kept[part]
        codes = {finding.code for finding in intake.of_part(part)}
        found[part] = Held(
            organisation=intake.identity.organisation,
            part=part,
            file=intake.file,
            file_name=intake.file_name,
            cells_digest=digest,
            parquet=parquet,
            totals=tuple(cell for cell in reading.totals if cell.key.measure in mine),
            items=tuple(item for item in reading.items if part_of_item(item.kind) == part),
            words={
                str(cell.source): words
                for cell in (*reading.totals, *of_year)
                if cell.key.measure in mine
                and (words := reading.words.get(str(cell.source))) is not None
            },
            findings=intake.of_part(part),
            explanations={code: text for code, text in explanations.items() if code in codes},
        )
    return found
