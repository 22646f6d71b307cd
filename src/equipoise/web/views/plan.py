"""What does this version of the plan come to, and may it be agreed?"""

from typing import Any, ClassVar

from django.urls import reverse

from equipoise.reports.pages.plan_standing import before_locking, plan_page
from equipoise.usecases.approve import approve
from equipoise.usecases.lock import lock
from equipoise.usecases.plan import Standing, plan
from equipoise.usecases.reopen import reopen
from equipoise.usecases.send import send
from equipoise.web.fields import NothingForm, ReasonForm, SeenForm, SureForm
from equipoise.web.screen import Done, Screen, Shown
from equipoise.web.versions import version_asked
from equipoise.web.visit import Visit


class PlanScreen(Screen):
    """A version of a system's plan: the latest, or the one named in `?version=`."""

    verb = "plan"
    template = "equipoise/plan.jinja"
    forms: ClassVar = {
        "approve": SeenForm,
        "lock": SureForm,
        "send": NothingForm,
        "reopen": ReasonForm,
    }

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the version, with what the person may do with it."""
        system = visit.looking_at(named["system"])
        asked = version_asked(visit, "version")
        outcome = plan(visit.round, system, by=visit.actor, on=visit.today, version=asked)
        found = outcome.result
        self.number = found.number
        return Shown(
            page=plan_page(outcome),
            outcome=outcome,
            command=f"equipoise plan {system} --version v{found.number}",
            basis=f"Version {found.number}, round {visit.round.year}, full year",
            more={
                "standing": found,
                "known": before_locking(outcome),
                "may": self._acts(visit, found, system),
                "system": system,
                "versions": tuple(range(1, found.latest + 1)),
            },
        )

    def form(self, name: str, visit: Visit, *, data: Any = None) -> Any:
        """Return a form that names the version somebody looks at."""
        made = super().form(name, visit, data=data)
        if "version" in made.fields:
            made.fields["version"].initial = getattr(self, "number", None)
        return made

    def act_approve(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Record that the person's board approves the version they see."""
        del named
        body = visit.actor.organisation
        approve(visit.round, body, version=sent["version"], by=visit.actor, now=visit.now)
        words = f"The approval of version {sent['version']} by the board of {body} is on record."
        return Done(words=words, to=visit.request.path)

    def act_lock(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Agree the plan and lock the version they see."""
        found = lock(
            visit.round,
            named["system"],
            version=sent["version"],
            by=visit.actor,
            now=visit.now,
        ).result
        return Done(words=f"Version {sent['version']} is locked: {found.status}.", to=self._here())

    def act_send(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Submit the locked version to the region."""
        del sent
        found = send(visit.round, named["system"], by=visit.actor, now=visit.now).result
        words = f"Submitted to region. Reference {found.ref}. Receipt {found.receipt}."
        return Done(words=words, to=self._here())

    def act_reopen(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Start the next version of a locked plan."""
        found = reopen(
            visit.round, named["system"], by=visit.actor, now=visit.now, reason=sent["reason"]
        ).result
        return Done(words=f"{found.pin} is started: everything carries over.", to=self._here())

    def _here(self) -> str:
        return reverse("plan", args=[self.kwargs["system"]])

    def _acts(self, visit: Visit, found: Standing, system: str) -> frozenset[str]:
        """Return what may be done by this person with this version as it stands."""
        own = visit.actor.organisation
        sent = any(receipt.verb == "send" for receipt in found.receipts)
        open_now = found.is_latest and not found.locked
        possible = {
            "approve": open_now and own in found.unapproved and visit.may("approve", own),
            "lock": open_now and visit.may("lock", system),
            "send": found.locked and not sent and visit.may("send", system),
            "reopen": found.locked and visit.may("reopen", system),
        }
        return frozenset(verb for verb, is_so in possible.items() if is_so)
