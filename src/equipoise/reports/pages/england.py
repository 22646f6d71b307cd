"""England against the mandate (T20), and every system's plan."""

from typing import Final

from equipoise.register import Mandate, Metric
from equipoise.reports.display import in_full
from equipoise.reports.pages.page import Page, counted, listed, million, sentence
from equipoise.reports.pages.waivers import signed_with
from equipoise.reports.table import Column, ColumnKind, Row, Sign, Table, Value
from equipoise.rules.balance import InBalance
from equipoise.rules.productivity import NotAvailable
from equipoise.units import RATIO, Absence
from equipoise.usecases.national import England, SystemLine
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.waivers import Carried
from equipoise.workings import Figure, Reference, Support

STATUS: Final = {"Missing": "Not yet started", "Incomplete": "There is a problem"}
"""The word of the house for a system without a figure."""


def england_page(outcome: Outcome[England]) -> Page:
    """Return the four sentences of the mandate, the metrics and the systems."""
    found = outcome.result
    tables = [_systems(outcome)]
    if found.mandate is not None:
        tables.insert(0, _metrics(found, found.mandate))
    return Page(
        title="England",
        sentences=(
            _overall(found),
            _counted("organisation", found.in_organisations, found),
            _counted("system", found.in_systems, found),
            _productivity(found),
            _basis(found),
            "" if found.mandate else "No mandate for this year was known on this day.",
            _waived(found),
            _contracts(found),
        ),
        tables=tuple(tables),
        facts={
            "received": found.in_systems.received,
            "missing": list(found.in_systems.missing),
            "tolerance_pence": int(found.tolerance.value),
            "support": found.support,
            "waivers": {
                line.system: list(line.waivers.names) for line in found.systems if line.waivers
            },
        },
    )


def _overall(found: England) -> str:
    net = found.in_systems.net
    if net is None:
        return "Overall position: not available; no system has collated its plan."
    received = f"{found.in_systems.received} of {counted(len(found.systems), 'system')}"
    return (
        f"Overall position: {million(int(net.value))} {found.support}, the sum of the plans of "
        f"{received}."
    )


def _waived(found: England) -> str:
    """Return how many plans are signed with waivers, and what those are worth; or nothing."""
    held = [line for line in found.systems if line.waivers]
    if not held:
        return ""
    together = Carried(
        names=tuple(name for line in held for name in line.waivers.names),
        worth=sum(line.waivers.worth for line in held),
        unknown=sum(line.waivers.unknown for line in held),
        expired=tuple(name for line in held for name in line.waivers.expired),
    )
    plans = f"{counted(len(held), 'plan')} {'is' if len(held) == 1 else 'are'} not clean"
    return f"{plans}: {signed_with(together)}."


def _contracts(found: England) -> str:
    """Return how much of all contracts is matched, and how many systems add up of those tested."""
    sums = found.contracts.matching
    if sums is None:
        return "Contracts: not available; none has been returned."
    matched, tested, untested = (
        million(int(figure.value))
        for figure in (sums.matched, sums.income_tested, sums.income_untested)
    )
    answers = [line.adds_up for line in found.systems if line.adds_up is not None]
    systems = f"{answers.count(True)} of {counted(len(answers), 'system')} tested"
    return (
        f"{matched} of {tested} of NHS income matched; {untested} has no counterparty return. "
        f"{systems} {'adds' if len(answers) == 1 else 'add'} up."
    )


def _counted(what: str, balance: InBalance[Figure], found: England) -> str:
    if balance.count is None:
        return f"{what.capitalize()}s in balance: not available; none has returned."
    received = counted(balance.received, what)
    if not balance.missing:
        return f"{int(balance.count.value)} of {received} in balance, {found.support}."
    return (
        f"{int(balance.count.value)} of the {received} received in balance, {found.support}. "
        f"Missing, and not counted as nil: {listed(balance.missing)}."
    )


def _basis(found: England) -> str:
    tolerance = int(found.tolerance.value)
    floor = f", nil or a deficit up to {million(tolerance)}" if tolerance else " or nil"
    return f"Plans, latest collated version of each system; in balance means a surplus{floor}."


def _productivity(found: England) -> str:
    growth = found.productivity
    if isinstance(growth, NotAvailable):
        return f"Productivity growth: not available; {growth.reason}."
    return f"Productivity growth: {in_full(growth.rate.value, RATIO)}."


def _metrics(found: England, mandate: Mandate) -> Table:
    """Return the mandate's metrics: target, what was found, on which definition."""
    return Table(
        name="mandate",
        title=mandate.title,
        sentence=f"Issued by the {mandate.issuer}. Held to account: {mandate.unit_of_account}.",
        basis=f"Plans, latest collated version, {found.support}",
        columns=(
            Column(key="metric", title="Metric"),
            Column(key="definition", title="Definition"),
            Column(key="target", title="Target"),
            Column(key="value", title="Found"),
            Column(key="reason", title="Reason"),
            Column(key="status", title="In the mandate"),
        ),
        rows=tuple(
            Row(
                cells={
                    "metric": metric.title,
                    "definition": metric.definition.partition(".")[2].replace("_", " "),
                    "target": _target(metric),
                    **_found(metric, found),
                    "status": metric.status,
                }
            )
            for metric in mandate.metrics
        ),
    )


def _target(metric: Metric) -> str:
    if metric.target is None:
        return metric.target_words
    return f"at least {in_full(metric.target, metric.unit)}"


def _found(metric: Metric, found: England) -> dict[str, Value]:
    """Return what a metric comes to; on another definition than ours it is not available."""
    values: dict[str, Figure | None] = {
        "organisations_in_balance.adjusted_performance": found.in_organisations.count,
        "systems_in_balance.sum_of_members": found.in_systems.count,
    }
    value = values.get(metric.definition)
    if value is not None:
        return {"value": value}
    reason = "Not worked out from plans on this definition."
    if metric.definition in values:
        reason = "None has returned."
    elif metric.code == "productivity_growth" and isinstance(found.productivity, NotAvailable):
        reason = sentence(f"{found.productivity.reason}.")
    return {"value": "Not available", "reason": reason}


def _systems(outcome: Outcome[England]) -> Table:
    found = outcome.result
    code = next((ref.parts[0] for ref in outcome.figures), "")
    reading = "including" if found.support is Support.WITH else "excluding"

    def refs(line: SystemLine) -> dict[str, Reference]:
        if line.position is None:
            return {}
        parts = (code, line.system, "position", "system", reading)
        return {"position": Reference("figure", parts, f"v{line.version}")}

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
            Column(
                key="matched",
                title="Matched",
                kind=ColumnKind.RATIO,
                basis="of all income of its contracts",
            ),
            Column(key="waivers", title="Waivers"),
        ),
        rows=tuple(
            Row(
                refs=refs(line),
                cells={
                    "system": f"{line.system} {line.name}",
                    "version": f"v{line.version}" if line.version else "",
                    "status": STATUS.get(line.status, line.status),
                    "position": line.position or Absence.NOT_SUBMITTED,
                    "balance": _yes(found.in_systems.in_balance.get(line.system)),
                    "adds_up": _yes(line.adds_up),
                    "matched": _matched(line),
                    "waivers": sentence(signed_with(line.waivers)),
                },
            )
            for line in found.systems
        ),
    )


def _matched(line: SystemLine) -> Value:
    """Return the matched share of a system's income; not submitted where nobody names any."""
    share = line.contracts.share
    return Absence.NOT_SUBMITTED if share is None else share.ratio


def _yes(answer: bool | None) -> str:
    return "" if answer is None else "Yes" if answer else "No"
