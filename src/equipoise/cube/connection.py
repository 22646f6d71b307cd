"""The one way to DuckDB: no network, no extensions, no files but those in the folders named."""

import atexit
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import lru_cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from weakref import finalize

import duckdb

THREADS: Final = 2
"""Enough: on two cores England's year of activity is priced in ten seconds (TECHNOLOGY 1)."""
MEMORY: Final = "1GB"
"""Enough for the same; what does not fit is spilled to the private folder."""
KEPT: Final = 4
"""How many shared connections stay open for who asks next."""


@contextmanager
def connected(
    *folders: Path, threads: int = THREADS, memory: str = MEMORY, without: str = ""
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection that can read and write in `folders` only, and cannot be unlocked.

    `without` is an optimiser of DuckDB's that a query does better without.

    It is closed, and what it spilled is removed, on the way out. Results stream in DuckDB 2.0,
    and a connection with one unread is busy: fetch all of it, or read it through a cursor.
    """
    with TemporaryDirectory(prefix="equipoise-") as private:
        connection = duckdb.connect(
            ":memory:",
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "memory_limit": memory,
                "preserve_insertion_order": "false",
                "temp_directory": private,
                "threads": str(threads),
            },
        )
        try:
            allowed = ", ".join(quoted(str(folder.resolve())) for folder in folders)
            connection.execute(f"SET allowed_directories = [{allowed}]")
            connection.execute(f"SET disabled_optimizers = {quoted(without)}")
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            yield connection
        finally:
            connection.close()


class Shared:
    """A connection that sets of cells in the same folders share, each under names of its own.

    To open one takes 20 ms, ten times what a set asks of it. It is closed when nobody holds it.
    """

    def __init__(self, *folders: Path, threads: int = THREADS) -> None:
        with ExitStack() as stack:
            self.connection: Final = stack.enter_context(connected(*folders, threads=threads))
            finalize(self, stack.pop_all().close)
        self._numbers = count(1)

    def name(self) -> str:
        """Return a name that nothing on this connection has yet."""
        return f"cells_{next(self._numbers)}"


class Writing(Shared):
    """A connection that writes files in a folder of its own, for who takes them from there.

    One thread is enough for the cells of a return, and quicker than two.
    """

    def __init__(self) -> None:
        with ExitStack() as stack:
            own = stack.enter_context(TemporaryDirectory(prefix="equipoise-"))
            self.folder: Final = Path(own).resolve()
            super().__init__(self.folder, threads=1)
            finalize(self, stack.pop_all().close)


@lru_cache(maxsize=1)
def writing() -> Writing:
    """Return the connection through which this process writes."""
    return Writing()


@lru_cache(maxsize=KEPT)
def shared(*folders: Path) -> Shared:
    """Return the connection that is shared by what reads in just these folders."""
    return Shared(*folders)


atexit.register(shared.cache_clear)
atexit.register(writing.cache_clear)


def fetched(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    *,
    values: Sequence[object] = (),
    kinds: Sequence[str] = (),
) -> list[tuple[Any, ...]]:
    """Return every row that the query finds; its columns are of `kinds`, where those are given.

    A sum of whole numbers comes as a HUGEINT unless it is cast, and a quotient as a DOUBLE: who
    adds up money names the kinds expected.
    """
    with closing(connection.cursor()) as cursor:
        cursor.execute(sql, list(values))
        found = [str(column[1]) for column in cursor.description or ()]
        assert not kinds or found == list(kinds), f"columns of {kinds}, not {found}"
        return cursor.fetchall()


def quoted(text: str) -> str:
    """Return the text as a SQL literal.

    >>> quoted("St Mary's")
    "'St Mary''s'"
    """
    return "'" + text.replace("'", "''") + "'"
