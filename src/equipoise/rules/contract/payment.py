"""What a contract pays: a fixed part, a variable part and adjustments, in whole pence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic

from equipoise.rules.bases import nil
from equipoise.workings import Number, named, rounded, total


@dataclass(frozen=True, kw_only=True)
class Payment(Generic[Number]):
    """What is paid for the months of a contract. Unit: whole pence; from commissioner to provider.

    `adjustments` are amounts on top, such as best practice; one that is withdrawn is below nil.
    """

    fixed: Number
    variable: Number
    adjustments: Number
    total: Number


def payment(
    like: Number,
    *,
    fixed: Iterable[Number] = (),
    variable: Iterable[Number] = (),
    adjustments: Iterable[Number] = (),
) -> Payment[Number]:
    """Return the three parts as sums, each rounded once, and what they come to.

    A part of nothing is nil, on the basis of `like`.
    """
    parts = [
        named(_summed(amounts, like), name)
        for amounts, name in (
            (fixed, "Fixed part"),
            (variable, "Variable part"),
            (adjustments, "Adjustments"),
        )
    ]
    return Payment(
        fixed=parts[0],
        variable=parts[1],
        adjustments=parts[2],
        total=named(total(parts), "Payment"),
    )


def _summed(amounts: Iterable[Number], like: Number) -> Number:
    listed = tuple(amounts)
    return rounded(total(listed)) if listed else nil(like)
