"""The columns of a sheet of a form, and the measures that its rows and columns hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from equipoise.register import Aggregation, Chart, Kind, Measure
from equipoise.sheets.amounts import scale
from equipoise.sheets.form_sheets import FORMS
from equipoise.sheets.shapes import LATER_CODES, MONTH_CODES, SheetForm, Style
from equipoise.units import COUNT, FinancialYear, Period

WIDTHS: Final = {"words": 54, "code": 9, "ref": 11, "name": 34, "prior": 13, "year": 13, "help": 90}
MONTH_WIDTH: Final = 12
MEASURE_WIDTH: Final = 16
CLOSING: Final = " at year end"


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Whose form it is, as far as its rows depend on it: the kind of body, the year, the chart.

    The chart and the sheets are those of its version.
    """

    kind: Kind
    year: FinancialYear
    chart: Chart
    years: int = 1
    """How many years the plan has, the first of them by month."""
    forms: tuple[SheetForm, ...] = FORMS
    """Every sheet that its version of the form has."""

    def period(self, code: str) -> Period:
        """Return the period of an amount in a column: a month, a later year, or the plan year."""
        if code in MONTH_CODES:
            return self.year.month(MONTH_CODES.index(code) + 1)
        return self.later.get(code, self.year.period)

    @cached_property
    def later(self) -> Mapping[str, Period]:
        """The years after the first, by the code of their column."""
        codes = LATER_CODES[: self.years - 1]
        starts = self.year.starts_in + 1
        return {code: FinancialYear(starts + place).period for place, code in enumerate(codes)}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its code, its place counted from 1, its words, its width in letters."""

    code: str
    place: int
    words: str
    width: int


def columns_of(form: SheetForm, frame: Frame) -> tuple[Column, ...]:
    """Return the columns of a sheet, from column B on.

    >>> from equipoise.sheets.form_sheets import FORMS
    >>> frame = Frame(kind=Kind.PROVIDER, year=FinancialYear(2023), chart=Chart.load())
    >>> [(column.code, column.place) for column in columns_of(FORMS[0], frame)][:6]
    [('words', 2), ('code', 3), ('name', 4), ('prior', 5), ('year', 6), ('M01', 7)]
    """
    heads = {**_before(form, frame), **_amounts(form, frame), "help": "Help"}
    if form.style is Style.REGISTER:
        del heads["help"]
    widths = {attribute.code: attribute.width for attribute in form.attributes}
    return tuple(
        Column(code=code, place=place, words=words, width=widths.get(code) or _width(code))
        for place, (code, words) in enumerate(heads.items(), start=2)
    )


def unit_words(form: SheetForm, frame: Frame) -> str:
    """Return what the amounts of a sheet are in; numbers where its lines are of several units."""
    units = {line.unit for line in measures_of(form, frame)} if form.codes else {COUNT}
    return scale(units.pop()).words if len(units) == 1 else "numbers"


def _before(form: SheetForm, frame: Frame) -> dict[str, str]:
    """Return the heads of the columns that say what a row is, by code."""
    words = {attribute.code: attribute.words for attribute in form.attributes}
    prior = {"prior": f"{FinancialYear(frame.year.starts_in - 1)} last year {_unit(form, frame)}"}
    parties = {"words": "Line", "code": "Code", "name": "Name"}
    return {
        Style.PLAIN: {"words": "Line", **prior},
        Style.COUNTERPARTIES: {**parties, **prior},
        Style.SERVICES: {**parties, "service": "Service line", **prior},
        Style.ITEMS: {"ref": "Reference", "name": "Name", **words},
        Style.REGISTER: {"ref": "Reference", "name": "Name", **words},
    }[form.style]


def _amounts(form: SheetForm, frame: Frame) -> dict[str, str]:
    """Return the heads of the columns of amounts: the year, its months, the years after it.

    A register has the year, for its totals, and a column for each measure of its items.
    """
    listed, unit = measures_of(form, frame), _unit(form, frame)
    year = {"year": f"{frame.year} plan {unit}"}
    if form.style is Style.REGISTER:
        found = {
            line.code: f"{line.title} {scale(line.unit).words}" for line in listed if line.item
        }
        total = {"year": f"{frame.year} total {scale(item_measure(form, frame).unit).words}"}
        return total | found if found else {}
    short = unit.removesuffix(CLOSING)
    months = {
        code: f"{str(month).partition(',')[0]} {short}"
        for code, month in zip(MONTH_CODES, frame.year.months, strict=True)
    }
    later = {
        code: f"{FinancialYear(period.starts_on.year)} plan {unit}"
        for code, period in frame.later.items()
    }
    return year | ({} if all(line.annual for line in listed) else months) | later


def _unit(form: SheetForm, frame: Frame) -> str:
    """Return the unit of a sheet, and that its amounts are of the year end if they all are."""
    listed = measures_of(form, frame)
    closing = listed and all(line.aggregation is Aggregation.CLOSING for line in listed)
    return f"{unit_words(form, frame)}{CLOSING if closing else ''}"


def measures_of(form: SheetForm, frame: Frame) -> tuple[Measure, ...]:
    """Return the measures of a sheet, in the order of the chart; none of a sheet of words."""
    lines = frame.chart.of(form.part, frame.kind)
    return tuple(line for line in lines if line.code.startswith(form.codes))


def item_measure(form: SheetForm, frame: Frame) -> Measure:
    """Return the first measure that a row of items could feed; of a sheet of words, one unnamed."""
    for line in measures_of(form, frame):
        if line.item:
            return line
    return Measure(
        code=form.item,
        title=form.heading,
        part=form.part,
        kinds=form.kinds,
        unit=COUNT,
        sign=0,
        aggregation=Aggregation.ANNUAL,
        counterparty=False,
        item=form.item,
        formula=(),
        subcodes={},
        help=form.heading,
    )


def asked(measure: Measure, form: SheetForm, *, frame: Frame) -> tuple[str, ...]:
    """Return the columns in which people enter an amount of a measure on a sheet."""
    if form.style is Style.REGISTER:
        return ()
    return (*(("year",) if measure.annual else MONTH_CODES), *frame.later)


def _width(code: str) -> int:
    return WIDTHS.get(code, MONTH_WIDTH if code in MONTH_CODES else MEASURE_WIDTH)
