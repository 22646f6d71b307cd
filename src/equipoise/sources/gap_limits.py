"""What each body says it can do to close a gap, as a system writes it down."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from equipoise.rules.gap.move_effects import MOVES, SUPPORT
from equipoise.sources.amounts import THOUSAND_POUNDS, pence
from equipoise.sources.misfit import Misfit
from equipoise.sources.table import Row, Table, read_table
from equipoise.units import Pence

WHOLE: Final = "position"
"""The kind of a line that limits what a body's position betters by, support counted in."""
KINDS: Final = (*MOVES, WHOLE)


@dataclass(frozen=True, kw_only=True)
class StatedLimit:
    """A body's limit on one kind of move, or on all of them. Unit: pence; None where unstated.

    `payer` is whose money income support is. `reason` is what it rests on, in its own words.
    """

    body: str
    kind: str
    payer: str
    least: Pence | None
    most: Pence | None
    reason: str
    place: str

    @property
    def name(self) -> str:
        """What it is called: ZR1 recurrent; ZR1 income-support from ZQ1."""
        return f"{self.body} {self.kind}{f' from {self.payer}' if self.payer else ''}"


@dataclass(frozen=True, kw_only=True)
class StatedLimits:
    """The limits of a file, and what in it does not fit."""

    source: str
    limits: tuple[StatedLimit, ...]
    misfits: tuple[Misfit, ...]


def gap_limits(path: Path) -> StatedLimits:
    """Return the limits of a csv: body and kind, payer of support, least, most and reason.

    A line that does not fit is left out and told.
    """
    table = read_table(path, "gap_limits")
    found: dict[str, StatedLimit] = {}
    misfits = list(table.misfits)
    for row in table.rows:
        limit = StatedLimit(
            body=row["body"],
            kind=row["kind"],
            payer=row["payer"],
            least=_amount(row["least"]),
            most=_amount(row["most"]),
            reason=row["reason"],
            place=row.place,
        )
        faults = _faults(table, row, limit)
        if limit.name in found:
            why = f"{limit.name} stands in {found[limit.name].place} too"
            faults.append(table.misfit(row, found=limit.name, expected="once", why=why))
        misfits += faults
        if not faults:
            found[limit.name] = limit
    return StatedLimits(source=path.name, limits=tuple(found.values()), misfits=tuple(misfits))


def _faults(table: Table, row: Row, limit: StatedLimit) -> list[Misfit]:
    faults = []

    def fault(found: str, expected: str, why: str) -> None:
        faults.append(table.misfit(row, found=found, expected=expected, why=why))

    for name in ("least", "most"):
        if row[name] and _amount(row[name]) is None:
            fault(row[name], "an amount in £000, such as 1500", f"{name} is not an amount")
    if limit.kind not in KINDS:
        fault(limit.kind, ", ".join(KINDS), "no such kind of move")
    if (limit.kind == SUPPORT) != bool(limit.payer) or limit.payer == limit.body:
        fault(limit.payer, "another body, for income support alone", "who pays")
    if limit.kind != WHOLE and (limit.most is None or limit.most < 0 or (limit.least or 0) < 0):
        fault(row["most"], "nil or above", "a move has a most, and no limit below nil")
    if limit.least is not None and limit.most is not None and limit.least > limit.most:
        fault(row["least"], f"at most {row['most']}", "the least is above the most")
    return faults


def _amount(text: str) -> Pence | None:
    return pence(text, per_unit=THOUSAND_POUNDS) if text else None
