"""What another engine is given: the text in its dialect, the price tables, and words for numbers.

A bundle is one file of plain text. With the coded files it is all that `spark_job` needs, so that a
cluster has nothing to install.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import sqlglot

from equipoise.cube import connected
from equipoise.pricing.activity import Activity
from equipoise.pricing.engine import cases
from equipoise.pricing.kinds import setting
from equipoise.pricing.outcomes import EVERY, OUTCOMES, POINT_WORDS, REASON_WORDS
from equipoise.pricing.regime import Regime
from equipoise.pricing.tables import PriceTable
from equipoise.pricing.text import totals

DIALECT: Final = "spark"


def bundle(activity: Activity, regimes: Sequence[Regime]) -> dict[str, Any]:
    """Return the text for each kind of record, transpiled, with the tables it joins.

    Raises: TooManyBooksError.
    """
    with connected(activity.folder) as connection:
        found = setting(
            regimes, activity.codes, kinds=activity.files, cases=cases(connection, activity)
        )
    return {
        "texts": {str(kind): transpiled(totals(found, kind)) for kind in activity.files},
        "tables": [_table(one) for one in found.tables.values()],
        "books": [one.book.name for one in regimes],
        "words": {
            "provider": _words(["", *activity.codes["provider"]]),
            "commissioner": _words(["", *activity.codes["commissioner"]]),
            "point_of_delivery": dict(POINT_WORDS),
            "reason": dict(REASON_WORDS),
        },
        "records": activity.records,
        "outcomes": {"every": EVERY, "books": OUTCOMES},
    }


def write_bundle(path: Path, activity: Activity, *, regimes: Sequence[Regime]) -> None:
    """Write the bundle of an activity and its books to a file."""
    path.write_text(json.dumps(bundle(activity, regimes)), "utf-8")


def transpiled(text: str) -> str:
    """Return the text in Spark's dialect: whole numbers are divided by DIV.

    >>> transpiled("SELECT a // 2 AS half FROM b")
    'SELECT a DIV 2 AS half FROM b'
    """
    (found,) = sqlglot.transpile(text, read="duckdb", write=DIALECT)
    return found


def _table(of: PriceTable) -> dict[str, Any]:
    return {"name": of.name, "columns": list(of.columns), "rows": [list(row) for row in of.rows()]}


def _words(codes: Iterable[str]) -> dict[int, str]:
    return dict(enumerate(codes))
