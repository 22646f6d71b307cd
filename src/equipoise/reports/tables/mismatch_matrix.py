"""Mismatch matrix (T7): commissioners down, providers across, with their totals."""

from dataclasses import replace
from typing import Final

from equipoise.reports.pages.matching import matrix
from equipoise.reports.pages.page import listed, million
from equipoise.reports.table import Column, ColumnKind, Row, Sign, Table, Value
from equipoise.rules.balance import PairKey, PairStatus
from equipoise.usecases.match import Matched
from equipoise.workings import Reference

MARK: Final = "\N{BLACK UP-POINTING TRIANGLE}"
"""Stands before what is beyond the tolerance, so that neither colour nor shade has to."""


def mismatch_matrix_table(found: Matched) -> Table:
    """Return the matrix with totals of rows and columns, net and gross, and what is not agreed."""
    bare = matrix(found)
    whole = set(found.pairs) == set(found.statement.contracts.pairs)
    alone = {"gross": found.statement.ref("match/gross")} if whole and len(bare.rows) == 1 else {}
    across = tuple(column for column in bare.columns if column.key not in ("commissioner", "net"))
    rows = [
        replace(
            row,
            cells={**row.cells, **_row(found, str(row.cells["commissioner"]))},
            refs={**row.refs, **alone},
        )
        for row in bare.rows
    ]
    sums = found.mismatch
    total: dict[str, Value] = {
        "commissioner": "Total",
        **{column.key: sums.by_provider[column.key] for column in across},
        "net": sums.net,
        "gross": sums.gross,
    }
    refs: dict[str, Reference] = {}
    if whole:
        refs = {name: found.statement.ref(f"match/{name}") for name in ("net", "gross")}
    rows.append(Row(cells=total, refs=refs, emphasis=True))
    return replace(
        bare,
        sentence=_sentence(found),
        columns=(
            bare.columns[0],
            *across,
            _difference("net", "Net"),
            Column(key="gross", title="Gross", kind=ColumnKind.MONEY, sign=Sign.SIZE),
            Column(key="beyond", title="Beyond tolerance"),
        ),
        rows=tuple(rows),
        notes=(*bare.notes, "Gross is the sum of the differences, whatever their sign."),
    )


def _row(found: Matched, commissioner: str) -> dict[str, Value]:
    """Return what a commissioner's row ends with: its differences in all, and those not agreed."""
    return {
        "gross": found.mismatch.gross_of(commissioner),
        "beyond": _beyond(found, commissioner),
    }


def _beyond(found: Matched, commissioner: str) -> str:
    """Return the providers whose difference with a commissioner is beyond the tolerance."""
    open_ = [key.provider for key in _not_agreed(found) if key.commissioner == commissioner]
    return f"{MARK} {listed(open_)}" if open_ else "None"


def _not_agreed(found: Matched) -> list[PairKey]:
    settled = (PairStatus.AGREED, PairStatus.WITHIN_TOLERANCE, PairStatus.NO_COUNTERPARTY)
    return [key for key in found.pairs if found.mismatch.pairs[key].status not in settled]


def _sentence(found: Matched) -> str:
    sums = found.mismatch
    tested = [pair for pair in sums.pairs.values() if pair.difference is not None]
    open_ = len(_not_agreed(found))
    return (
        f"{open_} of {len(tested)} tested pairs are beyond the tolerance; differences come to "
        f"{million(int(sums.net.value))} net and {million(int(sums.gross.value))} gross."
    )


def _difference(key: str, title: str) -> Column:
    return Column(key=key, title=title, kind=ColumnKind.MONEY, sign=Sign.INCREASE)
