"""Elective recovery: what systems earn or repay under the year's scheme, and what trusts are paid.

The Python API is `erf(Asked(...))` over a file that `sources.elective_care` has read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from equipoise.usecases.elective import Asked, Assessment, Way, assess, refuse_unusable
from equipoise.usecases.elective.revisions import revisions
from equipoise.usecases.of_files import ADJUSTMENT, ELECTIVE
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Figure, Reference, total


@dataclass(frozen=True, kw_only=True)
class Rebaselined:
    """The same activity before the year was re-baselined: each scheme as first published.

    `days` are those first ones, and `before` what each scheme then came to, by its title.
    """

    days: Mapping[str, date]
    before: Mapping[str, Assessment]

    @property
    def nation(self) -> Figure:
        """What all systems earn or repay, all schemes together."""
        return total(one.nation.allocation for one in self.before.values())


@dataclass(frozen=True, kw_only=True)
class Recovered:
    """Every system as its terms are known on the day, and before the year was re-baselined.

    `rebaselined` is None where no term of the year had been revised by the day.
    """

    asked: Asked
    assessment: Assessment
    rebaselined: Rebaselined | None


def erf(asked: Asked) -> Outcome[Recovered]:
    """Return what each system earns or repays for elective care, and what its trusts are paid.

    `adds_up` is False while a row of the file could not be read: the sums lack it.

    Raises: RefusedError for a year without a scheme, or a file without care; UnknownError for
        limits of a system that is not in the file; ParameterError before the scheme was known.
    """
    refuse_unusable(asked)
    found = assess(asked)
    result = Recovered(asked=asked, assessment=found, rebaselined=_rebaselined(asked))
    return Outcome(
        result=result,
        figures=_figures(found),
        adds_up=False if asked.care.left_out else None,
    )


def _rebaselined(asked: Asked) -> Rebaselined | None:
    """Return the year as first published; None where no scheme of it had been revised."""
    days = {
        scheme: [day for day in revisions(asked.params, (scheme,)) if day <= asked.known_on]
        for scheme in asked.schemes
    }
    if all(len(known) == 1 for known in days.values()):
        return None
    way = Way(working_days=asked.way.working_days)
    return Rebaselined(
        days={scheme.title: known[0] for scheme, known in days.items()},
        before={
            scheme.title: assess(replace(asked, known_on=known[0], way=way, only=scheme))
            for scheme, known in days.items()
        },
    )


def _figures(found: Assessment) -> dict[Reference, Figure]:
    start = (ELECTIVE, found.asked.year.code)
    figures = {}
    for system, part in found.systems.items():
        figures[Reference("figure", (*start, system, ADJUSTMENT))] = part.ledgers.allocation
        figures[Reference("figure", (*start, system, "carried"))] = part.ledgers.carried
        for code, trust in part.trusts.items():
            ref = Reference("figure", (*start, system, code, ADJUSTMENT))
            figures[ref] = trust.adjustment
            figures[Reference("figure", (*start, system, code, "income"))] = trust.income
    return figures
