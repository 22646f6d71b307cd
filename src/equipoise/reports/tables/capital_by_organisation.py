"""Capital (T17)."""

from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.pages.page import listed
from equipoise.reports.table import Sign, Table
from equipoise.reports.tables.drawing import drawn, said, whose
from equipoise.usecases.tabling import Gathered
from equipoise.workings import Figure

TITLE: Final = "Capital"
KINDS: Final = {
    "operational": "Operational", "national": "National programmes", "leases": "Leases",
    "other": "Other",
}  # fmt: skip


def capital_by_organisation_table(found: Gathered) -> Table:
    """Return capital of the system and of each body by kind, and against the envelope."""
    there = {key for entry in found.entries for key in entry.figures}
    silent = {key: title for key, title in KINDS.items() if key not in there}
    return drawn(
        found,
        (TITLE, _sentence(found)),
        columns=[
            words("organisation", "Organisation"),
            *(money(key, title) for key, title in KINDS.items()),
            money("total", "Total CDEL"),
            money("envelope", "Envelope"),
            money("headroom", "Commitment against the envelope", sign=Sign.UNDER),
            money("ytd", "Operational YTD"),
            money("forecast", "Operational forecast"),
        ],
        silent=tuple(silent),
        notes=(
            "The envelope is the system's, for operational capital; a body has none.",
            *(
                [f"Not returned, and so not available: {listed(silent.values())}."]
                if silent
                else []
            ),
        ),
    )


def _sentence(found: Gathered) -> str:
    first = found.entries[0].figures
    told = f"{whose(found)} plans capital of {said(first['total'])}"
    headroom = first["headroom"]
    if not isinstance(headroom, Figure):
        return f"{told}, {said(first['operational'])} of it operational."
    if not headroom.value:
        return f"{told}; operational capital is exactly its envelope of {said(first['envelope'])}."
    size = said(headroom if headroom.value > 0 else -headroom)
    side = "below" if headroom.value > 0 else "above"
    return (
        f"{told}; operational capital is {size} {side} its envelope of {said(first['envelope'])}."
    )
