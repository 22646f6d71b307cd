"""For each check of a return, the workbook that must pass and the one that must fail.

A plan and cells planted in it make a workbook. `PAIRS` is what the suite holds the catalogue
against: a check that lacks either does not get in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Protocol

from equipoise.findings import Finding
from equipoise.params import Parameters
from equipoise.sheets.form_sheets import FORMS
from tests.workbooks.made_plans import (
    MILLION,
    PARAMS,
    THOUSAND,
    WTE,
    Made,
    equal,
    findings_of,
    halves,
    item,
    laid_over,
    line,
)
from tests.workbooks.planting import planted

Cells = Mapping[str, str | int | None]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A workbook as it came in: a plan, cells planted in it, and what it is judged by."""

    made: Made
    faults: Mapping[str, Cells] = field(default_factory=dict)
    params: Parameters = PARAMS

    @property
    def content(self) -> bytes:
        content = self.made.workbook()
        for sheet, cells in self.faults.items():
            content = planted(content, sheet, **cells)
        return content

    def findings(self) -> tuple[Finding, ...]:
        return findings_of(self.made, self.params, content=self.content)


class Checked(Protocol):
    """A workbook that can be checked."""

    def findings(self) -> tuple[Finding, ...]:
        """Return all that the checks say of it."""
        ...


@dataclass(frozen=True, kw_only=True)
class Pair:
    """The workbook that must pass a check, and the one that must fail it."""

    passing: Checked
    failing: Checked


def planting(made: Made, sheet: str, **cells: str | int | None) -> Pair:
    """Return a plan as it should be, and with cells of one sheet overwritten."""
    return Pair(passing=Sent(made=made), failing=Sent(made=made, faults={sheet: cells}))


def between(passing: Made, failing: Made) -> Pair:
    return Pair(passing=Sent(made=passing), failing=Sent(made=failing))


FINANCE: Final = Made(
    parts=("finance",),
    counterparties={"ZQ1": "NHS Northmere ICB"},
    values={
        line("income.patient_care", "ZQ1"): equal(480_000 * THOUSAND),
        line("income.support", "ZQ1"): equal(0),
        line("pay.substantive"): equal(480_000 * THOUSAND),
    },
)
"""A trust that breaks even: income of £480 million from its ICB, all of it paid to its staff."""
STAFF: Final = Made(parts=("workforce",))
KINDS_OF_STAFF: Final = ("medical", "nursing", "other_clinical", "non_clinical", "bank", "agency")
SCHEMES: Final = Made(parts=("efficiency",))
BY_WEIGHT: Final = [MILLION] * 3 + equal(4 * MILLION, 3) + [2 * MILLION] * 3 + equal(7 * MILLION, 3)
"""£20 million by the weights of 2018/19: 3, 4, 6 and 7."""
CHAPTERS: Final = tuple(ref for form in FORMS for ref, _ in form.fixed)
FOUND: Final = {"status": "Fully developed", "risk": "Low", "owner": "Director of finance",
         "category": "Non-pay"}  # fmt: skip


def scheme(ref: str = "S1", **changed: str) -> Made:
    """Return a return of one scheme that saves £12 million in twelve equal months."""
    words = {"recurrent": "Recurrent", **FOUND, **changed}
    saving = line("efficiency.recurrent", None, ref)
    return SCHEMES.having({saving: equal(12 * MILLION)}, item(ref, "scheme", **words))


def late(second: int) -> Made:
    """Return one scheme of £12 million, of which so much comes in months 7 to 12."""
    words = {"recurrent": "Recurrent", **FOUND}
    months = {line("efficiency.recurrent", None, "S1"): halves(12 * MILLION - second, second)}
    return SCHEMES.having(months, item("S1", "scheme", **words))


def agency(plan_pence: int) -> Made:
    """Return a plan of 2025/26 that spends so much on agency staff after £10 million."""
    plan = Made(parts=("finance",), year=2025, prior={line("pay.agency"): 10 * MILLION})
    return plan.having({line("pay.agency"): equal(plan_pence)})


def supported(months: list[int], year: int = 2018) -> Made:
    """Return a plan with deficit support from the ICB, which leaves a surplus of as much."""
    return replace(FINANCE, year=year).having({line("income.support", "ZQ1"): months})


def notified(pence: int) -> Parameters:
    """Return the house's parameters, and a notice of so much support to the trust."""
    with TemporaryDirectory() as folder:
        return laid_over(Path(folder), "support/notified_pence", "pence", ZR2=pence)


def nurses(pay: int) -> Made:
    """Return a plan of 2023/24 with so much substantive pay, after £100 million last year.

    Nurses go from 2,000 to 2,040, so that with an award of 2.1% pay comes to £104.142 million.
    """
    before = {line("pay.substantive"): 100 * MILLION, line("wte.nursing"): 2_000 * WTE}
    others = ("wte.medical", "wte.other_clinical", "wte.non_clinical")
    plan = Made(
        parts=("finance", "workforce"),
        prior={**before, **{line(code): 0 for code in others}},
    )
    return plan.having(
        {line("pay.substantive"): equal(pay), line("wte.nursing"): [2_040 * WTE] * 12}
    )


@cache
def template_pairs() -> Mapping[str, Pair]:
    """Return the pairs of the checks of the form itself, and of its totals."""
    return {
        "EQ-TPL-001": planting(FINANCE, "_meta", B3="ZR9"),
        "EQ-TPL-002": planting(FINANCE, "_meta", B6="2022/23"),
        "EQ-TPL-003": planting(FINANCE, "Income", G23="£520m"),
        "EQ-TPL-004": planting(FINANCE, "Income", G23=None),
        "EQ-TPL-005": planting(FINANCE, "Income", G23="40000.001"),
        "EQ-TPL-006": planting(FINANCE, "Income", F23=480_000),
        "EQ-TPL-007": planting(FINANCE, "Income", C23="ZR9"),
        "EQ-TPL-008": planting(FINANCE, "Expenditure", A9=None),
        "EQ-TOT-001": planting(FINANCE, "Income", F23=480_001),
        "EQ-WTE-001": planting(STAFF, "Workforce", D14=1),
        "EQ-IAE-001": planting(FINANCE, "Position", D10=1),
        "EQ-IAE-002": planting(FINANCE, "Position", D12=1),
        "EQ-EFF-001": planting(scheme(), "Efficiency", I10=12_001),
    }


@cache
def plan_pairs() -> Mapping[str, Pair]:
    """Return the pairs of the checks of what was planned."""
    return {
        "EQ-EFF-002": between(late(8 * MILLION), late(9 * MILLION)),
        "EQ-EFF-003": between(scheme(), scheme(status="Unidentified")),
        "EQ-WTE-002": between(agency(7 * MILLION - 4 * THOUSAND), agency(9 * MILLION)),
        "EQ-SUP-001": Pair(
            passing=Sent(made=supported(BY_WEIGHT), params=notified(20 * MILLION)),
            failing=Sent(made=supported(BY_WEIGHT), params=notified(19 * MILLION)),
        ),
        "EQ-SUP-002": between(supported(BY_WEIGHT), supported(equal(20 * MILLION))),
        "EQ-CAP-002": between(charged(0), charged(MILLION)),
        "EQ-TRI-001": between(nurses(104_142 * THOUSAND), nurses(120 * MILLION)),
    }


def natured(fixed: int) -> Made:
    """Return a trust whose income of £12 million is so much by nature."""
    income = {line("income.patient_care", "ZQ1"): equal(12 * MILLION)}
    paid = {line("pay.substantive"): equal(12 * MILLION), line("nature.fixed"): equal(fixed)}
    return replace(FINANCE, values={**income, **paid})


def bridged(growth: int) -> Made:
    """Return a trust in balance after a deficit of £5 million, with so much growth."""
    bridge = {line("bridge.outturn"): [-5 * MILLION], line("bridge.growth"): [growth]}
    return natured(12 * MILLION).having(bridge)


def cash(closing: int, *, opening: int = 10 * MILLION, spent: int = 0) -> Made:
    """Return cash that opens so, loses so much in April, and closes every month so."""
    return Made(parts=("cash",)).having(
        {
            line("cash.opening"): [opening],
            line("cash.operations"): [-spent, *[0] * 11],
            line("cash.closing"): [closing] * 12,
        }
    )


def charged(pence: int) -> Made:
    """Return a trust in balance that charges so much depreciation; its capital plan has none."""
    pay = {line("pay.substantive"): equal(480 * MILLION - pence)}
    charge = {line("nonpay.depreciation"): equal(pence)}
    return replace(FINANCE, parts=("finance", "capital")).having({**pay, **charge})


def treated(spells: int) -> Made:
    """Return so many spells by 10,000 staff, who did 100,000 last year."""
    points = ("elective", "day_case", "outpatient", "emergency")
    before = {
        **{line(f"wte.{kind}"): 0 for kind in KINDS_OF_STAFF},
        **{line(f"activity.{point}", "ZQ1"): 0 for point in points},
        line("wte.nursing"): 10_000 * WTE,
        line("activity.non_elective", "ZQ1"): 100_000,
    }
    plan = replace(FINANCE, parts=("workforce", "activity"), prior=before, values={})
    return plan.having(
        {
            **{line(f"activity.{point}", "ZQ1"): equal(0) for point in points},
            line("activity.non_elective", "ZQ1"): [*[0] * 11, spells],
            line("wte.nursing"): [10_000 * WTE] * 12,
        }
    )


def saving(staff: int) -> Made:
    """Return a scheme that saves £20 million of pay, beside so many staff of £50,000 each."""
    nobody = {line(f"wte.{kind}"): 0 for kind in KINDS_OF_STAFF if kind != "nursing"}
    paid = {line("pay.bank"): 0, line("pay.agency"): 0, line("pay.substantive"): 500 * MILLION}
    before = {**nobody, **paid, line("wte.nursing"): 10_000 * WTE}
    plan = Made(parts=("workforce", "efficiency"), prior=before)
    saved = {line("efficiency.recurrent", None, "S1"): equal(20 * MILLION)}
    words = {"recurrent": "Recurrent", **FOUND, "category": "Pay"}
    values = {**saved, line("wte.nursing"): [staff * WTE] * 12}
    return plan.having(values, item("S1", "scheme", **words))


def underlying(pence: int) -> Made:
    """Return a trust in balance that states so much as its underlying position."""
    plan = replace(FINANCE, parts=("finance", "efficiency"))
    return plan.having({line("underlying.stated"): [pence]})


def signed(**words: str) -> Made:
    """Return one scheme, and what is said of its impact on quality."""
    plan = replace(scheme(), parts=("quality", "efficiency"))
    return plan.having({}, item("S1", "signoff", impact="Low", **words))


def exposed(mitigation: int, *, likely: int = 25_00) -> Made:
    """Return one risk of £5 million, so likely, met by so much mitigation."""
    amounts = {
        "risk.gross": 5 * MILLION,
        "risk.probability": likely,
        "risk.mitigation": mitigation,
    }
    values = {line(code, None, "R1"): [value] for code, value in amounts.items()}
    words = {"owner": "Director of finance", "trend": "Steady"}
    return Made(parts=("risk",)).having(values, item("R1", "risk", **words))


def told_in_words(*chapters: str) -> Made:
    """Return a narrative with a text in these chapters."""
    texts = (item(ref, "chapter", text=f"What the plan says of {ref}.") for ref in chapters)
    return Made(parts=("narrative",)).having({}, *texts)


def specialised_income(pence: int) -> Made:
    """Return a trust whose ICB pays £480 million, so much of it for one specialised service."""
    renal = {line("specialised.income", "ZQ1", "Renal dialysis"): equal(pence)}
    return replace(FINANCE, parts=("finance", "specialised")).having(renal)


def specialised_spend(pence: int) -> Made:
    """Return an ICB that spends £12 million on specialised services, so much of it by line."""
    values = {
        line("allocation.recurrent"): equal(12 * MILLION),
        line("spend.healthcare", "ZR2"): equal(0),
        line("spend.specialised", "ZR2"): equal(12 * MILLION),
        line("specialised.spend", "ZR2", "Renal dialysis"): equal(pence),
    }
    names = {"ZR2": "Calder Vale Hospitals"}
    return Made(body="ZQ1", parts=("finance", "specialised"), counterparties=names, values=values)


@cache
def pairs_of_more_parts() -> Mapping[str, Pair]:
    """Return the pairs of the checks of what is told twice, and of the parts besides money."""
    return {
        "EQ-INC-001": between(natured(12 * MILLION), natured(11 * MILLION)),
        "EQ-BRG-001": between(bridged(5 * MILLION), bridged(4 * MILLION)),
        "EQ-UND-001": between(underlying(0), underlying(-20 * MILLION)),
        "EQ-CSH-001": between(cash(10 * MILLION), cash(11 * MILLION)),
        "EQ-CSH-002": between(cash(0, spent=10 * MILLION), cash(-MILLION, spent=11 * MILLION)),
        "EQ-TRI-002": between(saving(9_600), saving(10_000)),
        "EQ-TRI-003": between(treated(105_000), treated(120_000)),
        "EQ-QUA-001": between(signed(assessor="Dr A Clinician"), signed()),
        "EQ-RSK-001": between(exposed(5 * MILLION), exposed(4 * MILLION)),
        "EQ-RSK-002": between(
            exposed(5 * MILLION, likely=100_00), exposed(5 * MILLION, likely=100_01)
        ),
        "EQ-NAR-001": between(told_in_words(*CHAPTERS), told_in_words(*CHAPTERS[1:])),
        "EQ-SPC-001": between(specialised_income(480 * MILLION), specialised_income(481 * MILLION)),
        "EQ-SPC-002": between(specialised_spend(12 * MILLION), specialised_spend(11 * MILLION)),
    }


def pairs() -> Mapping[str, Pair]:
    """Return every pair, by the code of the check."""
    return {**template_pairs(), **plan_pairs(), **pairs_of_more_parts()}
