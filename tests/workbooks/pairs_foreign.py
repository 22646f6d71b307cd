"""For each check of a form of somebody else's, the form that must pass and the one that fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from equipoise.checks import RETURN, ReturnCells
from equipoise.findings import Finding
from equipoise.sheets import Line
from tests.workbooks.foreign_forms import CASH, CHART, TRUST, YEAR, Sheets, changed, read
from tests.workbooks.made_plans import PARAMS

CELL: Final = "cell,Cash,E12,,cash.closing,,£000,1,Y\n"
PRIOR: Final = "cell,Cash,F12,,cash.closing,,£000,1,prior\n"


@dataclass(frozen=True, kw_only=True)
class Foreign:
    """A form of somebody else's, and the mapping that reads it."""

    sheets: Sheets
    mapping: str = CELL
    prior: int | None = None
    """Last year's closing cash as the round knows it, in pence."""

    def findings(self) -> tuple[Finding, ...]:
        known: dict[Line, int] = {}
        if self.prior is not None:
            known["cash.closing", None, ""] = self.prior
        reading = read(self.sheets, self.mapping)
        subject = ReturnCells(reading=reading, expected=TRUST, chart=CHART, prior=known)
        return RETURN.findings(subject, PARAMS, known_on=YEAR.period.starts_on)


@dataclass(frozen=True, kw_only=True)
class Forms:
    """The form that must pass a check, and the one that must fail it."""

    passing: Foreign
    failing: Foreign


def _accounts(*income: str) -> str:
    """Return a mapping in which these cells are all the income, and E12 is the surplus."""
    lines = [f"cell,Cash,{at},,income.other,,£000,1,Y\n" for at in income]
    lines.append("cell,Cash,E12,,surplus.reported,,£000,1,Y\n")
    for measure in CHART.of("finance", TRUST.kind):
        listed = measure.formula or measure.counterparty or measure.item
        if not listed and measure.code != "income.other":
            lines.append(f"{'nil' if measure.sign else 'none'},,,,{measure.code},,,,\n")
    return "".join(lines)


@cache
def foreign_pairs() -> Mapping[str, Forms]:
    """Return the pairs by the code of the check."""
    right = Foreign(sheets=CASH)
    elsewhere = CELL.replace("cell,Cash,E12,", "code,Cash,CSH9999,K01CY01")
    march = CELL.replace(",Y", ",M12")
    words = "Please provide details"
    asks = changed(CASH, "Cash", H10=(f'=IF(E10<>0,"{words}",1)', words))
    return {
        "EQ-TAC-001": Forms(
            passing=right,
            failing=Foreign(sheets=changed(CASH, "Cash", E12=("=SUM(E10:E11)", 1234))),
        ),
        "EQ-TAC-002": Forms(passing=right, failing=Foreign(sheets=asks)),
        "EQ-TAC-003": Forms(
            passing=right,
            failing=Foreign(sheets=CASH, mapping=elsewhere),
        ),
        "EQ-TAC-005": Forms(
            passing=Foreign(sheets=CASH, mapping=_accounts("E10", "E11")),
            failing=Foreign(sheets=CASH, mapping=_accounts("E10")),
        ),
        "EQ-TAC-006": Forms(
            passing=Foreign(sheets=CASH, mapping=CELL + PRIOR, prior=92_000_000),
            failing=Foreign(sheets=CASH, mapping=CELL + PRIOR, prior=92_000_001),
        ),
        "EQ-TAC-004": Forms(passing=right, failing=Foreign(sheets=CASH, mapping=march)),
    }
