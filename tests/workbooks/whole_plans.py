"""Plans with an amount in every line of every part, for a body of each kind."""

from __future__ import annotations

from typing import Final

from equipoise.register import Measure
from equipoise.sheets import Content, Identity, Item, Line, parts_of
from tests.workbooks.planting import CHART, item

PARTNERS: Final = {"ZR1": "Northmere University Hospitals", "ZR3": "Northmere Partnership"}
FOUND: Final = {"status": "Opportunity", "risk": "High", "owner": "Board", "category": "Pay"}
ITEMS: Final = (
    item("S1", "Estate", "scheme", recurrent="Non-recurrent", **FOUND),
    item("S2", "Beds", "scheme", recurrent="Recurrent", **FOUND),
    item("S1", "Estate", "signoff", impact="None", assessor="A. Clinician"),
    item("R1", "Winter", "risk", owner="Board", trend="Rising"),
    item("R2", "Energy", "risk", owner="Board", trend="Falling"),
    item("P1", "Ward", "project", funding="Operational"),
    item("P2", "Lease", "project", funding="Leases"),
    item("summary", "System summary", "chapter", text="A plan of every part."),
)
FED: Final = {
    "efficiency.non_recurrent": ("S1",),
    "efficiency.recurrent": ("S2",),
    "capital.operational": ("P1",),
    "capital.leases": ("P2",),
    "service line": ("Renal dialysis", "Transplants"),
    "risk": ("R1", "R2"),
}
"""Which items have an amount, by their measure or by the word for them."""


def lines_of(measure: Measure) -> list[Line]:
    """Return lines of a measure: with two counterparties, of two items, or by itself."""
    partners = list(PARTNERS) if measure.counterparty else [None]
    refs = FED.get(measure.code, FED.get(measure.item, ())) if measure.item else ("",)
    return [(measure.code, partner, ref) for partner in partners for ref in refs]


def whole(identity: Identity) -> Content:
    """Return an amount in every line of every part, each another one, for all years and last."""
    values: dict[Line, list[int]] = {}
    for measure in CHART.lines:
        if identity.kind in measure.kinds and measure.entered:
            for line in lines_of(measure):
                first = 9_000_000 + 13_000 * len(values)
                months = range(1 if measure.annual else 12)
                values[line] = [first + 1_000 * month for month in months]
    words = {measure.code: measure.item for measure in CHART.lines}
    prior = {line: 500_000 + 1_000 * place for place, line in enumerate(values)
             if words[line[0]] in ("", "service line")}  # fmt: skip
    later = {line: [700_000 + 3_000 * place, 800_000 + 7_000 * place][: identity.years - 1]
             for place, line in enumerate(values) if words[line[0]] != "risk"}  # fmt: skip
    parts = parts_of(identity.kind)
    items: tuple[Item, ...] = ITEMS if "narrative" in parts else ()
    return Content(values=values, later=later, prior=prior, items=items, counterparties=PARTNERS)
