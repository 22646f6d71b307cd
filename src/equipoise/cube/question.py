"""Which cells are meant: a question in words, in one canonical form, and as SQL."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from equipoise.cube.keys import NOBODY
from equipoise.units import FinancialYear, Period

Asked: TypeAlias = str | Period | Sequence[str | Period | None] | None
"""One value of a part, or several of which any will do."""
Question: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Parts with the texts allowed, both sorted: the `where` of a selector."""
PARTS: Final = ("organisation", "counterparty", "measure", "year", "period", "item", "layer")
"""What cells can be asked and listed by."""
_CODE: Final = re.compile(r"Y|Q[1-4]|M(0[1-9]|1[0-2])", re.ASCII)


class UnknownPartError(LookupError):
    """Cells have no such part."""

    def __init__(self, found: str) -> None:
        super().__init__(f"cells have {', '.join(PARTS)}, but no {found!r}")
        self.found = found


def question(where: Mapping[str, Asked]) -> Question:
    """Return the canonical form of what is asked, so that one question has one spelling.

    Shape: a part holds one value or several. `counterparty` takes None for cells without one;
        `year` takes 2023-24 or 2023/24; `period` a code (Y, Q1 to Q4, M01 to M12) of whatever
        year, or a period; `layer` its text before the full stop, or all of it.
    Raises: UnknownPartError; TypeError for what is not text; ValueError for no year or period.

    >>> question({"year": "2023/24", "counterparty": [None, "ZQ1"]})
    (('counterparty', ('-', 'ZQ1')), ('year', ('2023-24',)))
    """
    return tuple((part, _texts(part, where[part])) for part in sorted(where))


def within(asked: Question, period: Period) -> bool:
    """Return whether the question itself says that its cells lie within the period.

    >>> within(question({"year": "2023/24", "period": "Q1"}), FinancialYear(2023).period)
    True
    """
    where = dict(asked)
    years, codes = where.get("year", ()), where.get("period", ("Y",))
    return bool(years) and all(
        _CODE.fullmatch(code) is not None and FinancialYear.parse(year).coded(code) in period
        for year in years
        for code in codes
    )


def parts(by: Sequence[str]) -> tuple[str, ...]:
    """Return the parts to list by.

    Raises: UnknownPartError.
    """
    for part in by:
        if part not in PARTS:
            raise UnknownPartError(part)
    return tuple(by)


def condition(asked: Question) -> tuple[str, list[str]]:
    """Return SQL that holds for the cells meant, with the texts for its question marks."""
    found, values = ["TRUE"], list[str]()
    for part, texts in asked:
        if part == "period":
            clauses = [_within(text, values) for text in texts]
            found.append(f"({' OR '.join(clauses)})" if clauses else "FALSE")
        elif part == "year":
            clauses = [_in_year(text, values) for text in texts]
            found.append(f"({' OR '.join(clauses)})" if clauses else "FALSE")
        elif part == "layer":
            found.append(f"({_among(part, texts)} OR {_among('layer_base', texts)})")
            values += [*texts, *texts]
        else:
            found.append(_among(part, texts))
            values += texts
    return " AND ".join(found), values


def _texts(part: str, asked: Asked) -> tuple[str, ...]:
    if part not in PARTS:
        raise UnknownPartError(part)
    several = [asked] if asked is None or isinstance(asked, str | Period) else asked
    return tuple(sorted({_text(part, one) for one in several}))


def _text(part: str, one: str | Period | None) -> str:
    if one is None and part == "counterparty":
        return NOBODY
    if isinstance(one, Period) and part == "period":
        return f"{one.starts_on}_{one.ends_on}"
    if not isinstance(one, str):
        raise TypeError(f"{part} is asked by text, not by {one!r}")
    if part == "year":
        return FinancialYear.parse(one).code
    if part == "period" and not _CODE.fullmatch(one):
        return _text(part, Period.parse(one.replace("_", " to ")))
    return one


def _among(part: str, texts: Sequence[str]) -> str:
    return f"{part} IN ({', '.join('?' for _ in texts)})" if texts else "FALSE"


def _in_year(text: str, values: list[str]) -> str:
    """Return SQL for: the cell is of that year, as the period of a cell lies within one.

    Days can be looked up in a file without reading all of it; the spelling of a year cannot.
    """
    period = FinancialYear.parse(text).period
    values += [str(period.starts_on), str(period.ends_on)]
    return "(starts_on >= CAST(? AS DATE) AND starts_on < CAST(? AS DATE))"


def _within(text: str, values: list[str]) -> str:
    """Return SQL for: the period lies within that of the code in its own year, or between days."""
    if not _CODE.fullmatch(text):
        values += text.split("_")
        return "(starts_on >= CAST(? AS DATE) AND ends_on <= CAST(? AS DATE))"
    number = int(text[1:] or 1)
    months = {"Y": 12, "Q": 3, "M": 1}[text[0]]
    before = (number - 1) * months
    return (
        f"(starts_on >= year_starts_on + INTERVAL {before} MONTH"
        f" AND ends_on <= year_starts_on + INTERVAL {before + months} MONTH)"
    )
