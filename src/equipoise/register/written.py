"""Register entries as plain text, and back: what goes into a file and its digest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from equipoise.register.hierarchy import Hierarchy, Link
from equipoise.register.organisation import Kind, Organisation
from equipoise.register.succession import Succession
from equipoise.units import Period

Entry = dict[str, str]
"""The fields of an entry; a day that is not known is an empty text."""


def organisation(body: Organisation) -> Entry:
    """Return a body as text."""
    return {
        "code": body.code,
        "name": body.name,
        "kind": body.kind.value,
        "opens_on": body.opens_on.isoformat() if body.opens_on else "",
        "closes_on": body.closes_on.isoformat() if body.closes_on else "",
        "source": body.source,
    }


def read_organisation(entry: Mapping[str, str]) -> Organisation:
    """Return the body that `organisation` wrote."""
    return Organisation(
        code=entry["code"],
        name=entry["name"],
        kind=Kind(entry["kind"]),
        opens_on=date.fromisoformat(entry["opens_on"]) if entry["opens_on"] else None,
        closes_on=date.fromisoformat(entry["closes_on"]) if entry["closes_on"] else None,
        source=entry["source"],
    )


def link(held: Link) -> Entry:
    """Return a link as text."""
    return {
        "hierarchy": held.hierarchy.value,
        "child": held.child,
        "parent": held.parent,
        "weight": str(held.weight),
        "applies": f"{held.applies.starts_on} to {held.applies.ends_on}",
        "source": held.source,
    }


def read_link(entry: Mapping[str, str]) -> Link:
    """Return the link that `link` wrote."""
    return Link(
        hierarchy=Hierarchy(entry["hierarchy"]),
        child=entry["child"],
        parent=entry["parent"],
        weight=Fraction(entry["weight"]),
        applies=Period.parse(entry["applies"]),
        source=entry["source"],
    )


def succession(step: Succession) -> Entry:
    """Return a succession as text."""
    return {
        "predecessor": step.predecessor,
        "successor": step.successor,
        "on": step.on.isoformat(),
        "share": str(step.share),
        "source": step.source,
    }


def read_succession(entry: Mapping[str, str]) -> Succession:
    """Return the succession that `succession` wrote."""
    return Succession(
        predecessor=entry["predecessor"],
        successor=entry["successor"],
        on=date.fromisoformat(entry["on"]),
        share=Fraction(entry["share"]),
        source=entry["source"],
    )
