"""Consent: whether those whose agreement an act needs have given it, and who has not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any, Final

from equipoise.params import Values
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.rules.riskshare.agreement import REGION, Consenting, Decides

YES: Final = "yes"
NO: Final = "no"


class NoDecisionRuleError(ValueError):
    """A rule of consent lacks its share of a majority, or its lead, or anybody to ask."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An act: the rule, who is party to the agreement, whom the act touches, and who said what.

    `answers` are yes or no, by party, with the region's under its own name.
    """

    terms: Consenting
    parties: tuple[str, ...]
    affected: tuple[str, ...]
    answers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Consent:
    """Whether an act may stand: what it needs, who has agreed, who is missing, who refused.

    `needed` is how many of `asked` must agree; the region is beside them, where it is asked.
    """

    asked: tuple[str, ...]
    needed: int
    agreed: tuple[str, ...]
    missing: tuple[str, ...]
    refused: tuple[str, ...]
    stands: bool


@rule(
    applies=DEFINITIONS,
    source="Alliance agreements and memoranda of understanding before July 2022: unanimous, as "
    "each board keeps its own duties; net-neutral changes need both sides and the region",
)
def consent(act: Asked, params: Values[Any], *, known_on: date) -> Consent:
    """Return whether an act has the agreement it needs, and whose is missing.

    Assumption: a majority is of all parties, whether or not they answer, and is reached at its
        share exactly; no published agreement states one.
    Raises: NoDecisionRuleError.
    Law an_act_nobody_agreed_to_never_stands: whatever the rule of decision.
    Law one_more_yes_never_undoes_consent: nor does it leave more missing.

    >>> from equipoise.params import load
    >>> act = Asked(terms=Consenting(), parties=("A", "B"), affected=(), answers={"A": "yes"})
    >>> consent(act, load().exact, known_on=date(2023, 4, 1)).missing
    ('B',)
    """
    del params, known_on
    asked, needed = _needed(act)
    beside = (REGION,) if act.terms.regional else ()
    agreed, refused, silent = (
        tuple(code for code in (*asked, *beside) if act.answers.get(code) == answer)
        for answer in (YES, NO, None)
    )
    enough = sum(code != REGION for code in agreed) >= needed
    return Consent(
        asked=asked,
        needed=needed,
        agreed=agreed,
        missing=tuple(code for code in silent if code == REGION or not enough),
        refused=refused,
        stands=enough and set(beside) <= set(agreed),
    )


def _needed(act: Asked) -> tuple[tuple[str, ...], int]:
    """Return who is asked, and how many of them must agree: one at least."""
    parties = tuple(sorted(act.parties))
    asked, needed = parties, len(parties)
    if act.terms.rule is Decides.AFFECTED:
        asked = tuple(sorted(act.affected))
        needed = len(asked)
    elif act.terms.rule is Decides.MAJORITY:
        share = act.terms.share
        if share is None or not Fraction(0) < share <= 1:
            raise NoDecisionRuleError("a majority needs its share, above nil and up to 1")
        needed = ceil(len(parties) * share)
    elif act.terms.rule is Decides.LEAD:
        if act.terms.lead not in parties:
            raise NoDecisionRuleError(f"the lead is no party: {act.terms.lead or 'nobody'}")
        asked, needed = (act.terms.lead,), 1
    if not asked:
        raise NoDecisionRuleError("nobody is asked")
    return asked, needed
