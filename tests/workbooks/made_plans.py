"""Made-up plans as workbooks: written, read as a sender's file is read, and checked.

A plan begins with nil on every line of its form, so that a test states only what it is about;
lines that tell of others a second time begin with what those come to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from textwrap import dedent
from typing import Final

from equipoise.checks import RETURN, ReturnCells
from equipoise.cube import Cell, CellKey
from equipoise.findings import Finding
from equipoise.params import Parameters, load
from equipoise.register import Kind
from equipoise.sheets import Content, Identity, Item, Limits, Line, Reading, write_template
from equipoise.sheets.child import answer
from equipoise.sheets.places import Places
from equipoise.sheets.reading import read_book
from equipoise.sheets.surveying import Book, book_of
from equipoise.units import Absence, FinancialYear
from equipoise.workings import Reference
from tests.workbooks.planting import CHART, DIGEST, NOWHERE

THOUSAND: Final = 100_000
MILLION: Final = 1_000 * THOUSAND
WTE: Final = 100
STEP: Final = 1_000
"""Pence in £10: what two decimals of £000 can say."""
PARAMS: Final = load()
NAMES: Final = {
    "ZQ1": "NHS Northmere ICB",
    "ZR2": "Calder Vale Hospitals",
    "ZR3": "Northmere Partnership",
    "QOC": "NHS Farland ICB",
    "X24": "NHS England",
}
KINDS: Final = {"ZQ1": Kind.ICB, "ZR2": Kind.PROVIDER, "ZR3": Kind.PROVIDER, "QOC": Kind.ICB}
Months = Sequence[int | Absence]
TOLD_AGAIN: Final = {
    "nature.fixed": ("income.patient_care", "nature.total"),
    "bridge.growth": ("position.excluding", "bridge.plan"),
    "underlying.stated": ("position.excluding", "efficiency.non_recurrent"),
}
"""Lines that hold, where a test says nothing of them, the first measure less the second."""


def line(code: str, counterparty: str | None = None, item: str = "") -> Line:
    """Return a row of a form."""
    return (code, counterparty, item)


def equal(year: int, months: int = 12) -> list[int]:
    """Return equal months of whole £10 that come to the year; the last holds what is left."""
    each = year // months // STEP * STEP
    return [each] * (months - 1) + [year - (months - 1) * each]


def halves(first: int, second: int) -> list[int]:
    """Return months of which the first six come to one amount, and the last six to another."""
    return [*equal(first, 6), *equal(second, 6)]


def item(ref: str, kind: str, **attributes: str) -> Item:
    return Item(ref=ref, name=f"Name of {ref}", kind=kind, attributes=attributes, source=NOWHERE)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A plan to be written: whose, of which year and parts, with what in it."""

    body: str = "ZR2"
    year: int = 2023
    parts: tuple[str, ...]
    values: Mapping[Line, Months] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    prior: Mapping[Line, int] = field(default_factory=dict)
    counterparties: Mapping[str, str] = field(default_factory=dict)

    @property
    def identity(self) -> Identity:
        return Identity(
            organisation=self.body,
            name=NAMES[self.body],
            kind=KINDS[self.body],
            round="plan",
            year=FinancialYear(self.year),
        )

    def having(self, values: Mapping[Line, Months], *items: Item) -> Made:
        """Return the plan with some lines, and items, put in."""
        return replace(self, values={**self.values, **values}, items=(*self.items, *items))

    @property
    def filled(self) -> Mapping[Line, Months]:
        """What every line holds, by month or for the year: nil where nothing was said.

        What is told again follows from the rest.
        """
        nil: dict[Line, Months] = {
            (line.code, None, ""): [0] * (1 if line.annual else 12)
            for part in self.parts
            for line in CHART.of(part, KINDS[self.body])
            if line.entered and not line.counterparty and not line.item
        }
        said = {**nil, **self.values}
        for code, (whole, less) in TOLD_AGAIN.items():
            told = line(code)
            if told in nil and told not in self.values:
                pairs = zip(self.months(whole, said), self.months(less, said), strict=True)
                left = [one - other for one, other in pairs]
                said[told] = left if len(said[told]) == 12 else [sum(left)]
        return said

    def months(self, code: str, said: Mapping[Line, Months]) -> list[int]:
        """Return what a measure comes to by month: a blank is nil, a year stands in April."""
        months = [0] * 12
        for sign, term in CHART.terms(code, KINDS[self.body]):
            for values in (held for whose, held in said.items() if whose[0] == term.code):
                for place, value in enumerate(values):
                    months[place] += 0 if isinstance(value, Absence) else sign * value
        return months

    def content(self) -> Content:
        """Return the plan as a form is filled."""
        return Content(
            values=self.filled,
            prior=self.prior,
            items=self.items,
            counterparties=self.counterparties,
        )

    def workbook(self) -> bytes:
        """Return the plan as a workbook."""
        stream = BytesIO()
        write_template(stream, self.identity, chart=CHART, parts=self.parts, content=self.content())
        return stream.getvalue()


def reading_of(content: bytes) -> Reading:
    """Return what the reader makes of a workbook, in this process."""
    book = book_of(b"".join(answer(content, Limits())))
    assert isinstance(book, Book), book
    found = read_book(book, digest=DIGEST, chart=CHART)
    assert isinstance(found, Reading), found
    return found


def subject_of(made: Made, content: bytes | None = None) -> ReturnCells:
    """Return the plan as checks look at it, or another workbook in its place."""
    return ReturnCells(
        reading=reading_of(made.workbook() if content is None else content),
        expected=made.identity,
        chart=CHART,
        prior=made.prior,
    )


def findings_of(
    made: Made,
    params: Parameters = PARAMS,
    *,
    content: bytes | None = None,
    known_on: date | None = None,
) -> tuple[Finding, ...]:
    """Return all that the checks of a return say of the plan, on the day its year begins."""
    on = known_on or date(made.year, 4, 1)
    return RETURN.findings(subject_of(made, content), params, known_on=on)


def as_read(made: Made) -> ReturnCells:
    """Return the plan as checks look at it, without a workbook: quicker, for many amounts.

    Every row stands on the sheet Plan, its cells in the order of the months.
    """
    year, places = FinancialYear(made.year), Places(DIGEST)
    cells = []
    for row, (whose, months) in enumerate(made.filled.items(), start=7):
        measure, counterparty, ref = whose
        periods = year.months if len(months) == 12 else (year.period,)
        for column, (period, value) in enumerate(zip(periods, months, strict=True), start=5):
            key = CellKey(
                organisation=made.body,
                counterparty=counterparty,
                measure=measure,
                period=period,
                item=ref,
                layer="plan",
            )
            cells.append(Cell(key=key, value=value, source=places.cell("Plan", row, column)))
    meta = Reference("file", (DIGEST[:12], "_meta", "B3"))
    reading = Reading(
        digest=DIGEST,
        form="equipoise.plan",
        version="2",
        organisation=made.body,
        kind=KINDS[made.body],
        round="plan",
        year=year,
        parts=made.parts,
        cells=tuple(cells),
        totals=(),
        items=made.items,
        faults=(),
        words={},
        organisation_place=meta,
        year_place=meta,
    )
    return ReturnCells(reading=reading, expected=made.identity, chart=CHART, prior=made.prior)


def told(made: Made, params: Parameters = PARAMS, *, known_on: date | None = None) -> list[Finding]:
    """Return what the checks say of the plan, read without a workbook."""
    on = known_on or date(made.year, 4, 1)
    return list(RETURN.findings(as_read(made), params, known_on=on))


def only(found: Iterable[Finding], code: str) -> list[Finding]:
    """Return the findings of one check."""
    return [one for one in found if one.code == code]


def laid_over(folder: Path, path: str, unit: str, **values: str | int) -> Parameters:
    """Return the house's parameters with one value laid over them.

    `value` is for everybody; otherwise each keyword is a body and its own value.
    """
    file = folder / "pack" / f"{path}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    everybody = values.get("value")
    if everybody is None:
        rows = "".join(f"{body},{value}\n" for body, value in values.items())
        file.with_suffix(".csv").write_text(f"organisation,value\n{rows}")
    text = f"""\
        title: A value for a test
        unit: {unit}
        values:
          - applies: 2016-04-01 to 2029-04-01
            {f"table: {file.stem}.csv" if everybody is None else f"value: {everybody}"}
            published: 2016-04-01
            status: final
            kind: primary
            source: Made up
            place: this test
        """
    file.write_text(dedent(text))
    return load(folder / "pack")
