"""What the rules of support share: the terms of a fund, read once for a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.bases import nil, one
from equipoise.rules.support.schemes import Condition, Scheme, Taper
from equipoise.units import RATIO
from equipoise.workings import Comparison, Number, choose, largest, named

ROOM: Final = "support"
"""The folder of parameters."""
QUARTERS: Final = (1, 2, 3, 4)
OWN: Final = "own part"
LINKED: Final = "system part"


class ShareOutOfRangeError(ValueError):
    """A share tied to the system is less than the fund's own, or more than all."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"{title}: the share tied to the system is from the fund's own share to all of it"
        )


@dataclass(frozen=True, kw_only=True)
class Terms(Generic[Number]):
    """A fund's terms. `parts` are shares of a quarter: own, of the system, and by access item.

    `linked` is the share of the year's support that the results of others decide.
    """

    weights: dict[int, Number]
    parts: dict[str, Number]
    linked: Number


def value(scheme: Scheme, name: str, *, params: Values[Number], known_on: date) -> Number:
    """Return a ratio of the fund, as in its year."""
    return params.at(f"{ROOM}/{scheme.path}/{name}_ratio", scheme.applies, known_on=known_on)


def terms_of(
    scheme: Scheme, agreed: Number | None, *, params: Values[Number], known_on: date
) -> Terms[Number]:
    """Return the terms of a fund; `agreed` is a share tied to the system above the fund's own.

    Assumption: the tie is of the finance part; access is always a body's own.
    Raises: ParameterError when a term was not known, or the fund was suspended and suspended
        values are not admitted; ShareOutOfRangeError for a share below the fund's own.
    """
    finance = value(scheme, "finance", params=params, known_on=known_on)
    folder = f"{ROOM}/{scheme.path}" if scheme.own_weights else ROOM
    weights = {
        quarter: params.at(f"{folder}/quarter_{quarter}_ratio", scheme.applies, known_on=known_on)
        for quarter in QUARTERS
    }
    tied = nil(finance)
    if Condition.SYSTEM in scheme.conditions:
        tied = value(scheme, "system", params=params, known_on=known_on)
    whole = one(finance, unit=RATIO)
    if agreed is not None:
        if agreed < tied or agreed > whole or Condition.SYSTEM not in scheme.conditions:
            raise ShareOutOfRangeError(scheme.title)
        tied = agreed
    linked = named(finance * tied, "Share that the system's result decides")
    access = {
        item: value(scheme, f"access_{item}", params=params, known_on=known_on)
        for item in scheme.access
    }
    own = named(finance - linked, "Share that a body's own result decides")
    return Terms(weights=weights, parts={OWN: own, LINKED: linked, **access}, linked=linked)


def chosen(when: Comparison | bool, then: Number, *, otherwise: Number) -> Number:
    """Return `then` if it holds: on the record where figures were compared, plain otherwise."""
    if isinstance(when, bool):
        return then if when else otherwise
    return choose(when, then, otherwise)


def shortfall(aim: Number, reached: Number) -> Number:
    """Return by how much an aim was missed: nil where it was reached."""
    return named(largest(nil(aim), aim - reached), "Shortfall")


@dataclass(frozen=True, kw_only=True)
class Missed(Generic[Number]):
    """A part whose result may be missed. `short` is the shortfall to date, `lost` what it cost.

    `award` is the support of the year that a band is a share of.
    """

    scheme: Scheme
    taper: Taper
    short: Number
    lost: Number
    award: Number
