"""Who has returned what, and what stands in the way?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.forms import BaseForm
from django.urls import reverse

from equipoise.reports.pages.collection import board_page
from equipoise.usecases.accept import accept
from equipoise.usecases.answer_waiver import answer_waiver
from equipoise.usecases.collate import collate
from equipoise.usecases.collect import Board, collect
from equipoise.usecases.list_waivers import list_waivers
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.remind import remind
from equipoise.usecases.waivers import WaiverStand, WaiverStatus
from equipoise.web.fields import NothingForm, offer
from equipoise.web.links import to_return
from equipoise.web.mail import send_reminders
from equipoise.web.screen import Done, Screen, Shown
from equipoise.web.visit import Visit

ANSWERS = (WaiverStatus.APPROVED, WaiverStatus.REFUSED)


class BodiesForm(forms.Form):
    """Which bodies; one, several or all."""

    bodies = forms.MultipleChoiceField(
        label="Bodies",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one body"},
    )

    def __init__(self, *args: Any, bodies: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self.fields["bodies"], ((code, code) for code in bodies))


class WaiverForm(forms.Form):
    """An answer to a waiver that somebody asked for."""

    waiver = forms.ChoiceField(label="Waiver")
    answer = forms.ChoiceField(
        label="Your answer",
        choices=[(str(one), "Approve it" if one is ANSWERS[0] else "Refuse it") for one in ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer"},
    )
    reason = forms.CharField(label="Why, in a sentence", required=False)

    def __init__(self, *args: Any, asked: tuple[WaiverStand, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        told = {
            one.name: f"{one.row.organisation}, {one.row.code}: {one.row.reason}" for one in asked
        }
        offer(self.fields["waiver"], ((name, f"{name}: {words}") for name, words in told.items()))


class CollectScreen(Screen):
    """The collection board of a system, and what its lead does with it."""

    verb = "collect"
    template = "equipoise/collect.jinja"
    forms: ClassVar = {
        "accept": BodiesForm,
        "remind": BodiesForm,
        "waiver": WaiverForm,
        "collate": NothingForm,
    }

    @cached_property
    def board(self) -> Outcome[Board]:
        """The board."""
        visit = Visit.of(self.request)
        system = visit.looking_at(str(self.kwargs["system"]))
        return collect(visit.round, system, by=visit.actor, on=visit.today)

    @cached_property
    def asked(self) -> tuple[WaiverStand, ...]:
        """The waivers of members that wait for an answer."""
        visit = Visit.of(self.request)
        found = list_waivers(visit.round, by=visit.actor, on=visit.today).result.stands
        return tuple(
            one
            for one in found
            if one.row.organisation in self.board.result.organisations
            and one.status(visit.today) is WaiverStatus.ASKED
        )

    def form(self, name: str, visit: Visit, *, data: Mapping[str, Any] | None = None) -> BaseForm:
        """Return a form, with the bodies or the waivers it can be about."""
        board = self.board.result
        if name == "accept":
            signed = board.to_accept
            return BodiesForm(data, bodies=signed, initial={"bodies": signed}, prefix=name)
        if name == "remind":
            late = board.to_remind
            return BodiesForm(data, bodies=late, initial={"bodies": late}, prefix=name)
        if name == "waiver":
            return WaiverForm(data, asked=self.asked, prefix=name)
        return super().form(name, visit, data=data)

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the board."""
        system = str(named["system"])
        board = self.board.result
        links = {("organisation", code): to_return(code) for code in board.organisations}
        return Shown(
            page=board_page(self.board),
            outcome=self.board,
            command=f"equipoise collect {system}",
            basis=f"Round {visit.round.year}, {system}",
            links=links,
            more={
                "board": board,
                "asked": self.asked,
                "may": {
                    verb: visit.may(verb, system)
                    for verb in ("accept", "remind", "collate", "waiver_approve")
                },
                "system": system,
            },
        )

    def act_accept(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Accept what these bodies have signed."""
        bodies = tuple(sent["bodies"])
        accept(visit.round, bodies, by=visit.actor, now=visit.now)
        return Done(words=f"Accepted: {', '.join(bodies)}.", to=self._here(named))

    def act_remind(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Remind these bodies, on record and by email."""
        outcome = remind(
            visit.round,
            str(named["system"]),
            organisations=tuple(sent["bodies"]),
            by=visit.actor,
            now=visit.now,
        )
        sent_to = send_reminders(outcome.result, visit.round.year, sender=visit.actor.person)
        told = f"{sent_to} by email" if sent_to else "they see it on their home page"
        words = ", ".join(each.organisation for each in outcome.result)
        return Done(words=f"Reminded: {words}; {told}.", to=self._here(named))

    def act_waiver(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Approve or refuse a waiver."""
        outcome = answer_waiver(
            visit.round,
            sent["waiver"],
            answer=WaiverStatus(sent["answer"]),
            by=visit.actor,
            now=visit.now,
            reason=sent["reason"],
        )
        words = f"{outcome.result.name} is {outcome.result.status(visit.today).lower()}."
        return Done(words=words, to=self._here(named))

    def act_collate(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Collate the next version, and lead to what it comes to."""
        del sent
        system = str(named["system"])
        outcome = collate(visit.round, system, by=visit.actor, now=visit.now)
        number = (outcome.result.ref.pin or "v0")[1:]
        return Done(
            words=f"Version {number} is collated.",
            to=f"{reverse('plan', args=[system])}?version=v{number}",
        )

    def _here(self, named: Mapping[str, Any]) -> str:
        return reverse("collect", args=[named["system"]])
