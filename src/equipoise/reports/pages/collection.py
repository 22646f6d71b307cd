"""The collection board, and what needs somebody today."""

from collections.abc import Iterable
from typing import Final

from equipoise.records import ReturnStatus
from equipoise.reports.display import day
from equipoise.reports.pages.deadlines import due_alerts, due_words
from equipoise.reports.pages.disputing import dispute_alert
from equipoise.reports.pages.findings import findings_table
from equipoise.reports.pages.page import Page, counted, listed
from equipoise.reports.pages.pots import told
from equipoise.reports.pages.waivers import not_clean
from equipoise.reports.table import Column, ColumnKind, Row, Table
from equipoise.usecases.collect import Board, Line
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.status import Status, Task

WORDS: Final = (
    *("There is a problem", "Returned", "Not yet started", "In progress", "Submitted"),
    *("Signed off", "Accepted", "Locked"),
)
"""Words for how far a part is; of a body the first that any of its parts has."""


def board_page(outcome: Outcome[Board]) -> Page:
    """Return the board: every part of every body, and what stands in the way of collating."""
    board = outcome.result
    troubled = len(board.with_problems)
    word = "has a problem" if troubled < 2 else "have problems"
    count = counted(len(board.organisations), "organisation")
    return Page(
        title=f"Collect the plan of {board.system}",
        sentences=(
            f"{count}, {troubled or 'none'} {word}.",
            _readiness(board),
            *_ruled(board),
        ),
        alerts=(
            *due_alerts(board.lines),
            *not_clean(board.waivers),
            *map(dispute_alert, board.disputes),
        ),
        tables=(bodies_table(board), board_table(board)),
        cards=(findings_table(outcome.findings),) if outcome.findings else (),
        next_steps=_steps(board),
        facts={
            "problems": list(board.with_problems),
            "waiting": list(board.waiting),
            "waivers": list(board.waivers.names),
        },
    )


def _readiness(board: Board) -> str:
    statuses = {line.status for line in board.lines}
    if statuses == {ReturnStatus.LOCKED}:
        return "The plan is locked."
    if not board.waiting:
        return "Every part is accepted: it can be collated."
    bodies = dict.fromkeys(line.organisation for line in board.lines if not line.is_accepted)
    parts = counted(len(board.waiting), "part")
    are = "is" if len(board.waiting) == 1 else "are"
    return f"It cannot be collated yet: {parts} of {listed(bodies)} {are} not accepted."


def _ruled(board: Board) -> tuple[str, ...]:
    """Return which findings are new because a check changed; nothing where none is."""
    found = [finding for line in board.lines for finding in line.new_by_rules]
    if not found:
        return ()
    codes = listed(sorted({finding.code for finding in found}))
    many = counted(len(found), "finding is", "findings are")
    return (f"{many} new because a check changed: {codes}.",)


def _steps(board: Board) -> tuple[str, ...]:
    """Return what can be done now: accept what is signed, or collate."""
    signed = dict.fromkeys(
        line.organisation for line in board.lines if line.status is ReturnStatus.SIGNED_OFF
    )
    if signed:
        return (f"equipoise accept {' '.join(signed)}",)
    fresh = any(line.status is ReturnStatus.ACCEPTED for line in board.lines)
    return (f"equipoise collate {board.system}",) if fresh and not board.waiting else ()


PARTS_COLUMNS: Final = (
    Column(key="organisation", title="Body"),
    Column(key="part", title="Part"),
    Column(key="status", title="Status"),
    Column(key="version", title="Counts"),
    Column(key="later", title="Later uploads"),
    Column(key="must_fix", title="Must fix", kind=ColumnKind.COUNT),
    Column(key="unexplained", title="To explain", kind=ColumnKind.COUNT),
    Column(key="new", title="New by rules", kind=ColumnKind.COUNT),
    Column(key="waivers", title="Waivers"),
    Column(key="due", title="Due"),
    Column(key="changed", title="Last change"),
    Column(key="comment", title="Comment"),
)


def board_table(board: Board) -> Table:
    """Return one row for each part a body owes."""
    return Table(
        name="board",
        title="Parts of returns",
        sentence="",
        basis="",
        columns=PARTS_COLUMNS,
        rows=board_rows(board.lines),
    )


def board_rows(lines: Iterable[Line]) -> tuple[Row, ...]:
    """Return a row for each part of a return."""
    return tuple(
        Row(
            cells={
                "organisation": line.organisation,
                "part": line.part,
                "status": line.word,
                "version": f"v{line.version}" if line.version else "",
                "later": ", ".join(f"v{number}" for number in line.later),
                "must_fix": line.must_fix,
                "unexplained": line.unexplained,
                "new": len(line.new_by_rules),
                "waivers": ", ".join(line.waivers.names),
                "due": due_words(line),
                "changed": day(line.changed_at.date()) if line.changed_at else "",
                "comment": _comment(line),
            }
        )
        for line in lines
    )


def bodies_table(board: Board) -> Table:
    """Return one row for each body: how far its return is, and what stands in its way."""
    return Table(
        name="bodies",
        title="Returns",
        sentence="",
        basis="",
        columns=(
            Column(key="organisation", title="Body"),
            Column(key="status", title="Status"),
            Column(key="must_fix", title="Must fix"),
            Column(key="unexplained", title="To explain"),
            Column(key="changed", title="Last change"),
            Column(key="signed", title="Signed"),
            Column(key="accepted", title="Accepted"),
            Column(key="due", title="Due"),
        ),
        rows=tuple(_body(board, code) for code in board.organisations),
    )


def _body(board: Board, organisation: str) -> Row:
    lines = [line for line in board.lines if line.organisation == organisation]
    changed = [line.changed_at.date() for line in lines if line.changed_at is not None]
    must_fix, unexplained = (sum(counts) for counts in
                             zip(*((line.must_fix, line.unexplained) for line in lines),
                                 strict=True))  # fmt: skip
    signed = sum(line.signed for line in lines)
    accepted = sum(line.is_accepted for line in lines)
    due = next((due_words(line) for line in lines if line.due and not line.signed), "")
    return Row(
        cells={
            "organisation": organisation,
            "status": min((line.word for line in lines), key=WORDS.index),
            "must_fix": f"{must_fix} must fix" if must_fix else "None",
            "unexplained": f"{unexplained} to explain" if unexplained else "None",
            "changed": day(max(changed)) if changed else "",
            "signed": f"{signed} of {len(lines)}",
            "accepted": f"{accepted} of {len(lines)}",
            "due": due,
        }
    )


def _comment(line: Line) -> str:
    """Return what the lead said last, or else the note that the version came with."""
    if line.signed_under is not None:
        return f"Signed under the checks of {day(line.signed_under)}"
    if line.kept is None:
        return line.comment or line.note
    return f"Reopened; v{line.kept} stays in the plan. {line.comment}".strip()


def status_page(outcome: Outcome[Status]) -> Page:
    """Return what needs the actor today, and what waits for others."""
    found = outcome.result
    tables = []
    if found.yours:
        tables.append(_tasks("yours", "Waiting for you", found.yours))
    if found.others:
        tables.append(_tasks("others", "Waiting for others", found.others))
    return Page(
        title="What needs you today",
        sentences=(found.sentence, "" if found.yours else "Nothing waits for you."),
        alerts=due_alerts(found.board.lines) if found.board else (),
        tables=tuple(tables),
        next_steps=tuple(dict.fromkeys(task.command for task in found.yours)),
    )


def _tasks(name: str, title: str, tasks: tuple[Task, ...]) -> Table:
    return Table(
        name=name,
        title=title,
        sentence="",
        basis="",
        columns=(
            Column(key="organisation", title="Body"),
            Column(key="task", title="What"),
            Column(key="command", title="Command"),
        ),
        rows=tuple(
            Row(cells={"organisation": t.organisation, "task": task_words(t), "command": t.command})
            for t in tasks
        ),
    )


def task_words(task: Task) -> str:
    """Return a task in words, with what was decided where it is about a decision."""
    return task.words if task.about is None else f"{task.words}: {told(task.about)}"
