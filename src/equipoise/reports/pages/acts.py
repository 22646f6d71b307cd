"""What became of an act on a return: a workbook made, checked, handed in, signed, accepted."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from equipoise.findings import Finding, Severity, blocking
from equipoise.reports.display import day
from equipoise.reports.pages.changing import change_sentences, change_tables, counts_now
from equipoise.reports.pages.findings import counts_of, findings_table
from equipoise.reports.pages.page import Page, counted, listed, parts_named, sentence
from equipoise.reports.pages.waivers import signed_with
from equipoise.usecases.intake import WRONG_YEAR, Intake
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.signoff import SignedOff
from equipoise.usecases.submit import Submitted
from equipoise.usecases.template import Template
from equipoise.workings import Reference


def round_page(outcome: Outcome[OpenRound]) -> Page:
    """Return a round that was opened: its year, its systems and how to begin."""
    one = outcome.result
    return Page(
        title=f"Round {one.year}",
        sentences=(
            f"The round for {one.year} is open for {listed(one.systems)}. Plans are judged by what "
            f"was published by {day(one.known_on)}.",
        ),
        next_steps=tuple(
            f"equipoise template --org {code}"
            for system in one.systems
            for code in one.members(system)
        ),
        facts={"round": one.code, "params": one.record.params, "register": one.record.register},
    )


def template_page(outcome: Outcome[Template]) -> Page:
    """Return where a workbook was written, and what it holds."""
    made = outcome.result
    return Page(
        title=f"Workbook of {made.identity.organisation}",
        sentences=(
            f"{made.path} holds {listed(made.parts)} of {made.identity.name}, "
            f"{made.identity.year}. Enter money in £000 and staff in WTE.",
        ),
        next_steps=(f"equipoise check {quoted(made.path)} --org {made.identity.organisation}",),
        facts={"path": str(made.path)},
    )


def check_page(outcome: Outcome[Intake], path: Path) -> Page:
    """Return what was found in the workbook at `path`, which nobody has submitted yet."""
    intake, organisation = outcome.result, outcome.result.identity.organisation
    wrong = blocking(outcome.findings)
    again = f"equipoise check {quoted(path)} --org {organisation}  # once it is put right"
    hand_in = f"equipoise submit {quoted(path)} --org {organisation}"
    explained = _explained(outcome.findings)
    first = f"{hand_in}{explained}" if explained else f"{hand_in}  # by its editor"
    return Page(
        title=f"Check of {intake.file_name}",
        sentences=(_found(outcome), _let_stand(len(intake.findings) - len(outcome.findings))),
        cards=(findings_table(outcome.findings),) if outcome.findings else (),
        next_steps=(_migration(intake, path) or (again if wrong else first),),
        facts={"file": intake.file},
    )


def submission_page(outcome: Outcome[Submitted], path: Path) -> Page:
    """Return what became of the workbook at `path`: its versions, or what must come first."""
    made = outcome.result
    organisation = made.intake.identity.organisation
    versions = tuple(made.versions.values())
    named = parts_named(versions)
    if not versions:
        first = "Not submitted. The file is kept; no version was made of it."
    elif made.blocked:
        first = f"Not submitted. Kept as a draft: {named}."
    elif len(made.unchanged) == len(versions):
        first = f"This file was submitted before, as {named}."
    else:
        first = f"Submitted: {named}."
    return Page(
        title=f"Return of {organisation}",
        sentences=(first, _counting(made), *_changed(made), _found(outcome), _waived(made)),
        tables=tuple(
            replace(table, name=f"{table.name}_{part}", title=f"{table.title}, {part}")
            for part, found in made.changes.items()
            if found.lines
            for table in change_tables(found)
        ),
        cards=(findings_table(outcome.findings),) if outcome.findings else (),
        next_steps=(_after(outcome, path),),
        facts={
            "file": made.intake.file,
            "versions": [str(ref) for ref in versions],
            "blocked": made.blocked,
            "counts": made.counts,
            "before": [str(ref) for ref in made.before.values()],
        },
    )


def signature_page(outcome: Outcome[SignedOff]) -> Page:
    """Return what was signed off, and by whom."""
    signed = outcome.result
    return Page(
        title=f"Sign-off of {signed.organisation}",
        sentences=(
            f"{signed.person} signed off {parts_named(signed.versions)}.",
            sentence(f"{words}.") if (words := signed_with(signed.waivers)) else "",
        ),
        next_steps=("equipoise status  # what waits, and for whom",),
        facts={
            "versions": [str(ref) for ref in signed.versions],
            "waivers": list(signed.waivers.names),
        },
    )


def acceptance_page(outcome: Outcome[tuple[Reference, ...]]) -> Page:
    """Return what was accepted into the system's plan."""
    return Page(
        title="Accepted",
        sentences=(f"Accepted: {parts_named(outcome.result)}.",),
        next_steps=("equipoise collect",),
        facts={"versions": [str(ref) for ref in outcome.result]},
    )


def sent_back_page(outcome: Outcome[Reference]) -> Page:
    """Return what was sent back."""
    organisation = outcome.result.parts[1]
    return Page(
        title="Returned",
        sentences=(f"Returned: {parts_named((outcome.result,))}, with your comment on the line.",),
        next_steps=(f"equipoise submit FILE --org {organisation}  # by its editor, put right",),
        facts={"version": str(outcome.result)},
    )


def quoted(path: Path) -> str:
    """Return a path as a shell takes it.

    >>> quoted(Path("my returns/ZR1.xlsx"))
    "'my returns/ZR1.xlsx'"
    """
    text = str(path)
    return text if all(letter.isalnum() or letter in "/._-:\\~" for letter in text) else f"'{text}'"


def _found(outcome: Outcome[Intake] | Outcome[Submitted]) -> str:
    findings = outcome.findings
    if not findings:
        return "No faults were found."
    problem = "There is a problem: " if blocking(findings) else "Nothing must be fixed: "
    return f"{problem}{counts_of(findings)}."


def _counting(made: Submitted) -> str:
    """Return which versions count now, and which did before; nothing where nothing moved."""
    fresh = {part: ref for part, ref in made.versions.items() if part not in made.unchanged}
    before = {part: made.before[part] for part in fresh if part in made.before}
    if not fresh:
        return ""
    if made.counts:
        return counts_now(tuple(fresh.values()), tuple(before.values()))
    still = f"{parts_named(before.values())} counts as before." if before else "None counts yet."
    return f"Kept, and does not count: {parts_named(fresh.values())}. {still}"


def _changed(made: Submitted) -> tuple[str, ...]:
    """Return what changed in each part that is new and took the place of another version."""
    return tuple(
        f"{sentence(part)}: {' '.join(change_sentences(found))}"
        for part, found in made.changes.items()
        if part not in made.unchanged and made.before[part] != made.versions.get(part)
    )


def part_reopened_page(outcome: Outcome[Reference]) -> Page:
    """Return a part that was reopened, and the version the plan keeps."""
    organisation, part = outcome.result.parts[1:]
    return Page(
        title="Reopened",
        sentences=(
            f"{organisation} {part} is reopened. {parts_named((outcome.result,))} stays in the "
            "plan until another version is accepted.",
        ),
        next_steps=(f"equipoise submit FILE --org {organisation}  # by its editor",),
        facts={"version": str(outcome.result)},
    )


def _let_stand(count: int) -> str:
    return f"{counted(count, 'finding')} may stand by waiver." if count else ""


def _waived(made: Submitted) -> str:
    """Return which waivers let findings of a submission stand; nothing where none does."""
    names = dict.fromkeys(waived.waiver.name for waived in made.waived)
    count = counted(len(made.waived), "finding")
    return f"{count} may stand by waiver {listed(names)}." if names else ""


def _migration(intake: Intake, path: Path) -> str:
    """Return how to bring an earlier form into this round; nothing for any other file."""
    if all(one.code != WRONG_YEAR for one in intake.findings):
        return ""
    reading, due = intake.reading, intake.identity.year.starts_in
    if reading is not None and reading.year.starts_in > due:
        return ""
    return f"equipoise migrate {quoted(path)} --into NEW.xlsx"


def _after(outcome: Outcome[Submitted], path: Path) -> str:
    organisation = outcome.result.intake.identity.organisation
    if not outcome.result.blocked:
        return f"equipoise signoff {organisation}  # by its approver, who did not prepare it"
    hand_in = f"equipoise submit {quoted(path)} --org {organisation}"
    if migration := _migration(outcome.result.intake, path):
        return migration
    if blocking(outcome.findings):
        return f"{hand_in}  # once it is put right"
    return f"{hand_in}{_explained(outcome.findings)}"


def _explained(findings: Iterable[Finding]) -> str:
    """Return what is typed behind a file to explain what asks for it; nothing where none does."""
    codes = dict.fromkeys(one.code for one in findings if one.severity is Severity.EXPLAIN)
    asked = "".join(f" --explain {code}=SENTENCE" for code in codes)
    return f"{asked}  # a sentence for each finding to explain" if asked else ""
