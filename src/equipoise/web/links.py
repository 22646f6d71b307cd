"""Addresses of pages: one place that knows where a figure, a body or a command is shown."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from equipoise.workings import Reference


def to_explain(ref: Reference | str) -> str:
    """Return where a figure is explained."""
    return reverse("explain", args=[str(ref)])


def with_query(path: str, asked: Mapping[str, str]) -> str:
    """Return a path with a query, without what is blank.

    >>> with_query("/match", {"units": "k", "version": ""})
    '/match?units=k'
    """
    kept = {name: value for name, value in asked.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path
