"""Mismatch list (T8): every pair, both values, and who has to act on it."""

from dataclasses import replace

from equipoise.reports.pages.matching import pairs_table
from equipoise.reports.pages.page import listed, million
from equipoise.reports.table import Column, Table
from equipoise.reports.tables.drawing import NOT_AVAILABLE
from equipoise.rules.balance import PairKey, PairStatus
from equipoise.usecases.match import Matched


def mismatch_list_table(found: Matched) -> Table:
    """Return the list of pairs with the owner of each, its reason code and its due date.

    The owner is whoever has to act: the sides of a pair that differs, or those whose signature a
    named value waits for.
    """
    bare = pairs_table(found)
    late = {"reason": NOT_AVAILABLE, "due": NOT_AVAILABLE}
    return replace(
        bare,
        sentence=_sentence(found),
        columns=(
            *bare.columns,
            Column(key="owner", title="Owner"),
            Column(key="reason", title="Reason code"),
            Column(key="due", title="Due date"),
        ),
        rows=tuple(
            replace(row, cells={**row.cells, **late, "owner": _owner(found, key)})
            for key, row in zip(found.pairs, bare.rows, strict=True)
        ),
        notes=(*bare.notes, "Reason codes and due dates are not kept with a contract."),
    )


def _owner(found: Matched, key: PairKey) -> str:
    stand = found.agreeing.get(key)
    if stand is not None and stand.waits_for:
        return listed(stand.waits_for)
    settled = (PairStatus.AGREED, PairStatus.NO_COUNTERPARTY)
    return "" if found.mismatch.pairs[key].status in settled else listed(key)


def _sentence(found: Matched) -> str:
    sums = found.mismatch
    return (
        f"{million(int(sums.matched.value))} of {million(int(sums.income_tested.value))} of NHS "
        f"income matched; {million(int(sums.income_untested.value))} has no counterparty return."
    )
