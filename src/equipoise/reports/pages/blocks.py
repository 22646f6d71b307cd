"""The block of 2020/21 of a contract, a month of it."""

from equipoise.reports.columns import money, words
from equipoise.reports.pages.contracts import assumed_alert
from equipoise.reports.pages.page import Page, million
from equipoise.reports.table import Row, Table
from equipoise.usecases.contract_block import BLOCK, YEAR, Block
from equipoise.usecases.of_files import CONTRACT, PAID
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Reference


def block_page(outcome: Outcome[Block]) -> Page:
    """Return a month's block, and the top-up beside it."""
    found = outcome.result
    start = (CONTRACT, YEAR.code, BLOCK)
    rows = [
        Row(
            cells={"what": "Monthly block", "amount": found.month},
            refs={"amount": Reference("figure", (*start, PAID))},
        )
    ]
    if found.top_up is not None:
        rows.append(
            Row(
                cells={"what": "Top-up", "amount": found.top_up},
                refs={"amount": Reference("figure", (*start, "top_up"))},
            )
        )
    return Page(
        title="A month of the block, April to September 2020",
        sentences=(f"{million(int(found.month.value))} a month, whatever is done.",),
        alerts=assumed_alert([found.month]),
        tables=(
            Table(
                name="block",
                title="Block",
                sentence="",
                basis="a month of April to September 2020, from commissioner to provider",
                columns=(words("what", "What"), money("amount", "Amount")),
                rows=tuple(rows),
            ),
        ),
        next_steps=("equipoise contract block ... --why block --working block.xlsx",),
    )
