"""Where does the money come from, and who may spend it?"""

from typing import Any, ClassVar

from django import forms
from django.urls import reverse

from equipoise.reports.pages.delegations import delegations_page
from equipoise.reports.pages.place_sheets import place_sheet_page
from equipoise.reports.pages.pots import pot_page, told
from equipoise.usecases.place_sheet import place_sheet
from equipoise.usecases.pot import pot
from equipoise.usecases.pot_add import pot_add
from equipoise.usecases.pot_answer import pot_answer
from equipoise.usecases.pot_waiting import pot_waiting
from equipoise.usecases.refusals import RefusedError
from equipoise.web.fields import AnswerForm, offer
from equipoise.web.screen import Done, Screen, Shown, nothing_yet
from equipoise.web.uploads import on_disk
from equipoise.web.visit import Visit


class LinesForm(forms.Form):
    """Lines of the pot, from a file, and why."""

    file = forms.FileField(label="File of lines", help_text="A csv, in £000")
    reason = forms.CharField(label="Why", help_text="It stays on record")


class PotScreen(Screen):
    """The pot of a system (T19): its sources, its uses, the decisions about it."""

    verb = "pot"
    template = "equipoise/pot.jinja"
    forms: ClassVar = {"lines": LinesForm, "decide": AnswerForm}

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the pot at the end of the year, as known today."""
        system = visit.looking_at(named["system"])
        frame: dict[str, Any] = {"command": f"equipoise pot {system}"}
        more = {
            "may_add": visit.may("pot_add", system),
            "waiting": self._mine(visit),
            "system": system,
        }
        try:
            outcome = pot(visit.round, system, by=visit.actor, on=visit.today)
        except RefusedError as error:
            page, nothing = nothing_yet(f"The pot of {system}", error.reason)
            return Shown(page=page, outcome=nothing, more=more, **frame)
        found = outcome.result.pot
        return Shown(
            page=pot_page(outcome),
            outcome=outcome,
            basis=f"As at {found.as_at}, as known on {found.known}; {visit.round.year}",
            more={**more, "has_pot": True},
            **frame,
        )

    def form(self, name: str, visit: Visit, *, data: Any = None) -> Any:
        """Return a form; of answers, over the decisions that wait for the person."""
        made = super().form(name, visit, data=data)
        if name == "decide":
            offer(made.fields["decision"], self._mine(visit))
        return made

    def act_lines(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Add lines to the pot from a file."""
        with on_disk(sent["file"]) as path:
            outcome = pot_add(
                visit.round,
                named["system"],
                path=path,
                reason=sent["reason"],
                by=visit.actor,
                now=visit.now,
            )
        if not outcome.result.acts:
            wrong = " ".join(f"{found.place}: {found.message}" for found in outcome.findings)
            raise RefusedError(f"No line was added. {wrong}", "Put the file right.")
        return Done(words="The lines are on record.", to=visit.request.path)

    def act_decide(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Say yes or no for the party one speaks for."""
        del named
        act = pot_answer(
            visit.round,
            sent["decision"],
            answer=sent["answer"],
            reason=sent["reason"],
            by=visit.actor,
            now=visit.now,
        ).result
        return Done(words=f"{act.name} is {act.status.lower()}.", to=visit.request.path)

    def _mine(self, visit: Visit) -> list[tuple[str, str]]:
        """Return the decisions that wait for the person, each with what it is."""
        system = self.kwargs["system"]
        steps = pot_waiting(visit.round, system, by=visit.actor, on=visit.today)
        return [
            (step.act.name, f"{step.act.name}: {told(step.act)}") for step in steps if step.is_yours
        ]


class DelegationsScreen(Screen):
    """What is delegated, to whom, on which terms, and what was spent of it."""

    verb = "delegate"

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the delegations of a system."""
        system = visit.looking_at(named["system"])
        outcome = pot(visit.round, system, by=visit.actor, on=visit.today)
        return Shown(
            page=delegations_page(outcome),
            outcome=outcome,
            command=f"equipoise delegate {system}",
            basis=f"As known on {outcome.result.pot.known}; {visit.round.year}",
            trail=(("The pot", reverse("pot", args=[system])),),
        )


class PlacesScreen(Screen):
    """Need beside spend by place (T21), or the sheet of one place in plain words."""

    verb = "place_sheet"

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the place sheet; with `?place=` only the words about that place."""
        system = visit.looking_at(named["system"])
        outcome = place_sheet(visit.round, system, by=visit.actor, on=visit.today)
        asked = visit.request.GET.get("place")
        place = asked if asked in outcome.result.rows else None
        return Shown(
            page=place_sheet_page(outcome, place),
            outcome=outcome,
            command=f"equipoise delegate sheet {system}{f' --place {place}' if place else ''}",
            basis=f"Round {visit.round.year}, {system}",
            trail=(("The pot", reverse("pot", args=[system])),),
        )
