"""The tables of spells: what kind of stay it was, and what its HRG is paid for such a stay.

The admission method, the classification, the length of stay and the age make some nine kinds of
stay. An HRG, with the best practice tariffs claimed, has for each kind its point of delivery, the
price it starts from, and the trim point; or the reason why it has no price.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from itertools import product
from typing import Final

import numpy as np

from equipoise.pricing.coding import Codes
from equipoise.pricing.outcomes import POINTS, PRIVATE_MARK, REASONS, TWO_TARIFFS
from equipoise.pricing.regime import Regime
from equipoise.pricing.schema import Kind
from equipoise.pricing.tables import Cells, PriceTable, numbered, outcomes, several, with_blank
from equipoise.rules.payment import (
    ANY_HRG,
    AdmittedPrice,
    BestPracticePrice,
    PointOfDelivery,
    PriceBook,
    Reason,
)
from equipoise.rules.payment.base_price import SHORT_STAY_METHODS
from equipoise.rules.payment.exclusions import PRIVATE, UNGROUPABLE
from equipoise.rules.payment.point_of_delivery import ELECTIVE_METHODS, EMERGENCY, OTHER_METHODS
from equipoise.units import Pence

ABSENT: Final = -2
"""Stands for a dash among the prices of a book."""
CONFLICT: Final = -1
"""Stands for the price of a spell that two best practice tariffs would set."""
NEVER: Final = 2**31 - 1
"""A trim point that no stay reaches: where none is printed there are no excess days."""
STAYS: Final = "stays"
SPELLS: Final = "spells"


class Stay(IntEnum):
    """How a book sees a stay, whatever its HRG."""

    OTHER = auto()
    OTHER_NON_ELECTIVE = auto()
    REGULAR_DAY = auto()
    REGULAR_NIGHT = auto()
    DAY_CASE = auto()
    ELECTIVE = auto()
    EMERGENCY = auto()
    """An emergency that lasts longer than a short stay."""
    REDUCED = auto()
    """A short one, at the reduced price where the HRG has one."""
    FULL = auto()
    """A short one of a patient, or by a method, to which the reduced price does not apply."""


SHORT: Final = frozenset({Stay.REDUCED, Stay.FULL})
REGULAR: Final = frozenset({Stay.REGULAR_DAY, Stay.REGULAR_NIGHT})


class _Printed(IntEnum):
    """The columns of what a book prints for an HRG."""

    KNOWN = 0
    SHORT_STAY_APPLIES = auto()
    DAY_CASE = auto()
    ELECTIVE = auto()
    NON_ELECTIVE = auto()
    SHORT_STAY = auto()
    ELECTIVE_TRIM = auto()
    NON_ELECTIVE_TRIM = auto()
    PER_DAY = auto()
    ADDITIONAL = auto()


_PAID: Final[Mapping[Stay, tuple[PointOfDelivery, _Printed | None, _Printed | None]]] = {
    Stay.OTHER: (PointOfDelivery.OTHER, None, None),
    Stay.OTHER_NON_ELECTIVE: (
        PointOfDelivery.OTHER_NON_ELECTIVE,
        _Printed.NON_ELECTIVE,
        _Printed.NON_ELECTIVE_TRIM,
    ),
    Stay.REGULAR_DAY: (PointOfDelivery.REGULAR_DAY, None, None),
    Stay.REGULAR_NIGHT: (PointOfDelivery.REGULAR_NIGHT, None, None),
    Stay.DAY_CASE: (PointOfDelivery.DAY_CASE, _Printed.DAY_CASE, None),
    Stay.ELECTIVE: (PointOfDelivery.ELECTIVE, _Printed.ELECTIVE, _Printed.ELECTIVE_TRIM),
    Stay.EMERGENCY: (
        PointOfDelivery.NON_ELECTIVE,
        _Printed.NON_ELECTIVE,
        _Printed.NON_ELECTIVE_TRIM,
    ),
    Stay.REDUCED: (
        PointOfDelivery.SHORT_STAY,
        _Printed.SHORT_STAY,
        _Printed.NON_ELECTIVE_TRIM,
    ),
    Stay.FULL: (PointOfDelivery.SHORT_STAY, _Printed.NON_ELECTIVE, _Printed.NON_ELECTIVE_TRIM),
}
"""Where a stay was delivered, which price it starts from, and which trim point it has."""


@dataclass(frozen=True, kw_only=True)
class Stays:
    """The kinds of stay: each a tuple, how every book sees it; and by what the table is keyed.

    `days` and `ages` are where the answer of some book changes: at that many, or more.
    """

    kinds: tuple[tuple[Stay, ...], ...]
    days: tuple[int, ...]
    ages: tuple[int, ...]
    table: PriceTable


def stays(regimes: Sequence[Regime], codes: Codes) -> Stays:
    """Return the kind of every stay: by method, classification, days, age and who pays."""
    days = tuple(sorted({1, *(one.longest_days + 1 for one in regimes)}))
    ages = tuple(sorted({one.lowest_age for one in regimes}))
    kinds: dict[tuple[Stay, ...], int] = {}
    cases = product(
        with_blank(codes, "admission_method"),
        with_blank(codes, "classification"),
        (days[0] - 1, *days),
        (ages[0] - 1, *ages),
    )
    found = [
        kinds.setdefault(tuple(_stay(one, *case) for one in regimes), len(kinds)) for case in cases
    ]
    categories = with_blank(codes, "administrative_category")
    marks = [PRIVATE_MARK if category in PRIVATE else 0 for category in categories]
    columns = {
        "key": numbered(len(found) * len(marks)),
        "kind": np.repeat(np.array(found, dtype=np.int32), len(marks)),
        "mark": np.tile(np.array(marks, dtype=np.int32), len(found)),
    }
    table = PriceTable(name=STAYS, columns=columns)
    return Stays(kinds=tuple(kinds), days=days, ages=ages, table=table)


def _stay(of: Regime, method: str, classification: str, *about: int) -> Stay:
    days, age = about
    if method in ELECTIVE_METHODS:
        regular = {"3": Stay.REGULAR_DAY, "4": Stay.REGULAR_NIGHT}
        day_case = classification == "2" and days == 0
        return regular.get(classification, Stay.DAY_CASE if day_case else Stay.ELECTIVE)
    if method in OTHER_METHODS:
        return Stay.OTHER_NON_ELECTIVE
    if not method.startswith(EMERGENCY):
        return Stay.OTHER
    if days > of.longest_days:
        return Stay.EMERGENCY
    reduced = method in SHORT_STAY_METHODS and age >= of.lowest_age
    return Stay.REDUCED if reduced else Stay.FULL


def spells(
    regimes: Sequence[Regime],
    codes: Codes,
    *,
    kinds: Sequence[tuple[Stay, ...]],
    cases: Iterable[tuple[int, int]],
) -> tuple[PriceTable, PriceTable]:
    """Return what each case is paid for each kind of stay, and what its outcomes are.

    `cases` are the HRGs and best practice tariffs that stand together.
    """
    hrgs, tariffs = with_blank(codes, "hrg"), with_blank(codes, "best_practice")
    listed = sorted(cases)
    places = np.array([hrg * len(tariffs) + practice for hrg, practice in listed], dtype=np.int64)
    ungroupable = np.array([hrgs[hrg].startswith(UNGROUPABLE) for hrg, _ in listed], dtype=bool)
    claimed = [(hrgs[hrg], several(tariffs[practice])) for hrg, practice in listed]
    columns: dict[str, Cells] = {
        "key": (places[:, None] * len(kinds) + np.arange(len(kinds))).ravel()
    }
    points, reasons, money = [], [], {}
    for n, one in enumerate(regimes, start=1):
        printed = np.array(list(_printed(one.book, claimed)), dtype=np.int64)
        printed = printed.reshape(len(listed), len(_Printed))
        paid = {stay: _paid(stay, printed, ungroupable) for stay in {kind[n - 1] for kind in kinds}}
        point, reason, base, trim = (
            np.column_stack([paid[kind[n - 1]][part] for kind in kinds]) for part in range(4)
        )
        points.append(point)
        reasons.append(reason)
        money[f"base_{n}"] = base.ravel()
        money[f"trim_{n}"] = trim.ravel().astype(np.int32)
        for name, column in (("per_day", _Printed.PER_DAY), ("additional", _Printed.ADDITIONAL)):
            money[f"{name}_{n}"] = np.repeat(printed[:, column], len(kinds))
    numbers, told = outcomes(Kind.ADMITTED, points=points, reasons=reasons)
    columns |= {"outcome": numbers.ravel(), **money}
    return PriceTable(name=SPELLS, columns=columns), told


def _paid(stay: Stay, printed: Cells, ungroupable: Cells) -> tuple[Cells, Cells, Cells, Cells]:
    """Return, for each case, the point of delivery, reason, base price and trim point of a stay."""
    point, base, trim = _of(stay, printed)
    if stay in SHORT:
        applies = printed[:, _Printed.SHORT_STAY_APPLIES] == 1
        pairs = zip((point, base, trim), _of(Stay.EMERGENCY, printed), strict=True)
        point, base, trim = (np.where(applies, short, longer) for short, longer in pairs)
    tests = {
        Reason.UNGROUPABLE: ungroupable,
        Reason.UNKNOWN_DELIVERY: np.full(len(printed), stay is Stay.OTHER),
        Reason.REGULAR_ATTENDER: np.full(len(printed), stay in REGULAR),
        Reason.UNKNOWN_HRG: printed[:, _Printed.KNOWN] == 0,
        Reason.NO_PRICE: base == ABSENT,
    }
    reason = np.select(
        [*tests.values(), base == CONFLICT], [*(REASONS[one] for one in tests), TWO_TARIFFS]
    )
    return point, reason, np.maximum(base, 0), trim


def _of(stay: Stay, printed: Cells) -> tuple[Cells, Cells, Cells]:
    point, base, trim = _PAID[stay]
    count = len(printed)
    return (
        np.full(count, POINTS[point]),
        np.full(count, ABSENT) if base is None else printed[:, base],
        np.full(count, NEVER) if trim is None else printed[:, trim],
    )


def _printed(
    book: PriceBook, cases: Iterable[tuple[str, tuple[str, ...]]]
) -> Iterator[tuple[int, ...]]:
    """Yield what a book prints for each HRG with the best practice tariffs claimed.

    Tariffs are known by HRG and name in capitals, as codes are.
    """
    practice = {(hrg, tariff.upper()): one for (hrg, tariff), one in book.best_practice.items()}
    for hrg, claimed in cases:
        found = {one: practice.get((ANY_HRG, one)) or practice.get((hrg, one)) for one in claimed}
        known = tuple(one for one in found.values() if one is not None)
        price = book.spell(hrg)
        yield _none(len(_Printed)) if price is None else _row(price, known)


def _none(count: int) -> tuple[int, ...]:
    return (0,) * count


def _row(price: AdmittedPrice, practice: Sequence[BestPracticePrice]) -> tuple[int, ...]:
    per_day = price.per_day
    combined = [one.combined for one in practice]
    return (
        1,
        int(price.short_stay_applies),
        _instead(price.day_case if price.combined is None else price.combined, combined),
        _instead(price.elective if price.combined is None else price.combined, combined),
        _instead(price.non_elective, [one.non_elective for one in practice]),
        _instead(price.short_stay, [one.short_stay for one in practice]),
        NEVER if price.elective_trim is None or per_day is None else price.elective_trim,
        NEVER if price.non_elective_trim is None or per_day is None else price.non_elective_trim,
        per_day or 0,
        sum(one.additional for one in practice if one.additional is not None),
    )


def _instead(price: Pence | None, practice: Iterable[Pence | None]) -> int:
    """Return the price that best practice sets, or else the HRG's own."""
    instead = [one for one in practice if one is not None]
    if len(instead) > 1:
        return CONFLICT
    found = instead[0] if instead else price
    return ABSENT if found is None else found
