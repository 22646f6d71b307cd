"""Suggest how a gap is closed: several ways, each with what binds it."""

from __future__ import annotations

from dataclasses import dataclass

from equipoise.optimise import Budget, ProblemError
from equipoise.rules.gap import UndeclaredKeyError
from equipoise.units import PENCE, ApportionmentError, FinancialYear
from equipoise.usecases.gap_suggestions import Closable, Suggestion, suggestions
from equipoise.usecases.of_files import PROPOSED, SUGGESTED
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.workings import Basis, Figure, Op, Reference, Stage, given
from equipoise.workings.figure import made


@dataclass(frozen=True, kw_only=True)
class Suggested:
    """What was asked for a system's year, and the suggestions."""

    asked: Closable
    system: str
    year: FinancialYear
    suggestions: tuple[Suggestion, ...]

    def ref(self, suggestion: Suggestion, budget: Budget) -> Reference:
        """Return the reference of what a suggestion asks of one line."""
        parts = (SUGGESTED, self.year.code, suggestion.name, *budget, PROPOSED)
        return Reference("figure", parts)


def suggest(asked: Closable, system: str, *, year: FinancialYear) -> Outcome[Suggested]:
    """Return ways to close the gap that passed the rules in whole pence, or what conflicts.

    Nothing is recorded: what a suggestion asks becomes a move when somebody proposes it.
    `adds_up` is False where there is none.

    Raises: RefusedError when there is no gap, no move, or a key without weights.
    """
    if asked.gap <= 0:
        raise RefusedError("There is no gap to close.")
    if not asked.moves:
        raise RefusedError("Nobody says what they can do.", "See what does not fit in the file.")
    try:
        found = suggestions(asked)
    except (ProblemError, ApportionmentError, UndeclaredKeyError) as error:
        raise RefusedError(f"{error}.", "Correct what was given and ask again.") from error
    result = Suggested(asked=asked, system=system, year=year, suggestions=found)
    whole = all(one.proposal is not None for one in found)
    return Outcome(result=result, figures=_figures(result), adds_up=whole)


def _figures(found: Suggested) -> dict[Reference, Figure]:
    """Return what each suggestion asks of each line, made by search from the gap and its limits."""
    basis = Basis(stage=Stage.PLAN, period=found.year.period, unit=PENCE)
    at = Reference("file", (found.asked.stated.source, found.system))
    gap = given(found.asked.gap, basis, at, name="Gap")
    figures = {}
    for suggestion in found.suggestions:
        if suggestion.proposal is None:
            continue
        for budget, pence in suggestion.proposal.distribution.items():
            limits = [
                given(one.bound, basis, at, name=one.name)
                for one in found.asked.constraints.values()
                if one.coefficients.keys() == {budget}
            ]
            figure = made(Op.OPAQUE, pence, basis, gap, *limits)
            name = f"Suggested ({suggestion.name}), {budget}"
            figures[found.ref(suggestion, budget)] = figure.named(name)
    return figures
