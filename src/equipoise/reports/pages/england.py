"""England against the mandate (T20), and every system's plan."""

from equipoise.register import Metric
from equipoise.reports.display import in_full
from equipoise.reports.pages.page import Page, listed, million
from equipoise.reports.table import Column, ColumnKind, Row, Sign, Table, Value
from equipoise.rules.balance import InBalance
from equipoise.rules.productivity import NotAvailable
from equipoise.units import Absence
from equipoise.usecases.national import England
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Figure


def england_page(outcome: Outcome[England]) -> Page:
    """Return the four sentences of the mandate, the metrics and the systems."""
    found = outcome.result
    systems = found.in_systems
    missing = (
        f" Missing, and not counted as nil: {listed(systems.missing)}." if systems.missing else ""
    )
    return Page(
        title="England",
        sentences=(
            _overall(found),
            _counted("organisations", found.in_organisations),
            _counted("systems", systems) + missing,
            _productivity(found),
        ),
        tables=(_metrics(found), _systems(found)),
        facts={"received": systems.received, "missing": list(systems.missing)},
    )


def _overall(found: England) -> str:
    net = found.in_systems.net
    if net is None:
        return "Overall position: not available, no system has collated its plan."
    return (
        f"Overall position: {million(int(net.value))} {found.support}, the sum of the plans of "
        f"{found.in_systems.received} of {len(found.systems)} systems."
    )


def _counted(what: str, counted: InBalance[Figure]) -> str:
    if counted.count is None:
        return f"{what.capitalize()} in balance: not available, none has returned."
    total = counted.received + len(counted.missing)
    of = f"{counted.received}" if not counted.missing else f"the {counted.received} received"
    whole = "" if not counted.missing else f" ({total} in all)"
    return f"{counted.count.value} of {of} {what} in balance{whole}."


def _productivity(found: England) -> str:
    growth = found.productivity
    if isinstance(growth, NotAvailable):
        return f"Productivity growth: {growth}."
    return f"Productivity growth: {growth.rate.value}."


def _metrics(found: England) -> Table:
    """Return the mandate's metrics: target, what was found, on which definition."""
    mandate = found.mandate
    values: dict[str, Value] = {
        "overall_position": found.in_systems.net,
        "organisations_in_balance": found.in_organisations.count,
        "systems_in_balance": found.in_systems.count,
    }
    rows = tuple(
        Row(
            cells={
                "metric": metric.title,
                "target": _target(metric),
                "value": values.get(metric.code) or _why_not(metric.code, found),
                "definition": metric.definition,
                "status": metric.status,
            }
        )
        for metric in (mandate.metrics if mandate else ())
    )
    return Table(
        name="mandate",
        title=mandate.title if mandate else "No mandate is held for this year",
        sentence=""
        if mandate is None
        else f"Issued by {mandate.issuer}; unit of account: {mandate.unit_of_account}.",
        basis=f"Plans, latest collated version, {found.support}",
        columns=(
            Column(key="metric", title="Metric"),
            Column(key="target", title="Target"),
            Column(key="value", title="Found"),
            Column(key="definition", title="Definition"),
            Column(key="status", title="Status"),
        ),
        rows=rows,
    )


def _target(metric: Metric) -> str:
    if metric.target is None:
        return metric.target_words
    return f"at least {in_full(metric.target, metric.unit)}"


def _why_not(code: str, found: England) -> str:
    if code == "productivity_growth" and isinstance(found.productivity, NotAvailable):
        return str(found.productivity)
    return "Not available"


def _systems(found: England) -> Table:
    return Table(
        name="systems",
        title="Systems",
        sentence="",
        basis=f"Plans, latest collated version, {found.support}",
        columns=(
            Column(key="system", title="System"),
            Column(key="version", title="Version"),
            Column(key="status", title="Status"),
            Column(
                key="position",
                title="Plan",
                kind=ColumnKind.MONEY,
                sign=Sign.SURPLUS,
            ),
            Column(key="balance", title="In balance"),
            Column(key="adds_up", title="Adds up"),
        ),
        rows=tuple(
            Row(
                cells={
                    "system": f"{line.system} {line.name}",
                    "version": f"v{line.version}" if line.version else "",
                    "status": line.status,
                    "position": line.position or Absence.NOT_SUBMITTED,
                    "balance": _yes(found.in_systems.in_balance.get(line.system)),
                    "adds_up": _yes(line.adds_up),
                }
            )
            for line in found.systems
        ),
    )


def _yes(answer: bool | None) -> str:
    return "" if answer is None else "Yes" if answer else "No"
