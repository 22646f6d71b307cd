"""Elective care out of priced activity: what was written, and what of the records counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from equipoise.pricing.elective import ElectiveWorth
from equipoise.reports.columns import money, words
from equipoise.reports.pages.findings import findings_table
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, million
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Table
from equipoise.units import PENCE
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.price_elective import PricedElective
from equipoise.workings import Basis


def priced_elective_page(outcome: Outcome[PricedElective], *, name: str) -> Page:
    """Return what was written to a file, and what of the records counts and what not, by why."""
    found = outcome.result
    cards = (
        *((findings_table(outcome.findings),) if outcome.findings else ()),
        *((misfits_table(found.misfits),) if found.misfits else ()),
    )
    of = {"Actual": found.actual, "Baseline": found.baseline}
    if not found.rows:
        return Page(
            title="No elective care is written",
            sentences=("No planned care that a scheme counts was found, or files were refused.",),
            tables=tuple(_counts(of)),
            cards=cards,
        )
    return Page(
        title=f"Elective care of {found.year}, at the prices of {found.book.name}",
        sentences=tuple(_said(found, name)),
        alerts=tuple(f"Rests on an assumed value: {one.working.ref}." for one in found.assumed),
        tables=(_providers(found), *_counts(of)),
        cards=cards,
        next_steps=(f"equipoise erf {name} --year {found.year}",) if found.baseline else (),
        facts={"book": f"{found.book.name}: {found.book.source}; {found.book.status}"},
    )


def _said(found: PricedElective, name: str) -> Iterator[str]:
    """Yield what was written, and of how many records."""
    yield f"{counted(found.rows, 'row')} written to {name}."
    for title, worth in (("Actual", found.actual), ("Baseline", found.baseline)):
        if worth is not None:
            whole = million(sum(worth.pence.values()))
            yield f"{title}: {whole} for {worth.counted:,} of {worth.records:,} records."
    if found.baseline is None:
        yield (
            "Baselines are blank: fill them in, or name the extract of the baseline year with "
            "--baseline."
        )


def _providers(found: PricedElective) -> Table:
    """Return what each provider's care is worth to each system, and in all."""
    sums: dict[tuple[str, str], dict[str, int]] = {}
    for column, worth in (("baseline", found.baseline), ("actual", found.actual)):
        for (system, provider, _, _), pence in (worth.pence if worth else {}).items():
            of = sums.setdefault((system, provider), {})
            of[column] = of.get(column, 0) + pence
    rows = [
        Row(cells={"system": system, "provider": provider, **_amounts(found, of)})
        for (system, provider), of in sorted(sums.items())
    ]
    whole = {
        column: sum(of.get(column, 0) for of in sums.values()) for column in ("baseline", "actual")
    }
    rows.append(Row(cells={"system": "All", **_amounts(found, whole)}, emphasis=True))
    return Table(
        name="providers",
        title="What each provider's care is worth",
        sentence="",
        basis=f"Care that counts, at the prices of {found.book.name}, with market forces",
        columns=(
            words("system", "System"),
            words("provider", "Provider"),
            *((money("baseline", "Baseline"),) if found.baseline else ()),
            money("actual", f"Actual {found.year}"),
        ),
        rows=tuple(rows),
    )


def _amounts(found: PricedElective, of: Mapping[str, int]) -> dict[str, Amount]:
    basis = Basis(period=found.year.period, unit=PENCE)
    told = ("baseline", "actual") if found.baseline else ("actual",)
    return {column: Amount(value=of.get(column, 0), basis=basis) for column in told}


def _counts(of: dict[str, ElectiveWorth | None]) -> Iterator[Table]:
    """Yield how many records of an extract count, and how many not, down to all of them."""
    for title, worth in of.items():
        if worth is None:
            continue
        lines = [("Counts", worth.counted)]
        lines += sorted(
            ((why[0].upper() + why[1:], count) for why, count in worth.outside.items()),
            key=lambda line: (-line[1], line[0]),
        )
        rows = [Row(cells={"why": why, "records": count}) for why, count in lines]
        whole = Row(cells={"why": "Rows of the files", "records": worth.records}, emphasis=True)
        yield Table(
            name=f"counted_{title.lower()}",
            title=f"{title}: what counts, and what not, by why",
            sentence="Every row of the files is in one line.",
            basis="Records",
            columns=(
                words("why", "Counts, or why not"),
                Column(key="records", title="Records", kind=ColumnKind.COUNT),
            ),
            rows=(*rows, whole),
        )
