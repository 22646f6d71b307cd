"""An immutable set of cells, kept in Parquet files and summed by DuckDB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from weakref import finalize

from equipoise.cube.connection import connected, fetched
from equipoise.cube.expanding import expanded
from equipoise.cube.files import (
    BATCH,
    COLUMNS,
    KEY,
    cell_of,
    define,
    folders,
    key_row,
    refuse_duplicates,
    write_file,
    write_table,
)
from equipoise.cube.keys import Cell, CellKey, OutOfRangeError
from equipoise.cube.question import Asked, Question, condition, parts, question
from equipoise.cube.summing import KINDS, sums
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
    and has a digest of its own.

    Raises: DuplicateKeyError when a key is there twice; NotCellsError when a file holds anything
        else; FileNotFoundError.
    Law cells_survive_their_file: what was written is read, in the order of the keys.
    Law a_digest_forgets_order_and_files: any order given and any split over files has the same.
    Law a_digest_tells_sets_apart: another value, absence, key or source has another.
    """

    def __init__(self, *paths: Path, only: Mapping[str, Sequence[str]] | None = None) -> None:
        self.paths: Final = tuple(path.resolve() for path in paths)
        with ExitStack() as stack:
            self._connection = stack.enter_context(connected(*folders(*self.paths)))
            define(self._connection, self.paths, name="cells", only=only)
            refuse_duplicates(self._connection, "cells")
            finalize(self, stack.pop_all().close)

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
            refuse_duplicates(connection, "written")
            whole = Path(folder).resolve() / "cells"
            write_file(connection, whole)
            path.hardlink_to(whole)
        return cls(path)

    def digest(self) -> str:
        """Return the sha-256 of the canonical text."""
        return self._digest

    def __len__(self) -> int:
        return self._counted(())

    def __iter__(self) -> Iterator[Cell]:
        return map(cell_of, self._stream(f"SELECT {ALL} FROM cells ORDER BY {KEY}"))

    def get(self, key: CellKey) -> Cell | None:
        """Return the cell of `key`, or nothing when there is none."""
        same = " AND ".join(f"{column} = ?" for column in KEY.split(", "))
        rows = fetched(
            self._connection, f"SELECT {ALL} FROM cells WHERE {same}", values=key_row(key)
        )
        return cell_of(rows[0]) if rows else None

    def total(self, **where: Asked) -> Total:
        """Return the sum of the cells meant; see `question` for how to ask.

        Raises: OutOfRangeError when the sum is beyond 64 bits.
        """
        return self._total(question(where))

    def totals(self, by: Sequence[str], **where: Asked) -> dict[tuple[str, ...], Total]:
        """Return the sum of the cells meant for each value of the parts `by`, sorted.

        Shape: `by` names parts as `where` does; an absent counterparty lists as a hyphen, a
            period as its code, a layer in full, so that each decision is a line.
        Law totals_sum_to_the_total: values, counts and absences alike.
        """
        return dict(self._totals(parts(by), question(where)))

    def figure(self, basis: Basis, name: str, **where: Asked) -> Figure:
        """Return the sum of the cells meant as a figure that remembers the question.

        Raises: NoCellsError when there is none; IncompleteError when one is absent;
            OutsideBasisError when one is not within the period of the basis.
        Law a_figure_is_the_sum_of_its_cells: those that `expand` gives for its selector.
        """
        asked = question(where)
        total = self._total(asked)
        selector = Selector(digest=self.digest(), where=asked, count=total.count)
        if not total.count:
            raise NoCellsError(selector)
        if not total.complete:
            raise IncompleteError(total, selector)
        within = question({"period": basis.period})
        if outside := total.count - self._counted((*asked, *within)):
            raise OutsideBasisError(selector, basis, outside=outside)
        return selected(total.value, basis, selector, name=name)

    def expand(self, selector: Selector, *, unit: Unit | None = None) -> tuple[Figure, ...]:
        """Return each cell that `selector` summed as a figure, in the order of the keys.

        The unit is that of the measure in the chart; `unit` is for measures that are not in it.

        Raises: OtherCellsError when the selector is of other cells than these.
        """
        if selector.digest != self.digest():
            raise OtherCellsError(selector, self.digest())
        holds, values = condition(selector.where)
        rows = fetched(
            self._connection, f"SELECT {ALL} FROM cells WHERE {holds} ORDER BY {KEY}", values=values
        )
        return tuple(expanded(cell_of(row), unit) for row in rows)

    @cached_property
    def _digest(self) -> str:
        found = sha256()
        for (line,) in self._stream(f"SELECT line FROM cells ORDER BY {KEY}"):
            found.update(f"{line}\n".encode())
        return found.hexdigest()

    def _total(self, asked: Question) -> Total:
        for _, total in self._totals((), asked):
            return total
        return Total(0, {}, 0)

    def _totals(
        self, by: tuple[str, ...], asked: Question
    ) -> Iterator[tuple[tuple[str, ...], Total]]:
        holds, values = condition(asked)
        rows = fetched(
            self._connection,
            sums(by, holds),
            values=values,
            kinds=["VARCHAR"] * len(by) + ["BIGINT"] * (3 + len(KINDS)),
        )
        for row in rows:
            value, count, present, *counts = row[len(by) :]
            if value is None:
                raise OutOfRangeError(f"the total of {dict(asked)}")
            absent = {kind: found for kind, found in zip(KINDS, counts, strict=True) if found}
            assert present + sum(absent.values()) == count, "a cell has a value or an absence"
            if count:
                yield row[: len(by)], Total(value, absent, count)

    def _counted(self, asked: Question) -> int:
        holds, values = condition(asked)
        sql = f"SELECT count(*) FROM cells WHERE {holds}"
        [(count,)] = fetched(self._connection, sql, values=values, kinds=["BIGINT"])
        return int(count)

    def _stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(sql)
            while rows := cursor.fetchmany(BATCH):
                yield from rows


class OtherCellsError(LookupError):
    """A selector of one set of cells was put to another."""

    def __init__(self, selector: Selector, digest: str) -> None:
        super().__init__(f"{selector.digest[:12]} was asked, and these are {digest[:12]}")
        self.selector = selector
        self.digest = digest
