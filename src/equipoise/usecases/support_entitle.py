"""Say what support each body of a file may have at all: notified, or its planned deficit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from equipoise.rules.support import Claim, Entitlement, Scheme, entitlement
from equipoise.usecases.filed import Filed
from equipoise.usecases.of_files import SUPPORT
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.support_asked import Way, scheme_of
from equipoise.workings import Figure, Reference


@dataclass(frozen=True, kw_only=True)
class Entitled:
    """What each body may have of one fund."""

    asked: Filed
    scheme: Scheme
    bodies: Mapping[str, Entitlement[Figure]]


def support_entitle(asked: Filed, *, way: Way) -> Outcome[Entitled]:
    """Return the award of each body of a fund, and which condition stands in its way.

    Raises: RefusedError for a year without a fund, or a file without rows;
        LimitWithoutBasisError where a control total does not say its reading.
    """
    scheme = scheme_of(asked.year, way)
    bodies = {
        body: entitlement(
            Claim(
                scheme=scheme,
                control_total=asked.amount(row, "control_total"),
                notified=asked.amount(row, "notified"),
                signed=row.answers.get("signed", True),
            ),
            asked.values,
            known_on=asked.known_on,
        )
        for body, row in asked.rows("body").items()
    }
    figures = {
        Reference("figure", (SUPPORT, asked.year.code, body, SUPPORT)): one.award
        for body, one in bodies.items()
    }
    result = Entitled(asked=asked, scheme=scheme, bodies=bodies)
    return Outcome(result=result, figures=figures, adds_up=asked.adds_up)
