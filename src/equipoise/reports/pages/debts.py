"""Historic debt: each body's ledger, and what the rules say of what was taken off."""

from __future__ import annotations

from equipoise.reports.columns import money, words
from equipoise.reports.display import day
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, million
from equipoise.reports.table import Row, Sign, Table, Value
from equipoise.usecases.debt import Debts
from equipoise.usecases.of_files import DEBT
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Reference


def debts_page(outcome: Outcome[Debts]) -> Page:
    """Return every ledger, and the tests of its entries."""
    found = outcome.result
    asked = found.asked
    owed = sum(int(one.owed.value) for one in found.ledgers.values())
    sentences = [
        f"{counted(len(found.ledgers), 'body owes', 'bodies owe')} {million(owed)}, as known on "
        f"{day(asked.known_on)}.",
        "Historic debt is no part of a year's result; repayments are as each body states them.",
    ]
    if asked.model:
        sentences.append("A model: proposals are admitted, and no plan may rest on it.")
    left_out = asked.debts.left_out
    alert = f"{counted(left_out, 'row')} could not be read: the ledgers lack them."
    return Page(
        title="Historic debt",
        sentences=tuple(sentences),
        alerts=(alert,) if left_out else (),
        tables=(_ledgers(found), *([_tests(found)] if found.tests else [])),
        cards=(misfits_table(asked.debts.misfits),) if asked.debts.misfits else (),
        next_steps=(f"equipoise debt ... --why {next(iter(found.ledgers))}",),
        facts={"sources": [asked.debts.source], "model": asked.model},
    )


def _ledgers(found: Debts) -> Table:
    rows = []
    for body, one in found.ledgers.items():
        began: dict[str, Value] = {"body": body, "entry": "Owed at first", "owed": one.opening}
        rows.append(Row(cells=began))
        for line in one.lines:
            cells: dict[str, Value] = {
                "body": body,
                "year": str(line.entry.year),
                "entry": line.entry.kind.capitalize(),
                "moved": line.moved,
                "owed": line.owed,
                "reason": line.entry.reason,
            }
            rows.append(Row(cells=cells))
        refs = {"owed": Reference("figure", (DEBT, "history", body, DEBT))}
        last: dict[str, Value] = {"body": body, "entry": "Owed at the end", "owed": one.owed}
        rows.append(Row(cells=last, refs=refs, emphasis=True))
    return Table(
        name="ledgers",
        title="Ledgers of historic debt",
        sentence="What each body owes after each entry.",
        basis="in the order of the entries",
        columns=(
            words("body", "Body"),
            words("year", "Year"),
            words("entry", "Entry"),
            money("moved", "Moved", sign=Sign.INCREASE),
            money("owed", "Owed"),
            words("reason", "Reason"),
        ),
        rows=tuple(rows),
    )


def _tests(found: Debts) -> Table:
    return Table(
        name="tests",
        title="What the rules say of these entries",
        sentence="",
        basis="",
        columns=(
            words("body", "Body"),
            words("rule", "Rule"),
            words("what", "What"),
            money("amount", "Amount", sign=Sign.INCREASE),
        ),
        rows=tuple(
            Row(cells={"body": one.body, "rule": one.rule, "what": one.what, "amount": one.figure})
            for one in found.tests
        ),
    )
