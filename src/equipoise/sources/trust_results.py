"""Plan and actual of every trust in 2018/19, by name: resolved to codes where that is certain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from equipoise.sources.amounts import THOUSAND_POUNDS, pence
from equipoise.sources.misfit import Misfit
from equipoise.sources.names import NameBook, normalised
from equipoise.sources.table import Row, Table, read_table
from equipoise.sources.trusts import trusts
from equipoise.units import FinancialYear, Pence

YEAR: Final = FinancialYear(2018)


@dataclass(frozen=True, kw_only=True)
class TrustResult:
    """One trust as printed; `code` is None where the name is not certain. Surplus is positive.

    Unit: pence
    """

    name: str
    code: str | None
    place: str
    plan: Pence
    actual: Pence

    @property
    def variance(self) -> Pence:
        """Actual less plan: below nil is adverse."""
        return Pence(self.actual - self.plan)


@dataclass(frozen=True, kw_only=True)
class TrustResults:
    """Every row with an amount, whether its name could be resolved or not."""

    source: str
    year: FinancialYear
    rows: tuple[TrustResult, ...]
    misfits: tuple[Misfit, ...]

    @property
    def unresolved(self) -> tuple[TrustResult, ...]:
        """The rows whose trust is not known for certain; their amounts still count."""
        return tuple(row for row in self.rows if row.code is None)

    @property
    def plan(self) -> Pence:
        """The sum of plans."""
        return Pence(sum(row.plan for row in self.rows))

    @property
    def actual(self) -> Pence:
        """The sum of actuals."""
        return Pence(sum(row.actual for row in self.rows))

    @property
    def counts(self) -> Mapping[str, int]:
        """How many trusts stand where."""
        return {
            "trusts": len(self.rows),
            "plan below nil": sum(row.plan < 0 for row in self.rows),
            "actual below nil": sum(row.actual < 0 for row in self.rows),
            "at or above plan": sum(row.variance >= 0 for row in self.rows),
            "below plan": sum(row.variance < 0 for row in self.rows),
            "resolved": sum(row.code is not None for row in self.rows),
        }

    def by_code(self) -> dict[str, tuple[TrustResult, ...]]:
        """Return the resolved rows by code; a trust that is listed twice has two."""
        found: dict[str, tuple[TrustResult, ...]] = {}
        for row in self.rows:
            if row.code is not None:
                found[row.code] = (*found.get(row.code, ()), row)
        return found


def trust_results(path: Path, names: NameBook | None = None) -> TrustResults:
    """Return the plan and actual of every trust.

    Without `names`, those of the trust list beside the folder are used, where it is there, and
    otherwise none: every row is then unresolved. Misfits: a name nobody has or several have, a
    name listed twice, an amount that is not one (whose row is left out).
    """
    book = names if names is not None else _names_beside(path.parent.parent)
    table = read_table(path, "trust_results")
    results: list[TrustResult] = []
    misfits = [*table.misfits, *_listed_twice(table)]
    for row in table.rows:
        plan, actual = (pence(row[field], per_unit=THOUSAND_POUNDS) for field in ("plan", "actual"))
        if plan is None or actual is None:
            found = f"{row['plan']}, {row['actual']}"
            why = f"no amount for {row['name']}"
            misfits.append(table.misfit(row, found=found, expected="two amounts", why=why))
            continue
        codes = book.codes(row["name"], YEAR.period) if book else frozenset()
        if len(codes) != 1:
            misfits.append(_unresolved(table, row, codes))
        results.append(
            TrustResult(
                name=row["name"],
                code=next(iter(codes)) if len(codes) == 1 else None,
                place=row.place,
                plan=plan,
                actual=actual,
            )
        )
    return TrustResults(source=table.source, year=YEAR, rows=tuple(results), misfits=tuple(misfits))


def _names_beside(folder: Path) -> NameBook | None:
    lookups = folder / "org-small-lookups"
    listed, changed = lookups / "etr_2025.csv", lookups / "org_changes_2000_2018.csv"
    if not listed.exists():
        return None
    return trusts(listed, changed if changed.exists() else None).names


def _unresolved(table: Table, row: Row, codes: frozenset[str]) -> Misfit:
    return table.misfit(
        row,
        found=f"{row['name']}: {', '.join(sorted(codes)) or 'no code'}",
        expected="one code",
        why="the name is not that of one trust for certain",
    )


def _listed_twice(table: Table) -> list[Misfit]:
    """Return names that become the same when spelled one way, beyond those written alike."""
    first: dict[str, Row] = {}
    misfits = []
    for row in table.rows:
        other = first.setdefault(normalised(row["name"]), row)
        if other is not row and other["name"] != row["name"]:
            why = f"the same trust as {other.place}"
            misfits.append(table.misfit(row, found=row["name"], expected="listed once", why=why))
    return misfits
