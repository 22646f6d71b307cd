"""What is in a body's return, and what is wrong with it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django.forms import BaseForm

from equipoise.findings import Finding, Severity, WaiverKind
from equipoise.reports.pages.returning import preview_page, review_page
from equipoise.usecases.comment import Remark, comment
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.send_back import send_back
from equipoise.usecases.submit import Cover, submit
from equipoise.usecases.waive import Request, waive
from equipoise.web.fields import NothingForm
from equipoise.web.found import faults_in, listing
from equipoise.web.links import to_return
from equipoise.web.of_return import OfReturn
from equipoise.web.screen import Done, Shown
from equipoise.web.views.returning_forms import (
    ExplainForm,
    PartForm,
    PasteForm,
    UploadForm,
    WaiveForm,
)
from equipoise.web.visit import Visit

OF_PARTS = ("comment", "send_back")
"""Forms about a line of one part."""


class ReturnScreen(OfReturn):
    """A body's return: what was handed in, or the file that somebody works on before that."""

    template = "equipoise/returning.jinja"
    forms: ClassVar = {
        "upload": UploadForm,
        "paste": PasteForm,
        "explain": ExplainForm,
        "keep": NothingForm,
        "discard": NothingForm,
        "resume": NothingForm,
        "comment": PartForm,
        "send_back": PartForm,
        "waive": WaiveForm,
    }

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found in the file at hand, or else in the return."""
        return self.shelf.checked.findings if self.shelf.row else self.reviewed.findings

    def form(self, name: str, visit: Visit, *, data: Mapping[str, Any] | None = None) -> BaseForm:
        """Return a form, with what it can be about."""
        files = self.request.FILES if data is not None else None
        if name in OF_PARTS:
            parts = [line.part for line in self.reviewed.result.lines if line.version]
            return PartForm(data, parts=parts, prefix=name)
        if name == "explain":
            asked = [one for one in self.findings if one.severity is Severity.EXPLAIN]
            given = self.shelf.explanations
            return ExplainForm(data, findings=asked, initial=given, prefix=name)
        if name == "waive":
            grave = [one for one in self.reviewed.findings if one.severity is not Severity.NOTE]
            return WaiveForm(data, findings=grave, prefix=name)
        del visit
        return self.forms[name](data, files, prefix=name)

    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return the return as it stands, and what was found in the file at hand."""
        del named
        reviewed, shelf = self.reviewed, self.shelf
        page = review_page(reviewed, visit.round.year)
        outcome: Outcome[Any] = reviewed
        command = f"equipoise review {self.organisation}"
        if shelf.row is not None:
            outcome = shelf.checked
            checked = preview_page(shelf.checked, visit.round.year)
            page = replace(checked, alerts=page.alerts)
            command = f"equipoise check FILE --org {self.organisation}"
        return Shown(
            page=page,
            outcome=outcome,
            command=command,
            basis=f"Round {visit.round.year}, {reviewed.result.name} ({self.organisation})",
            faults=faults_in(self.findings, self.organisation),
            more={
                "review": reviewed.result,
                "held": shelf.row,
                "checked": shelf.checked.result if shelf.row else None,
                "found": listing(self.findings, self.organisation),
                "explanations": shelf.explanations or reviewed.result.explanations,
                "may": {verb: visit.may(verb, self.organisation)
                        for verb in ("submit", "signoff", "comment", "send_back", "waive")},
                "organisation": self.organisation,
            },
        )  # fmt: skip

    def act_upload(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Keep a workbook for the person alone; the page then says what is wrong with it."""
        self.demand_submit(visit)
        self.shelf.keep(sent["file"], sent["file"].name, mapping=sent["mapping"])
        return Done(words="", to=to_return(named["organisation"]))

    def act_paste(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Keep a list that was pasted, as a file is kept."""
        self.demand_submit(visit)
        self.shelf.keep_text(sent["lines"], sent["mapping"])
        return Done(words="", to=to_return(named["organisation"]))

    def act_explain(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Keep the sentences, to be submitted with the file."""
        del visit
        given = {code: words.strip() for code, words in sent.items() if words.strip()}
        self.shelf.explain(given)
        return Done(words="Your explanations are saved.", to=to_return(named["organisation"]))

    def act_keep(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Hand the file in as a draft, which its body and its system see."""
        del sent
        with self.shelf.file() as given:
            outcome = submit(
                visit.round,
                given,
                self.organisation,
                by=visit.actor,
                now=visit.now,
                cover=Cover(explanations=self.shelf.explanations),
            )
        self.shelf.clear()
        words = "Saved as a draft that your system lead can see."
        if not outcome.result.blocked:
            words = "Submitted: nothing stood in the way."
        return Done(words=words, to=to_return(named["organisation"]))

    def act_discard(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Put the file away."""
        del visit, sent
        self.shelf.clear()
        return Done(words="The file is put away.", to=to_return(named["organisation"]))

    def act_resume(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Take up the file of the version that counts, to explain what was found in it."""
        del sent
        self.demand_submit(visit)
        found = self.reviewed.result
        mending = [line.part for line in found.to_mend]
        whose = [one for one in found.counting if one.part in mending]
        if whose:
            self.shelf.keep_stored(whose[0].file, whose[0].file_name)
            self.shelf.explain(dict(found.explanations))
        return Done(words="", to=to_return(named["organisation"]))

    def act_comment(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Say something on a line."""
        remark = Remark(part=sent["part"], line=sent["line"], text=sent["text"])
        comment(visit.round, named["organisation"], remark=remark, by=visit.actor, now=visit.now,
        )  # fmt: skip
        return Done(words="Your comment is on the line.", to=to_return(named["organisation"]))

    def act_send_back(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Return a part to its body, with a comment on a line."""
        send_back(
            visit.round, named["organisation"], sent["part"],
            line=sent["line"], comment=sent["text"], by=visit.actor, now=visit.now,
        )  # fmt: skip
        words = f"{named['organisation']} {sent['part']} is returned, with your comment."
        return Done(words=words, to=to_return(named["organisation"]))

    def act_waive(self, visit: Visit, sent: dict[str, Any], **named: Any) -> Done:
        """Ask that a finding may stand for a while."""
        code, _, place = sent["finding"].partition(" ")
        request = Request(
            code=code,
            place=place,
            kind=WaiverKind(sent["kind"]),
            reason=sent["reason"],
            until=sent["until"],
        )
        outcome = waive(
            visit.round, named["organisation"], request=request, by=visit.actor, now=visit.now
        )
        words = f"Waiver {outcome.result.name} is asked for. Your system lead answers it."
        return Done(words=words, to=to_return(named["organisation"]))
