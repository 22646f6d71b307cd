"""Say what improvements on control totals are matched by, and who shares the residual."""

from __future__ import annotations

from dataclasses import dataclass

from equipoise.rules.support import (
    Fund,
    Improved,
    NotMatchedError,
    OverPerformance,
    Scheme,
    over_performance,
)
from equipoise.sources import FundRow
from equipoise.units import Pence
from equipoise.usecases.filed import Filed
from equipoise.usecases.of_files import SUPPORT
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.support_asked import Way, scheme_of
from equipoise.workings import Figure, Reference, Stage, given


@dataclass(frozen=True, kw_only=True)
class FundMatched:
    """A fund at the end of its year: what each body has beyond what it earned."""

    asked: Filed
    scheme: Scheme
    size: Figure
    found: OverPerformance[Figure]


def support_match(asked: Filed, *, size_pence: Pence, way: Way) -> Outcome[FundMatched]:
    """Return what each improvement is matched by, and the residual shared among those who hit.

    Raises: RefusedError for a year without a fund, one that matches nothing, or a file without
        rows; LimitWithoutBasisError where a control total does not say its reading: both close,
        and give different sums.
    """
    scheme = scheme_of(asked.year, way)
    basis = asked.basis(stage=Stage.ACTUAL)
    size = given(size_pence, basis, Reference("file", (asked.file.source, "size")), name="Fund")
    fund = Fund(
        scheme=scheme,
        size=size,
        bodies={body: _improved(asked, row) for body, row in asked.rows("body").items()},
    )
    try:
        found = over_performance(fund, asked.values, known_on=asked.known_on)
    except NotMatchedError as error:
        raise RefusedError(f"{error}.", "Years that matched one are 2016/17 to 2018/19.") from error
    figures = {
        Reference("figure", (SUPPORT, asked.year.code, body, SUPPORT)): one.reported
        for body, one in found.bodies.items()
    }
    result = FundMatched(asked=asked, scheme=scheme, size=size, found=found)
    return Outcome(result=result, figures=figures, adds_up=asked.adds_up)


def _improved(asked: Filed, row: FundRow) -> Improved[Figure]:
    return Improved(
        award=asked.amount(row, "award", stage=Stage.ACTUAL),
        earned=asked.amount(row, "earned", stage=Stage.ACTUAL),
        control_total=asked.amount(row, "control_total"),
        position=asked.amount(row, "position", stage=Stage.ACTUAL),
        first_offered=asked.optional(row, "first_offered"),
        one_off=asked.optional(row, "one_off", stage=Stage.ACTUAL),
    )
