"""A bar on standard error for what takes long; nothing where nobody looks at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from equipoise.pricing import Progress as Told
from equipoise.pricing import quietly


@contextmanager
def progress_bar(unit: str) -> Iterator[Told]:
    """Yield what is told how far each step is, and shows it."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield quietly
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TextColumn(unit), TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=console, transient=True) as shown:
        steps: dict[str, TaskID] = {}

        def told(what: str, *, done: int, of: int) -> None:
            if what not in steps:
                steps[what] = shown.add_task(what, total=of)
            shown.update(steps[what], completed=done)

        yield told
