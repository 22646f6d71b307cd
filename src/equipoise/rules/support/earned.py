"""Support earned, quarter by quarter: every fund's, from its terms.

Funds differ in what they ask (`schemes`) and in how much of a quarter each part is (`params`):
a part of a body's own result, a part of its system's, and parts of access standards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Generic

from equipoise.params import Values
from equipoise.rules.bases import movement, nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.rules.support.left import left
from equipoise.rules.support.quarters import DiscretionError, YearOfSupport, refuse_unusable
from equipoise.rules.support.results import Earned, EarnedQuarter
from equipoise.rules.support.schemes import Condition
from equipoise.rules.support.terms import (
    LINKED,
    OWN,
    Missed,
    Terms,
    chosen,
    shortfall,
    terms_of,
)
from equipoise.workings import Comparison, Number, named, rounded, shared, total


@rule(
    applies=DEFINITIONS,
    source="HFMA on the sustainability and transformation fund, 2016; HSJ and PwC on the recovery "
    "fund, 2020; NHS England on deficit support, 2025: each is one formula with other parameters",
)
def earned(
    year: YearOfSupport[Number], params: Values[Number], *, known_on: date
) -> Mapping[str, Earned[Number]]:
    """Return what each body has earned of its support to date, quarter by quarter.

    Assumption: quarters share the year's support, and parts a quarter's, by largest remainder.
    Assumption: a taper of the system's part shares the system's shortfall by award.
    Unit: pence.
    Raises: LimitWithoutBasisError; IncludingSupportError; QuartersError for a year-end alone;
        DiscretionError; ShareOutOfRangeError; NotTheFundsTaperError; ParameterError.
    Law support_is_never_more_than_the_award: nor less than nil, whatever the results.
    Law a_better_result_never_earns_less: its own, in any quarter, where no decision was made.
    Law others_decide_no_more_than_the_linked_share: of a body's support.
    Law bodies_of_support_in_any_order: listing them otherwise changes nothing.

    A quarter of 2016/17, in £: emergency access missed.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> from equipoise.rules.support.quarters import Body, Quarter
    >>> from equipoise.rules.support.schemes import fund_of
    >>> from equipoise.units import FinancialYear
    >>> from equipoise.workings import Support
    >>> quarter = Quarter(plan=Fraction(0), actual=Fraction(0), met=frozenset({"rtt", "cancer"}))
    >>> body = Body(allocation=Fraction(10_000_000), quarters=(quarter,))
    >>> year = YearOfSupport(scheme=fund_of(FinancialYear(2016), "stf"), bodies={"ZR1": body},
    ...     stated=Support.WITHOUT)
    >>> print(earned(year, load().exact, known_on=date(2016, 7, 1))["ZR1"].earned)
    2187500
    """
    refuse_unusable(year)
    terms = terms_of(year.scheme, year.agreed, params=params, known_on=known_on)
    system = _System(year, terms, params, known_on)
    return {code: _Member(code, system).to_date() for code in sorted(year.bodies)}


@dataclass(frozen=True)
class _System(Generic[Number]):
    """What the bodies of a system have in common, worked out once for all of them."""

    year: YearOfSupport[Number]
    terms: Terms[Number]
    params: Values[Number]
    known_on: date

    @cached_property
    def wholes(self) -> Mapping[int, tuple[Number, Number]]:
        """What the system had to reach by the end of each quarter, and what it reached."""
        quarters = next(iter(self.year.bodies.values())).quarters
        return {number: self.year.whole(number) for number, _ in enumerate(quarters, start=1)}

    @cached_property
    def awards(self) -> Number:
        """The support of the year of all its bodies."""
        return total(body.allocation for body in self.year.bodies.values())

    @cached_property
    def rate(self) -> Number:
        """Which share of what was lost a year to date that recovers brings back."""
        scheme = self.year.scheme
        if not scheme.conditions & {Condition.OWN, Condition.SYSTEM}:
            return nil(self.terms.linked)
        return self.params.at(
            f"support/{scheme.path}/catch_up_ratio", scheme.applies, known_on=self.known_on
        )


@dataclass(frozen=True)
class _Member(Generic[Number]):
    """One body of a system, and what its quarters come to."""

    code: str
    system: _System[Number]

    @property
    def year(self) -> YearOfSupport[Number]:
        """The system's year."""
        return self.system.year

    @property
    def terms(self) -> Terms[Number]:
        """The fund's terms."""
        return self.system.terms

    def to_date(self) -> Earned[Number]:
        """Return the year to date: each quarter rests on what those before it lost."""
        body = self.year.bodies[self.code]
        none = nil(body.allocation)
        tranches = shared(body.allocation, self.terms.weights)
        lost: dict[int, dict[str, Number]] = {}
        done: list[EarnedQuarter[Number]] = []
        for number, _ in enumerate(body.quarters, start=1):
            done.append(self._quarter(number, tranches[number], lost))
        due = named(total(quarter.tranche for quarter in done), "Support due to date")
        income = named(total(quarter.earned for quarter in done), "Support earned to date")
        withheld = named(due - income, "Support due and not earned")
        coming = [tranche for number, tranche in tranches.items() if number > len(done)]
        linked = [rounded(tranche * self.terms.linked) for tranche in coming]
        early = self.year.scheme.early
        return Earned(
            quarters=tuple(done),
            allocation=named(body.allocation, "Support of the year"),
            due=due,
            earned=income,
            withheld=withheld,
            financing=named(withheld if early else none, "Paid but not earned"),
            at_risk=named(total(linked) if linked else none, "At risk from the results of others"),
        )

    def _quarter(
        self, number: int, tranche: Number, lost: dict[int, dict[str, Number]]
    ) -> EarnedQuarter[Number]:
        """Return a quarter, and note in `lost` what it loses and what it brings back."""
        parts = shared(tranche, self.terms.parts)
        own_hit, system_hit = self._own_hit(number), self._system_hit(number)
        own, linked = self._kept(number, parts, lost, hits=(own_hit, system_hit))
        given = self._given(number, most=linked, hit=bool(own_hit))
        linked = chosen(own_hit, linked, otherwise=given)
        access = self._access(number, parts, hit=own_hit)
        again = self._again(number, lost, hits=(own_hit, system_hit))
        lost[number] = {OWN: parts[OWN] - own, LINKED: parts[LINKED] - linked}
        return EarnedQuarter(
            tranche=named(tranche, f"Support of quarter {number}"),
            own=named(own, "Earned by its own result"),
            system=named(linked, "Earned by the result of the system"),
            access=named(access, "Earned by access"),
            again=again,
            given=given,
            earned=named(own + linked + access + again, f"Support earned, quarter {number}"),
            own_hit=bool(own_hit),
            system_hit=bool(system_hit),
        )

    def _kept(
        self,
        number: int,
        parts: Mapping[str, Number],
        lost: Mapping[int, Mapping[str, Number]],
        *,
        hits: tuple[Comparison | bool, Comparison | bool],
    ) -> tuple[Number, Number]:
        """Return what is kept of the own part and of the system's, each by its own result."""
        kept = []
        for part, hit in zip((OWN, LINKED), hits, strict=True):
            before = _sum((one[part] for one in lost.values()), nil(parts[part]))
            left_of_it = self._left(part, number, part=parts[part], lost=before)
            kept.append(chosen(hit, parts[part], otherwise=left_of_it))
        own, linked = kept
        return own, linked

    def _access(
        self, number: int, parts: Mapping[str, Number], *, hit: Comparison | bool
    ) -> Number:
        """Return what access standards earn: nothing where the body's own result is missed."""
        standards = self.year.bodies[self.code].quarters[number - 1].met & parts.keys()
        none = nil(parts[OWN])
        met = _sum((parts[item] for item in sorted(standards)), none)
        return chosen(hit, met, otherwise=none)

    def _again(
        self,
        number: int,
        lost: dict[int, dict[str, Number]],
        *,
        hits: tuple[Comparison | bool, Comparison | bool],
    ) -> Number:
        """Return what this quarter brings back, and take it off what earlier ones lost."""
        none = nil(self.year.bodies[self.code].allocation)
        own_hit, system_hit = hits
        review = self.year.reviews.get(number)
        restored = review.restores if review else ()
        back: list[Number] = []
        for earlier, parts in lost.items():
            for part in parts:
                caught = rounded(parts[part] * self.system.rate)
                if part == LINKED:
                    caught = chosen(system_hit, caught, otherwise=none)
                caught = chosen(own_hit, caught, otherwise=none)
                if part == LINKED and earlier in restored:
                    caught = parts[part]
                parts[part] = parts[part] - caught
                back.append(caught)
        return named(_sum(back, none), "Earned again")

    def _own_hit(self, number: int) -> Comparison | bool:
        if Condition.OWN not in self.year.scheme.conditions:
            return True
        plan, actual = self.year.own(self.code, number)
        return actual >= plan

    def _system_hit(self, number: int) -> Comparison | bool:
        if Condition.SYSTEM not in self.year.scheme.conditions:
            return True
        if number in self.year.reviews:
            return self.year.reviews[number].paid
        plan, actual = self.system.wholes[number]
        return actual >= plan

    def _left(self, name: str, number: int, *, part: Number, lost: Number) -> Number:
        """Return what is left of a part when its result is missed; all where there is no gate."""
        asked = {OWN: Condition.OWN, LINKED: Condition.SYSTEM}[name]
        if asked not in self.year.scheme.conditions:
            return part
        award = self.year.bodies[self.code].allocation
        if name == OWN:
            short = shortfall(*self.year.own(self.code, number))
        else:
            short = shortfall(*self.system.wholes[number])
            awards = self.system.awards
            if awards > nil(awards):
                short = short * (award / awards)
        missed = Missed(
            scheme=self.year.scheme,
            taper=self.year.taper,
            short=movement(short, part),
            lost=lost,
            award=award,
        )
        of = self.system
        return left(part, missed, params=of.params, known_on=of.known_on)

    def _given(self, number: int, *, most: Number, hit: bool) -> Number:
        """Return what a recorded decision gives a body that missed; nil without one."""
        given = self.year.discretion.get(self.code, {}).get(number)
        if given is None:
            return nil(most)
        if hit:
            raise DiscretionError(self.code, number, why="it is on plan, and needs no decision")
        if given < nil(given) or given > most:
            why = "a decision gives from nil to what the result of the system left"
            raise DiscretionError(self.code, number, why=why)
        return movement(given, most)


def _sum(numbers: Iterable[Number], none: Number) -> Number:
    listed = tuple(numbers)
    return total(listed) if listed else none
