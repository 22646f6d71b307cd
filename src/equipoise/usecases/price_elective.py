"""Write what an elective scheme asks for out of priced activity: baselines and actual values."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from equipoise.findings import Finding
from equipoise.params import Parameters
from equipoise.pricing import Progress, quietly
from equipoise.pricing.elective import ElectiveTerms, ElectiveWorth, elective_worth
from equipoise.rules.payment import PriceBook, book_for
from equipoise.rules.payment.elective_scope import FOLLOW_UPS
from equipoise.rules.payment.elective_value import FIRST_PRICE, FOLLOW_UP_PRICE
from equipoise.rules.payment.years import ELECTIVE_VALUE
from equipoise.sources import Misfit
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.price import Books, taken_in
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.workspace import scratch
from equipoise.workings import Figure

HEAD: Final = ("system", "provider", "month", "pod", "baseline", "actual")
PENCE_PER_THOUSAND: Final = 100_000


@dataclass(frozen=True, kw_only=True)
class ActivityOf:
    """Files of activity, or a coded folder, of which the records of one year count."""

    paths: tuple[Path, ...]
    year: FinancialYear


@dataclass(frozen=True, kw_only=True)
class ElectiveAsked:
    """The activity of a year, that of its baseline year if there is one, and by what it is valued.

    Both are valued at the prices of the first year. `independent` are providers that are not of
    the NHS, `devolved` those of another nation. `without` are columns that are not read.
    """

    actual: ActivityOf
    books: Books
    params: Parameters
    known_on: date
    baseline: ActivityOf | None = None
    independent: frozenset[str] = frozenset()
    devolved: frozenset[str] = frozenset()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PricedElective:
    """What was written: rows, and what counts of each year's records; None where refused."""

    year: FinancialYear
    book: PriceBook
    rows: int
    actual: ElectiveWorth | None
    baseline: ElectiveWorth | None
    assumed: tuple[Figure, ...]
    misfits: tuple[Misfit, ...]


def price_elective(
    asked: ElectiveAsked, path: Path, *, progress: Progress = quietly
) -> Outcome[PricedElective]:
    """Write elective care by commissioner, provider, month and point of delivery to a csv file.

    A month of which the extract has no record at all is blank; in any other, and in a baseline, a
    cell without a record is nil. Without a baseline extract baselines are blank.

    Raises: RefusedError for a year whose elective care no rule values, or a folder in use;
        NoPriceBookError; ParameterError.
    Law what_is_written_sums_to_what_is_worth: each column, to the penny.
    """
    terms = _terms(asked)
    actual, findings = _worth(asked, asked.actual, terms, progress=progress)
    baseline = None
    if asked.baseline is not None:
        baseline, more = _worth(asked, asked.baseline, terms, progress=progress)
        findings += more
    rows: list[Mapping[str, str]] = []
    if actual is not None and (baseline is not None or asked.baseline is None):
        rows = list(_rows(actual, baseline))
        _write(path, rows)
    found = PricedElective(
        year=asked.actual.year,
        book=terms.book,
        rows=len(rows),
        actual=actual,
        baseline=baseline,
        assumed=_assumed(asked, terms.book),
        misfits=asked.books.misfits,
    )
    return Outcome(result=found, findings=findings)


def _terms(asked: ElectiveAsked) -> ElectiveTerms:
    period = asked.actual.year.period
    if not period.overlaps(ELECTIVE_VALUE):
        raise RefusedError(
            f"No rule says what elective care of {asked.actual.year} is worth.",
            "What counts, and for how much, is known of 2022/23 to 2025/26. For another year fill "
            "the file in from your own sources: equipoise erf --template care.csv.",
        )
    return ElectiveTerms(
        book=book_for(asked.books.books, period, known_on=asked.known_on),
        params=asked.params,
        known_on=asked.known_on,
        independent=asked.independent,
        devolved=asked.devolved,
    )


def _worth(
    asked: ElectiveAsked, of: ActivityOf, terms: ElectiveTerms, *, progress: Progress
) -> tuple[ElectiveWorth | None, tuple[Finding, ...]]:
    with scratch() as folder:
        taken = taken_in(
            of.paths,
            folder / "coded",
            known_on=asked.known_on,
            without=asked.without,
            progress=progress,
        )
        if taken.activity is None:
            return None, taken.findings
        return elective_worth(taken.activity, terms, year=of.year), taken.findings


def _rows(actual: ElectiveWorth, baseline: ElectiveWorth | None) -> Iterator[Mapping[str, str]]:
    then = {} if baseline is None else baseline.pence
    for key in sorted(actual.pence.keys() | then.keys()):
        system, provider, month, pod = key
        nothing = Pence(0)
        yield {
            "system": system,
            "provider": provider,
            "month": str(month),
            "pod": pod,
            "baseline": "" if baseline is None else _thousands(then.get(key, nothing)),
            "actual": _thousands(actual.pence.get(key, nothing)) if month in actual.months else "",
        }


def _thousands(pence: Pence) -> str:
    """Return an amount in £000 with every penny.

    >>> _thousands(Pence(123_456_789))
    '1234.56789'
    """
    whole, rest = divmod(pence, PENCE_PER_THOUSAND)
    return f"{whole}.{rest:05}"


def _write(path: Path, rows: list[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        written = csv.DictWriter(stream, HEAD, lineterminator="\n")
        written.writeheader()
        written.writerows(rows)


def _assumed(asked: ElectiveAsked, book: PriceBook) -> tuple[Figure, ...]:
    """Return what is assumed of the year: whether follow-ups count, and the default prices."""
    used = (
        asked.params.at(path, book.period, known_on=asked.known_on)
        for path in (FOLLOW_UPS, FIRST_PRICE, FOLLOW_UP_PRICE)
    )
    return tuple(one for one in used if one.working.status == "assumed")
