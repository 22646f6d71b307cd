"""Published figures: the national board tables, and every trust's plan beside its result."""

from equipoise.reports.pages.page import Page, listed, million
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Sign, Table
from equipoise.sources import BoardTables, Identity, Misfit, TrustResults
from equipoise.units import PENCE, Absence, Period
from equipoise.workings import Basis, Stage, Support

LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."


def board_page(tables: BoardTables) -> Page:
    """Return the national position as published, and whether it adds up within its rounding."""
    systems = [line for line in tables.lines if line.role == "net"]
    sentences = [
        f"Systems, {line.title}: plan {million(line.plan)}, outturn {million(line.outturn)}, "
        f"under or (over) spend {million(line.variance)}."
        for line in systems
    ]
    holding = [identity for identity in tables.identities if identity.holds]
    recorded = [identity for identity in holding if identity.difference]
    sentences.append(
        f"{len(holding)} of {len(tables.identities)} identities hold within the rounding of the "
        f"table; {len(recorded)} differ by a rounding, and are recorded below."
    )
    return Page(
        title="National position, as published",
        sentences=tuple(sentences),
        alerts=() if tables.reconciles else ("The published tables do not add up.",),
        tables=(_lines(tables), _identities(tables.identities)),
        cards=(_misfits(tables.misfits),),
        facts={"reconciles": tables.reconciles, "licence": LICENCE},
    )


def trusts_page(results: TrustResults) -> Page:
    """Return the sums, counts and unresolved names of a published list of trusts."""
    counts = results.counts
    names = tuple(row.name for row in results.unresolved)
    resolved = len(results.rows) - len(names)
    sentences = [
        f"{len(results.rows)} trusts, {results.year}: plans come to {million(results.plan)}, "
        f"results to {million(results.actual)}.",
        *(f"{count} {what.replace('_', ' ')}." for what, count in counts.items()),
        f"{resolved} names are known to the register"
        + (f"; these are not, and count under their names: {listed(names)}." if names else "."),
    ]
    return Page(
        title=f"Trusts' plans and results, {results.year}, as published",
        sentences=tuple(sentences),
        tables=(_trusts(results),),
        cards=(_misfits(results.misfits),),
        facts={
            "plan_pence": results.plan,
            "actual_pence": results.actual,
            "counts": dict(counts),
            "unresolved": list(names),
            "licence": LICENCE,
        },
    )


def _lines(tables: BoardTables) -> Table:
    def amount(value: int | Absence, period: Period) -> Amount | Absence:
        if isinstance(value, Absence):
            return value
        return Amount(value=value, basis=Basis(period=period, unit=PENCE))

    return Table(
        name="lines",
        title="Position on the national basis",
        sentence="",
        basis="As published, rounded to £m",
        columns=(
            Column(key="table", title="Table"),
            Column(key="line", title="Line"),
            _spend("plan", "Plan"),
            _spend("outturn", "Outturn"),
            Column(key="variance", title="Variance", kind=ColumnKind.MONEY, sign=Sign.UNDER),
        ),
        rows=tuple(
            Row(
                cells={
                    "table": line.title,
                    "line": line.line,
                    "plan": amount(line.plan, line.month),
                    "outturn": amount(line.outturn, line.month),
                    "variance": amount(line.variance, line.month),
                },
                emphasis=line.role == "net",
            )
            for line in tables.lines
        ),
        notes=(LICENCE,),
    )


def _identities(identities: tuple[Identity, ...]) -> Table:
    return Table(
        name="identities",
        title="Does it add up, as printed?",
        sentence="",
        basis="Tolerance: half the printed unit for each figure in the identity",
        columns=(
            Column(key="name", title="Identity"),
            Column(key="printed", title="Printed"),
            Column(key="computed", title="Computed"),
            Column(key="difference", title="Difference"),
            Column(key="holds", title="Within rounding"),
        ),
        rows=tuple(
            Row(
                cells={
                    "name": identity.name,
                    "printed": million(identity.printed),
                    "computed": million(identity.computed),
                    "difference": million(identity.difference),
                    "holds": "Yes" if identity.holds else "No",
                }
            )
            for identity in identities
        ),
    )


def _trusts(results: TrustResults) -> Table:
    def amount(value: int, stage: Stage) -> Amount:
        basis = Basis(period=results.year.period, unit=PENCE, stage=stage, support=Support.WITH)
        return Amount(value=value, basis=basis)

    return Table(
        name="trusts",
        title="Trusts",
        sentence="",
        basis=f"{results.year}, full year, as published",
        columns=(
            Column(key="code", title="Code"),
            Column(key="name", title="Name"),
            _surplus("plan", "Plan"),
            _surplus("actual", "Result"),
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


def _misfits(misfits: tuple[Misfit, ...]) -> Table:
    return Table(
        name="misfits",
        title="What does not fit, told and not mended",
        sentence="" if misfits else "Everything fits.",
        basis="",
        columns=(
            Column(key="place", title="Place"),
            Column(key="found", title="Found"),
            Column(key="expected", title="Expected"),
            Column(key="why", title="Why"),
        ),
        rows=tuple(
            Row(
                cells={
                    "place": misfit.place,
                    "found": misfit.found,
                    "expected": misfit.expected,
                    "why": misfit.why,
                }
            )
            for misfit in misfits
        ),
    )


def _spend(key: str, title: str) -> Column:
    return Column(key=key, title=title, kind=ColumnKind.MONEY, sign=Sign.SIZE)


def _surplus(key: str, title: str) -> Column:
    return Column(key=key, title=title, kind=ColumnKind.MONEY, sign=Sign.SURPLUS)
