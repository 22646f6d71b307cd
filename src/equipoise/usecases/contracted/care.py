"""Elective care out of contracts: each one's baseline and actual value, by month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from equipoise.sources import ELECTIVE_PODS, CareRow, ContractValues, ElectiveCare
from equipoise.usecases.contracted.agreed import EVERY_MONTH, Agreed, Pair
from equipoise.usecases.refusals import RefusedError

FILE: Final = "values.csv"
"""Where the amounts of contracts stand."""
YEAR: Final = re.compile(r"\d{4}/\d{2}")
"""A financial year, where the name of a price base has one."""


def care_of(agreed: Agreed) -> ElectiveCare:
    """Return the elective care in contracts: a commissioner's is that of its system.

    A month whose activity is not in has no actual value. What is no elective care is not read.

    Raises: RefusedError when a row of the files was left out, when a contract has activity of a
        kind that it has no baseline of, or when amounts are in more than one price base, or in
        one that names another year: a scheme holds value at its own year's prices.
    """
    agreed.refuse_misfits()
    rows = tuple(row for pair in agreed.pairs for row in _care(agreed, pair))
    return ElectiveCare(source=f"{agreed.files.folder}.{FILE}", rows=rows)


def _care(agreed: Agreed, pair: Pair) -> Iterator[CareRow]:
    then, now = (
        {pod: row for pod, row in agreed.files.of(pair, layer).items() if pod in ELECTIVE_PODS}
        for layer in ("baseline", "actual")
    )
    if alone := sorted(now.keys() - then.keys()):
        place = now[alone[0]].place
        raise RefusedError(
            f"{' with '.join(pair)} has activity of {alone[0]} and no baseline of it ({place}).",
            f"Write its baseline in {FILE}: 0 in each month where there was none.",
        )
    for pod, row in sorted(then.items()):
        done = now.get(pod)
        for each in (row, *([done] if done else [])):
            _refuse_another_base(agreed, each)
        for month in EVERY_MONTH:
            yield CareRow(
                system=pair[0],
                provider=pair[1],
                month=month,
                pod=pod,
                baseline=row.months[month],
                actual=done.months.get(month) if done else None,
                forecast=None,
                place=_place(row, month),
                place_actual=_place(done, month) if done else "",
            )


def _refuse_another_base(agreed: Agreed, row: ContractValues) -> None:
    first = next(one for one in agreed.files.values if one.price_base)
    if row.price_base != first.price_base:
        raise RefusedError(
            f"Amounts are in two price bases: {first.price_base} ({first.place}) and "
            f"{row.price_base} ({row.place}).",
            "Bring all elective care to one of them.",
        )
    if any(year != str(agreed.year) for year in YEAR.findall(row.price_base)):
        raise RefusedError(
            f"{row.price_base} ({row.place}) are not those of {agreed.year}.",
            f"Bring elective care to the prices of {agreed.year}, and name them so.",
        )


def _place(row: ContractValues, month: int) -> str:
    return f"{row.place} M{month:02}"
