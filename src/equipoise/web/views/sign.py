"""What waits for a signature of this body, and what would be signed?"""

from typing import Any, ClassVar

from django.urls import reverse

from equipoise.reports.pages.signing_page import signing_page
from equipoise.usecases.signing import signing
from equipoise.usecases.signoff import signoff
from equipoise.web.fields import NothingForm
from equipoise.web.screen import Done, Screen, Shown
from equipoise.web.visit import Visit


class SignScreen(Screen):
    """Every part that waits for the body's approver, handed in or made by a decision."""

    verb = "signing"
    template = "equipoise/sign.jinja"
    forms: ClassVar = {"sign": NothingForm}

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return what waits, and whether this person may sign it."""
        code = named["organisation"]
        outcome = signing(visit.round, code, by=visit.actor, on=visit.today)
        unsigned = outcome.result.unsigned
        prepared = any(visit.actor.person in one.prepared_by for one in unsigned)
        return Shown(
            page=signing_page(outcome, visit.round.year),
            outcome=outcome,
            command=f"equipoise signoff {code}",
            basis=f"Round {visit.round.year}, {code}",
            more={
                "may_sign": bool(unsigned) and visit.may("signoff", code),
                "prepared": prepared,
                "organisation": code,
            },
        )

    def act_sign(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Sign off everything that waits."""
        del sent
        code = named["organisation"]
        signoff(visit.round, code, by=visit.actor, now=visit.now)
        return Done(words="", to=reverse("return-done", args=[code]))
