"""What stands around every page: the name, the year, the systems, who is signed in."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from equipoise.usecases.errors import WRONG
from equipoise.web.visit import Visit

SERVICE: Final = "Equipoise"


def around(request: HttpRequest) -> dict[str, Any]:
    """Return what every template of ours is given: Django asks for it with each page."""
    return furniture(Visit.of(request))


def furniture(visit: Visit) -> dict[str, Any]:
    """Return what the layout asks for; little of it where nobody has signed in."""
    found: dict[str, Any] = {
        "service": SERVICE,
        "program_version": version("equipoise"),
        "person": "",
        "navigation": (),
        "single_sign_on": "/account/oidc/sso/login/" if settings.SOCIALACCOUNT_PROVIDERS else "",
    }
    if not visit.request.user.is_authenticated:
        return found
    found["person"] = visit.request.user.get_username()
    try:
        actor, one, system = visit.actor, visit.round, visit.system
    except WRONG:  # no role today, or no round: the page itself says so
        return found
    return found | {
        "role": str(actor.role).replace("_", " "),
        "body": actor.organisation,
        "year": str(one.year),
        "rounds": visit.rounds,
        "system": system,
        "navigation": tuple(_navigation(visit, system)),
    }


def _navigation(visit: Visit, system: str) -> list[dict[str, Any]]:
    """Return the pages of the system at hand, the one that is shown marked as such."""
    places = [
        ("Home", reverse("home")),
        ("Collect", reverse("collect", args=[system])),
        ("The plan", reverse("plan", args=[system])),
        ("Does it add up?", reverse("match", args=[system])),
        ("The gap", reverse("ladder", args=[system])),
        ("The pot", reverse("pot", args=[system])),
        ("Payments", reverse("payments", args=[system])),
        ("Support", reverse("support", args=[system])),
    ]
    at = visit.request.path
    return [{"text": text, "href": href, "current": at == href} for text, href in places]
