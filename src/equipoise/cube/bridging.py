"""From one version to another, step by step, to the penny."""

from collections.abc import Mapping, Sequence

import duckdb

from equipoise.cube.cells import Cells
from equipoise.cube.connection import connected, fetched, quoted
from equipoise.cube.files import KEY, define, folders, key_of, read_files
from equipoise.cube.keys import CellKey, OutOfRangeError
from equipoise.cube.moves import Moves, refuse_weights
from equipoise.cube.question import parts
from equipoise.cube.totals import Total
from equipoise.units import Absence


def bridge(before: Cells, after: Cells, *, by: Sequence[str], weights: Mapping[str, int]) -> Moves:
    """Return what makes `after` of `before`: the difference by each value of the parts `by`.

    Only cells whose measure has a weight are compared, each with the cell of its own key.

    Shape: `weights` gives each measure 1 or -1; `by` is as for `Cells.totals`, so by layer each
        decision is a driver of its own.
    Raises: WeightError; UnknownPartError; OutOfRangeError when a sum is beyond 64 bits.
    Law steps_sum_to_the_difference: to the penny, and leave out nothing but absent cells.
    Law the_way_back_mirrors_the_way: steps change sign, appeared and disappeared change places.
    Law every_cell_is_counted: as compared, or as absent on one side or both.
    """
    listed = parts(by)
    refuse_weights(weights)
    with connected(*folders(*before.paths, *after.paths)) as connection:
        for side, cells in {"before": before, "after": after}.items():
            source = read_files(connection, cells.paths)
            define(connection, source, name=f"cells_{side}", only={})
        _pair(connection, weights)
        return Moves(
            steps=_steps(connection, listed),
            before=_total(connection, "before"),
            after=_total(connection, "after"),
            absent=_absent(connection),
            appeared=_count(connection, "in_after AND NOT in_before AND comparable"),
            disappeared=_count(connection, "in_before AND NOT in_after AND comparable"),
        )


def _pair(connection: duckdb.DuckDBPyConnection, weights: Mapping[str, int]) -> None:
    """Make the table `pairs`: each key once, with what either side has for it, weighted."""
    connection.execute("CREATE TABLE weights (measure VARCHAR, weight HUGEINT)")
    connection.execute(
        "INSERT INTO weights SELECT unnest(CAST(? AS VARCHAR[])), unnest(CAST(? AS BIGINT[]))",
        [list(weights), list(weights.values())],
    )
    sides = {
        side: f"SELECT cells_{side}.*, weight * value AS weighted"
        f" FROM cells_{side} JOIN weights USING (measure)"
        for side in ("before", "after")
    }
    kept = "layer_base, year, period"
    connection.execute(
        f"CREATE TABLE pairs AS SELECT {KEY},"
        f" {', '.join(f'coalesce(b.{part}, a.{part}) AS {part}' for part in kept.split(', '))},"
        " b.source IS NOT NULL AS in_before, a.source IS NOT NULL AS in_after,"
        " b.absence AS absence_before, a.absence AS absence_after,"
        " b.absence IS NULL AND a.absence IS NULL AS comparable,"
        " b.weighted AS value_before, a.weighted AS value_after"
        f" FROM ({sides['before']}) b FULL JOIN ({sides['after']}) a USING ({KEY})"
    )


def _steps(
    connection: duckdb.DuckDBPyConnection, by: tuple[str, ...]
) -> dict[tuple[str, ...], int]:
    listed = "".join(f"{part}, " for part in by)
    grouped = f"GROUP BY {listed.rstrip(', ')} ORDER BY {listed.rstrip(', ')}" if by else ""
    rows = fetched(
        connection,
        f"SELECT {listed} TRY_CAST(coalesce(sum(value_after), 0) - coalesce(sum(value_before), 0)"
        f" AS BIGINT) FROM pairs WHERE comparable {grouped}",
        kinds=["VARCHAR"] * len(by) + ["BIGINT"],
    )
    steps = {row[:-1]: _whole(row[-1], f"the step of {row[:-1]}") for row in rows}
    return {parts: step for parts, step in steps.items() if step}


def _total(connection: duckdb.DuckDBPyConnection, side: str) -> Total:
    [(value, count)] = fetched(
        connection,
        f"SELECT TRY_CAST(coalesce(sum(value_{side}) FILTER (comparable), 0) AS BIGINT), count(*)"
        f" FROM pairs WHERE in_{side}",
        kinds=["BIGINT", "BIGINT"],
    )
    absent = {
        kind: found
        for kind in Absence
        if (found := _count(connection, f"absence_{side} = {quoted(kind.value)}"))
    }
    return Total(_whole(value, f"the total {side}"), absent, count)


def _absent(connection: duckdb.DuckDBPyConnection) -> dict[Absence, tuple[CellKey, ...]]:
    rows = fetched(
        connection,
        f"SELECT {KEY}, absence_before, absence_after FROM pairs"
        f" WHERE NOT comparable ORDER BY {KEY}",
    )
    return {
        kind: keys
        for kind in Absence
        if (keys := tuple(key_of(row) for row in rows if kind in row[-2:]))
    }


def _count(connection: duckdb.DuckDBPyConnection, holds: str) -> int:
    [(count,)] = fetched(connection, f"SELECT count(*) FROM pairs WHERE {holds}")
    return int(count)


def _whole(value: int | None, place: str) -> int:
    if value is None:
        raise OutOfRangeError(place)
    return value
