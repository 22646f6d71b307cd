"""What is still to be found to meet the control total, and what closes it?"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.urls import reverse

from equipoise.reports.pages.climbing import ladder_page
from equipoise.units import FinancialYear, Pence
from equipoise.usecases.close import Action, close, cost_lines
from equipoise.usecases.defer import defer, projects
from equipoise.usecases.ladder import ladder
from equipoise.web.fields import ThousandsField, offer
from equipoise.web.screen import Done, Screen, Shown
from equipoise.web.visit import Visit

LATER_YEARS = 4
"""Into how many later years a project can move: the plan names no more."""
JOIN = " / "
"""Stands between a body and one of its lines in a choice."""


class CloseForm(forms.Form):
    """A saving: on which line of whose, how much, for how long, whose, on what evidence."""

    line = forms.ChoiceField(label="Body and cost line")
    name = forms.CharField(label="What it is, in a few words")
    saving = ThousandsField(label="Saving over the year")
    lasts = forms.ChoiceField(
        label="Does it carry on next year?",
        choices=(("recurrent", "Yes, it is recurrent"), ("one-off", "No, it is one-off")),
        widget=forms.RadioSelect,
    )
    owner = forms.CharField(label="Who answers for it")
    evidence = forms.CharField(label="What it rests on")
    from_month = forms.ChoiceField(
        label="From which month",
        choices=[(n, f"M{n} ({name})") for n, name in enumerate(
            ("April", "May", "June", "July", "August", "September", "October", "November",
             "December", "January", "February", "March"), 1)],
    )  # fmt: skip


class DeferForm(forms.Form):
    """Part of a capital project, moved into a later year."""

    project = forms.ChoiceField(label="Body and project")
    amount = ThousandsField(label="How much moves")
    to = forms.ChoiceField(label="Into which year")


class LadderScreen(Screen):
    """The control total ladder (T10), closing actions and capital moves."""

    verb = "ladder"
    template = "equipoise/ladder.jinja"
    forms: ClassVar = {"close": CloseForm, "defer": DeferForm}

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the rungs of the latest version, and what was proposed since."""
        system = visit.looking_at(named["system"])
        outcome = ladder(visit.round, system, by=visit.actor, on=visit.today)
        rise = outcome.result
        bodies = self._bodies(visit, "close")
        return Shown(
            page=ladder_page(outcome),
            outcome=outcome,
            command=f"equipoise ladder {system}",
            basis=f"Version {rise.plan.pin[1:]} and what is agreed since, round {visit.round.year}",
            trail=(("The plan", reverse("plan", args=[system])),),
            more={
                "may_propose": bool(bodies),
                "system": system,
                "waiting": tuple(
                    dict.fromkeys(
                        code
                        for stand in (*rise.actions, *rise.agreements)
                        for code in stand.waits_for
                    )
                ),
            },
        )

    def form(self, name: str, visit: Visit, *, data: Any = None) -> Any:
        """Return a form whose choices are the lines or projects of the bodies one may speak for."""
        made = super().form(name, visit, data=data)
        if name == "close":
            offer(made.fields["line"], self._lines(visit))
        else:
            offer(made.fields["project"], self._projects(visit))
            first = visit.round.year.starts_in + 1
            years = map(FinancialYear, range(first, first + LATER_YEARS))
            offer(made.fields["to"], [(str(year), str(year)) for year in years])
        return made

    def act_close(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Propose the saving; it counts when its body has signed it."""
        del named
        body, line = sent["line"].split(JOIN)
        action = Action(
            organisation=body,
            name=sent["name"],
            line=line,
            saving_pence=Pence(sent["saving"]),
            is_recurrent=sent["lasts"] == "recurrent",
            owner=sent["owner"],
            evidence=sent["evidence"],
            from_month=int(sent["from_month"]),
        )
        stand = close(visit.round, action, by=visit.actor, now=visit.now).result
        return Done(
            words=f"{stand.name} is proposed. It counts when {body} has signed its return again.",
            to=visit.request.path,
        )

    def act_defer(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Propose the move; it counts when its body has signed it."""
        del named
        body, project = sent["project"].split(JOIN)
        stand = defer(
            visit.round,
            body,
            project,
            amount=Pence(sent["amount"]),
            to=FinancialYear.parse(sent["to"]),
            by=visit.actor,
            now=visit.now,
        ).result
        return Done(
            words=f"{stand.name} is proposed. It counts when {body} has signed its return again.",
            to=visit.request.path,
        )

    def _bodies(self, visit: Visit, verb: str) -> list[str]:
        members = visit.round.members(self.kwargs["system"])
        return [code for code in sorted(members) if visit.may(verb, code)]

    def _projects(self, visit: Visit) -> Iterator[tuple[str, str]]:
        bodies = self._bodies(visit, "defer")
        for (body, ref), words in projects(visit.round, self.kwargs["system"]).items():
            if body in bodies:
                yield f"{body}{JOIN}{ref}", f"{body}: {words}"

    def _lines(self, visit: Visit) -> Iterator[tuple[str, str]]:
        for body in self._bodies(visit, "close"):
            for measure in cost_lines(visit.round, body):
                yield f"{body}{JOIN}{measure.code}", f"{body}: {measure.title}"
