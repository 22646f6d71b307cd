"""Decisions about support: what the centre pays or withholds, and what leaders give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from equipoise.sources.misfit import Misfit
from equipoise.sources.support_years import AMOUNT, QUARTERS, amount
from equipoise.sources.table import Row, Table, read_table
from equipoise.units import Pence

DECISIONS: Final = "support_decisions"
GIVEN: Final = "given"
PAID: Final = "paid"
WITHHELD: Final = "withheld"
NEEDED: Final = ("body", "amount", "decided_by", "role", "reason", "region_consent")
"""What a decision that gives support to a body that missed must have on record."""


@dataclass(frozen=True, kw_only=True)
class SupportDecision:
    """One decision on record. `kind` is given, paid or withheld; `restores` earlier quarters."""

    system: str
    quarter: int
    kind: str
    body: str
    amount: Pence | None
    restores: tuple[int, ...]
    decided_by: str
    role: str
    reason: str
    place: str


@dataclass(frozen=True, kw_only=True)
class SupportDecisions:
    """Decisions whose record is whole; those that lack anything are misfits, and do not count."""

    source: str
    decisions: tuple[SupportDecision, ...]
    misfits: tuple[Misfit, ...] = ()
    left_out: int = 0


def support_decisions(path: Path) -> SupportDecisions:
    """Return decisions from a csv: what the centre pays or withholds, what leaders give.

    A decision that gives support must say to whom, how much, by whom in which role, why, and with
    the region's consent ("yes"): one that lacks any is told, and does not count.
    """
    table = read_table(path, DECISIONS)
    misfits = list(table.misfits)
    found, left_out = [], len(table.misfits)
    for row in table.rows:
        faults = list(_unsound(table, row))
        misfits += faults
        left_out += bool(faults)
        if not faults:
            found.append(_decision(row))
    return SupportDecisions(
        source=path.name, decisions=tuple(found), misfits=tuple(misfits), left_out=left_out
    )


def _unsound(table: Table, row: Row) -> Iterator[Misfit]:
    kind = row["decision"].lower()
    if kind not in (GIVEN, PAID, WITHHELD):
        expected = f"{GIVEN}, {PAID} or {WITHHELD}"
        yield table.misfit(row, found=kind, expected=expected, why="no such decision is known")
    if row["quarter"] not in QUARTERS:
        why = "not a quarter of the year"
        yield table.misfit(row, found=row["quarter"], expected="1 to 4", why=why)
    if not set(row["restores"].split()) <= set(QUARTERS):
        why = "not quarters of the year"
        yield table.misfit(row, found=row["restores"], expected="such as 2 3", why=why)
    if kind == GIVEN:
        lacks = [name.replace("_", " ") for name in NEEDED if not row[name]]
        if row["region_consent"].lower() != "yes" and row["region_consent"]:
            lacks.append("region consent (yes)")
        if row["amount"] and amount(row["amount"]) is None:
            lacks.append(AMOUNT)
        if lacks:
            why = f"not on record, so it does not count: {', '.join(lacks)}"
            yield table.misfit(row, found=row["body"], expected=", ".join(NEEDED), why=why)


def _decision(row: Row) -> SupportDecision:
    return SupportDecision(
        system=row["system"],
        quarter=int(row["quarter"]),
        kind=row["decision"].lower(),
        body=row["body"],
        amount=amount(row["amount"]),
        restores=tuple(map(int, row["restores"].split())),
        decided_by=row["decided_by"],
        role=row["role"],
        reason=row["reason"],
        place=row.place,
    )
