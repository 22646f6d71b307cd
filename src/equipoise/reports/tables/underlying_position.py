"""Underlying position (T6)."""

from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.table import Sign, Table
from equipoise.reports.tables.drawing import drawn, said, whose
from equipoise.usecases.tabling import Gathered

TITLE: Final = "Underlying position"


def underlying_position_table(found: Gathered) -> Table:
    """Return the steps from what each body reports to what of it will last."""
    columns = [
        words("organisation", "Organisation"),
        money("reported", "Reported", sign=Sign.SURPLUS, basis="including support"),
        money("support", "Less one-off income: support", sign=Sign.SURPLUS),
        money("one_off", "Less one-off savings", sign=Sign.SURPLUS),
        money("underlying", "Underlying", sign=Sign.SURPLUS, basis="excluding support"),
        money("full_year", "Add full-year effects", sign=Sign.SURPLUS),
        money("stated", "Underlying as stated", sign=Sign.SURPLUS, basis="excluding support"),
    ]
    last = found.entries[-1].figures
    return drawn(
        found,
        (TITLE, f"{whose(found)} plans {said(last['reported'])} including support; underlying it "
                f"stands at {said(last['underlying'])}, before support and one-off savings."),
        columns=columns,
        notes=(
            "The form has no line for full-year effects of what the plan begins or ends: they are "
            "what a body states beyond what its lines give, with other one-off items in them.",
        ),
    )  # fmt: skip
