"""What no plan may rest on: parameters and repayments of a pack that are proposed alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from equipoise.params import PROPOSED, proposals
from equipoise.sources import historic_debts
from equipoise.units import FinancialYear
from equipoise.usecases.packs import PackError
from equipoise.usecases.refusals import RefusedError

DEBTS: Final = "debts.csv"
"""What bodies owe and how it is repaid, as `debt` reads it, where a pack has it."""


def refuse_proposals(pack: Path, year: FinancialYear) -> None:
    """Refuse a pack of which anything for the year is proposed, and no more.

    A proposal that the same file replaces by what was agreed later is a record of it, and stays.

    Raises: RefusedError naming each, its source and why; PackError for debts that cannot be read.
    """
    found = (*_parameters(pack, year), *_repayments(pack, year))
    if found:
        raise RefusedError(
            f"The pack {pack.name} holds what is only proposed for {year}: {'; '.join(found)}. "
            "Nobody has agreed to a proposal, so no plan may rest on it.",
            "Take it out, or see what it would do with: equipoise debt FILE --model.",
        )


def _parameters(pack: Path, year: FinancialYear) -> Iterator[str]:
    for path, entry in proposals(pack / "params", year.period):
        yield f"{path} ({entry.source}, {entry.published})"


def _repayments(pack: Path, year: FinancialYear) -> Iterator[str]:
    if not (pack / DEBTS).exists():
        return
    found = historic_debts(pack / DEBTS)
    if found.misfits:
        raise PackError(f"{DEBTS}: {found.misfits[0].why}")
    for row in found.rows:
        if row.status == PROPOSED and row.year == year:
            yield f"{row.entry} of {row.body}, {row.year} ({DEBTS}, {row.place})"
