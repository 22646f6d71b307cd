"""Agency and bank (T13)."""

from typing import Final

from equipoise.reports.columns import money, ratio, words
from equipoise.reports.table import Sign, Table
from equipoise.reports.tables.drawing import drawn, moved, said
from equipoise.usecases.tabling import Gathered
from equipoise.workings import Figure

TITLE: Final = "Agency and bank"


def agency_and_bank_table(found: Gathered) -> Table:
    """Return agency and bank spend of each trust, of its pay, and beside last year."""
    columns = [
        words("organisation", "Organisation"),
        words("kind", "Staff"),
        money("plan", "Plan full year"),
        ratio("of_pay", "Plan", basis="of pay"),
        money("prior", "Last year"),
        money("change", "Change", sign=Sign.INCREASE),
        ratio("change_share", "Change", basis="of last year"),
        money("ask", "Ceiling asked for"),
        money("left", "Below the ceiling", sign=Sign.UNDER),
        money("ytd_actual", "Actual YTD"),
        money("ytd_variance", "Variance YTD", sign=Sign.FAVOURABLE),
        words("overrides", "Price-cap overrides"),
    ]
    return drawn(
        found,
        (TITLE, _sentence(found)),
        columns=columns,
        notes=(
            "Pay is that of substantive, bank and agency staff. Spend is a positive amount.",
            *_ceiling(found),
        ),
    )


def _ceiling(found: Gathered) -> tuple[str, ...]:
    if any(isinstance(entry.figures["ask"], Figure) for entry in found.entries):
        return ()
    return ("No fall in agency or bank spend is asked for in this year, so there is no ceiling.",)


def _sentence(found: Gathered) -> str:
    agency, bank = (entry.figures for entry in found.entries[-2:])
    return (
        f"Agency spend is {said(agency['plan'])}, {said(agency['of_pay'])} of pay and "
        f"{moved(agency['change'])} than last year; bank spend is {said(bank['plan'])}, "
        f"{moved(bank['change'])}."
    )
