"""One body's return: where its parts stand, what it comes to, what was said on its lines."""

from __future__ import annotations

from collections.abc import Iterable

from equipoise.reports.display import day
from equipoise.reports.pages.collection import PARTS_COLUMNS, board_rows
from equipoise.reports.pages.deadlines import due_alerts
from equipoise.reports.pages.findings import counts_of, findings_table
from equipoise.reports.pages.page import Page, counted, million, sentence
from equipoise.reports.pages.waivers import let_stand
from equipoise.reports.table import Amount, Column, Row, Table
from equipoise.units import FinancialYear
from equipoise.usecases.comments import Comment
from equipoise.usecases.headlines import Headline
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.preview import Preview
from equipoise.usecases.review import Handed, Review
from equipoise.workings import Basis, Stage


def review_page(outcome: Outcome[Review], year: FinancialYear) -> Page:
    """Return a body's return as it stands: its parts, its figures, its findings and comments."""
    found = outcome.result
    return Page(
        title=f"Return of {found.name} ({found.organisation})",
        sentences=(_standing(outcome), *let_stand(found.waived)),
        alerts=due_alerts(found.lines),
        tables=(
            parts_table(found),
            *headline_tables(found.headlines, year),
            *explained_tables(found.explanations.items()),
            *_history(found.history),
            *comment_tables(found.comments),
        ),
        cards=(findings_table(outcome.findings),) if outcome.findings else (),
        facts={
            "organisation": found.organisation,
            "versions": [str(handed.ref) for handed in found.counting],
        },
    )


def preview_page(outcome: Outcome[Preview], year: FinancialYear) -> Page:
    """Return a file before it is submitted: what was found in it, and what it comes to."""
    found = outcome.result
    moved = found.position_moved
    return Page(
        title=f"Check of {found.intake.file_name}",
        sentences=(
            checked_words(outcome),
            ""
            if not moved
            else f"The position would move by {million(moved)} from the version that counts.",
        ),
        tables=headline_tables(found.headlines, year) if found.is_readable else (),
        cards=(findings_table(outcome.findings),) if outcome.findings else (),
        facts={"file": found.intake.file},
    )


def comment_page(outcome: Outcome[Comment]) -> Page:
    """Return a comment as it was made."""
    said = outcome.result
    seen = "the body and whoever said it" if said.on_draft else "those who may see the return"
    return Page(
        title="Comment",
        sentences=(
            f"On {said.line} of {said.ref.parts[1]} {said.part} ({said.ref.pin}): {said.text}",
            f"It is seen by {seen}.",
        ),
        next_steps=(f"equipoise review {said.ref.parts[1]}",),
        facts={"version": str(said.ref), "line": said.line},
    )


def checked_words(outcome: Outcome[Preview]) -> str:
    """Return how many faults a file has, by severity, in a sentence."""
    found = outcome.result
    if found.must_fix:
        return f"There is a problem: {counts_of(outcome.findings)}. Nothing is submitted yet."
    if outcome.findings:
        return f"No must-fix problems: {counts_of(outcome.findings)}. Nothing is submitted yet."
    return "No problems were found. Nothing is submitted yet."


def _standing(outcome: Outcome[Review]) -> str:
    """Return where the return stands, in a sentence: how many parts are how far."""
    words: dict[str, int] = {}
    for line in outcome.result.lines:
        words[line.word] = words.get(line.word, 0) + 1
    told = ", ".join(f"{count} {word.lower()}" for word, count in words.items())
    faults = counts_of(outcome.findings) if outcome.findings else "no faults were found"
    if set(words) == {"Not yet started"}:
        return "Nothing is returned yet."
    return f"{counted(len(outcome.result.lines), 'part')}: {told}. {sentence(faults)}."


def parts_table(found: Review) -> Table:
    """Return a row for each part: how far it is, which version counts, what stands in its way."""
    return Table(
        name="parts",
        title="Parts",
        sentence="",
        basis="",
        columns=PARTS_COLUMNS,
        rows=board_rows(found.lines),
    )


def headline_tables(headlines: Iterable[Headline], year: FinancialYear) -> tuple[Table, ...]:
    """Return the headline figures beside those before; nothing where nothing was returned."""
    listed = tuple(headlines)
    if all(one.now is None and one.before is None for one in listed):
        return ()
    table = Table(
        name="headlines",
        title="What it comes to",
        sentence="",
        basis=f"Plan {year}, as entered, a cost as a positive amount",
        columns=(
            Column(key="line", title="Figure"),
            Column(key="part", title="Part"),
            Column(key="now", title="This version"),
            Column(key="before", title="Last version"),
            Column(key="change", title="Change"),
        ),
        rows=tuple(_headline(one, year) for one in listed),
    )
    return (table,)


def _headline(one: Headline, year: FinancialYear) -> Row:
    basis = Basis(stage=Stage.PLAN, period=year.period, unit=one.unit)
    absent = "Not complete" if one.now is None else "None before"
    values = {"now": one.now, "before": one.before}
    cells: dict[str, str | Amount] = {
        key: absent if value is None else Amount(value=value, basis=basis)
        for key, value in values.items()
    }
    change = None if None in (one.now, one.before) else (one.now or 0) - (one.before or 0)
    moved = "" if change is None else Amount(value=change, basis=basis)
    return Row(cells={"line": one.name, "part": one.part, **cells, "change": moved})


def explained_tables(explained: Iterable[tuple[str, str]]) -> tuple[Table, ...]:
    """Return the sentences that were given for findings; nothing where none was."""
    rows = tuple(Row(cells={"code": code, "words": words}) for code, words in explained)
    table = Table(
        name="explanations",
        title="Explanations",
        sentence="",
        basis="",
        columns=(Column(key="code", title="Check"), Column(key="words", title="Explanation")),
        rows=rows,
    )
    return (table,) if rows else ()


def _history(history: Iterable[Handed]) -> tuple[Table, ...]:
    rows = tuple(
        Row(
            cells={
                "version": f"{handed.part} v{handed.number}",
                "counts": "Counts" if handed.counts else "",
                "file": handed.file_name,
                "prepared": f"{handed.prepared_by}, {day(handed.prepared_on)}",
                "signed": handed.signed_by or "Not signed",
            },
            refs={"version": handed.ref},
        )
        for handed in history
    )
    table = Table(
        name="versions",
        title="Versions",
        sentence="",
        basis="",
        columns=(
            Column(key="version", title="Version"),
            Column(key="counts", title="Counts"),
            Column(key="file", title="File"),
            Column(key="prepared", title="Prepared by"),
            Column(key="signed", title="Signed by"),
        ),
        rows=rows,
    )
    return (table,) if rows else ()


def comment_tables(comments: Iterable[Comment]) -> tuple[Table, ...]:
    """Return what was said on lines of the return; nothing where nothing was."""
    rows = tuple(
        Row(
            cells={
                "line": f"{said.part}, {said.line}",
                "text": said.text,
                "who": f"{said.person} of {said.organisation}, {day(said.at.date())}",
                "how": _how(said),
            },
            refs={"line": said.ref},
        )
        for said in comments
    )
    table = Table(
        name="comments",
        title="Comments on lines",
        sentence="",
        basis="",
        columns=(
            Column(key="line", title="Line"),
            Column(key="text", title="Comment"),
            Column(key="who", title="By"),
            Column(key="how", title="Of version"),
        ),
        rows=rows,
    )
    return (table,) if rows else ()


def _how(said: Comment) -> str:
    if said.sent_back:
        return f"{said.ref.pin}, returned with it"
    return f"{said.ref.pin}, a draft" if said.on_draft else str(said.ref.pin)
