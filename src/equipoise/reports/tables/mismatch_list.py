"""Mismatch list (T8): every pair, both values, and who has to act on it."""

from dataclasses import replace
from typing import Final

from equipoise.reports.display import day
from equipoise.reports.pages.matching import pairs_table
from equipoise.reports.pages.page import listed, million
from equipoise.reports.table import Column, Table, Value
from equipoise.rules.balance import PairKey, PairStatus
from equipoise.usecases.match import Matched

NOTHING: Final = "Nothing to settle"


def mismatch_list_table(found: Matched) -> Table:
    """Return the list of pairs with the owner of each, its reason and its due date.

    The owner is whoever has to act: the sides of a pair that differs, or those whose signature a
    named value waits for. The reason is that of a dispute, or what the two values show.
    """
    bare = pairs_table(found)
    return replace(
        bare,
        sentence=_sentence(found),
        columns=(
            *bare.columns,
            Column(key="owner", title="Owner"),
            Column(key="reason", title="Reason"),
            Column(key="due", title="Due date"),
        ),
        rows=tuple(
            replace(row, cells={**row.cells, **_more(found, key)})
            for key, row in zip(found.pairs, bare.rows, strict=True)
        ),
        notes=(
            *bare.notes,
            "Reason codes are not returned: a reason is that of a dispute, or what the two values "
            "show. A pair is due when the finance part of its first owner is.",
        ),
    )


def _more(found: Matched, key: PairKey) -> dict[str, Value]:
    """Return who has to act on a pair, why, and by when."""
    owners = _owners(found, key)
    days = [found.due[code] for code in owners if code in found.due]
    untested = found.mismatch.pairs[key].status is PairStatus.NO_COUNTERPARTY
    nobody = "Not tested" if untested else NOTHING
    unset = "No day is set" if owners else nobody
    return {
        "owner": listed(owners) or nobody,
        "reason": _reason(found, key),
        "due": day(min(days)) if days else unset,
    }


def _owners(found: Matched, key: PairKey) -> tuple[str, ...]:
    stand = found.agreeing.get(key)
    if stand is not None and stand.waits_for:
        return tuple(stand.waits_for)
    settled = (PairStatus.AGREED, PairStatus.NO_COUNTERPARTY)
    return () if found.mismatch.pairs[key].status in settled else tuple(key)


def _reason(found: Matched, key: PairKey) -> str:
    """Return why a pair is not settled; of one that is, that there is nothing to settle."""
    pair = found.mismatch.pairs[key]
    if key in found.disputes:
        return f"Disputed by {found.disputes[key].raised_by}: {found.disputes[key].reason}"
    if pair.income is None or pair.spend is None:
        return "No return of the other side"
    if pair.status is PairStatus.AGREED:
        return NOTHING
    if pair.unit_error_suspected:
        return "Pounds against thousands of pounds, it seems"
    if not pair.spend.value:
        return "Only the trust plans it"
    return "Only the payer plans it" if not pair.income.value else "The two values differ"


def _sentence(found: Matched) -> str:
    sums = found.mismatch
    return (
        f"{million(int(sums.matched.value))} of {million(int(sums.income_tested.value))} of NHS "
        f"income matched; {million(int(sums.income_untested.value))} has no counterparty return."
    )
