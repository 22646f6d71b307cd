"""What is earned or repaid for elective care, and what did the change of rules do?"""

from datetime import date
from typing import Any

from django.urls import reverse

from equipoise.reports.display import day
from equipoise.reports.pages.payments_page import payments_page
from equipoise.usecases.lodge_file import FileKind
from equipoise.usecases.payments import payments
from equipoise.usecases.refusals import UnknownError
from equipoise.web.lodging import LodgingScreen
from equipoise.web.screen import Shown, nothing_yet
from equipoise.web.visit import Visit


class PaymentsScreen(LodgingScreen):
    """Elective money (T15) from the file on record, by the rules of today or of `?known=`."""

    verb = "payments"
    template = "equipoise/payments.jinja"
    kind = FileKind.ELECTIVE

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the adjustment, and whose the gain of the last change is."""
        system = visit.looking_at(named["system"])
        known = day_asked(visit)
        frame: dict[str, Any] = {
            "command": f"equipoise payments {system}{f' --known {known}' if known else ''}",
            "trail": (("The plan", reverse("plan", args=[system])),),
        }
        may_lodge = visit.may("lodge_file", system)
        try:
            outcome = payments(visit.round, system, by=visit.actor, on=visit.today, known=known)
        except UnknownError:
            page, nothing = nothing_yet(
                "Payments and elective recovery",
                f"No elective care of {system} is on record yet: its lead lodges a file of it.",
            )
            return Shown(page=page, outcome=nothing, more={"may_lodge": may_lodge}, **frame)
        found = outcome.result
        return Shown(
            page=payments_page(outcome),
            outcome=outcome,
            basis=f"By the rules known on {day(found.known_on)}, {visit.round.year}, {system}",
            more={
                "may_lodge": may_lodge,
                "published": [
                    (each.isoformat(), f"first known on {day(each)}") for each in found.published
                ],
                "known": found.known_on.isoformat(),
            },
            **frame,
        )


def day_asked(visit: Visit) -> date | None:
    """Return the day that the address names with `?known=`.

    Raises: UnknownError for what is no day.
    """
    text = visit.request.GET.get("known", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UnknownError("day", text) from error
