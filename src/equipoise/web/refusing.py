"""What use cases refuse, as a page that says why and what to do instead; never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from equipoise.usecases.errors import DAMAGED, REFUSED, WRONG
from equipoise.usecases.rights import NotAllowedError

FORBIDDEN: Final = 403
NOT_FOUND: Final = 404
NOT_NOW: Final = 409
DAMAGE: Final = 500


class RefusalMiddleware:
    """Answers what a view's use case raised."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer as it is."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return a page for what a use case raised; None for what is our own fault."""
        match error:
            case NotAllowedError():
                title, status = "You may not see or do this", FORBIDDEN
            case _ if isinstance(error, DAMAGED):
                title, status = "A record has been altered", DAMAGE
            case _ if isinstance(error, REFUSED):
                title, status = "Not possible now", NOT_NOW
            case _ if isinstance(error, (Http404, *WRONG)):
                title, status = "Page not found", NOT_FOUND
            case _:
                return None
        return refusal(request, title, words=str(error), status=status)


def refusal(request: HttpRequest, title: str, *, words: str, status: int) -> HttpResponse:
    """Return a page that says what cannot be had, and why."""
    context = {"title": title, "words": words}
    return render(request, "equipoise/refusal.jinja", context, status=status)
