"""Versions as addresses name them: v3."""

from __future__ import annotations

from equipoise.usecases.refusals import UnknownError
from equipoise.web.visit import Visit


def version_asked(visit: Visit, name: str) -> int | None:
    """Return the number of the version that the address names, such as `?version=v3`.

    Raises: UnknownError for what is no version.
    """
    text = visit.request.GET.get(name)
    if not text:
        return None
    number = text.removeprefix("v")
    if not number.isascii() or not number.isdecimal():
        raise UnknownError("version", text)
    return int(number)
