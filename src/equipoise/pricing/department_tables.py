"""The table of emergency departments: what each type of department is paid for an HRG."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

import numpy as np

from equipoise.pricing.coding import Codes
from equipoise.pricing.outcomes import POINTS, REASONS
from equipoise.pricing.regime import Regime
from equipoise.pricing.schema import Kind
from equipoise.pricing.tables import PriceTable, numbered, outcomes, with_blank
from equipoise.rules.payment import PointOfDelivery, PriceBook, Reason
from equipoise.rules.payment.emergency_price import CONSULTANT_LED, MINOR_INJURY
from equipoise.rules.payment.exclusions import UNGROUPABLE

DEPARTMENTS: Final = "departments"


def departments(regimes: Sequence[Regime], codes: Codes) -> tuple[PriceTable, PriceTable]:
    """Return what each HRG is paid by type of department, and what its outcomes are."""
    cases = list(product(with_blank(codes, "hrg"), with_blank(codes, "department_type")))
    here = np.full(len(cases), POINTS[PointOfDelivery.EMERGENCY_DEPARTMENT])
    reasons, money = [], {}
    for n, one in enumerate(regimes, start=1):
        found = [_paid(one.book, hrg, kind) for hrg, kind in cases]
        reasons.append(np.array([0 if why is None else REASONS[why] for why, _ in found]))
        money[f"base_{n}"] = np.array([price for _, price in found], dtype=np.int64)
    numbers, told = outcomes(Kind.EMERGENCY, points=[here] * len(regimes), reasons=reasons)
    columns = {"key": numbered(len(cases)), "outcome": numbers, **money}
    return PriceTable(name=DEPARTMENTS, columns=columns), told


def _paid(book: PriceBook, hrg: str, kind: str) -> tuple[Reason | None, int]:
    """Return the reason why there is no price, and the price."""
    if hrg.startswith(UNGROUPABLE):
        return Reason.UNGROUPABLE, 0
    if kind not in CONSULTANT_LED | MINOR_INJURY:
        return Reason.UNKNOWN_DELIVERY, 0
    printed = book.emergency.get(hrg)
    if printed is None:
        return Reason.UNKNOWN_HRG, 0
    price = printed.types_1_2 if kind in CONSULTANT_LED else printed.type_3
    return (Reason.NO_PRICE, 0) if price is None else (None, price)
