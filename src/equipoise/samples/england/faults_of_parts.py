"""Faults of one part against another: cash, the bridge, income told twice, risks, words.

Each changes a draft and leaves everything else as it was: the position, the sums, last year.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from equipoise.samples.england.bodies import NATION
from equipoise.samples.england.draft import THOUSAND, Draft
from equipoise.samples.england.drawn_fault import (
    ICBS,
    PROVIDERS,
    DrawnFault,
    entered_cell,
    item_cell,
    year_cell,
)
from equipoise.samples.england.written import Spot, Written

MONTH: Final = 7
"""The month in which cash is wrong."""
ASTRAY: Final = 120
"""By how much a line is wrong, £000."""
UNLIKELY: Final = 15_000
"""A probability of 150%."""
IN: Final = (
    *("income.patient_care", "income.other"),
    *("allocation.recurrent", "allocation.non_recurrent"),
)
"""What comes in, to a trust or an ICB."""
SUPPORT: Final = ("income.support", NATION, "")


def _depreciation(draft: Draft) -> None:
    draft.spend_more("nonpay.depreciation", draft.year("nonpay.depreciation") // 10 + 1)


def _shifted(draft: Draft, measure: str, pence: int) -> None:
    """Move pence of a line of months from the month after to the month of the fault."""
    months = list(draft.values[measure, None, ""])
    months[MONTH - 1] += pence
    months[MONTH] -= pence
    draft.values[measure, None, ""] = months


def _cash_jumps(draft: Draft) -> None:
    line = ("cash.closing", None, "")
    draft.values[line] = [
        closing + (ASTRAY * THOUSAND if month >= MONTH else 0)
        for month, closing in enumerate(draft.values[line], start=1)
    ]


def _cash_runs_out(draft: Draft) -> None:
    """Pay in one month what it has, and as much again as `ASTRAY`; the next brings it back."""
    line = ("cash.closing", None, "")
    support = draft.values["cash.support", None, ""][MONTH - 1]
    closing = list(draft.values[line])
    gone = closing[MONTH - 1] + ASTRAY * THOUSAND
    _shifted(draft, "cash.support", -support)
    _shifted(draft, "cash.operations", support - gone)
    closing[MONTH - 1] -= gone
    draft.values[line] = closing


def _bridge(draft: Draft) -> None:
    draft.add(("bridge.inflation", None, ""), ASTRAY)


def _nature(draft: Draft) -> None:
    draft.add(("nature.fixed", None, ""), ASTRAY)


def _has_support(draft: Draft) -> bool:
    return any(draft.values.get(SUPPORT, ()))


def _more_support(draft: Draft) -> None:
    draft.add(SUPPORT, ASTRAY)


def _late_support(draft: Draft) -> None:
    """Plan the support of the first quarter for the last."""
    months = list(draft.values[SUPPORT])
    moved, months[:3] = months[:3], [0, 0, 0]
    months[9:] = [month + more for month, more in zip(months[9:], moved, strict=True)]
    draft.values[SUPPORT] = months


def _underlying(draft: Draft) -> None:
    draft.add(("underlying.stated", None, ""), sum(map(draft.year, IN)) // 50)


def _service_line(draft: Draft, measure: str) -> tuple[str, str, str]:
    """Return a service line with the first of those that any is with."""
    _, other, item = min(
        (line for line in draft.values if line[0] == measure), key=lambda line: line[1] or ""
    )
    assert other is not None, "a service line is with somebody"
    return measure, other, item


def _above_contract(draft: Draft) -> None:
    line = _service_line(draft, "specialised.income")
    contract = sum(draft.values["income.patient_care", line[1], ""]) // THOUSAND
    draft.add(line, contract + ASTRAY)


def _beside_spend(draft: Draft) -> None:
    draft.add(_service_line(draft, "specialised.spend"), ASTRAY)


def _has(measure: str) -> Callable[[Draft], bool]:
    return lambda draft: any(line[0] == measure for line in draft.values)


def _first_service(measure: str) -> Callable[[Written], Sequence[Spot]]:
    """Return the place of the first service line with the first of those that any is with."""
    return lambda written: [min(written.rows(measure), key=lambda row: row[0])[1]]


def _first_risk(draft: Draft, measure: str) -> tuple[str, None, str]:
    return measure, None, draft.first("risk").ref


def _unmitigated(draft: Draft) -> None:
    line = _first_risk(draft, "risk.mitigation")
    draft.values[line] = (0,)


def _unlikely(draft: Draft) -> None:
    draft.values[_first_risk(draft, "risk.probability")] = (UNLIKELY,)


def _unwritten(draft: Draft) -> None:
    draft.describe(draft.first("chapter"), {})


OF_PARTS: Final = (
    DrawnFault(
        what="more depreciation than the capital plan has",
        code="EQ-CAP-002",
        at=year_cell("nonpay.depreciation"),
        change=_depreciation,
        kinds=PROVIDERS,
    ),
    DrawnFault(
        what="cash that grows without a receipt",
        code="EQ-CSH-001",
        at=entered_cell("cash.closing", MONTH),
        change=_cash_jumps,
    ),
    DrawnFault(
        what="cash below nil in a month without support",
        code="EQ-CSH-002",
        at=entered_cell("cash.closing", MONTH),
        change=_cash_runs_out,
    ),
    DrawnFault(
        what="a bridge that does not come to the plan",
        code="EQ-BRG-001",
        at=year_cell("bridge.plan"),
        change=_bridge,
    ),
    DrawnFault(
        what="more income by nature than by payer",
        code="EQ-INC-001",
        at=year_cell("nature.total"),
        change=_nature,
        kinds=PROVIDERS,
    ),
    DrawnFault(
        what="an underlying position 2% of income away",
        code="EQ-UND-001",
        at=entered_cell("underlying.stated"),
        change=_underlying,
    ),
    DrawnFault(
        what="support that was not notified",
        code="EQ-SUP-001",
        at=year_cell("income.support"),
        change=_more_support,
        kinds=PROVIDERS,
        suits=_has_support,
    ),
    DrawnFault(
        what="the support of the first quarter planned for the last",
        code="EQ-SUP-002",
        at=lambda written: [*written.total("income.support")] * 2,
        change=_late_support,
        kinds=PROVIDERS,
        suits=_has_support,
    ),
    DrawnFault(
        what="specialised income above its contract",
        code="EQ-SPC-001",
        at=_first_service("specialised.income"),
        change=_above_contract,
        kinds=PROVIDERS,
        suits=_has("specialised.income"),
    ),
    DrawnFault(
        what="service lines above the specialised spend",
        code="EQ-SPC-002",
        at=_first_service("specialised.spend"),
        change=_beside_spend,
        kinds=ICBS,
        suits=_has("specialised.spend"),
    ),
    DrawnFault(
        what="a risk that nothing is planned against",
        code="EQ-RSK-001",
        at=year_cell("risk.net"),
        change=_unmitigated,
    ),
    DrawnFault(
        what="a risk that is 150% likely",
        code="EQ-RSK-002",
        at=entered_cell("risk.probability"),
        change=_unlikely,
    ),
    DrawnFault(
        what="a chapter that was not written",
        code="EQ-NAR-001",
        at=item_cell("chapter"),
        change=_unwritten,
    ),
)
"""Every kind of fault here."""
