"""Pricing of spells in Polars and in pandas, as their users write it: a peer of `peers`.

Polars is lazy and streams the coded files; pandas merges, once DuckDB has handed it the records.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pandas_library
import polars

from bench.activity import CODED, activity_in
from bench.peers import (
    COLUMNS,
    ELECTIVE,
    EMERGENCY,
    KEYS,
    LONGEST_DAYS,
    LOWEST_AGE,
    OTHER,
    RATE_SCALE,
    TABLES,
    WHOLE,
    Found,
    coded,
    tables_in,
    told,
)
from equipoise.cube import connected
from equipoise.pricing import Kind


def in_polars(folder: Path) -> Found:
    """Price in Polars, which streams the coded files."""
    paths = activity_in(folder).paths(Kind.ADMITTED)
    spells = polars.scan_parquet(list(paths)).select(COLUMNS)
    for name, of in TABLES.items():
        rows = tables_in(folder)[name]
        kinds = {of[0]: polars.Int32, **dict.fromkeys(of[1:], polars.Int64)}
        table = polars.LazyFrame(rows, schema=kinds, orient="row")
        spells = spells.join(table, on=of[0], how="inner")
    col, when = polars.col, polars.when
    stay, setting = col("length_of_stay").cast(polars.Int64), col("setting")
    day_case = (setting == 2) & (stay == 0)
    elective = when(setting.is_in([3, 4])).then(0).when(day_case).then(1).otherwise(2)
    short = (col("applies") == 1) & (stay <= LONGEST_DAYS)
    point = when(col("way") == ELECTIVE).then(elective).when(col("way") == OTHER).then(3)
    point = point.when(col("way") == EMERGENCY).then(when(short).then(4).otherwise(5))
    placed = spells.filter((col("fault") == 0) & (col("private") == 0))
    placed = placed.with_columns(point=point.otherwise(0)).filter(col("point") > 0)
    reduced = (col("point") == 4) & (col("age") >= LOWEST_AGE)
    base = when(col("point") <= 2).then(col("combined")).when(reduced).then(col("reduced"))
    trim = when(col("point") == 2).then(col("elective_trim")).otherwise(col("trim"))
    excess = when(col("point") == 1).then(0).otherwise((stay - trim).clip(0))
    scaled = base.otherwise(col("full_price")) * (RATE_SCALE + col("rate"))
    scaled += (excess * col("per_day") + col("beside")) * RATE_SCALE
    price = (2 * scaled * col("factor") + WHOLE) // (2 * WHOLE)
    totals = placed.with_columns(price=price).group_by(KEYS)
    sums = totals.agg(polars.len().alias("records"), col("price").sum())
    found = sums.group_by("point").agg(col("records").sum(), col("price").sum())
    return told(found.collect(engine="streaming").rows())


def pandas(folder: Path) -> Found:
    """Price in pandas, in whole numbers; DuckDB hands it the coded records."""
    with connected(folder / CODED) as connection:
        result = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM {coded(folder)}")
        spells = result.df()
    found = spells[spells["fault"] == 0]
    for name, of in TABLES.items():
        table = pandas_library.DataFrame(tables_in(folder)[name], columns=list(of))
        found = found.merge(table, on=of[0])
    found = found[found["private"] == 0]
    stay, way, setting = found["length_of_stay"], found["way"], found["setting"]
    point = way.map({0: 0, ELECTIVE: 2, OTHER: 3, EMERGENCY: 5})
    point = point.mask((way == ELECTIVE) & setting.isin([3, 4]), 0)
    point = point.mask((way == ELECTIVE) & (setting == 2) & (stay == 0), 1)
    short = (way == EMERGENCY) & (found["applies"] == 1) & (stay <= LONGEST_DAYS)
    found = found.assign(point=point.mask(short, 4))
    found = found[found["point"] > 0]
    point, stay = found["point"], found["length_of_stay"]
    base = found["full_price"].mask((point == 4) & (found["age"] >= LOWEST_AGE), found["reduced"])
    base = base.mask(point <= 2, found["combined"])
    trim = found["trim"].mask(point == 2, found["elective_trim"])
    excess = (stay - trim).clip(lower=0).mask(point == 1, 0)
    scaled = base * (RATE_SCALE + found["rate"])
    scaled += (excess * found["per_day"] + found["beside"]) * RATE_SCALE
    price = (2 * scaled * found["factor"] + WHOLE) // (2 * WHOLE)
    totals = found.assign(price=price).groupby(list(KEYS), sort=False)["price"]
    sums = totals.agg(["size", "sum"]).groupby(level="point").sum()
    return told([(point, *row) for point, row in zip(sums.index, sums.to_numpy(), strict=True)])
