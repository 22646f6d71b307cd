"""What a ledger of payments shows: instalments, where they break, and what every month paid."""

from __future__ import annotations

from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, listed, million
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Table
from equipoise.sources import SPELLING_RULE
from equipoise.units import PENCE
from equipoise.usecases.ledger_detect import Detected, SupplierBlock
from equipoise.usecases.of_files import LEDGER
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Basis, Reference, Stage

CAUTION: Final = (
    "A ledger shows payments, not why they are made: more than an instalment is what a top-up "
    "through a lead commissioner looks like, and less in the last month what an advance does when "
    "it is unwound. Each is a question to ask, and not an answer."
)
MOST_MISFITS: Final = 20


def ledger_page(outcome: Outcome[Detected]) -> Page:
    """Return the suppliers that are paid in equal instalments, and what became of those."""
    found = outcome.result
    misfits = found.ledger.misfits
    first = next(iter(found.blocks), "SUPPLIER")
    return Page(
        title=f"Blocks in {found.ledger.source}, {found.year}",
        sentences=tuple(filter(None, (_found(found), _breaks(found), _months(found)))),
        alerts=_alerts(found),
        tables=(_instalments(found), _paid(found)),
        cards=(misfits_table(misfits[:MOST_MISFITS]),) if misfits else (),
        next_steps=(f"equipoise ledger detect ... --why '{first}'",) if found.blocks else (),
        facts={
            "sources": [found.ledger.source],
            "months": list(found.months),
            "misfits": len(misfits),
            "unnamed": found.unnamed,
            "told_by": dict(found.ledger.told_by),
            "hyphens": found.ledger.hyphens,
            "spellings": {name: list(known) for name, known in found.ledger.spellings.items()},
        },
    )


def _found(found: Detected) -> str:
    amounts = [int(block.found.amount.value) for block in found.blocks.values()]
    if not amounts:
        return "No supplier is paid in equal instalments."
    return (
        f"{counted(len(amounts), 'supplier is', 'suppliers are')} paid in equal instalments, "
        f"{million(sum(amounts))} a month together."
    )


def _breaks(found: Detected) -> str:
    """Return after which month most instalments break."""
    after = [b.found.breaks_after for b in found.blocks.values() if b.found.breaks_after]
    if not after:
        return ""
    month = max(sorted(set(after)), key=after.count)
    words = counted(after.count(month), "of them breaks", "of them break")
    return f"{words} after month {month}."


def _months(found: Detected) -> str:
    if not found.missing:
        return ""
    missing = listed(f"M{number:02}" for number in found.missing)
    return f"{counted(len(found.missing), 'month')} of {found.year} not in the ledger: {missing}."


def _alerts(found: Detected) -> tuple[str, ...]:
    ledger = found.ledger
    several = sum(len(known) > 1 for known in ledger.spellings.values())
    said = (
        (len(ledger.misfits), "line does not fit and is left out", "lines do not fit and are left "
         "out"),
        (len(ledger.unnamed), "line names no supplier: it is in no instalment",
         "lines name no supplier: they are in no instalment"),
        (several, "supplier stands under several spellings",
         "suppliers stand under several spellings"),
        (ledger.hyphens, "text has ? for a hyphen, and is read so",
         "texts have ? for a hyphen, and are read so"),
        (ledger.told_by.get("month", 0), "day was told by the month its file names",
         "days were told by the month their file names"),
        (ledger.told_by.get("order", 0), "day was told by the order of the others",
         "days were told by the order of the others"),
        (found.other_years, "line is of another year", "lines are of another year"),
    )  # fmt: skip
    return tuple(f"{counted(count, one, many)}." for count, one, many in said if count)


def _instalments(found: Detected) -> Table:
    return Table(
        name="instalments",
        title="Equal instalments",
        sentence=CAUTION,
        basis=f"{found.year}, as paid",
        columns=(
            words("supplier", "Supplier"),
            money("instalment", "Instalment"),
            words("months", "Paid in"),
            Column(key="breaks", title="Breaks after month", kind=ColumnKind.COUNT),
            money("anew", "Set anew at"),
            money("beyond", "Beyond it since"),
            money("unwound", "Short in month 12"),
        ),
        rows=tuple(_row(found, name, block) for name, block in found.blocks.items()),
        notes=(SPELLING_RULE, *_spellings(found)),
    )


def _row(found: Detected, name: str, block: SupplierBlock) -> Row:
    shown = block.found
    beyond = sum(int(each.value) for each in shown.beyond.values())
    refs = {
        word: Reference("figure", (LEDGER, found.year.code, name, word))
        for word, figure in (
            ("instalment", shown.amount), ("anew", shown.anew), ("unwound", shown.unwound)
        )
        if figure is not None
    }  # fmt: skip
    return Row(
        cells={
            "supplier": name,
            "instalment": shown.amount,
            "months": ", ".join(str(month) for month in shown.months),
            "breaks": shown.breaks_after,
            "anew": shown.anew,
            "beyond": _amount(found, beyond) if shown.beyond else None,
            "unwound": shown.unwound,
        },
        refs=refs,
    )


def _paid(found: Detected) -> Table:
    """Return what each supplier with instalments was paid, month by month."""
    return Table(
        name="months",
        title="Paid by month",
        sentence="",
        basis=f"{found.year}, as paid; a credit is in brackets",
        columns=(
            words("supplier", "Supplier"),
            *(money(f"M{number:02}", f"M{number:02}") for number in found.months),
        ),
        rows=tuple(
            Row(
                cells={
                    "supplier": name,
                    **{
                        f"M{month:02}": _amount(found, paid)
                        for month, paid in found.paid[name].items()
                    },
                }
            )
            for name in found.blocks
        ),
        notes=(f"Payments: {found.ledger.source}.",),
    )


def _spellings(found: Detected) -> tuple[str, ...]:
    return tuple(
        f"Counted as one: {listed(block.spellings)}."
        for block in found.blocks.values()
        if len(block.spellings) > 1
    )


def _amount(found: Detected, pence: int) -> Amount:
    basis = Basis(period=found.year.period, unit=PENCE, stage=Stage.ACTUAL)
    return Amount(value=pence, basis=basis)
