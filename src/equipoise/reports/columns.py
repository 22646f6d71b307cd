"""Columns of the kinds that most tables have: money, ratios, words."""

from equipoise.reports.table import Column, ColumnKind, Sign


def money(key: str, title: str, *, sign: Sign = Sign.SIZE, basis: str = "") -> Column:
    """Return a column of money."""
    return Column(key=key, title=title, kind=ColumnKind.MONEY, sign=sign, basis=basis)


def ratio(key: str, title: str, *, basis: str) -> Column:
    """Return a column of percentages, of what the basis names."""
    return Column(key=key, title=title, kind=ColumnKind.RATIO, basis=basis)


def words(key: str, title: str) -> Column:
    """Return a column of words."""
    return Column(key=key, title=title)
