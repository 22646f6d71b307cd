"""What do both sides say of this contract, and can they name one value?"""

from typing import Any, ClassVar

from django import forms
from django.urls import reverse

from equipoise.reports.pages.pair import pair_page
from equipoise.rules.balance import PairKey
from equipoise.units import Pence
from equipoise.usecases.agree import agree
from equipoise.usecases.decisions import DecisionStatus
from equipoise.usecases.dispute import dispute, withdraw
from equipoise.usecases.match import match
from equipoise.web.fields import NothingForm, ReasonForm, ThousandsField
from equipoise.web.screen import Done, Screen, Shown
from equipoise.web.visit import Visit


class AgreeForm(forms.Form):
    """One value for the year, which both sides must name."""

    value = ThousandsField(label="Value for the year that your side can sign")


class PairScreen(Screen):
    """One contract, seen alike by both its sides."""

    verb = "match"
    template = "equipoise/pair.jinja"
    forms: ClassVar = {"agree": AgreeForm, "dispute": ReasonForm, "withdraw": NothingForm}

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return both values, and what either side may do."""
        system = visit.looking_at(named["system"])
        key = PairKey(named["commissioner"], named["provider"])
        outcome = match(visit.round, system, by=visit.actor, on=visit.today)
        page = pair_page(outcome, key)
        found = outcome.result
        stand, own = found.agreeing.get(key), visit.actor.organisation in key
        waits = stand.waits_for if stand is not None else ()
        offered = stand is not None and stand.status is DecisionStatus.OFFERED
        return Shown(
            page=page,
            outcome=outcome,
            command=f"equipoise match {system}",
            basis=f"Plans as signed now, round {visit.round.year}, full year",
            trail=(("Does it add up?", reverse("match", args=[system])),),
            more={
                "may_agree": own and visit.may("agree", visit.actor.organisation),
                "may_dispute": own and visit.may("dispute", visit.actor.organisation),
                "disputed": key in found.disputes,
                "to_confirm": offered and visit.actor.organisation in waits,
                "to_sign": waits if stand is not None and not offered else (),
            },
        )

    def act_agree(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Name a value, or confirm the one the other side named."""
        sides = named["commissioner"], named["provider"]
        stand = agree(
            visit.round, *sides, value=Pence(sent["value"]), by=visit.actor, now=visit.now
        ).result
        words = (
            f"{stand.name} is offered: the other side can confirm it."
            if stand.status is DecisionStatus.OFFERED
            else f"{stand.name}: both sides have named it. Bodies whose plan changes sign again."
        )
        return Done(words=words, to=visit.request.path)

    def act_dispute(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Say that the value is not accepted."""
        key = PairKey(named["commissioner"], named["provider"])
        dispute(visit.round, key, reason=sent["reason"], by=visit.actor, now=visit.now)
        return Done(words="The contract is disputed.", to=visit.request.path)

    def act_withdraw(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Take the dispute back."""
        del sent
        key = PairKey(named["commissioner"], named["provider"])
        withdraw(visit.round, key, by=visit.actor, now=visit.now)
        return Done(words="The dispute is withdrawn.", to=visit.request.path)
