"""Price an extract of activity: every record under each price book, and the whole added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from equipoise.params import Parameters
from equipoise.pricing import (
    Activity,
    Coverage,
    Ingested,
    Progress,
    Regime,
    ingest,
    is_coded,
    price,
    quietly,
    read_manifest,
    regime,
)
from equipoise.pricing.bundle import write_bundle
from equipoise.pricing.each import PricedRecords, write_records
from equipoise.rules.payment import PriceBook, book_for
from equipoise.rules.payment.base_price import LOWEST_AGE
from equipoise.rules.payment.point_of_delivery import LONGEST
from equipoise.sources import Misfit, price_book_file
from equipoise.units import FinancialYear, Period
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.workspace import scratch
from equipoise.workings import Figure

TOTALS: Final = "totals.parquet"
WORKBOOKS: Final = (".xlsx", ".xlsm")
SUFFIXES: Final = (".csv", ".gz", ".parquet")
"""What files of activity end with, where a folder of them is named."""


@dataclass(frozen=True, kw_only=True)
class Books:
    """Price books that were read, and what in their files does not fit."""

    books: tuple[PriceBook, ...]
    misfits: tuple[Misfit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is to be priced: files or a coded folder, the books, and which year's records.

    `known_on` is the day whose knowledge counts. `without` are columns that are not read. The
    totals go to `totals`, the coded records stay in `keep`, each record's price goes to files in
    `records`, and what Spark needs goes to `bundle`, where those are named.
    """

    paths: tuple[Path, ...]
    books: Books
    params: Parameters
    known_on: date
    totals: Path
    year: FinancialYear | None = None
    keep: Path | None = None
    without: tuple[str, ...] = ()
    bundle: Path | None = None
    records: Path | None = None


@dataclass(frozen=True, kw_only=True)
class PricedExtract:
    """What came of it. Without `totals` a file was refused, and nothing is priced."""

    period: Period
    books: tuple[PriceBook, ...]
    unpublished: tuple[PriceBook, ...]
    sources: tuple[str, ...]
    coverage: tuple[Coverage, ...]
    totals: Path | None
    records: PricedRecords | None
    assumed: tuple[Figure, ...]
    misfits: tuple[Misfit, ...]


def read_books(paths: Iterable[Path]) -> Books:
    """Return the price books in files: by the declared template, or as they were published.

    Raises: UnknownError for a file that is no workbook; LayoutError.
    """
    listed = tuple(paths)
    for path in listed:
        if not path.is_dir() and path.suffix.lower() not in WORKBOOKS:
            raise UnknownError("price book in", path.name, ("a folder", *WORKBOOKS))
    read = [price_book_file(path) for path in listed]
    return Books(
        books=tuple(one.book for one in read),
        misfits=tuple(misfit for one in read for misfit in one.misfits),
    )


def price_extract(asked: Asked, *, progress: Progress = quietly) -> Outcome[PricedExtract]:
    """Return what an extract comes to under each book, and what of it is not priced, and why.

    The records of one year are priced: that asked for, or that of the first book. A book of
    another year prices them as well, so that a year can be laid at the prices of another; but
    one of the books must be the year's own. A book that was not yet published does not count.

    Raises: NoPriceBookError naming the years there are; RefusedError where two books have one
        name, or a folder is in use; TooFineError, TooManyBooksError, NotCodedError,
        ParameterError.
    """
    books = asked.books.books
    known = tuple(book for book in books if book.published <= asked.known_on)
    first = asked.year.period if asked.year else books[0].period if books else None
    if first is None:
        raise UnknownError("price book", "none", ("one or more named with --book",))
    book_for(books, first, known_on=asked.known_on)
    _refuse_same_names(known)
    regimes = [
        regime(book, asked.params.exact, known_on=asked.known_on, period=first) for book in known
    ]
    _refuse_in_use(asked.records)
    with ExitStack() as stack:
        folder = asked.keep or stack.enter_context(scratch()) / "coded"
        taken = taken_in(
            asked.paths,
            folder,
            known_on=asked.known_on,
            without=asked.without,
            progress=progress,
        )
        priced = taken.activity and price(
            taken.activity, regimes, totals_file=asked.totals, progress=progress
        )
        records = _each(taken.activity, regimes, asked=asked, progress=progress)
        if taken.activity and asked.bundle:
            write_bundle(asked.bundle, taken.activity, regimes=regimes)
    found = PricedExtract(
        period=first,
        books=known,
        unpublished=tuple(book for book in books if book not in known),
        sources=taken.activity.sources if taken.activity else (),
        coverage=priced.coverage if priced else (),
        totals=priced.totals if priced else None,
        records=records,
        assumed=_assumed(known, asked),
        misfits=asked.books.misfits,
    )
    if records is not None:
        sums = {one.book: (one.records, one.price_pence) for one in found.coverage}
        assert records.sums == sums, "each record's price and the totals differ"
    return Outcome(result=found, findings=taken.findings)


def _each(
    activity: Activity | None, regimes: Sequence[Regime], *, asked: Asked, progress: Progress
) -> PricedRecords | None:
    if activity is None or asked.records is None:
        return None
    return write_records(activity, regimes, folder=asked.records, progress=progress)


def _refuse_in_use(folder: Path | None) -> None:
    if folder is not None and folder.exists() and any(folder.iterdir()):
        raise RefusedError(f"{folder} is not empty.", "Name a new folder for the records' prices.")


def _refuse_same_names(books: Sequence[PriceBook]) -> None:
    names = [book.name for book in books]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise RefusedError(
            f"Two price books have one name: {', '.join(twice)}.",
            "Give each a name of its own: results are told apart by it.",
        )


def taken_in(
    paths: Sequence[Path],
    folder: Path,
    *,
    known_on: date,
    without: tuple[str, ...] = (),
    progress: Progress = quietly,
) -> Ingested:
    """Return the records: those of a coded folder as they are, or else of files.

    Raises: UnknownError where there is no file; RefusedError for a folder that is not empty.
    """
    if len(paths) == 1 and is_coded(paths[0]):
        activity: Activity = read_manifest(paths[0])
        return Ingested(activity=activity, findings=())
    files = [file for path in paths for file in _files(path)]
    if not files:
        raise UnknownError("file of activity", str(paths[0]), SUFFIXES)
    if folder.exists() and any(folder.iterdir()):
        raise RefusedError(f"{folder} is not empty.", "Name a new folder to keep records in.")
    return ingest(files, folder, known_on=known_on, without=without, progress=progress)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.iterdir() if file.suffix in SUFFIXES)


def _assumed(books: Iterable[PriceBook], asked: Asked) -> tuple[Figure, ...]:
    """Return the parameters of the rules that are assumed for the year of some book."""
    used = (
        asked.params.at(path, book.period, known_on=asked.known_on)
        for book in books
        for path in (LONGEST, LOWEST_AGE)
    )
    found = {one.working.ref: one for one in used if one.working.status == "assumed"}
    return tuple(found.values())
