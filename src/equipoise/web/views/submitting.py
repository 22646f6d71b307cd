"""Is this what you mean to send off?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.forms import BaseForm
from django.urls import reverse

from equipoise.reports.pages.page import counted, million
from equipoise.reports.pages.returning import explained_tables, preview_page, review_page
from equipoise.usecases.candidate import candidate
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.review import Review, review
from equipoise.usecases.submit import Cover, submit
from equipoise.web.fields import offer
from equipoise.web.links import to_return
from equipoise.web.of_return import OfReturn
from equipoise.web.screen import Done, InterruptionError, Screen, Shown
from equipoise.web.visit import Visit
from equipoise.workings import Reference

DECLARED = {"required": "Confirm the declaration"}


class SubmitForm(forms.Form):
    """What is declared with a return when it is submitted."""

    note = forms.CharField(
        label="What changed, in a sentence",
        help_text="Your system lead reads it beside the return",
        required=False,
    )
    declared = forms.BooleanField(
        label="These are the figures that my organisation plans", error_messages=DECLARED
    )


class CandidateForm(forms.Form):
    """Which version of a part is to count."""

    version = forms.ChoiceField(label="Version that is to count")

    def __init__(self, *args: Any, found: Review, **options: Any) -> None:
        super().__init__(*args, **options)
        others = [one for one in found.history if not one.counts]
        offer(
            self.fields["version"],
            ((str(one.ref), f"{one.part} v{one.number}, {one.file_name}") for one in others),
        )


class SubmitScreen(OfReturn):
    """A return before it goes off: its figures with the last version beside."""

    template = "equipoise/submitting.jinja"
    forms: ClassVar = {"submit": SubmitForm, "candidate": CandidateForm}

    def form(self, name: str, visit: Visit, *, data: Mapping[str, Any] | None = None) -> BaseForm:
        """Return a form, with the versions it is about."""
        if name == "candidate":
            return CandidateForm(data, found=self.reviewed.result, prefix=name)
        return super().form(name, visit, data=data)

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the file at hand as it would go off, or else the return as it stands."""
        del named
        found, shelf = self.reviewed.result, self.shelf
        outcome: Outcome[Any] = self.reviewed
        if shelf.row is not None:
            outcome = shelf.checked
            page = preview_page(shelf.checked, visit.round.year)
            told = explained_tables(shelf.explanations.items())
            page = replace(page, title="Check your answers", tables=(*page.tables, *told))
            command = f"equipoise submit FILE --org {self.organisation}"
        else:
            page = review_page(self.reviewed, visit.round.year)
            page = replace(page, title=f"There is no file to submit for {found.name}")
            command = f"equipoise review {self.organisation}"
        return Shown(
            page=page,
            outcome=outcome,
            command=command,
            basis=f"Round {visit.round.year}, {found.name} ({self.organisation})",
            trail=((f"Return of {self.organisation}", to_return(self.organisation)),),
            more={
                "review": found,
                "held": shelf.row,
                "checked": shelf.checked.result if shelf.row else None,
                "may": {
                    verb: visit.may(verb, self.organisation) for verb in ("submit", "candidate")
                },
                "organisation": self.organisation,
            },
        )

    def act_submit(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Submit the file at hand, asking once more where the position moves far."""
        self._refuse_or_ask(visit)
        with self.shelf.file() as given:
            cover = Cover(note=sent["note"], explanations=self.shelf.explanations)
            submit(
                visit.round, given, self.organisation, by=visit.actor, now=visit.now, cover=cover
            )
        self.shelf.clear()
        return Done(words="", to=reverse("return-done", args=[named["organisation"]]))

    def act_candidate(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Choose another version of a part."""
        ref = Reference.parse(sent["version"])
        candidate(
            visit.round,
            named["organisation"],
            part=ref.parts[2],
            number=int((ref.pin or "v0")[1:]),
            by=visit.actor,
            now=visit.now,
        )
        words = f"{ref.parts[2].capitalize()} {ref.pin} counts now. It waits for a signature."
        return Done(words=words, to=visit.request.path)

    def _refuse_or_ask(self, visit: Visit) -> None:
        """Refuse a file that would only become a draft; ask once more about one that moves far."""
        self.demand_submit(visit)
        if self.shelf.row is None:
            raise RefusedError("There is no file to submit.", "Upload it first.")
        found = self.shelf.checked.result
        if found.must_fix:
            raise RefusedError("Something must be fixed first.", "Mend it and upload it again.")
        open_ = found.to_explain(self.shelf.explanations)
        if open_:
            many = counted(len({one.code for one in open_}), "finding has", "findings have")
            raise RefusedError(f"{many} no explanation yet.", "Go back and say why in a sentence.")
        if found.moves_far and not visit.is_confirmed:
            moved = million(found.position_moved or 0)
            raise InterruptionError(
                "Your position moves far",
                (
                    f"The position moves by {moved} from the version that counts now.",
                    "Your system lead is shown what moved.",
                ),
                button="Submit it",
            )


class SubmittedScreen(Screen):
    """What was sent off or signed, and what happens next."""

    verb = "review"
    template = "equipoise/submitted.jinja"

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the return as it stands now."""
        organisation = str(named["organisation"])
        outcome = review(visit.round, organisation, by=visit.actor, on=visit.today)
        found = outcome.result
        page = review_page(outcome, visit.round.year)
        return Shown(
            page=replace(page, title=f"{_word(found)}: {found.name}"),
            outcome=outcome,
            command=f"equipoise review {organisation}",
            trail=((f"Return of {organisation}", to_return(organisation)),),
            more={"review": found, "word": _word(found), "organisation": organisation},
        )


def _word(found: Review) -> str:
    """Return what the return has come to, in a word or two."""
    if found.to_sign:
        return "Submitted"
    return "Saved as a draft" if found.to_mend else "Signed off"
