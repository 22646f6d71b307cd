"""Opening deficits of ICBs: how each stands by its four tests."""

from __future__ import annotations

from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.display import day
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, million
from equipoise.reports.table import Row, Sign, Table
from equipoise.usecases.debt_tests import OpeningsTested
from equipoise.usecases.of_files import DEBT
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Reference

COLUMNS: Final = (
    words("icb", "ICB"),
    money("opening", "Opening position", sign=Sign.SURPLUS),
    words("state", "State"),
    money("owed", "Owed"),
    words("failed", "Failed"),
    words("open", "To come"),
)


def debt_tests_page(outcome: Outcome[OpeningsTested]) -> Page:
    """Return each opening position, its state, what is owed, and tests failed or to come."""
    found = outcome.result
    asked = found.asked
    owed = sum(int(one.owed.value) for one in found.icbs.values())
    file = asked.file
    alert = f"{counted(file.left_out, 'row')} could not be read: the answer lacks them."
    return Page(
        title="Conditional write-off of opening deficits",
        sentences=(
            f"{counted(len(found.icbs), 'ICB owes', 'ICBs owe')} {million(owed)} of opening "
            f"deficits, as known on {day(asked.known_on)}.",
            "One failed test reinstates the whole (assumed: in full), however well others went.",
        ),
        alerts=(alert,) if file.left_out else (),
        tables=(_table(found),),
        cards=(misfits_table(file.misfits),) if file.misfits else (),
        facts={"sources": [file.source]},
    )


def _table(found: OpeningsTested) -> Table:
    rows = tuple(
        Row(
            cells={
                "icb": icb,
                "opening": one.opening,
                "state": one.state.capitalize(),
                "owed": one.owed,
                "failed": ", ".join(one.failed),
                "open": ", ".join(one.open),
            },
            refs={"owed": Reference("figure", (DEBT, found.asked.year.code, icb, DEBT))},
        )
        for icb, one in found.icbs.items()
    )
    return Table(
        name="opening_tests",
        title="Opening positions by their four tests",
        sentence="System and ICB each break even in 2022/23 and in 2023/24; nothing is averaged.",
        basis="at 1 July 2022, and what is owed of it",
        columns=COLUMNS,
        rows=rows,
    )
