"""Faults that are planned: a return whose form is in order and whose plan asks for a word.

Each changes a draft and leaves everything else as it was: the position, the sums, last year.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from equipoise.register import Kind
from equipoise.samples.england.draft import THOUSAND, Draft, spread
from equipoise.samples.england.faults_typed import BOTH, PROVIDERS
from equipoise.sheets import Item

BACK_LOADED: Final = (3, 3, 4, 5, 5, 5, 10, 11, 12, 13, 14, 15)
"""75% of savings in months 7 to 12."""
PER_CENT: Final = 100
PAY_MORE: Final = 12
"""By how many percent pay grows without staff."""
AGENCY_MORE: Final = 60
"""By how many percent agency pay grows without staff."""
SAVINGS: Final = ("efficiency.recurrent", "efficiency.non_recurrent")


@dataclass(frozen=True, kw_only=True)
class DrawnFault:
    """One kind of fault: for whom, what it changes, and where which check is to say so.

    Shape: `at` is the line whose year the check points to.
    """

    what: str
    code: str
    at: str
    change: Callable[[Draft], None]
    kinds: frozenset[Kind] = BOTH


def _late(draft: Draft) -> None:
    for line, months in draft.values.items():
        if line[0] in SAVINGS:
            whole = sum(months) // THOUSAND
            draft.values[line] = tuple(part * THOUSAND for part in spread(whole, BACK_LOADED))


def _described(draft: Draft, **words: str) -> None:
    """Describe the larger half of the schemes with other words."""
    saved = {line[2]: sum(months) for line, months in draft.values.items() if line[0] in SAVINGS}
    largest = sorted(saved, key=lambda ref: (-saved[ref], ref))[: (len(saved) + 1) // 2]

    def changed(item: Item) -> Item:
        if item.kind != "scheme" or item.ref not in largest:
            return item
        return replace(item, attributes={**item.attributes, **words})

    draft.items = [changed(item) for item in draft.items]


def _unidentified(draft: Draft) -> None:
    _described(draft, status="Unidentified")


def _risky(draft: Draft) -> None:
    _described(draft, risk="High")


def _agency(draft: Draft) -> None:
    more = draft.year("pay.agency") * AGENCY_MORE // PER_CENT
    draft.add(("pay.agency", None, ""), more)
    draft.add(("nonpay.other", None, ""), -more)


def _pay(draft: Draft) -> None:
    more = draft.year("pay.substantive") * PAY_MORE // PER_CENT
    draft.add(("pay.substantive", None, ""), more)
    draft.add(("nonpay.other", None, ""), -more)


def _depreciation(draft: Draft) -> None:
    more = draft.year("nonpay.depreciation") // 10 + 1
    draft.add(("nonpay.depreciation", None, ""), more)
    draft.add(("nonpay.other", None, ""), -more)


DRAWN: Final = (
    DrawnFault(
        what="75% of savings in months 7 to 12",
        code="EQ-EFF-002",
        at="efficiency.total",
        change=_late,
    ),
    DrawnFault(
        what="half of the schemes not identified",
        code="EQ-EFF-003",
        at="efficiency.total",
        change=_unidentified,
    ),
    DrawnFault(
        what="half of the schemes at high risk",
        code="EQ-EFF-003",
        at="efficiency.total",
        change=_risky,
    ),
    DrawnFault(
        what="60% more agency pay for the same staff",
        code="EQ-TRI-001",
        at="pay.agency",
        change=_agency,
        kinds=PROVIDERS,
    ),
    DrawnFault(
        what="12% more pay for the same staff",
        code="EQ-TRI-001",
        at="pay.substantive",
        change=_pay,
        kinds=PROVIDERS,
    ),
    DrawnFault(
        what="more depreciation than the capital plan has",
        code="EQ-CAP-002",
        at="nonpay.depreciation",
        change=_depreciation,
        kinds=PROVIDERS,
    ),
)
"""Every kind of fault that is planned."""
