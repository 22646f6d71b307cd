"""Faults of schemes, staff and their pay: savings late, weak or unseen, pay without staff.

Each changes a draft and leaves everything else as it was: the position, the sums, last year.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from equipoise.samples.england.draft import THOUSAND, Draft, spread
from equipoise.samples.england.drawn_fault import PROVIDERS, DrawnFault, item_cell, year_cell

BACK_LOADED: Final = (3, 3, 4, 5, 5, 5, 10, 11, 12, 13, 14, 15)
"""75% of savings in months 7 to 12."""
PER_CENT: Final = 100
PAY_MORE: Final = 12
"""By how many percent pay grows without staff."""
AGENCY_MORE: Final = 60
"""By how many percent agency pay grows without staff."""
ACTIVITY_MORE: Final = 12
"""By how many percent activity grows without staff."""
SAVINGS: Final = ("efficiency.recurrent", "efficiency.non_recurrent")
ACTIVITY: Final = tuple(
    f"activity.{kind}"
    for kind in ("elective", "day_case", "non_elective", "outpatient", "emergency")
)
"""What a trust has to have of activity, all of it, to be held against its staff."""


def _late(draft: Draft) -> None:
    for line, months in draft.values.items():
        if line[0] in SAVINGS:
            whole = sum(months) // THOUSAND
            draft.values[line] = tuple(part * THOUSAND for part in spread(whole, BACK_LOADED))


def _saved(draft: Draft) -> dict[str, int]:
    """Return what each scheme saves, by its reference."""
    return {line[2]: sum(months) for line, months in draft.values.items() if line[0] in SAVINGS}


def _described(draft: Draft, refs: Collection[str], **words: str) -> None:
    """Describe some schemes with other words."""
    for item in tuple(draft.items):
        if item.kind == "scheme" and item.ref in refs:
            draft.describe(item, {**item.attributes, **words})


def _larger_half(draft: Draft) -> list[str]:
    saved = _saved(draft)
    return sorted(saved, key=lambda ref: (-saved[ref], ref))[: (len(saved) + 1) // 2]


def _unidentified(draft: Draft) -> None:
    _described(draft, _larger_half(draft), status="Unidentified")


def _risky(draft: Draft) -> None:
    _described(draft, _larger_half(draft), risk="High")


def _all_in_pay(draft: Draft) -> None:
    _described(draft, _saved(draft), category="Pay")


def _unsigned(draft: Draft) -> None:
    first = draft.first("signoff")
    left = {word: text for word, text in first.attributes.items() if word != "assessor"}
    draft.describe(first, left)


def _agency(draft: Draft) -> None:
    draft.spend_more("pay.agency", draft.year("pay.agency") * AGENCY_MORE // PER_CENT)


def _pay(draft: Draft) -> None:
    draft.spend_more("pay.substantive", draft.year("pay.substantive") * PAY_MORE // PER_CENT)


def _activity(draft: Draft) -> None:
    for line, months in draft.values.items():
        if line[0] in ACTIVITY:
            draft.values[line] = tuple(
                month * (PER_CENT + ACTIVITY_MORE) // PER_CENT for month in months
            )


def _has_all_activity(draft: Draft) -> bool:
    return set(ACTIVITY) <= {measure for measure, _, _ in draft.prior}


OF_EFFICIENCY: Final = (
    DrawnFault(
        what="75% of savings in months 7 to 12",
        code="EQ-EFF-002",
        at=year_cell("efficiency.total"),
        change=_late,
    ),
    DrawnFault(
        what="half of the schemes not identified",
        code="EQ-EFF-003",
        at=year_cell("efficiency.total"),
        change=_unidentified,
    ),
    DrawnFault(
        what="half of the schemes at high risk",
        code="EQ-EFF-003",
        at=year_cell("efficiency.total"),
        change=_risky,
    ),
    DrawnFault(
        what="a scheme that no clinician signed off",
        code="EQ-QUA-001",
        at=item_cell("scheme"),
        change=_unsigned,
    ),
    DrawnFault(
        what="60% more agency pay for the same staff",
        code="EQ-TRI-001",
        at=year_cell("pay.agency"),
        change=_agency,
        kinds=PROVIDERS,
    ),
    DrawnFault(
        what="12% more pay for the same staff",
        code="EQ-TRI-001",
        at=year_cell("pay.substantive"),
        change=_pay,
        kinds=PROVIDERS,
    ),
    DrawnFault(
        what="every saving in pay, and no fewer staff",
        code="EQ-TRI-002",
        at=year_cell("wte.total"),
        change=_all_in_pay,
        kinds=PROVIDERS,
    ),
    DrawnFault(
        what="12% more activity by the same staff",
        code="EQ-TRI-003",
        at=year_cell("wte.total"),
        change=_activity,
        kinds=PROVIDERS,
        suits=_has_all_activity,
    ),
)
"""Every kind of fault here."""
