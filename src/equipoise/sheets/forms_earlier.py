"""Versions of the form: which sheets and lines each had, and where its lines are found today.

Version 1 had four parts: finance, workforce, efficiency and capital. A return of it is not read as
a return; it is migrated into today's form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from equipoise.register import Chart, Measure
from equipoise.sheets.form_sheets import FORMS
from equipoise.sheets.shapes import VERSION, SheetForm


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One version of the form.

    Shape: `lines` are the codes of its lines, those of the chart if None; `moved` says which line
        of today's chart holds what a line of its own held; `wider` what a line held besides that
        has a line of its own today, in words.
    """

    version: str
    forms: tuple[SheetForm, ...]
    lines: frozenset[str] | None = None
    moved: Mapping[str, str] = field(default_factory=dict)
    wider: Mapping[str, str] = field(default_factory=dict)

    def chart(self, today: Chart) -> Chart:
        """Return the chart as the version had it: a formula without the lines that came later."""
        if self.lines is None:
            return today
        return Chart(tuple(self._then(line) for line in today if line.code in self.lines))

    def today(self, measure: str) -> str:
        """Return the code of the line that holds a line of this version today."""
        return self.moved.get(measure, measure)

    def _then(self, line: Measure) -> Measure:
        assert self.lines is not None, "a version with a chart of its own"
        return replace(line, formula=tuple(term for term in line.formula if term[1] in self.lines))


_SHEETS: Final = frozenset(
    {
        *("Income", "Expenditure", "Allocation", "Spend", "Position"),
        *("Workforce", "Efficiency", "Capital"),
    }
)
_LATER_COLUMNS: Final = frozenset({"category"})
"""Columns of words that those sheets had not yet."""
_LINES: Final = frozenset(
    {
        *("income.patient_care", "income.other", "income.support", "income.total"),
        *("pay.substantive", "pay.bank", "pay.agency", "nonpay.drugs", "nonpay.other"),
        *("financing", "expenditure.total", "surplus.reported", "adjustment.technical"),
        *("position.including", "position.excluding"),
        *("allocation.recurrent", "allocation.non_recurrent", "allocation.total"),
        *("spend.healthcare", "spend.mental_health_other", "spend.community_other"),
        *("spend.continuing_care", "spend.prescribing", "spend.primary_care"),
        *("spend.running_costs", "spend.reserves", "spend.other", "spend.total"),
        *("wte.medical", "wte.nursing", "wte.other_clinical", "wte.non_clinical"),
        *("wte.bank", "wte.agency", "wte.total"),
        *("efficiency.recurrent", "efficiency.non_recurrent", "efficiency.total"),
        *("capital.operational", "capital.national", "capital.total"),
    }
)

TODAYS: Final = Edition(version=VERSION, forms=FORMS)
FIRST: Final = Edition(
    version="1",
    forms=tuple(
        replace(
            form,
            attributes=tuple(one for one in form.attributes if one.code not in _LATER_COLUMNS),
        )
        for form in FORMS
        if form.name in _SHEETS
    ),
    lines=_LINES,
    moved=MappingProxyType({"adjustment.technical": "adjustment.other"}),
    wider=MappingProxyType(
        {
            "adjustment.technical": "it held impairments and donated assets too",
            "nonpay.other": "it held depreciation, and healthcare bought from NHS bodies, too",
            "spend.other": "it held specialised services too",
            "capital.operational": "it held leases and other capital too",
        }
    ),
)
EDITIONS: Final = (FIRST, TODAYS)
"""Every version there was, oldest first."""
