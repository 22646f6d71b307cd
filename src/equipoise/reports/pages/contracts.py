"""Contracts: how each pays, what it is worth, what it costs to run, and what plans it implies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.pages.findings import findings_table
from equipoise.reports.pages.page import Page, counted, million
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Sign, Table
from equipoise.rules.contract import Administration, Mechanism
from equipoise.units import PENCE, nearest
from equipoise.usecases.contract_check import ContractsChecked
from equipoise.usecases.contract_lines import ContractLines
from equipoise.usecases.contract_plan import PlanLines
from equipoise.usecases.contract_show import ContractsShown
from equipoise.usecases.contract_template import ContractTemplate
from equipoise.usecases.of_files import CONTRACT, PAID
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Basis, Figure, Reference, assumed, total

MODELS: Final[Mapping[str, str]] = {
    "tariff": "Tariff, marginal rate for emergencies",
    "blended": "Blended",
    "prices": "At prices",
    "block": "Nationally set block with top-up",
    "envelope": "Block in a system envelope",
    "aligned": "Aligned payment and incentive",
    "urgent": "Aligned, urgent care 20% variable",
    "low-volume": "Low volume block",
    "activity": "Activity-based",
    "local": "Local agreement",
}


def months_of(months: tuple[int, ...]) -> str:
    """Return months one after another in words.

    >>> months_of((1, 2, 3)), months_of((7,))
    ('M01 to M03', 'M07')
    """
    first, last = f"M{months[0]:02}", f"M{months[-1]:02}"
    return first if first == last else f"{first} to {last}"


def shown_page(outcome: Outcome[ContractsShown]) -> Page:
    """Return every contract with its model, as planned."""
    found = outcome.result
    wholes = [one.whole for one in found.contracts.values()]
    number = counted(len(found.contracts), "contract")
    sum_of = million(int(total(wholes).value)) if wholes else million(0)
    return Page(
        title=f"Contracts in {found.agreed.files.folder}, {found.agreed.year}",
        sentences=(f"{number}, {sum_of} as planned.",),
        alerts=assumed_alert(wholes),
        tables=(_contracts(found), *_ledgers(found)),
        next_steps=(
            f"equipoise contract check ... --year {found.agreed.year}",
            f"equipoise pay ... --year {found.agreed.year}",
        ),
        facts={"sources": [found.agreed.files.folder]},
    )


def mechanism_page(outcome: Outcome[ContractsShown]) -> Page:
    """Return the model of each service of every contract, and why."""
    found = outcome.result
    rows = tuple(
        Row(
            cells={
                "commissioner": commissioner,
                "provider": provider,
                "service": service,
                "model": MODELS[choice.mechanism],
                "why": choice.why,
            }
        )
        for (commissioner, provider, service), choice in found.services.items()
    )
    return Page(
        title=f"How each service is paid, {found.agreed.year}",
        sentences=(
            "The model that the rule of the year gives, at the beginning of it; what a contract "
            "states itself is in equipoise contract show.",
        ),
        tables=(
            Table(
                name="mechanism",
                title="Payment model by service",
                sentence="",
                basis=f"{found.agreed.year.month(1)}",
                columns=(
                    words("commissioner", "Commissioner"),
                    words("provider", "Provider"),
                    words("service", "Service"),
                    words("model", "Model"),
                    words("why", "Why"),
                ),
                rows=rows,
            ),
        ),
        facts={"sources": [found.agreed.files.folder]},
    )


def _contracts(found: ContractsShown) -> Table:
    rows = []
    for (commissioner, provider), one in found.contracts.items():
        ref = Reference("figure", (CONTRACT, found.agreed.year.code, commissioner, provider, PAID))
        for span, payment in one.spans:
            stated = found.agreed.files.contracts[commissioner, provider].stated
            rows.append(
                Row(
                    cells={
                        "commissioner": commissioner,
                        "provider": provider,
                        "months": months_of(span.months),
                        "model": MODELS[span.contract.mechanism],
                        "why": "as stated" if stated else span.rule.why,
                        "base": span.contract.price_base,
                        "fixed": payment.fixed,
                        "variable": payment.variable,
                        "whole": payment.total,
                    },
                    refs={"whole": ref} if len(one.spans) == 1 else {},
                )
            )
    return Table(
        name="contracts",
        title="Contracts as planned",
        sentence="What each pays if activity is its baseline; a variable part moves with activity.",
        basis=f"{found.agreed.year}, from commissioner to provider",
        columns=(
            words("commissioner", "Commissioner"),
            words("provider", "Provider"),
            words("months", "Months"),
            words("model", "Model"),
            words("why", "Why"),
            words("base", "Price base"),
            money("fixed", "Fixed"),
            money("variable", "Variable"),
            money("whole", "Contract value"),
        ),
        rows=tuple(rows),
    )


def _ledgers(found: ContractsShown) -> tuple[Table, ...]:
    """Return what commissioners keep of allocations, and providers of contracts, as two tables.

    A body is listed where both of its ledgers are written: what is not written is not nil.
    """
    if found.entries is None or found.balances is None:
        return ()
    entries, kept = found.entries, found.balances
    basis = f"{found.agreed.year}, as planned"
    given = {entry.commissioner: entry.amount for entry in entries.allocations}
    spent = {entry.provider: entry.amount for entry in entries.costs}
    sides = (
        ("allocations", "Allocation and contracts", "commissioner", given, kept.commissioners, -1),
        ("costs", "Contracts and cost", "provider", spent, kept.providers, 1),
    )
    return tuple(
        Table(
            name=name,
            title=title,
            sentence="Contracts move money from one side to the other and make none.",
            basis=basis,
            columns=(
                words("body", side.capitalize()),
                money("own", "Allocation" if side == "commissioner" else "Cost"),
                money("contracts", "Contracts"),
                money("kept", "Left", sign=Sign.SURPLUS),
            ),
            rows=tuple(
                Row(
                    cells={
                        "body": code,
                        "own": amount,
                        "contracts": Amount(
                            value=int(amount.value + sign * left[code].value), basis=amount.basis
                        ),
                        "kept": left[code],
                    }
                )
                for code, amount in own.items()
            ),
        )
        for name, title, side, own, left, sign in sides
        if own
    )


def checked_page(outcome: Outcome[ContractsChecked]) -> Page:
    """Return what is wrong with contracts, or that nothing is."""
    found, findings = outcome.result, outcome.findings
    looked = [counted(found.contracts, "contract"), counted(found.sums, "sum of baselines",
                                                          "sums of baselines")]  # fmt: skip
    if found.lines:
        looked.append(counted(found.lines, "line of a plan", "lines of plans"))
    said = "; ".join(looked)
    wrong = counted(len(findings), "finding") if findings else "nothing is wrong"
    return Page(
        title=f"Contracts in {found.agreed.files.folder}, {found.agreed.year}",
        sentences=(f"Checked: {said}: {wrong}.",),
        cards=(findings_table(findings),) if findings else (),
        facts={"sources": [found.agreed.files.folder]},
    )


def plan_page(outcome: Outcome[PlanLines]) -> Page:
    """Return the lines of plans that contracts imply, by month."""
    found = outcome.result
    basis = Basis(period=found.agreed.year.period, unit=PENCE)
    number = counted(len(found.lines), "line")
    rows = tuple(
        Row(
            cells={
                "organisation": line.organisation,
                "measure": line.measure,
                "counterparty": line.counterparty,
                **{
                    f"M{month:02}": Amount(value=pence, basis=basis)
                    for month, pence in line.months.items()
                },
                "year": Amount(value=line.whole, basis=basis),
            }
        )
        for line in found.lines
    )
    months = (money(f"M{month:02}", f"M{month:02}") for month in range(1, 13))
    return Page(
        title=f"Lines of plans from {found.agreed.files.folder}, {found.agreed.year}",
        sentences=(f"{number} of income and spend, each contract on both sides at one value.",),
        tables=(
            Table(
                name="plan",
                title="Income and spend that contracts imply",
                sentence="",
                basis=f"{found.agreed.year}, as planned",
                columns=(
                    words("organisation", "Organisation"),
                    words("measure", "Line"),
                    words("counterparty", "With"),
                    *months,
                    money("year", "Year"),
                ),
                rows=rows,
            ),
        ),
        next_steps=(f"equipoise contract check ... --year {found.agreed.year} --system SYSTEM",),
        facts={"sources": [found.agreed.files.folder]},
    )


def lines_page(outcome: Outcome[ContractLines]) -> Page:
    """Return what contracts cost to run as they are, and under each model."""
    found = outcome.result
    prices = found.by_model[Mechanism.TARIFF].hours
    more = prices.value - found.now.hours.value
    rows = [_work("As the contracts are", found.now, emphasis=True)]
    rows += [_work(MODELS[model], work) for model, work in found.by_model.items()]
    return Page(
        title=f"What {counted(found.number, 'contract')} cost to run, {found.agreed.year}",
        sentences=(
            f"{_whole(found.now.lines):,} lines, {_whole(found.now.invoices):,} invoices and "
            f"{_whole(found.now.disputes):,} disputes a year: {_whole(found.now.hours):,} hours.",
            f"Line by line under the tariff the same contracts would take {_whole(prices):,} "
            f"hours: {nearest(more.numerator, more.denominator):,} more.",
        ),
        alerts=assumed_alert([found.now.hours]),
        tables=(
            Table(
                name="lines",
                title="Lines, invoices, disputes and hours of a year",
                sentence="A line is a month of a point of delivery that moves pay, or of all that "
                "does not. Every ratio is a house setting that a pack can overlay.",
                basis=f"{found.agreed.year}, expected numbers",
                columns=(
                    words("model", "Model"),
                    Column(key="lines", title="Contract lines", kind=ColumnKind.COUNT),
                    Column(key="invoices", title="Invoices", kind=ColumnKind.COUNT),
                    Column(key="disputes", title="Disputes", kind=ColumnKind.COUNT),
                    Column(key="hours", title="Hours", kind=ColumnKind.COUNT),
                ),
                rows=tuple(rows),
            ),
        ),
        facts={"sources": [found.agreed.files.folder]},
    )


def template_page(outcome: Outcome[ContractTemplate]) -> Page:
    """Return what was written, and what to do with it."""
    found = outcome.result
    return Page(
        title=f"Contracts to fill in, in {found.folder}",
        sentences=(f"{counted(found.rows, 'row')} to fill in; {found.files[-1]} says with what.",),
        next_steps=(f"equipoise contract check {found.folder} --year YEAR",),
        facts={"files": [str(found.folder / name) for name in found.files]},
    )


def assumed_alert(figures: list[Figure]) -> tuple[str, ...]:
    """Return a line that names every assumed value beneath some figures; nothing if none is."""
    refs = sorted({str(ref) for figure in figures for ref in assumed(figure)})
    if not refs:
        return ()
    return (f"Rests on {counted(len(refs), 'assumed value')}: {', '.join(refs)}.",)


def _work(name: str, work: Administration[Figure], *, emphasis: bool = False) -> Row:
    cells = {
        word: _whole(getattr(work, word)) for word in ("lines", "invoices", "disputes", "hours")
    }
    return Row(cells={"model": name, **cells}, emphasis=emphasis)


def _whole(figure: Figure) -> int:
    """Return an expected number to the nearest whole one."""
    return nearest(figure.value.numerator, figure.value.denominator)
