"""A working in plain English: one line a step, inputs indented beneath what they make."""

from fractions import Fraction
from typing import Final

from equipoise.units import PENCE, PEOPLE, WTE, to_pence
from equipoise.workings.figure import Expand, Figure, Op, unexpanded
from equipoise.workings.selector import Selector

PHRASES: Final[dict[Op, str]] = {
    Op.ADD: "{0} plus {1}",
    Op.SUBTRACT: "{0} less {1}",
    Op.MULTIPLY: "{0} times {1}",
    Op.DIVIDE: "{0} divided by {1}",
    Op.NEGATE: "minus {0}",
    Op.TOTAL: "the total of {all}",
    Op.LARGEST: "the larger of {all}",
    Op.SMALLEST: "the smaller of {all}",
    Op.CHOOSE: "{2} if {0} {sign} {1}, otherwise {3}",
    Op.ROUND: "{0}, to the nearest penny",
    Op.APPORTION: "{0} shared by largest remainder: {1} out of {2}",
    Op.OPAQUE: "found by search from {all}",
}
MILLION_POUNDS: Final = 100_000_000
READABLE: Final = 12
"""A fraction of more characters than this is told to the nearest millionth."""
MANY: Final = 12
"""More figures than this in one step are counted there, not listed."""


def lines(figure: Figure, expand: Expand = unexpanded) -> list[str]:
    """Return the working of a figure, most important line first."""
    beneath = [f"  {line}" for step in figure.steps(expand) for line in lines(step, expand)]
    return [sentence(figure), *beneath]


def sentence(figure: Figure) -> str:
    """Return the figure, and how it was made or where it is from."""
    work = figure.working
    note = f" ({work.note})" if work.note and not work.of else ""
    rule = f" [{work.rule}]" if work.rule else ""
    how = f"= {made(figure)}" if work.of else origin(figure)
    return f"{titled(figure)} {how}{note}{rule}"


def made(figure: Figure) -> str:
    """Return how the figure was made, in terms of those just beneath it."""
    work = figure.working
    if isinstance(work.of, Selector):
        return f"the total of {work.of}"
    return _phrase(figure) if work.of else origin(figure)


def origin(figure: Figure) -> str:
    """Return where a figure from outside is from."""
    return f"from {figure.working.ref}" if figure.working.ref else "by definition"


def titled(figure: Figure) -> str:
    """Return the figure's name and amount."""
    return f"{figure.working.name or 'Result'} {amount(figure)}"


def amount(figure: Figure) -> str:
    """Return the figure as people write it: £2.3m, and £(9.0)m for a negative.

    Unit: pence are shown as £m, or in full below £50,000; staff to two places; people, who may
        come in parts, to one; a ratio as it was published, or to the nearest millionth where that
        is long; anything else as a whole number.
    """
    if figure.basis.unit == PEOPLE:
        return _decimal(Fraction(to_pence(figure.value * 10), 10))
    if figure.basis.unit == WTE:
        return f"{_decimal(Fraction(figure.value, WTE.per_whole))} WTE"
    if figure.basis.unit != PENCE:
        return _decimal(figure.value)
    signed = to_pence(figure.value)
    pence = abs(signed)
    tenths = to_pence(Fraction(pence * 10, MILLION_POUNDS))
    size = f"{tenths // 10:,}.{tenths % 10}" if tenths else f"{pence // 100:,}.{pence % 100:02}"
    bracketed = f"({size})" if signed < 0 else size
    return f"£{bracketed}{'m' if tenths else ''}"


def _phrase(figure: Figure) -> str:
    work = figure.working
    terms = [_term(part, bare=work.op is Op.ROUND) for part in work.parts()]
    return PHRASES[work.op].format(*terms, all=_listed(terms), sign=work.note)


def _term(part: Figure, *, bare: bool) -> str:
    if part.working.name or not part.working.parts():
        return titled(part)
    return _phrase(part) if bare else f"({_phrase(part)})"


def _listed(terms: list[str]) -> str:
    if len(terms) > MANY:
        return f"{len(terms):,} figures, from {terms[0]} to {terms[-1]}"
    return " and ".join(filter(None, (", ".join(terms[:-1]), terms[-1])))


def _decimal(value: int | Fraction) -> str:
    thousandths = Fraction(value) * 1000
    if thousandths.denominator != 1:
        exactly = str(value)
        return exactly if len(exactly) <= READABLE else f"about {_millionths(Fraction(value))}"
    sign, size = ("-" if value < 0 else ""), abs(int(thousandths))
    return f"{sign}{size // 1000:,}.{size % 1000:03}".rstrip("0").rstrip(".")


def _millionths(value: Fraction) -> str:
    size = to_pence(abs(value) * 10**6)
    return f"{'-' if value < 0 else ''}{size // 10**6:,}.{size % 10**6:06}"
