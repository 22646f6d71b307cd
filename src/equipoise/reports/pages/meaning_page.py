"""What this means for you: a body's support by every outcome, and its elective money."""

from collections.abc import Iterator
from dataclasses import replace

from equipoise.reports.display import day
from equipoise.reports.pages.page import Page, million
from equipoise.reports.pages.support_outcomes import outcomes_table
from equipoise.reports.pages.supporting import meaning_of, said_of
from equipoise.reports.pages.swinging import together_table
from equipoise.reports.table import Table
from equipoise.usecases.meaning import Meaning
from equipoise.usecases.outcome import Outcome


def meaning_page(outcome: Outcome[Meaning]) -> Page:
    """Return what the plan means for one body, in sentences and the two tables behind them."""
    found = outcome.result
    return Page(
        title=f"What this means for {found.organisation}",
        sentences=(*_support(found), *_elective(found)),
        tables=tuple(_tables(found)),
        facts={"organisation": found.organisation},
    )


def _support(found: Meaning) -> Iterator[str]:
    if found.support is None:
        yield f"Support: {found.without_support}"
        return
    part = found.support.systems.get(found.system)
    table = part.tables.get(found.organisation) if part else None
    if table is None or not table.both_hit.support.value:
        yield f"{found.organisation} has no support on record: none is at risk from others."
        return
    met, missed, none = (
        million(int(one.position.value)) for one in (table.both_hit, table.own_hit, table.both_miss)
    )
    yield f"If the system meets its plan you finish at {met}. If it misses, {missed}."
    yield f"If you miss too, {none}, before support."
    yield meaning_of(found.organisation, table)
    yield from said_of(found.support.asked)


def _elective(found: Meaning) -> Iterator[str]:
    if found.payments is None:
        yield "No elective care is on record."
        return
    if found.payments.swung is None:
        return
    swung = found.payments.swung.result
    one = swung.systems[found.system]
    before, after = (each.asked.known_on for each in (swung.before, swung.after))
    gain = million(int(one.allocation.swing.value))
    whose = (
        "held by the ICB until decided"
        if one.decided is None
        else f"shared by {one.decided.act.name}: {one.decided.reason}"
    )
    yield (
        f"The elective rules known on {day(after)} are worth {gain} more to trust and ICB "
        f"together than those known on {day(before)}; the gain is {whose}."
    )


def _tables(found: Meaning) -> Iterator[Table]:
    """Yield the tables, with the rows of this body and of what it shares in alone."""
    code, system = found.organisation, found.system
    if found.support is not None:
        table = outcomes_table(found.support)
        own = tuple(row for row in table.rows if row.cells["body"] == code)
        if own:
            yield replace(table, rows=own)
    if found.payments is not None and found.payments.swung is not None:
        table = together_table(found.payments.swung.result)
        shown = {f"{code} for {system}", f"ICB {system}", f"Trusts and ICB, {system}"}
        yield replace(table, rows=tuple(row for row in table.rows if row.cells["body"] in shown))
