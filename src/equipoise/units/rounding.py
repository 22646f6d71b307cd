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


def nearest_sql(
    numerator: str, denominator: str, *, divide: str = "//", signed: bool = True
) -> str:
    """Return SQL for the same, over 64-bit integer expressions.

    Shape: the denominator is positive; twice the numerator and the denominator together fit
        64 bits. `divide` is how the engine spells division of integers that drops the rest:
        `//` on DuckDB, `/` on SQLite and PostgreSQL. A numerator that is never below nil need
        not be `signed`, and is rounded in half of the time.

    >>> nearest_sql("pence", "12")
    '((CASE WHEN (pence) < 0 THEN -1 ELSE 1 END) * ((2 * abs(pence) + (12)) // (2 * (12))))'
    """
    n, d = f"({numerator})", f"({denominator})"
    if not signed:
        return f"((2 * {n} + {d}) {divide} (2 * {d}))"
    sign = f"(CASE WHEN {n} < 0 THEN -1 ELSE 1 END)"
    return f"({sign} * ((2 * abs{n} + {d}) {divide} (2 * {d})))"
