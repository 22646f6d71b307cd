"""An immutable set of cells, kept in Parquet files and summed by DuckDB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from weakref import finalize

from equipoise.cube.connection import Shared, connected, fetched, shared
from equipoise.cube.expanding import expanded
from equipoise.cube.files import (
    BATCH,
    COLUMNS,
    KEY,
    cell_of,
    define,
    folders,
    key_row,
    narrow,
    proved_apart,
    read_files,
    refuse_duplicates,
    write_file,
    write_table,
)
from equipoise.cube.keys import Cell, CellKey, OutOfRangeError
from equipoise.cube.question import Asked, Question, condition, parts, question, within
from equipoise.cube.summing import BeyondError, listed, sums
from equipoise.cube.totals import IncompleteError, NoCellsError, OutsideBasisError, Total
from equipoise.units import Unit
from equipoise.workings import Basis, Figure, Selector, selected

ALL: Final = ", ".join(COLUMNS)


class Cells:
    """The union of the cells in several files; one key is in them once. Nothing changes it.

    The canonical text has one line for each cell, in the order of the keys: its reference, a tab,
    its value in digits or its absence in words, a tab, the reference of its source, a line feed.
    The digest is the sha-256 of that text in UTF-8, so it says nothing of files.

    `only` leaves out what does not have one of these values in a column: the set is then smaller,
    and has a digest of its own; so has what is `narrowed`.

    Raises: DuplicateKeyError when a key is there twice; NotCellsError when a file holds anything
        else; FileNotFoundError.
    Law cells_survive_their_file: what was written is read, in the order of the keys.
    Law a_digest_forgets_order_and_files: any order given and any split over files has the same.
    Law a_digest_tells_sets_apart: another value, absence, key or source has another.
    """

    def __init__(self, *paths: Path, only: Mapping[str, Sequence[str]] | None = None) -> None:
        self.paths = tuple(path.resolve() for path in paths)
        self._share(shared(*folders(*self.paths)))
        source = read_files(self._connection, self.paths)
        self._keep(define(self._connection, source, name=self._name, only=only or {}))
        if not proved_apart(self._connection, self.paths):
            refuse_duplicates(self._connection, self._name)

    @classmethod
    def write(cls, cells: Iterable[Cell], path: Path) -> Cells:
        """Return the cells once they are written to `path`, which is whole or not there.

        Raises: DuplicateKeyError when a key is given twice; FileExistsError when there is a file.
        """
        with (
            TemporaryDirectory(dir=path.parent, prefix=".writing-") as folder,
            connected(Path(folder)) as connection,
        ):
            write_table(connection, cells)
            whole = Path(folder).resolve() / "cells"
            write_file(connection, whole)
            path.hardlink_to(whole)
        return cls(path)

    def narrowed(self, **only: Sequence[str]) -> Cells:
        """Return the cells that have one of these values in each column, as a set of its own.

        Nothing is read from files again.

        Law what_is_narrowed_is_what_is_read: it is what `only` makes of the same files.
        """
        return _Narrowed(self, only)

    def digest(self) -> str:
        """Return the sha-256 of the canonical text."""
        return self._digest

    def __len__(self) -> int:
        return self._counted(())

    def __iter__(self) -> Iterator[Cell]:
        return map(cell_of, self._stream(f"SELECT {ALL} FROM {self._name} ORDER BY {KEY}"))

    def get(self, key: CellKey) -> Cell | None:
        """Return the cell of `key`, or nothing when there is none."""
        same = " AND ".join(f"{column} = ?" for column in KEY.split(", "))
        sql = f"SELECT {ALL} FROM {self._name} WHERE {same}"
        rows = fetched(self._connection, sql, values=key_row(key))
        return cell_of(rows[0]) if rows else None

    def total(self, **where: Asked) -> Total:
        """Return the sum of the cells meant; see `question` for how to ask.

        Raises: OutOfRangeError when the sum is beyond 64 bits.
        """
        return self.totals((), **where).get((), Total(0, {}, 0))

    def totals(self, by: Sequence[str], **where: Asked) -> dict[tuple[str, ...], Total]:
        """Return the sum of the cells meant for each value of the parts `by`, sorted.

        Shape: `by` names parts as `where` does; an absent counterparty lists as a hyphen, a
            period as its code, a layer in full, so that each decision is a line.
        Law totals_sum_to_the_total: values, counts and absences alike.
        """
        (found,) = self.levels([by], **where)
        return found

    def levels(
        self, levels: Sequence[Sequence[str]], **where: Asked
    ) -> tuple[dict[tuple[str, ...], Total], ...]:
        """Return `totals` by each of several lists of parts, in one pass over the cells.

        Law levels_are_the_totals_of_each: as if each were asked alone.
        """
        asked, levels = question(where), [parts(by) for by in levels]
        holds, values = condition(asked)
        sql = sums(levels, f"{self._name} WHERE {holds}")
        try:
            return listed(levels, fetched(self._connection, sql, values=values))
        except BeyondError:
            raise OutOfRangeError(f"the total of {dict(asked)}") from None

    def figure(self, basis: Basis, name: str, **where: Asked) -> Figure:
        """Return the sum of the cells meant as a figure that remembers the question.

        Raises: NoCellsError when there is none; IncompleteError when one is absent;
            OutsideBasisError when one is not within the period of the basis.
        Law a_figure_is_the_sum_of_its_cells: those that `expand` gives for its selector.
        """
        return self.figure_of(self.total(**where), basis, name=name, **where)

    def figure_of(self, total: Total, basis: Basis, *, name: str, **where: Asked) -> Figure:
        """Return the figure of a sum that was already found for this very question.

        Raises: as `figure` does.
        """
        asked = question(where)
        selector = Selector(digest=self.digest(), where=asked, count=total.count)
        if not total.count:
            raise NoCellsError(selector)
        if not total.complete:
            raise IncompleteError(total, selector)
        if not within(asked, basis.period):
            held = self._counted((*asked, *question({"period": basis.period})))
            if held < total.count:
                raise OutsideBasisError(selector, basis, outside=total.count - held)
        return selected(total.value, basis, selector, name=name)

    def expand(self, selector: Selector, *, unit: Unit | None = None) -> tuple[Figure, ...]:
        """Return each cell that `selector` summed as a figure, in the order of the keys.

        The unit is that of the measure in the chart; `unit` is for measures that are not in it.

        Raises: OtherCellsError when the selector is of other cells than these.
        """
        if selector.digest != self.digest():
            raise OtherCellsError(selector, self.digest())
        holds, values = condition(selector.where)
        sql = f"SELECT {ALL} FROM {self._name} WHERE {holds} ORDER BY {KEY}"
        rows = fetched(self._connection, sql, values=values)
        return tuple(expanded(cell_of(row), unit) for row in rows)

    def _share(self, held: Shared) -> None:
        self._held = held
        self._connection = held.connection
        self._name = held.name()

    def _keep(self, kind: str) -> None:
        finalize(self, _drop, self._held, f"{kind} {self._name}")

    @cached_property
    def _digest(self) -> str:
        found = sha256()
        for (line,) in self._stream(f"SELECT line FROM {self._name} ORDER BY {KEY}"):
            found.update(f"{line}\n".encode())
        return found.hexdigest()

    def _counted(self, asked: Question) -> int:
        holds, values = condition(asked)
        sql = f"SELECT count(*) FROM {self._name} WHERE {holds}"
        [(count,)] = fetched(self._connection, sql, values=values, kinds=["BIGINT"])
        return int(count)

    def _stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(sql)
            while rows := cursor.fetchmany(BATCH):
                yield from rows


class _Narrowed(Cells):
    """Some cells of a set that is open, which stays so as long as they are asked for."""

    def __init__(self, of: Cells, only: Mapping[str, Sequence[str]]) -> None:
        self.paths = of.paths
        self._of = of
        self._share(of._held)
        self._keep(narrow(self._connection, of._name, name=self._name, only=only))


def _drop(held: Shared, view: str) -> None:
    """Remove a set's view or table: nobody can ask it any more."""
    with closing(held.connection.cursor()) as cursor:
        cursor.execute(f"DROP {view}")


class OtherCellsError(LookupError):
    """A selector of one set of cells was put to another."""

    def __init__(self, selector: Selector, digest: str) -> None:
        super().__init__(f"{selector.digest[:12]} was asked, and these are {digest[:12]}")
        self.selector = selector
        self.digest = digest
