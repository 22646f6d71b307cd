"""The law of rounding in SQL, on the engines that sum money."""

import sqlite3

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from equipoise.units import nearest, nearest_sql

FIT = 2**61  # twice a numerator and a denominator fit 64 bits together
small, large = st.integers(-20, 20), st.integers(-FIT, FIT)
quotients = st.lists(
    st.tuples(small | large, st.integers(1, 12) | st.integers(1, 2 * FIT - 1)),
    min_size=1,
    max_size=50,
)


@given(quotients)
def test_sql_rounds_as_python_does(pairs: list[tuple[int, int]]) -> None:
    values = ", ".join(f"({numerator}, {denominator})" for numerator, denominator in pairs)
    expected = [nearest(numerator, denominator) for numerator, denominator in pairs]
    with duckdb.connect() as engine:
        engine.execute("CREATE TABLE pair (n BIGINT, d BIGINT)")
        engine.execute(f"INSERT INTO pair VALUES {values}")
        sql = nearest_sql("n", "d")
        found = engine.execute(f"SELECT {sql}, typeof({sql}) FROM pair ORDER BY rowid").fetchall()
        unsigned = nearest_sql("n", "d", signed=False)
        above = engine.execute(f"SELECT {sql}, {unsigned} FROM pair WHERE n >= 0").fetchall()
    assert found == [(whole, "BIGINT") for whole in expected]
    assert all(signed == whole for signed, whole in above)
    with sqlite3.connect(":memory:") as lite:
        lite.execute("CREATE TABLE pair (n INTEGER, d INTEGER)")
        lite.execute(f"INSERT INTO pair VALUES {values}")
        sql = nearest_sql("n", "d", divide="/")
        rows = lite.execute(f"SELECT {sql}, typeof({sql}) FROM pair ORDER BY rowid").fetchall()
    lite.close()
    assert rows == [(whole, "integer") for whole in expected]
