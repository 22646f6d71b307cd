"""The collection board, and what needs somebody today."""

from equipoise.reports.display import day
from equipoise.reports.pages.findings import findings_table
from equipoise.reports.pages.page import Page
from equipoise.reports.table import Column, ColumnKind, Row, Table
from equipoise.usecases.collect import Board
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.status import Status, Task


def board_page(outcome: Outcome[Board]) -> Page:
    """Return the board: every part of every body, and what stands in the way of collating."""
    board = outcome.result
    troubled = board.with_problems
    count = len(board.organisations)
    sentence = f"{count} organisations, {_problems(len(troubled))}."
    ready = not board.waiting
    next_steps = (f"equipoise collate {board.system}",) if ready else ()
    return Page(
        title=f"Collect the plan of {board.system}",
        sentences=(
            sentence,
            "Every part is accepted: it can be collated."
            if ready
            else f"It cannot be collated yet: {'; '.join(board.waiting)}.",
        ),
        tables=(board_table(board),),
        cards=(findings_table(outcome.findings),) if outcome.findings else (),
        next_steps=next_steps,
    )


def board_table(board: Board) -> Table:
    """Return one row for each part a body owes."""
    return Table(
        name="board",
        title="Returns",
        sentence="",
        basis="",
        columns=(
            Column(key="organisation", title="Body"),
            Column(key="part", title="Part"),
            Column(key="status", title="Status"),
            Column(key="version", title="Version"),
            Column(key="must_fix", title="Must fix", kind=ColumnKind.COUNT),
            Column(key="unexplained", title="To explain", kind=ColumnKind.COUNT),
            Column(key="changed", title="Last change"),
            Column(key="comment", title="Comment"),
        ),
        rows=tuple(
            Row(
                cells={
                    "organisation": line.organisation,
                    "part": line.part,
                    "status": line.word,
                    "version": f"v{line.version}" if line.version else "",
                    "must_fix": line.must_fix,
                    "unexplained": line.unexplained,
                    "changed": day(line.changed_at.date()) if line.changed_at else "",
                    "comment": line.comment,
                }
            )
            for line in board.lines
        ),
    )


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
            Row(cells={"organisation": t.organisation, "task": t.words, "command": t.command})
            for t in tasks
        ),
    )


def _problems(count: int) -> str:
    return "none has a problem" if not count else f"{count} has a problem" if count == 1 else (
        f"{count} have problems"
    )  # fmt: skip
