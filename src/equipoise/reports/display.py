"""How numbers, dates and heads look to people: rounding happens here, for show, and nowhere else.

Unit: money comes in pence and is shown in £m to one decimal place, or in whole £000.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from equipoise.reports.table import Amount, Column, ColumnKind, Incomplete, Sign, Table, Value
from equipoise.units import PENCE, RATIO, WTE, Absence, Unit, nearest
from equipoise.workings import Figure, assumed

MoneyUnits = Literal["k", "m"]
"""What money is shown in: k for £000, m for £m."""

MONEY_UNITS: Final[Mapping[MoneyUnits, str]] = {"k": "£000", "m": "£m"}
POUND: Final = 100
THOUSAND: Final = 100_000
MILLION: Final = 100_000_000
ABSENT: Final = {
    Absence.MISSING: "No data",
    Absence.NOT_APPLICABLE: "Not applicable",
    Absence.SUPPRESSED: "Suppressed",
    Absence.NOT_SUBMITTED: "Not submitted",
}
FOOTING: Final = "Totals are added from unrounded figures, so rows may not add up as shown."


def money(pence: int, units: MoneyUnits = "m") -> str:
    """Return money as it stands in a column: £m to one place or whole £000, no unit.

    Law shown_money_is_within_half_a_unit: of the last place, and mirrored in sign.

    >>> money(-900_000_000), money(-900_000_000, "k"), money(-4_999_999)
    ('(9.0)', '(9,000)', '0.0')
    """
    if units == "k":
        return count(nearest(pence, THOUSAND))
    return _tenths(nearest(pence * 10, MILLION))


def staff(hundredths: int) -> str:
    """Return whole-time equivalents to one decimal place.

    >>> staff(123_455)
    '1,234.6'
    """
    return _tenths(nearest(hundredths, WTE.per_whole // 10))


def count(number: int) -> str:
    """Return a whole number, with commas, and brackets when negative.

    >>> count(1_234_567), count(-5)
    ('1,234,567', '(5)')
    """
    return _bracketed(f"{abs(number):,}", number)


def percent(ratio: int | Fraction) -> str:
    """Return a ratio as a percentage to one decimal place.

    >>> percent(Fraction(632, 983)), percent(Fraction(-1, 200))
    ('64.3%', '(0.5%)')
    """
    exact = Fraction(ratio)
    size = _tenths(nearest(abs(exact.numerator) * 1000, exact.denominator))
    return _bracketed(f"{size}%", 0 if size == "0.0" else exact.numerator)


def percent_in_full(ratio: int | Fraction) -> str:
    """Return a ratio as a percentage to two decimal places, for a sentence.

    >>> percent_in_full(Fraction(8233, 10_000)), percent_in_full(Fraction(-1, 3))
    ('82.33%', '(33.33%)')
    """
    exact = Fraction(ratio)
    size = nearest(abs(exact.numerator) * 10_000, exact.denominator)
    return _bracketed(f"{size // 100:,}.{size % 100:02}%", exact.numerator)


def index(ratio: int | Fraction) -> str:
    """Return a ratio to three places, halves away from nil.

    >>> index(Fraction(1012, 1000)), index(Fraction(1))
    ('1.012', '1.000')
    """
    exact = Fraction(ratio)
    size = nearest(abs(exact.numerator) * 1000, exact.denominator)
    return _bracketed(f"{size // 1000:,}.{size % 1000:03}", exact.numerator)


def day(on: date) -> str:
    """Return a date as people write it.

    >>> day(date(2018, 8, 6))
    '6 August 2018'
    """
    return f"{on.day} {on:%B %Y}"


def money_in_prose(pence: int) -> str:
    """Return money for a sentence: millions to one place, in full below one million pounds.

    >>> money_in_prose(230_000_000), money_in_prose(7550), money_in_prose(-7500)
    ('£2.3 million', '£75.50', '(£75)')
    """
    size = abs(pence)
    pounds, odd = divmod(size, POUND)
    full = f"£{pounds:,}.{odd:02}" if odd else f"£{pounds:,}"
    return _bracketed(full if size < MILLION else f"£{money(size)} million", pence)


def in_full(value: int | Fraction, unit: Unit, units: MoneyUnits = "m") -> str:
    """Return a number with its unit, for a cell or a line that has no head to name it.

    >>> in_full(-900_000_000, PENCE), in_full(-900_000_000, PENCE, "k"), in_full(1250, WTE)
    ('£(9.0)m', '£(9,000)k', '12.5 WTE')
    """
    if unit == RATIO:
        return percent(value)
    whole = _whole(value)
    if unit == PENCE:
        return f"£{money(whole, units)}{units}"
    if unit == WTE:
        return f"{staff(whole)} WTE"
    return count(whole) if unit.name == "count" else f"{count(whole)} {unit}"


def head(column: Column, units: MoneyUnits = "m") -> str:
    """Return the head of a column: title, unit, basis where it has its own, and sign.

    >>> head(Column(key="plan", title="Plan", kind=ColumnKind.MONEY, sign=Sign.SURPLUS))
    'Plan, £m, surplus / (deficit)'
    """
    match column.kind:
        case ColumnKind.MONEY:
            sign = column.sign if column.sign is not Sign.SIZE else None
            parts = [MONEY_UNITS[units], column.basis, sign]
        case ColumnKind.PRICE:
            parts = ["£", column.basis]
        case ColumnKind.STAFF:
            parts = ["WTE", column.basis]
        case ColumnKind.COUNT:
            parts = ["number", column.basis]
        case ColumnKind.RATIO:
            parts = [f"% {column.basis}".strip()]
        case _:
            parts = [column.basis]
    return ", ".join([column.title, *filter(None, parts)])


def shown(value: Value, kind: ColumnKind, units: MoneyUnits = "m") -> str:
    """Return a cell as people read it; what is absent says so, and an incomplete total too."""
    match value:
        case None:
            return ""
        case Absence():
            return ABSENT[value]
        case Amount() | Figure():
            return _number(value, kind, units)
        case Incomplete():
            return f"{_number(value, kind, units)} ({absences(value.absent)})"
        case date():
            return day(value)
        case int():
            return count(value)
    return tidied(value)


def scaled(
    value: Amount | Figure | Incomplete, kind: ColumnKind, *, units: MoneyUnits = "m"
) -> Fraction:
    """Return the exact number in the unit that its column's head names; a ratio in percent."""
    exact = Fraction(value.value)
    match kind:
        case ColumnKind.MONEY:
            return exact / (THOUSAND if units == "k" else MILLION)
        case ColumnKind.PRICE:
            return exact / POUND
        case ColumnKind.STAFF:
            return exact / WTE.per_whole
        case ColumnKind.RATIO:
            return exact * 100
    return exact


def absences(absent: Mapping[Absence, int]) -> str:
    """Return how many of each kind are absent.

    >>> absences({Absence.MISSING: 2, Absence.SUPPRESSED: 1})
    '2 missing, 1 suppressed'
    """
    return ", ".join(f"{absent[kind]:,} {kind}" for kind in Absence if absent.get(kind))


def footnotes(table: Table) -> tuple[str, ...]:
    """Return the table's notes, how its totals are footed, and every assumed value it rests on."""
    money_shown = any(column.kind is ColumnKind.MONEY for column in table.columns)
    footed = money_shown and any(row.emphasis for row in table.rows)
    refs = sorted({str(ref) for figure in table.figures() for ref in assumed(figure)})
    rests = [f"Rests on an assumed value: {ref}." for ref in refs]
    return (*table.notes, *([FOOTING] if footed else []), *rests)


def tidied(text: str) -> str:
    """Return text on one line, without control or direction characters that could mislead.

    >>> tidied("Ward block\\n\\x1b[31m B")
    'Ward block [31m B'
    """
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(plain.split())


def _number(value: Amount | Figure | Incomplete, kind: ColumnKind, units: MoneyUnits) -> str:
    match kind:
        case ColumnKind.MONEY:
            return money(int(value.value), units)
        case ColumnKind.PRICE:
            return count(nearest(int(value.value), POUND))
        case ColumnKind.STAFF:
            return staff(int(value.value))
        case ColumnKind.RATIO:
            return percent(value.value)
        case ColumnKind.INDEX:
            return index(value.value)
        case ColumnKind.COUNT:
            return count(_whole(value.value))
    return in_full(value.value, value.basis.unit, units)


def _whole(value: int | Fraction) -> int:
    """Return a number to the nearest whole: people may come in parts, and nothing else does."""
    exact = Fraction(value)
    return nearest(exact.numerator, exact.denominator)


def _tenths(number: int) -> str:
    size = abs(number)
    return _bracketed(f"{size // 10:,}.{size % 10}", number)


def _bracketed(size: str, signed: int) -> str:
    return f"({size})" if signed < 0 else size
