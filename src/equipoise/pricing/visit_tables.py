"""The tables of outpatient appointments: how it was attended, what its HRG is, and what is paid.

An HRG is one way of being paid: by the procedure under some of the books, or by the WF code of
the attendance. HRGs that are paid alike under every book are one way. A treatment function has a
price for each way, of a first attendance and of a follow-up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np

from equipoise.pricing.coding import Codes
from equipoise.pricing.outcomes import NOT_ATTENDED_MARK, POINTS, PRIVATE_MARK, REASONS
from equipoise.pricing.regime import Regime
from equipoise.pricing.schema import Kind
from equipoise.pricing.tables import Cells, PriceTable, numbered, outcomes, with_blank
from equipoise.rules.payment import PointOfDelivery, Reason
from equipoise.rules.payment.exclusions import PRIVATE, UNGROUPABLE
from equipoise.rules.payment.outpatient_price import (
    ATTENDANCE,
    ATTENDED,
    FIRST,
    FIRST_CODES,
    SINGLE_FIRST,
    SINGLE_FOLLOW_UP,
)

VISITS: Final = "visits"
WAYS: Final = "ways"
ATTENDANCES: Final = "attendances"
SIDES: Final = 2
"""A follow-up is 0, a first attendance 1."""


@dataclass(frozen=True)
class Way:
    """How an HRG is paid: its own WF code, if it is one, and its procedure's price by book."""

    ungroupable: bool
    code: str
    procedures: tuple[int | None, ...]

    def code_of(self, side: int) -> str:
        """Return the WF code that an attendance is priced by."""
        return self.code or (SINGLE_FIRST if side else SINGLE_FOLLOW_UP)


def visits(codes: Codes) -> PriceTable:
    """Return whether it is a first attendance, and what keeps a price from it: by three codes."""
    cases = list(
        product(
            with_blank(codes, "first_attendance"),
            with_blank(codes, "attended"),
            with_blank(codes, "administrative_category"),
        )
    )
    columns = {
        "key": numbered(len(cases)),
        "side": np.array([int(first in FIRST_CODES) for first, _, _ in cases], dtype=np.int32),
        "mark": np.array([_mark(attended, paid) for _, attended, paid in cases], dtype=np.int32),
    }
    return PriceTable(name=VISITS, columns=columns)


def _mark(attended: str, category: str) -> int:
    if category in PRIVATE:
        return PRIVATE_MARK
    return 0 if attended in ATTENDED else NOT_ATTENDED_MARK


def ways(regimes: Sequence[Regime], codes: Codes) -> tuple[tuple[Way, ...], PriceTable]:
    """Return the ways of being paid, and that of every HRG."""
    found: dict[Way, int] = {}
    hrgs = with_blank(codes, "hrg")
    places = [found.setdefault(_way(regimes, hrg), len(found)) for hrg in hrgs]
    columns = {"key": numbered(len(hrgs)), "way": np.array(places, dtype=np.int32)}
    return tuple(found), PriceTable(name=WAYS, columns=columns)


def _way(regimes: Sequence[Regime], hrg: str) -> Way:
    attended = hrg.startswith(ATTENDANCE)
    printed = [None if attended else one.book.admitted.get(hrg) for one in regimes]
    return Way(
        ungroupable=hrg.startswith(UNGROUPABLE),
        code=hrg if attended else "",
        procedures=tuple(None if price is None else price.procedure for price in printed),
    )


def attendances(
    regimes: Sequence[Regime], codes: Codes, *, of: Sequence[Way]
) -> tuple[PriceTable, PriceTable]:
    """Return what a treatment function is paid in each way, and what its outcomes are."""
    functions = with_blank(codes, "treatment_function")
    sides = list(product(of, range(SIDES)))
    ungroupable = np.array([way.ungroupable for way, _ in sides])
    points, reasons, money = [], [], {}
    for n, one in enumerate(regimes, start=1):
        point, reason, base = _paid(one, n - 1, functions=functions, sides=sides)
        points.append(np.broadcast_to(point, base.shape))
        reasons.append(np.where(ungroupable, REASONS[Reason.UNGROUPABLE], reason))
        money[f"base_{n}"] = base.ravel()
    numbers, told = outcomes(Kind.OUTPATIENT, points=points, reasons=reasons)
    columns = {"key": numbered(numbers.size), "outcome": numbers.ravel(), **money}
    return PriceTable(name=ATTENDANCES, columns=columns), told


def _paid(
    of: Regime, place: int, *, functions: Sequence[str], sides: Sequence[tuple[Way, int]]
) -> tuple[Cells, Cells, Cells]:
    """Return the point by way and side; and by treatment function too, the reason and base."""
    procedures = [way.procedures[place] for way, _ in sides]
    is_procedure = np.array([price is not None for price in procedures])
    wf = [way.code_of(side) for way, side in sides]
    attended = [
        POINTS[
            PointOfDelivery.FIRST_ATTENDANCE
            if code[-1:] in FIRST
            else PointOfDelivery.FOLLOW_UP_ATTENDANCE
        ]
        for code in wf
    ]
    listed = sorted(set(wf))
    column = np.array([listed.index(code) for code in wf])
    rows = [of.book.attendances.get(function) for function in functions]
    prices = [[None if row is None else row.get(code) for code in listed] for row in rows]
    shape = len(functions), len(listed)
    money = np.array([[price or 0 for price in row] for row in prices], dtype=np.int64)
    absent = [
        [REASONS[_absent(row is None)] if price is None else 0 for price in printed]
        for row, printed in zip(rows, prices, strict=True)
    ]
    found = np.array(absent, dtype=np.int64).reshape(shape)[:, column]
    return (
        np.where(is_procedure, POINTS[PointOfDelivery.PROCEDURE], np.array(attended)),
        np.where(is_procedure, 0, found),
        np.where(
            is_procedure,
            np.array([price or 0 for price in procedures], dtype=np.int64),
            money.reshape(shape)[:, column],
        ),
    )


def _absent(unknown: bool) -> Reason:
    return Reason.UNKNOWN_FUNCTION if unknown else Reason.NO_PRICE
