"""The mismatch: what providers expect from commissioners, less what commissioners plan to pay.

A plan can meet its limit and still not add up: income that nobody plans to pay is a surplus
that does not exist. Only pairs with a return on both sides are tested; the rest is listed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Generic, NamedTuple

from equipoise.params import Values
from equipoise.rules.bases import held_against, nil
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import Period
from equipoise.workings import Number, largest, named, smallest, total


class PairKey(NamedTuple):
    """Who pays, and who is paid."""

    commissioner: str
    provider: str


class PairStatus(StrEnum):
    """Whether a pair's two sides agree."""

    AGREED = "Agreed"
    WITHIN_TOLERANCE = "Within tolerance"
    NOT_AGREED = "Not agreed"
    DISPUTED = "Disputed"
    """One side has said that it does not accept the other's value, whatever the values are."""
    NO_COUNTERPARTY = "No counterparty"


OPEN: Final = frozenset({PairStatus.NOT_AGREED, PairStatus.DISPUTED})
"""Statuses of a pair that somebody must still settle."""


class NothingToMatchError(ValueError):
    """There are no pairs, or a pair has neither side."""

    def __init__(self, pair: PairKey | None = None) -> None:
        super().__init__(f"nothing to match: {' and '.join(pair) if pair else 'no pairs'}")


@dataclass(frozen=True, kw_only=True)
class Pair(Generic[Number]):
    """Both sides of one contract; None where the body on that side has made no return."""

    income: Number | None
    spend: Number | None


@dataclass(frozen=True, kw_only=True)
class Contracts(Generic[Number]):
    """Every pair in which a member of the system is on either side, and those in dispute."""

    period: Period
    pairs: Mapping[PairKey, Pair[Number]]
    disputed: frozenset[PairKey] = frozenset()


@dataclass(frozen=True, kw_only=True)
class PairMatch(Generic[Number]):
    """One pair, compared. `difference` is provider income less commissioner spend."""

    status: PairStatus
    income: Number | None
    spend: Number | None
    difference: Number | None = None
    matched: Number | None = None
    """The smaller of the two sides."""
    unit_error_suspected: bool = False
    """One side is near a thousand times the other: pounds against thousands of pounds."""


@dataclass(frozen=True, kw_only=True)
class Mismatch(Generic[Number]):
    """All pairs, and what they come to."""

    pairs: Mapping[PairKey, PairMatch[Number]]
    by_commissioner: Mapping[str, Number]
    by_provider: Mapping[str, Number]
    net: Number
    gross: Number
    """The sum of differences regardless of sign."""
    matched: Number
    income_tested: Number
    spend_tested: Number
    income_untested: Number
    """Income expected from bodies without a return."""
    spend_untested: Number
    """Spend planned with bodies without a return."""
    netting_suspected: bool
    """Differences offset one another: the net alone would understate them."""

    @property
    def every_pair_agrees(self) -> bool:
        """Whether some pair is tested, each tested pair agrees, and none is in dispute.

        It says nothing of pairs that are not tested.
        """
        tested = {pair.status for pair in self.pairs.values()} - {PairStatus.NO_COUNTERPARTY}
        return bool(tested) and not tested & OPEN

    def gross_of(self, commissioner: str) -> Number:
        """Return the sum of a commissioner's differences regardless of sign.

        Law gross_of_each_sums_to_the_gross: over the commissioners that have a tested pair.
        """
        own = {key: pair for key, pair in self.pairs.items() if key.commissioner == commissioner}
        sizes = [_size(pair.difference) for pair in own.values() if pair.difference is not None]
        return named(total(sizes), f"Gross mismatch of {commissioner}")


@dataclass(frozen=True, kw_only=True)
class _Limits(Generic[Number]):
    """What decides a pair's words; never its sums."""

    tolerance: Number
    unit_error: Number
    unit_error_band: Number


@rule(
    applies=DEFINITIONS,
    source="NHS England, revenue finance and contracting guidance 2025/26: both sides agree a "
    "contract value; matched and gross amounts are house definitions",
)
def mismatch(
    contracts: Contracts[Number], params: Values[Number], *, known_on: date
) -> Mismatch[Number]:
    """Return every pair's difference and status, and the net and gross mismatch.

    Unit: pence; positive where the provider expects more than the commissioner plans to pay.
    Raises: NothingToMatchError when there is no pair, or one with neither side.
    Law gross_is_at_least_net: whatever its sign.
    Law pairs_in_any_order: listing them otherwise changes nothing.
    Law tolerance_moves_no_sum: it decides words only.
    Law a_dispute_moves_no_sum: nor any status but that of the pair in dispute.
    Law income_is_matched_or_in_excess: tested income is the matched amount
        and what some providers expect above it.
    Law rows_and_columns_sum_to_the_net: by commissioner, and by provider.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> pair = Pair(income=Fraction(1_023_500), spend=Fraction(1_020_000))
    >>> one = Contracts(period=Period.parse("2023/24"), pairs={PairKey("ZQ1", "ZR1"): pair})
    >>> found = mismatch(one, load().exact, known_on=date(2023, 5, 4))
    >>> print(found.net, found.pairs["ZQ1", "ZR1"].status)
    3500 Not agreed
    """
    some = _some_number(contracts.pairs)

    def value(name: str) -> Number:
        return params.at(f"match/{name}", contracts.period, known_on=known_on)

    limits = _Limits(
        tolerance=held_against(value("tolerance_pence"), some),
        unit_error=value("unit_error_ratio"),
        unit_error_band=value("unit_error_band_ratio"),
    )
    compared = {key: _compared(key, pair, limits) for key, pair in contracts.pairs.items()}
    found = {
        key: replace(pair, status=PairStatus.DISPUTED) if key in contracts.disputed else pair
        for key, pair in compared.items()
    }
    tested = {key: pair.difference for key, pair in found.items() if pair.difference is not None}
    none = nil(some)
    net = named(_sum(tested.values(), none), "Net mismatch")
    gross = named(_sum([_size(each) for each in tested.values()], none), "Gross mismatch")

    def kept(numbers: Iterable[Number | None], name: str) -> Number:
        return named(_sum([each for each in numbers if each is not None], none), name)

    untested = [pair for key, pair in found.items() if key not in tested]
    return Mismatch(
        pairs=found,
        by_commissioner=_grouped(tested, 0),
        by_provider=_grouped(tested, 1),
        net=net,
        gross=gross,
        matched=kept([pair.matched for pair in found.values()], "Matched amount"),
        income_tested=kept([found[key].income for key in tested], "Income tested"),
        spend_tested=kept([found[key].spend for key in tested], "Spend tested"),
        income_untested=kept([pair.income for pair in untested], "Income with no counterparty"),
        spend_untested=kept([pair.spend for pair in untested], "Spend with no counterparty"),
        netting_suspected=bool(gross > _size(net)),
    )


def _some_number(pairs: Mapping[PairKey, Pair[Number]]) -> Number:
    """Return any number of the pairs, for the sake of its basis."""
    found: Number | None = None
    for key, pair in pairs.items():
        side = pair.spend if pair.income is None else pair.income
        if side is None:
            raise NothingToMatchError(key)
        found = side
    if found is None:
        raise NothingToMatchError
    return found


def _compared(key: PairKey, pair: Pair[Number], limits: _Limits[Number]) -> PairMatch[Number]:
    income, spend = pair.income, pair.spend
    if income is None or spend is None:
        return PairMatch(status=PairStatus.NO_COUNTERPARTY, income=income, spend=spend)
    difference = named(income - spend, f"Mismatch of {key.provider} with {key.commissioner}")
    size = _size(difference)
    if not size > nil(size):
        status = PairStatus.AGREED
    elif size <= limits.tolerance:
        status = PairStatus.WITHIN_TOLERANCE
    else:
        status = PairStatus.NOT_AGREED
    return PairMatch(
        status=status,
        income=income,
        spend=spend,
        difference=difference,
        matched=named(
            smallest(income, spend), f"Matched of {key.provider} with {key.commissioner}"
        ),
        unit_error_suspected=_thousandfold(_size(income), _size(spend), limits),
    )


def _thousandfold(one: Number, other: Number, limits: _Limits[Number]) -> bool:
    """Return whether the larger is near a thousand times the smaller, and neither is nil."""
    smaller, larger = smallest(one, other), largest(one, other)
    expected = smaller * limits.unit_error
    near = _size(larger - expected) <= expected * limits.unit_error_band
    return bool(smaller > nil(smaller)) and bool(near)


def _size(number: Number) -> Number:
    return largest(number, -number)


def _sum(numbers: Iterable[Number], none: Number) -> Number:
    listed = tuple(numbers)
    return total(listed) if listed else none


def _grouped(tested: Mapping[PairKey, Number], side: int) -> dict[str, Number]:
    """Return the net mismatch of each commissioner (side 0) or provider (side 1)."""
    found: dict[str, list[Number]] = {}
    for key, number in tested.items():
        found.setdefault(key[side], []).append(number)
    return {code: named(total(found[code]), f"Net mismatch of {code}") for code in sorted(found)}
