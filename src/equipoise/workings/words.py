"""A working in plain English: one line a step, inputs indented beneath what they make."""

from fractions import Fraction
from typing import Final

from equipoise.units import PENCE, WTE, to_pence
from equipoise.workings.figure import Figure, Op
from equipoise.workings.selector import Expand, Selector, unexpanded

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


def lines(figure: Figure, expand: Expand = unexpanded, depth: int = 0) -> list[str]:
    """Return the working of a figure, most important line first."""
    work = figure.working
    beneath = [line for step in figure.steps(expand) for line in lines(step, expand, depth + 1)]
    if isinstance(work.of, Selector):
        how = f"= the total of {work.of}"
    elif work.of:
        how = f"= {_phrase(figure)}"
    else:
        how = f"from {work.ref}" if work.ref else "by definition"
        how += f" ({work.note})" if work.note else ""
    rule = f" [{work.rule}]" if work.rule else ""
    return [f"{'  ' * depth}{_titled(figure)} {how}{rule}", *beneath]


def amount(figure: Figure) -> str:
    """Return the figure as people write it: £m to one place, brackets for a negative.

    Unit: pence are shown as £m, or in full below £50,000; staff to two places; a ratio as it
        was published; anything else as a whole number.
    """
    if figure.basis.unit == WTE:
        return f"{_decimal(Fraction(figure.value, WTE.per_whole))} WTE"
    if figure.basis.unit != PENCE:
        return _decimal(figure.value)
    pence = abs(to_pence(figure.value))
    tenths = to_pence(Fraction(pence * 10, MILLION_POUNDS))
    full = f"£{pence // 100:,}.{pence % 100:02}"
    shown = f"£{tenths // 10:,}.{tenths % 10}m" if tenths else full
    return f"({shown})" if figure.value < 0 else shown


def _phrase(figure: Figure) -> str:
    work = figure.working
    terms = [_term(part, bare=work.op is Op.ROUND) for part in work.parts()]
    return PHRASES[work.op].format(*terms, all=_listed(terms), sign=work.note)


def _term(part: Figure, *, bare: bool) -> str:
    if part.working.name or not part.working.parts():
        return _titled(part)
    return _phrase(part) if bare else f"({_phrase(part)})"


def _titled(figure: Figure) -> str:
    return f"{figure.working.name or 'Result'} {amount(figure)}"


def _listed(terms: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(terms[:-1]), terms[-1])))


def _decimal(value: int | Fraction) -> str:
    thousandths = Fraction(value) * 1000
    if thousandths.denominator != 1:
        return str(value)
    sign, size = ("-" if value < 0 else ""), abs(int(thousandths))
    return f"{sign}{size // 1000:,}.{size % 1000:03}".rstrip("0").rstrip(".")
