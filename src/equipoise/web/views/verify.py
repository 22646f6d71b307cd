"""Was anything altered since it was written?"""

from typing import Any

from equipoise.reports.pages.verification import verification_page
from equipoise.usecases.verify import verify
from equipoise.web.screen import Screen, Shown
from equipoise.web.visit import Visit


class VerifyScreen(Screen):
    """Every file, event and version hashed again; `?receipt=` proves the chain up to it."""

    verb = "verify"
    template = "equipoise/verify.jinja"

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return what was read again, and whatever is not as it was written."""
        del named
        receipt = visit.request.GET.get("receipt") or None
        outcome = verify(visit.round, by=visit.actor, on=visit.today, receipt=receipt)
        told = f" --receipt {receipt}" if receipt else ""
        return Shown(
            page=verification_page(outcome),
            outcome=outcome,
            command=f"equipoise verify{told}",
            basis=f"Round {visit.round.year}",
            more={"receipt": receipt or ""},
        )
