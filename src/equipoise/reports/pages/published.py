"""Published figures: the national board tables, and every trust's plan beside its result."""

from fractions import Fraction
from typing import Final

from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, listed, million
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Sign, Table
from equipoise.sources import BoardLine, BoardTables, Identity, TrustResults
from equipoise.units import PENCE, RATIO, Absence, Unit
from equipoise.workings import Basis, Stage

LICENCE: Final = (
    "Contains public sector information licensed under the Open Government Licence v3.0."
)
FORECAST: Final = "FOT"
BASES: Final = {"YTD": "year to date", FORECAST: "forecast outturn"}
"""What the board tables call their two bases."""
PER_CENT: Final = Fraction(1, 100)


def board_page(tables: BoardTables) -> Page:
    """Return the national position as published, and whether it adds up within its rounding."""
    sentences = [
        f"Systems, {_titled(line)}: plan {million(line.plan)}, outturn {million(line.outturn)}; "
        f"under or (over) spend {million(line.variance)}."
        for line in tables.lines
        if line.role == "net"
    ]
    holding = [identity for identity in tables.identities if identity.holds]
    rounded = [identity for identity in holding if identity.difference]
    sentences.append(
        f"{len(holding)} of {counted(len(tables.identities), 'sum')} add up within the rounding "
        f"of the tables, {len(rounded)} of them with a difference that is recorded below."
    )
    named = {identity.name for identity in tables.identities}
    others = tuple(misfit for misfit in tables.misfits if misfit.place not in named)
    return Page(
        title="National position, as published",
        sentences=tuple(sentences),
        alerts=() if tables.reconciles else ("The published tables do not add up.",),
        tables=(_lines(tables), _identities(tables)),
        cards=(misfits_table(others),) if others else (),
        facts={"reconciles": tables.reconciles, "licence": LICENCE},
    )


def trusts_page(results: TrustResults) -> Page:
    """Return the sums, counts and unresolved names of a published list of trusts."""
    counts = results.counts
    names = tuple(row.name for row in results.unresolved)
    sentences = (
        f"{counted(len(results.rows), 'trust')}, {results.year}: plans come to "
        f"{million(results.plan)}, results to {million(results.actual)}.",
        f"{counts['plan below nil']} planned a deficit, and {counts['actual below nil']} had one.",
        f"{counts['at or above plan']} met their plan or did better, and {counts['below plan']} "
        "did worse.",
        f"{counted(counts['resolved'], 'name')} could be given a code of the register.",
        f"These could not, and count under their names: {listed(names)}." if names else "",
    )
    return Page(
        title=f"Trusts' plans and results, {results.year}, as published",
        sentences=sentences,
        tables=(_trusts(results),),
        cards=(misfits_table(results.misfits),) if results.misfits else (),
        facts={
            "plan_pence": results.plan,
            "actual_pence": results.actual,
            "counts": dict(counts),
            "unresolved": list(names),
            "licence": LICENCE,
        },
    )


def _titled(line: BoardLine) -> str:
    """Return the table a line is in, in words: Month 9 (December 2023), 2023/24, ..."""
    return f"{line.month}, {BASES.get(line.basis, line.basis)}"


def _lines(tables: BoardTables) -> Table:
    return Table(
        name="lines",
        title="Position on the national basis",
        sentence="",
        basis="As published, rounded to £m",
        columns=(
            Column(key="table", title="Table"),
            Column(key="line", title="Line"),
            Column(key="plan", title="Plan", kind=ColumnKind.MONEY, sign=Sign.SIZE),
            Column(key="outturn", title="Outturn", kind=ColumnKind.MONEY, sign=Sign.SIZE),
            Column(key="variance", title="Variance", kind=ColumnKind.MONEY, sign=Sign.UNDER),
            Column(key="percent", title="Variance", kind=ColumnKind.RATIO, basis="of plan"),
            Column(
                key="position", title="Planned position", kind=ColumnKind.MONEY, sign=Sign.SURPLUS
            ),
        ),
        rows=tuple(_line(line) for line in tables.lines),
        notes=(
            f"{' and '.join(f'{short} is {long}' for short, long in BASES.items())}.",
            "Spending is positive and provider income negative.",
            "The variance in per cent is printed without a sign. The planned position is the "
            "year's allocation less the plan, where an allocation is printed.",
            LICENCE,
        ),
    )


def _line(line: BoardLine) -> Row:
    def amount(value: int | Fraction | Absence, unit: Unit = PENCE) -> Amount | Absence:
        if isinstance(value, Absence):
            return value
        return Amount(value=value, basis=Basis(period=line.month, unit=unit))

    share = line.percent if isinstance(line.percent, Absence) else line.percent * PER_CENT
    year = line.basis == FORECAST  # an allocation is for the year, and so is this plan alone
    return Row(
        cells={
            "table": line.title,
            "line": line.line,
            "plan": amount(line.plan),
            "outturn": amount(line.outturn),
            "variance": amount(line.variance),
            "percent": amount(share, RATIO),
            "position": amount(line.planned_position if year else Absence.NOT_APPLICABLE),
        }
    )


def _identities(tables: BoardTables) -> Table:
    money = {"printed": "Printed", "computed": "Worked out", "difference": "Difference"}
    return Table(
        name="identities",
        title="Does it add up, as printed?",
        sentence="",
        basis="Tolerance: half the printed unit for each figure in the sum",
        columns=(
            Column(key="name", title="Sum"),
            *(
                Column(key=key, title=title, kind=ColumnKind.MONEY, sign=Sign.SIZE)
                for key, title in money.items()
            ),
            Column(key="holds", title="Within rounding"),
        ),
        rows=tuple(_identity(tables, identity) for identity in tables.identities),
    )


def _identity(tables: BoardTables, identity: Identity) -> Row:
    """Return a sum as printed and as worked out, on the basis of the table it is about."""
    month = next(line.month for line in tables.lines if identity.name.startswith(line.title))
    basis = Basis(period=month, unit=PENCE)
    return Row(
        cells={
            "name": identity.name,
            "printed": Amount(value=identity.printed, basis=basis),
            "computed": Amount(value=identity.computed, basis=basis),
            "difference": Amount(value=identity.difference, basis=basis),
            "holds": "Yes" if identity.holds else "No",
        }
    )


def _trusts(results: TrustResults) -> Table:
    def amount(value: int, stage: Stage) -> Amount:
        basis = Basis(period=results.year.period, unit=PENCE, stage=stage)
        return Amount(value=value, basis=basis)

    return Table(
        name="trusts",
        title="Trusts",
        sentence="",
        basis=f"{results.year}, full year, as published",
        columns=(
            Column(key="code", title="Code"),
            Column(key="name", title="Name"),
            Column(key="plan", title="Plan", kind=ColumnKind.MONEY, sign=Sign.SURPLUS),
            Column(key="actual", title="Result", kind=ColumnKind.MONEY, sign=Sign.SURPLUS),
        ),
        rows=tuple(
            Row(
                cells={
                    "code": row.code or Absence.MISSING,
                    "name": row.name,
                    "plan": amount(row.plan, Stage.PLAN),
                    "actual": amount(row.actual, Stage.ACTUAL),
                }
            )
            for row in results.rows
        ),
        notes=(LICENCE,),
    )
