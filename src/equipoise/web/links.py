"""Addresses of pages: one place that knows where a figure, a body or a command is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from equipoise.findings import Finding
from equipoise.rules.balance import OPEN, PairKey, PairMatch
from equipoise.usecases.status import Task
from equipoise.workings import Figure, Reference


def to_explain(ref: Reference | str) -> str:
    """Return where a figure is explained."""
    return reverse("explain", args=[str(ref)])


def to_return(organisation: str) -> str:
    """Return where a body's return is uploaded, checked and looked at."""
    return reverse("return", args=[organisation])


def to_task(task: Task, system: str) -> str:
    """Return the page on which a task is done; nothing where there is none yet."""
    of_body = {"submit": "return", "signoff": "sign"}
    of_system = {
        "accept": "collect",
        "collate": "collect",
        "match": "match",
        "send": "plan",
        "lock": "plan",
        "pot": "pot",
    }
    if task.verb in of_body:
        return reverse(of_body[task.verb], args=[task.organisation])
    if task.verb in of_system:
        return reverse(of_system[task.verb], args=[system])
    return reverse("verify") if task.verb == "verify" else ""


def to_cell(finding: Finding, organisation: str) -> str:
    """Return where a finding stands on its sheet; nothing for one of no sheet of a file."""
    if not finding.sheet:
        return ""
    path = reverse("sheet", args=[organisation, finding.place.parts[0]])
    return f"{with_query(path, {'sheet': finding.sheet})}#{finding.cell}"


def with_query(path: str, asked: Mapping[str, str]) -> str:
    """Return a path with a query, without what is blank.

    >>> with_query("/match", {"units": "k", "version": ""})
    '/match?units=k'
    """
    kept = {name: value for name, value in asked.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


@dataclass(frozen=True, kw_only=True)
class PairLink:
    """An open contract: where its page is, its status, and the colour beside the word."""

    words: str
    href: str
    status: str
    colour: str


def pair_links(system: str, pairs: Mapping[PairKey, PairMatch[Figure]]) -> tuple[PairLink, ...]:
    """Return the contracts that both sides have returned, with links; those open first."""
    tested = {key: pair for key, pair in pairs.items() if pair.difference is not None}
    ordered = sorted(tested, key=lambda key: (tested[key].status not in OPEN, key))
    return tuple(
        PairLink(
            words=f"{key.commissioner} and {key.provider}",
            href=reverse("pair", args=[system, key.commissioner, key.provider]),
            status=str(tested[key].status),
            colour="red" if tested[key].status in OPEN else "green",
        )
        for key in ordered
    )
