"""Write-off of a commissioner's cumulative deficit, 2020/21: negotiated, within bounds."""

from dataclasses import dataclass
from datetime import date
from typing import Generic

from equipoise.params import Values
from equipoise.rules.balance.shares import share
from equipoise.rules.bases import nil
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, choose, named, rounded


class WriteOffError(ValueError):
    """More was negotiated than the rule lets anybody write off, or less than nothing."""

    def __init__(self) -> None:
        super().__init__("a write-off is from nil to the most that the rule allows")


@dataclass(frozen=True, kw_only=True)
class CumulativeDeficit(Generic[Number]):
    """What a commissioner owes, its allocation, and what was negotiated. Unit: pence.

    `negotiated` is None while the region and the centre have not decided.
    """

    period: Period
    deficit: Number
    allocation: Number
    negotiated: Number | None = None


@dataclass(frozen=True, kw_only=True)
class WriteOff(Generic[Number]):
    """The most that may be written off, what is, and what stays to be repaid. Unit: pence.

    `written_off` and `remaining` are None while nobody has decided.
    """

    ratio: Number | None
    most: Number
    written_off: Number | None
    remaining: Number | None


@rule(
    applies=Period.parse("2020/21"),
    source="The Lowdown, CCGs' deficits revealed, 2020: above 4% of allocation, up to half",
)
def ccg_write_off(
    debt: CumulativeDeficit[Number], params: Values[Number], *, known_on: date
) -> WriteOff[Number]:
    """Return what of a commissioner's cumulative deficit may be, and is, written off.

    Unit: pence.
    Raises: WriteOffError when more was negotiated than may be.
    Law written_off_and_remaining_are_the_deficit: once it is decided.

    NEW Devon, in £10,000: £177m of an allocation of £1,204m; half of it at most.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> debt = CumulativeDeficit(period=Period.parse("2020/21"), deficit=Fraction(17_700),
    ...     allocation=Fraction(120_400), negotiated=Fraction(8_850))
    >>> found = ccg_write_off(debt, load().exact, known_on=date(2020, 6, 1))
    >>> print(found.most, found.remaining)
    8850 8850
    """
    threshold, half = (
        params.at(f"debt/ccg_{name}_ratio", debt.period, known_on=known_on)
        for name in ("threshold", "write_off")
    )
    none = nil(debt.deficit)
    bound = named(debt.allocation * threshold, "Deficit that is repaid in any case")
    allowed = named(rounded(debt.deficit * half), "Most of an eligible deficit")
    most = named(choose(debt.deficit > bound, allowed, none), "Most that is written off")
    given = debt.negotiated
    if given is not None and (given < none or given > most):
        raise WriteOffError
    return WriteOff(
        ratio=share(debt.deficit, debt.allocation, name="Deficit as a share of allocation").ratio,
        most=most,
        written_off=given,
        remaining=None if given is None else named(debt.deficit - given, "Left to be repaid"),
    )
