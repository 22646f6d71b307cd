"""Many files made at once, by several processes where it pays."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Task = TypeVar("Task")
Made = TypeVar("Made")


def pooled(
    make: Callable[[Task], Made], tasks: Sequence[Task], *, processes: int | None, at_once: int
) -> Iterator[Made]:
    """Yield what `make` makes of each task, in their order.

    A process is handed `at_once` tasks together; there are as many processes as cores if None.
    """
    count = min(processes or os.cpu_count() or 1, len(tasks))
    if count < 2:
        yield from map(make, tasks)
        return
    with ProcessPoolExecutor(count, get_context("spawn")) as pool:
        yield from pool.map(make, tasks, chunksize=at_once)
