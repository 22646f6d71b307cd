"""Spend, need and outcomes by place (T21), on one page and in plain words."""

from __future__ import annotations

from typing import Final

from equipoise.reports.columns import money, ratio, words
from equipoise.reports.display import percent
from equipoise.reports.pages.page import million
from equipoise.reports.pages.pot_table import pot_basis
from equipoise.reports.table import Column, ColumnKind, Row, Sign, Table
from equipoise.usecases.place_sheet import YEARS, PlaceRow, PlaceSheet
from equipoise.usecases.potting.pot import NAME

TITLE: Final = "Spend, need and outcomes by place"


def place_sheet_table(sheet: PlaceSheet) -> Table:
    """Return each place with its need beside its spend, the way agreed, and spend at no place."""
    rows = [_row(sheet, place, row) for place, row in sheet.rows.items()]
    rows.append(
        Row(
            cells={"place": "At no place", "spend": sheet.unplaced},
            refs={"spend": sheet.pot.ref(f"{NAME}/sheet/no-place/spend")},
            emphasis=True,
        )
    )
    return Table(
        name="place_sheet",
        title=TITLE,
        sentence=_sentence(sheet),
        basis=pot_basis(sheet.pot),
        columns=(
            words("place", "Place"),
            Column(key="people", title="People", kind=ColumnKind.COUNT),
            ratio("need_share", "Share of need", basis="of weighted people"),
            ratio("spend_share", "Share of spend", basis="of spend at places"),
            Column(
                key="spend_per_head",
                title="Spend a head",
                kind=ColumnKind.PRICE,
                basis="weighted",
            ),
            money("spend", "Spend now"),
            money("formula", "Formula share"),
            *(money(f"path{year}", f"Path, year {year}") for year in range(1, YEARS + 1)),
            money("gap", "Gap", sign=Sign.INCREASE),
            words("outcome", "Outcome"),
            words("direction", "Direction"),
        ),
        rows=tuple(rows),
        notes=(
            f"No place moves by more than {percent(sheet.most.value)} of its formula share in a "
            "year, and the sum of the places stays as it is.",
            "Spend at no place cannot be told apart by place; no formula shares it here.",
            "A share of need is of a place of several practices; it is no budget of one practice.",
        ),
    )


def _sentence(sheet: PlaceSheet) -> str:
    below = [place for place, row in sheet.rows.items() if row.path.gap.value > 0]
    least = max(below, key=lambda place: sheet.rows[place].path.gap.value, default="")
    if not least:
        return "Every place is spent on as its need would have it."
    gap = million(int(sheet.rows[least].path.gap.value))
    return f"By need, {least} would have {gap} more than is spent there now: the largest gap."


def _row(sheet: PlaceSheet, place: str, row: PlaceRow) -> Row:
    path = {f"path{year}": amount for year, amount in enumerate(row.path.path, start=1)}
    figures = {
        "people": row.people,
        "need_share": row.share.share,
        "spend_share": row.spend_share,
        "spend_per_head": row.per_head,
        "spend": row.path.spend,
        "formula": row.path.target,
        **path,
        "gap": row.path.gap,
        **({} if row.outcome is None else {"outcome": row.outcome}),
    }
    return Row(
        cells={
            "place": place,
            "outcome": row.need.outcome,
            "direction": row.need.direction,
            **figures,
        },
        refs={key: sheet.pot.ref(f"{NAME}/sheet/{place}/{key}") for key in figures},
    )
