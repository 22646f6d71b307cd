"""A number as digits that say it exactly."""

from decimal import Decimal
from fractions import Fraction


def as_decimal(number: Fraction) -> str:
    """Return a number as a decimal where it is one exactly, or else as a fraction.

    >>> as_decimal(Fraction(4001, 4)), as_decimal(Fraction(1, 3)), as_decimal(Fraction(7))
    ('1000.25', '1/3', '7')
    >>> as_decimal(Fraction("1.061300")), as_decimal(Fraction(6338)), as_decimal(Fraction(1, 10**9))
    ('1.0613', '6338', '0.000000001')
    """
    text = f"{Decimal(number.numerator) / Decimal(number.denominator):f}"
    return text if Fraction(text) == number else str(number)
