"""Sub codes of the accounts of NHS providers: one meaning a year, and not always the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from equipoise.register import Chart
from equipoise.sources.misfit import Misfit
from equipoise.sources.table import Row, Table, read_table
from equipoise.units import FinancialYear


@dataclass(frozen=True, kw_only=True)
class AccountCodes:
    """The published list. A code stands for what its year says: the key is both."""

    rows: tuple[Row, ...]
    misfits: tuple[Misfit, ...]

    @property
    def counts(self) -> Mapping[FinancialYear, int]:
        """How many rows each year has."""
        return Counter(FinancialYear.parse(row["year"]) for row in self.rows)

    @property
    def codes(self) -> frozenset[str]:
        """Every code of any year."""
        return frozenset(row["subcode"] for row in self.rows)

    def meanings(self, subcode: str) -> dict[FinancialYear, tuple[str, ...]]:
        """Return the labels of a code, year by year; a code on two sheets has two."""
        found: dict[FinancialYear, tuple[str, ...]] = {}
        for row in self.rows:
            if row["subcode"] == subcode:
                year = FinancialYear.parse(row["year"])
                found[year] = (*found.get(year, ()), row["label"])
        return found

    def unknown(self, chart: Chart) -> tuple[tuple[FinancialYear, str, str], ...]:
        """Return year, measure and sub code wherever the chart names one the year lacks."""
        listed = {(FinancialYear.parse(row["year"]), row["subcode"]) for row in self.rows}
        years = self.counts
        return tuple(
            (year, measure.code, subcode)
            for measure in chart
            for year, subcode in sorted(measure.subcodes.items())
            if year in years and (year, subcode) not in listed
        )


def account_codes(path: Path) -> AccountCodes:
    """Return the published list; a code that means something else than before is a misfit."""
    table = read_table(path, "account_codes")
    first: dict[str, Row] = {}
    misfits = list(table.misfits)
    for row in table.rows:
        other = first.setdefault(row["subcode"], row)
        if row["label"] != other["label"] and row["year"] != other["year"]:
            why = f"{row['subcode']} means something else in {row['year']} than in {other['year']}"
            misfits.append(table.misfit(row, found=row["label"], expected=other["label"], why=why))
    return AccountCodes(rows=table.rows, misfits=tuple(misfits))


def account_providers(path: Path) -> Table:
    """Return the providers as their accounts name them; the list gives no codes."""
    return read_table(path, "account_providers")
