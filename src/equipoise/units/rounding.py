"""The one rounding primitive: to the nearest whole, halves away from zero, in Python and in SQL.

SQL integer division truncates where Python floors, and built-in rounding differs between
engines; so sign and size are taken apart, and both forms give the same whole number.
"""


def nearest(numerator: int, denominator: int) -> int:
    """Return `numerator / denominator` to the nearest whole, halves away from zero.

    Raises: ZeroDivisionError when the denominator is nil; ValueError when it is negative.
    Law sql_rounds_as_python_does: `nearest_sql` gives the same whole number.

    >>> nearest(5, 2), nearest(-5, 2), nearest(4, 3)
    (3, -3, 1)
    """
    if denominator < 0:
        raise ValueError(f"the denominator must be positive: {denominator}")
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -size if numerator < 0 else size


def nearest_sql(numerator: str, denominator: str) -> str:
    """Return SQL for the same, over integer expressions; the denominator must be positive.

    Shape: usable on DuckDB, PostgreSQL and SQLite where `//` is spelled `/` for integers.
    """
    n, d = f"({numerator})", f"({denominator})"
    return f"(CASE WHEN {n} < 0 THEN -1 ELSE 1 END * ((2 * abs({n}) + {d}) // (2 * {d})))"
