"""Efficiency by organisation (T11)."""

from typing import Final

from equipoise.reports.columns import money, ratio, words
from equipoise.reports.table import Sign, Table
from equipoise.reports.tables.drawing import drawn, said, whose
from equipoise.usecases.tabling import Gathered

TITLE: Final = "Efficiency by organisation"
SPLIT: Final = {
    "pay": "Pay",
    "non_pay": "Non-pay",
    "income": "Income",
    "not_stated": "Category not stated",
}
STATED: Final = ("pay", "non_pay", "income")


def efficiency_by_organisation_table(found: Gathered) -> Table:
    """Return each body's savings: of its spend, how much lasts, in what, still to be found."""
    there = {key for entry in found.entries for key in entry.figures}
    silent = [key for key in STATED if key not in there]
    split = {key: title for key, title in SPLIT.items() if key in there or key in silent}
    return drawn(
        found,
        (TITLE, _sentence(found)),
        columns=[
            words("organisation", "Organisation"),
            money("plan", "Plan full year"),
            ratio("of_spend", "Plan", basis="of spend"),
            money("recurrent", "Recurrent"),
            ratio("lasting", "Recurrent", basis="of efficiency"),
            money("one_off", "Non-recurrent"),
            *(money(key, title) for key, title in split.items()),
            money("to_find", "Still to be found"),
            money("target", "Target"),
            money("ytd_plan", "Plan YTD"),
            money("ytd_actual", "Actual YTD"),
            money("ytd_variance", "Variance YTD", sign=Sign.FAVOURABLE),
            money("forecast", "Forecast"),
            words("status", "Status"),
        ],
        silent=("target", *silent),
        notes=(
            "A target is not available: a round sets none by body.",
            *(
                ["The split is not available: the schemes do not say their category."]
                if silent
                else []
            ),
            "Spend is total expenditure of a trust and total spend of an ICB; the system's leaves "
            "out what its members pay one another.",
        ),
    )


def _sentence(found: Gathered) -> str:
    last = found.entries[-1].figures
    return (
        f"{whose(found)} plans to save {said(last['plan'])}, {said(last['of_spend'])} of spend; "
        f"{said(last['lasting'])} of it is recurrent, and {said(last['to_find'])} has still to be "
        "found."
    )
