"""Which tolerance decides the words for a difference: the plan's own, or a named other one."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from equipoise.params import Parameters


class Tolerance(StrEnum):
    """A difference up to which a pair may be explained; it never moves a sum."""

    PLAN = "plan"
    """The house's for plans: nil."""
    AGREEMENT_OF_BALANCES = "agreement-of-balances"
    """That of the agreement of balances between NHS bodies: £3m of income or expenditure."""


ASKED: Final = "match/tolerance_pence"
"""The parameter that rules and checks ask for."""
HELD: Final[Mapping[Tolerance, str]] = {
    Tolerance.PLAN: ASKED,
    Tolerance.AGREEMENT_OF_BALANCES: "match/agreement_of_balances_pence",
}


def under(params: Parameters, tolerance: Tolerance) -> Parameters:
    """Return the parameters in which this tolerance is the one that is asked for.

    >>> from datetime import date
    >>> from equipoise.params import load
    >>> from equipoise.units import Period
    >>> lenient = under(load(), Tolerance.AGREEMENT_OF_BALANCES)
    >>> lenient.at(ASKED, Period.parse("2023/24"), known_on=date(2023, 5, 4)).value
    300000000
    """
    return Parameters({**params.tree, ASKED: params.tree[HELD[tolerance]]})
