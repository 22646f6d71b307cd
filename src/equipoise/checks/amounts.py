"""Amounts as a check says them: £ million in a sentence, the sender's own unit in a column."""

from fractions import Fraction

from equipoise.register import Measure
from equipoise.units import PENCE, nearest

MILLION = 100_000_000
THOUSAND = 100_000


def entered(value: int, measure: Measure) -> str:
    """Return a value as the form shows it: £000 for money, else whole units.

    >>> from equipoise.register import Chart, Kind
    >>> entered(102_350_000_000, Chart.load().get("income.other", Kind.PROVIDER))
    '1,023,500'
    """
    per_shown = THOUSAND if measure.unit == PENCE else measure.unit.per_whole
    whole, rest = divmod(abs(value), per_shown)
    decimals = f"{rest:0{len(str(per_shown)) - 1}}".rstrip("0") if rest else ""
    shown = f"{whole:,}.{decimals}" if decimals else f"{whole:,}"
    return f"({shown})" if value < 0 else shown


def at_stake(found: int, expected: int, *, measure: Measure) -> int | None:
    """Return what lies between two values, in pence; None where they are no money.

    >>> from equipoise.register import Chart
    >>> at_stake(5, 7, measure=Chart.load()["income.other"])
    2
    >>> at_stake(5, 7, measure=Chart.load()["wte.total"]) is None
    True
    """
    return abs(found - expected) if measure.unit == PENCE else None


def in_words(pence: int) -> str:
    """Return money for a sentence, below nil in brackets: £3.5 million, (£450,000), £12.34.

    >>> in_words(350_000_000), in_words(-45_000_000), in_words(1234)
    ('£3.5 million', '(£450,000)', '£12.34')
    """
    size = abs(pence)
    if size >= MILLION:
        tenths = nearest(size * 10, MILLION)
        words = f"£{tenths // 10:,}.{tenths % 10} million"
    else:
        pounds, odd = divmod(size, 100)
        words = f"£{pounds:,}.{odd:02}" if odd else f"£{pounds:,}"
    return f"({words})" if pence < 0 else words


def percent(ratio: Fraction) -> str:
    """Return a ratio as a percentage to one decimal place, a negative one with a minus.

    >>> percent(Fraction(61, 100)), percent(Fraction(-1, 3))
    ('61.0%', '-33.3%')
    """
    size, sign = abs(ratio), "-" if ratio < 0 else ""
    tenths = nearest(size.numerator * 1000, size.denominator)
    return f"{sign}{tenths // 10:,}.{tenths % 10}%"


def staff(hundredths: int) -> str:
    """Return a number of staff for a sentence: 5,120 WTE, 6.5 WTE.

    >>> staff(512_000), staff(-650)
    ('5,120 WTE', '-6.5 WTE')
    """
    whole, rest = divmod(abs(hundredths), 100)
    decimals = f".{rest:02}".rstrip("0") if rest else ""
    return f"{'-' if hundredths < 0 else ''}{whole:,}{decimals} WTE"
