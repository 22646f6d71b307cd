"""Figures drawn for the laws of rules: plans of 2023/24, each from a cell."""

from typing import Any

from hypothesis import strategies as st

from equipoise.units import PENCE, RATIO, FinancialYear, Unit
from equipoise.workings import Basis, Figure, Reference, Stage, Support
from equipoise.workings import given as given_figure

YEAR = FinancialYear(2023).period
REF = Reference("cell", ("2023-24", "ZQ1", "x"))


def figures(
    values: st.SearchStrategy[Any], *, unit: Unit = PENCE, stage: Stage = Stage.PLAN
) -> st.SearchStrategy[Figure]:
    basis = Basis(stage=stage, support=Support.WITH, period=YEAR, unit=unit)
    return values.map(lambda value: given_figure(value, basis, REF, name="x"))


money = figures(st.integers(-(10**11), 10**11))
growths = st.fractions(-2, 3, max_denominator=100)
ratios = figures(growths, unit=RATIO)
codes = st.sampled_from(["ZQ1", "ZR1", "ZR2", "ZR3"])
