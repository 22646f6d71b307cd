"""What became of a folder of workbooks, file by file and in all."""

from collections import Counter

from equipoise.findings import Severity, grouped
from equipoise.reports.pages.findings import findings_table
from equipoise.reports.pages.page import Page, counted, listed, parts_named
from equipoise.reports.table import Column, ColumnKind, Row, Table
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.submit_many import FileOutcome

SHOWN = 20
"""As many kinds of faults stand on the page; the table of csv and JSON has all."""


def many_page(outcome: Outcome[tuple[FileOutcome, ...]]) -> Page:
    """Return a line for each file, what they come to, and the gravest of what was found."""
    files = outcome.result
    words = Counter(found.word for found in files)
    said = listed(tuple(f"{count} {word.lower()}" for word, count in words.items()))
    findings = grouped(outcome.findings)
    rest = len(findings) - SHOWN
    return Page(
        title=f"Returns handed in: {counted(len(files), 'file')}",
        sentences=(
            f"{said}." if files else "The folder holds no file.",
            f"The {SHOWN} gravest kinds of fault are shown, of {len(findings)}; the table "
            "by file counts all."
            if rest > 0
            else "",
        ),
        tables=(files_table(files),),
        cards=(findings_table(outcome.findings),) if findings and rest <= 0 else (),
        next_steps=("equipoise collect  # where each part stands",),
        facts=dict(sorted(words.items())),
    )


def files_table(files: tuple[FileOutcome, ...]) -> Table:
    """Return a row for each file: whose, what became of it, and how many faults it has."""
    return Table(
        name="files",
        title="Files",
        sentence="",
        basis="",
        columns=(
            Column(key="file", title="File"),
            Column(key="organisation", title="Body"),
            Column(key="word", title="What became of it"),
            Column(key="must_fix", title="Must fix", kind=ColumnKind.COUNT),
            Column(key="explain", title="Explain", kind=ColumnKind.COUNT),
            Column(key="note", title="Notes", kind=ColumnKind.COUNT),
            Column(key="versions", title="Versions, or why not"),
        ),
        rows=tuple(Row(cells=_cells(found)) for found in files),
    )


def _cells(found: FileOutcome) -> dict[str, str | int | None]:
    outcome = found.outcome
    findings = outcome.findings if outcome is not None else ()
    counts = Counter(finding.severity for finding in findings)
    versions = parts_named(tuple(outcome.result.versions.values())) if outcome else found.refused
    return {
        "file": found.path.name,
        "organisation": found.organisation,
        "word": found.word,
        "must_fix": counts[Severity.MUST_FIX],
        "explain": counts[Severity.EXPLAIN],
        "note": counts[Severity.NOTE],
        "versions": versions,
    }
