"""Made-up figures and findings for the tests of pages."""

from fractions import Fraction
from typing import Any

from equipoise.findings import Finding, Severity
from equipoise.units import PENCE, RATIO, FinancialYear
from equipoise.usecases.verdict import Verdict
from equipoise.workings import Basis, Figure, Reference, Stage, Support, given

YEAR = FinancialYear(2023)
MILLION = 100_000_000
REF = Reference("figure", ("2023-24", "ZQ1", "made", "up"), "v1")


def pounds(pence: int, support: Support | None = Support.WITH) -> Figure:
    """Return an amount of the plan for the year."""
    basis = Basis(stage=Stage.PLAN, period=YEAR.period, unit=PENCE, support=support)
    return given(pence, basis, REF, name="An amount")


def share(over: int, under: int) -> Figure:
    """Return a ratio."""
    return given(Fraction(over, under), Basis(period=YEAR.period, unit=RATIO), REF, name="A share")


def finding(
    severity: Severity = Severity.MUST_FIX, *, cell: str = "F23", found: str = "5,115"
) -> Finding:
    """Return a finding of ZR1 at a cell of its Income sheet."""
    return Finding(
        code="EQ-TOT-001",
        severity=severity,
        place=Reference("file", ("3f2a9c1e07bd", "Income", cell)),
        organisation="ZR1",
        part="finance",
        message="The total is not the sum of its rows.",
        remedy="Put the formula back.",
        found=found,
        expected="5,120",
        row="Total income",
    )


def verdict_of(**changed: Any) -> Verdict:
    """Return the tests of a plan that meets all of them, but for what is changed."""
    passed: dict[str, Any] = {
        "position": pounds(-9 * MILLION),
        "other": pounds(-15 * MILLION, Support.WITHOUT),
        "reading": Support.WITH,
        "limit": pounds(-9 * MILLION),
        "beyond_limit": 0,
        "net": 0,
        "gross": 0,
        "only_icb_differs": True,
        "open_pairs": 0,
        "envelope": pounds(92 * MILLION, None),
        "over_envelope": 0,
        "one_off_share": share(351, 983),
    }
    return Verdict(**{**passed, **changed})
