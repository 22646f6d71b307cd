"""The outcome table: what a body ends the year with, by its own result and its system's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.balance.ladder import stated_reading
from equipoise.rules.bases import including, movement, nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.rules.support.left import left
from equipoise.rules.support.quarters import IncludingSupportError
from equipoise.rules.support.schemes import Condition, Scheme, Taper
from equipoise.rules.support.terms import LINKED, OWN, Missed, Terms, terms_of
from equipoise.workings import Number, Support, named, shared, smallest, total


@dataclass(frozen=True, kw_only=True)
class Award(Generic[Number]):
    """A body's support of the year, and its plan before support. Unit: pence.

    `miss` is by how much it misses its plan where it does: nil is by next to nothing.
    """

    award: Number
    plan: Number
    miss: Number


@dataclass(frozen=True, kw_only=True)
class Prospects(Generic[Number]):
    """The bodies of a system in one fund, before the year. `miss` is the system's shortfall."""

    scheme: Scheme
    bodies: Mapping[str, Award[Number]]
    miss: Number
    agreed: Number | None = None
    taper: Taper = Taper.CLIFF
    stated: Support | None = None


@dataclass(frozen=True, kw_only=True)
class Ending(Generic[Number]):
    """One of four outcomes of a body. Unit: pence.

    `open_to_decision` is what leaders and the region may still give of the system's part.
    `break_even` is how far the position is from break-even: nil, or below. `financing` is what
    is paid but not earned; `cash` what less than the plan counted on comes in.
    """

    support: Number
    open_to_decision: Number
    position: Number
    break_even: Number
    financing: Number
    cash: Number


@dataclass(frozen=True, kw_only=True)
class OutcomeTable(Generic[Number]):
    """A body's four outcomes, and its support at risk from the results of others. Unit: pence."""

    both_hit: Ending[Number]
    own_hit: Ending[Number]
    system_hit: Ending[Number]
    both_miss: Ending[Number]
    at_risk: Number


@rule(
    applies=DEFINITIONS,
    source="Health Service Journal, planning guidance 2020/21 (7026828): half of the recovery "
    "fund follows the system; The Lowdown on the same guidance, page 30: a body that missed has "
    "no claim to the system's part",
)
def outcomes(
    prospects: Prospects[Number], params: Values[Number], *, known_on: date
) -> Mapping[str, OutcomeTable[Number]]:
    """Return each body's four outcomes: it hits or misses its plan, its system hits or misses.

    Assumption: results are the same in every quarter, and access standards are met where the
        body hits.
    Unit: pence; a surplus is positive.
    Raises: LimitWithoutBasisError; IncludingSupportError; ShareOutOfRangeError;
        NotTheFundsTaperError; ParameterError.
    Law the_systems_hit_is_never_worse: whatever a body's own result.
    Law support_at_risk_is_what_the_system_decides: at a cliff, for a body that hits.

    The rule published for 2020/21 on a plan of 2023/24, in £000: ZR2 of Northmere.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> from equipoise.rules.support.schemes import fund_of
    >>> from equipoise.units import FinancialYear
    >>> award = Award(award=Fraction(6_000), plan=Fraction(-9_000), miss=Fraction(0))
    >>> prospects = Prospects(scheme=fund_of(FinancialYear(2020), "frf_2020"),
    ...     bodies={"ZR2": award}, miss=Fraction(0), stated=Support.WITHOUT)
    >>> found = outcomes(prospects, load().admitting("suspended").exact,
    ...     known_on=date(2023, 5, 4))["ZR2"]
    >>> print(found.both_hit.position, found.own_hit.position, found.at_risk)
    -3000 -6000 3000
    """
    terms = terms_of(prospects.scheme, prospects.agreed, params=params, known_on=known_on)
    for code, body in prospects.bodies.items():
        if stated_reading(body.plan, prospects.stated) is Support.WITH:
            raise IncludingSupportError(code)
    return {
        code: _Prospect(code, prospects, terms, params, known_on).table()
        for code in sorted(prospects.bodies)
    }


@dataclass(frozen=True)
class _Prospect(Generic[Number]):
    """One body's year ahead."""

    code: str
    year: Prospects[Number]
    terms: Terms[Number]
    params: Values[Number]
    known_on: date

    def table(self) -> OutcomeTable[Number]:
        """Return the four outcomes."""
        parts = shared(self.year.bodies[self.code].award, self.terms.parts)
        return OutcomeTable(
            both_hit=self._outcome(parts, own=True, system=True),
            own_hit=self._outcome(parts, own=True, system=False),
            system_hit=self._outcome(parts, own=False, system=True),
            both_miss=self._outcome(parts, own=False, system=False),
            at_risk=named(parts[LINKED], "At risk from the results of others"),
        )

    def _outcome(self, parts: Mapping[str, Number], *, own: bool, system: bool) -> Ending[Number]:
        body, conditions = self.year.bodies[self.code], self.year.scheme.conditions
        none = nil(body.award)
        own_part, linked, undecided = parts[OWN], parts[LINKED], none
        if not system and Condition.SYSTEM in conditions:
            linked = self._left(linked, self._share_of_miss())
        standards = [part for item, part in parts.items() if item not in (OWN, LINKED)]
        access = total(standards) if standards else none
        if not own and Condition.OWN in conditions:
            own_part = self._left(own_part, body.miss)
            linked, undecided, access = none, linked, none
        support = named(own_part + linked + access, "Support earned")
        result = body.plan if own else body.plan - movement(body.miss, body.plan)
        position = named(including(result, support), "Position including support")
        lost = named(body.award - support, "Support not earned")
        early = self.year.scheme.early
        return Ending(
            support=support,
            open_to_decision=named(undecided, "Open to a decision of leaders and region"),
            position=position,
            break_even=named(smallest(nil(position), position), "Below break-even"),
            financing=named(lost if early else none, "Paid but not earned: financing"),
            cash=named(none if early else lost, "Cash that does not come in"),
        )

    def _share_of_miss(self) -> Number:
        """Return the body's share of the system's shortfall, by award."""
        awards = total(body.award for body in self.year.bodies.values())
        if not awards > nil(awards):
            return self.year.miss
        return self.year.miss * (self.year.bodies[self.code].award / awards)

    def _left(self, part: Number, short: Number) -> Number:
        missed = Missed(
            scheme=self.year.scheme,
            taper=self.year.taper,
            short=movement(short, part),
            lost=nil(part),
            award=self.year.bodies[self.code].award,
        )
        return left(part, missed, params=self.params, known_on=self.known_on)
