"""Templates: the design system's macros, and ours, in one environment."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from equipoise.web.faults import faults_of
from equipoise.web.fields import choices
from equipoise.web.links import to_explain


def environment(**options: Any) -> Environment:
    """Return Jinja's environment for Django: both sets of templates, links and static files."""
    ours = options.pop("loader")
    options["undefined"] = ChainableUndefined  # the macros ask for options that nobody gave
    made = Environment(
        **options,
        loader=ChoiceLoader([ours, PackageLoader("nhsuk_frontend_jinja")]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        choices=choices,
        faults_of=faults_of,
        static=static,
        url=reverse,
        to_explain=to_explain,
    )
    return made
