"""A screen: one question, answered by a use case as a page; acts on it are forms of their own.

A class of `Screen` names its address's question; `show` asks one use case and returns what stands
on the page, and for each form named in `forms` a method `act_<name>` does what it asks for.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views import View

from equipoise.reports.pages.page import Page
from equipoise.usecases.errors import REFUSED, WRONG
from equipoise.usecases.outcome import Outcome
from equipoise.web.faults import Fault, faults_of
from equipoise.web.files import answered
from equipoise.web.showing import Links, laid_out
from equipoise.web.visit import Visit

SEE_OTHER: Final = 303
CONFLICT: Final = 409
UNPROCESSABLE: Final = 422


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What stands on a screen: the page of a use case, and what frames it.

    `basis` is the basis bar: version, day, unit, with or without support. `command` is the
    command line that gives the same page. `more` is what the screen's own template asks for.
    `links` say where words in columns lead; `faults` are what is wrong with what is shown.
    """

    page: Page
    outcome: Outcome[Any]
    command: str
    basis: str = ""
    trail: tuple[tuple[str, str], ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    links: Links = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Done:
    """What an act came to: a sentence for the top of the next page, if any, and where that is."""

    words: str
    to: str


def nothing_yet(title: str, words: str) -> tuple[Page, Outcome[None]]:
    """Return a page for what is not there yet: it says so, and what would bring it."""
    return Page(title=title, sentences=(words,)), Outcome(result=None)


class InterruptionError(Exception):
    """An act is asked about once more before it is done: what it is, what to know of it first.

    `visit.is_confirmed` says that it was asked, and the answer was yes.
    """

    def __init__(self, title: str, points: tuple[str, ...], *, button: str) -> None:
        super().__init__(title)
        self.title, self.points, self.button = title, points, button


class Screen(View, ABC):
    """One of the product's screens; see the module."""

    template: ClassVar[str] = "equipoise/screen.jinja"
    verb: ClassVar[str] = ""
    forms: ClassVar[Mapping[str, type[BaseForm]]] = {}

    @abstractmethod
    def show(self, visit: Visit, **named: Any) -> Shown:
        """Return what stands on the page."""

    def form(self, name: str, visit: Visit, *, data: Mapping[str, Any] | None = None) -> BaseForm:
        """Return one form, filled in with what was sent; a screen may say what it starts with."""
        del visit
        files = self.request.FILES if data is not None else None
        return self.forms[name](data, files, prefix=name)

    def get(self, request: HttpRequest, **named: Any) -> HttpResponseBase:
        """Answer with the page, or with its tables as a file."""
        visit = Visit.of(request)
        shown = self.show(visit, **named)
        file = answered(visit, shown.page, outcome=shown.outcome, verb=self.verb)
        return file if file is not None else self._page(visit, shown)

    def post(self, request: HttpRequest, **named: Any) -> HttpResponse:
        """Do what the form asks, and lead on; or show the page again with what is wrong."""
        visit = Visit.of(request)
        name = request.POST.get("act", "")
        if name not in self.forms:
            return HttpResponse("No such act.", status=400, content_type="text/plain")
        asked = self.form(name, visit, data=request.POST)
        if not asked.is_valid():
            return self._again(visit, asked, faults_of(asked), named=named)
        act: Callable[..., Done] = getattr(self, f"act_{name}")
        try:
            done = act(visit, asked.cleaned_data, **named)
        except InterruptionError as stop:
            return self._interrupted(visit, stop)
        except REFUSED as error:
            return self._again(visit, asked, (Fault(words=str(error)),), named=named)
        except WRONG as error:
            return self._again(
                visit, asked, (Fault(words=str(error)),), named=named, status=UNPROCESSABLE
            )
        if done.words:
            messages.success(request, done.words)
        response = HttpResponseRedirect(done.to)
        response.status_code = SEE_OTHER
        return response

    def _interrupted(self, visit: Visit, stop: InterruptionError) -> HttpResponse:
        """Ask once more, with everything that was sent at hand for the answer."""
        own = ("csrfmiddlewaretoken", "confirmed")
        sent = [
            (name, value)
            for name, values in visit.request.POST.lists()
            for value in values
            if name not in own
        ]
        context = {"stop": stop, "sent": sent, "back": visit.request.path}
        return render(visit.request, "equipoise/interruption.jinja", context)

    def _again(
        self,
        visit: Visit,
        asked: BaseForm,
        faults: tuple[Fault, ...],
        *,
        named: Mapping[str, Any],
        status: int = CONFLICT,
    ) -> HttpResponse:
        shown = self.show(visit, **named)
        return self._page(visit, shown, faults=faults, sent=asked, status=status)

    def _page(
        self,
        visit: Visit,
        shown: Shown,
        *,
        faults: tuple[Fault, ...] = (),
        sent: BaseForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        forms = {name: self.form(name, visit) for name in self.forms}
        if sent is not None:
            forms[str(sent.prefix)] = sent
        context = {
            "shown": shown,
            "page": laid_out(shown.page, visit, links=shown.links),
            "faults": (*faults, *shown.faults),
            "forms": forms,
            **shown.more,
        }
        return render(visit.request, self.template, context, status=status)
