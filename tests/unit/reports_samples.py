"""Amounts, figures and a table for the tests of reports. All made up; figures of Northmere."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from equipoise.reports import Amount, Column, ColumnKind, Incomplete, Row, Sign, Table, Value
from equipoise.units import COUNT, PENCE, RATIO, WTE, Absence, FinancialYear
from equipoise.workings import (
    Basis,
    Figure,
    Reference,
    Selector,
    Stage,
    Support,
    given,
    selected,
)

YEAR = FinancialYear(2023)
MONEY = Basis(period=YEAR.period, unit=PENCE, stage=Stage.PLAN, support=Support.WITH)
SHARE = Basis(period=YEAR.period, unit=RATIO)
STAFF = Basis(period=YEAR.period, unit=WTE, stage=Stage.PLAN)
NUMBER = Basis(period=YEAR.period, unit=COUNT)
NAME = Column(key="name", title="Organisation")
PLAN = Column(key="plan", title="Plan", kind=ColumnKind.MONEY, sign=Sign.SURPLUS)
COLUMNS = (
    NAME,
    PLAN,
    Column(key="wte", title="Staff", kind=ColumnKind.STAFF),
    Column(key="part", title="Recurrent", kind=ColumnKind.RATIO, basis="of efficiency"),
    Column(key="faults", title="Must fix", kind=ColumnKind.COUNT),
    Column(key="on", title="Returned on", kind=ColumnKind.DATE),
)
POSITION_REF = Reference("figure", ("2023-24", "ZQ1", "position"), "v1")


def thousands(number: int) -> Amount:
    """Return so many thousand pounds."""
    return Amount(value=number * 100_000, basis=MONEY)


def ratio(over: int, under: int) -> Amount:
    """Return a ratio."""
    return Amount(value=Fraction(over, under), basis=SHARE)


def table(*rows: Row, columns: Sequence[Column] = COLUMNS) -> Table:
    """Return a table of these rows."""
    return Table(
        name="position",
        title="System position",
        sentence="The system plans a deficit of £9.0 million.",
        basis="Plan version 1; 2023/24; including support",
        columns=tuple(columns),
        rows=rows,
        notes=("The data are made up.",),
    )


def of_one(value: Value, kind: ColumnKind = ColumnKind.TEXT) -> Table:
    """Return a table of one cell."""
    sign = Sign.SURPLUS if kind is ColumnKind.MONEY else None
    column = Column(key="a", title="A", kind=kind, sign=sign)
    return table(Row(cells={"a": value}), columns=[column])


def northmere() -> Table:
    """Return the position of section 6 of fact book 5, with one return not in."""
    return table(
        Row(
            cells={
                "name": "ZR1 Northmere University Hospitals",
                "plan": thousands(-14_500),
                "wte": Amount(value=1_234_567, basis=STAFF),
                "part": ratio(632, 983),
                "faults": 1,
                "on": date(2018, 8, 6),
            },
            refs={"plan": POSITION_REF},
        ),
        Row(
            cells={
                "name": "ZR3 Northmere Partnership",
                "plan": Absence.NOT_SUBMITTED,
                "wte": Absence.MISSING,
                "part": Absence.NOT_APPLICABLE,
                "faults": Amount(value=0, basis=NUMBER),
                "on": None,
            }
        ),
        Row(
            cells={
                "name": "System",
                "plan": Incomplete(
                    value=-1_150_000_000, absent={Absence.NOT_SUBMITTED: 1}, basis=MONEY
                ),
            },
            emphasis=True,
        ),
    )


def cell(value: int, name: str, note: str = "") -> Figure:
    """Return money from a cell."""
    return given(value, MONEY, Reference("cell", (name,)), name=name, note=note)


def rate(value: Fraction, name: str, status: str = "final") -> Figure:
    """Return a ratio from the parameters."""
    ref = Reference("parameter", ("payment", name), "2023-03-01")
    note = f"NHS England, Payment Scheme, table 3; {status}, primary"
    return given(value, SHARE, ref, name=name, note=note, status=status)


def month_cell(number: int, *, counterparty: str = "ZQ1", row: int = 23, value: int = 0) -> Figure:
    """Return a month of ZR1's income, read from G (April) to R (March) of a row of its file."""
    parts = ("2023-24", "ZR1", "income.patient_care", f"M{number:02}", counterparty, "plan")
    source = Reference("file", ("3f2a9c1e07bd", "Income", f"{'FGHIJKLMNOPQR'[number]}{row}"))
    pence = value or 8_529_166_666 + (8 if number == 12 else 0)  # 1,023.5m over a year
    figure = given(pence, MONEY, Reference("cell", parts, "v3"), name=f"Income, month {number}")
    return replace(figure, working=replace(figure.working, note=str(source)))


def year_of_income() -> Figure:
    """Return ZR1's income from ZQ1: a sum over twelve cells."""
    where = (("measure", ("income.patient_care",)), ("organisation", ("ZR1",)))
    selector = Selector(digest="ab" * 32, where=where, count=12)
    return selected(102_350_000_000, MONEY, selector, name="Income of ZR1")


def months(_: Selector) -> list[Figure]:
    """Return the twelve cells of that sum."""
    return [month_cell(number) for number in range(1, 13)]
