"""Money set apart from activity: a month of the block of 2020/21, envelopes, low volume flows."""

from equipoise.reports.columns import money, words
from equipoise.reports.pages.contracts import assumed_alert
from equipoise.reports.pages.page import Page, million
from equipoise.reports.table import Row, Sign, Table
from equipoise.usecases.contract_block import BLOCK, YEAR, Block
from equipoise.usecases.contract_envelope import ENVELOPE, EnvelopeFound
from equipoise.usecases.contract_low_volume import LOW_VOLUME, LowVolumeValue
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


def envelope_page(outcome: Outcome[EnvelopeFound]) -> Page:
    """Return what a system is given for a half-year, and whether its members break even."""
    found = outcome.result
    together = found.envelope.position
    verdict = "break even" if found.envelope.breaks_even else "do not break even, and must"
    return Page(
        title=f"Envelope of {found.asked.period}",
        sentences=(
            f"The system is given {million(int(found.envelope.whole.value))}: allocation with "
            f"blocks, top-up and Covid money. Its members {verdict}: together "
            f"{million(int(together.value))}. One may differ from another.",
        ),
        tables=(_positions(found),),
        next_steps=("equipoise contract envelope ... --why envelope --working envelope.xlsx",),
    )


def _positions(found: EnvelopeFound) -> Table:
    ref = Reference("figure", (CONTRACT, found.asked.year.code, ENVELOPE, "position"))
    rows = [
        Row(cells={"body": body, "position": figure}) for body, figure in found.positions.items()
    ]
    together = Row(
        cells={"body": "Members together", "position": found.envelope.position},
        refs={"position": ref},
        emphasis=True,
    )
    return Table(
        name="positions",
        title="Positions in the envelope",
        sentence="",
        basis=str(found.asked.period),
        columns=(words("body", "Body"), money("position", "Position", sign=Sign.SURPLUS)),
        rows=(*rows, together),
    )


def low_volume_page(outcome: Outcome[LowVolumeValue]) -> Page:
    """Return the value of a low volume flow, and what each month pays of it."""
    found = outcome.result
    ref = Reference("figure", (CONTRACT, found.year.code, LOW_VOLUME, PAID))
    rows = [Row(cells={"month": month, "amount": each}) for month, each in found.months.items()]
    whole = Row(cells={"month": "Year", "amount": found.value}, refs={"amount": ref}, emphasis=True)
    return Page(
        title=f"A low volume flow, {found.year}",
        sentences=(
            f"{million(int(found.value.value))} in the year, whatever is done: the average of "
            "three years, which count alike (assumed). What NHS England publishes overrides it.",
        ),
        tables=(
            Table(
                name="low_volume",
                title="Paid by month",
                sentence="",
                basis=f"{found.year}, from commissioner to provider",
                columns=(words("month", "Month"), money("amount", "Amount")),
                rows=(*rows, whole),
            ),
        ),
        next_steps=("equipoise contract low-volume ... --why low-volume --working value.xlsx",),
    )
