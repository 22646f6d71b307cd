"""A working as live spreadsheet formulas: column A is the label, B the formula, C the unit.

A sheet counts in doubles, which hold 1.04 and a third only nearly. So a fraction is carried as a
numerator over a denominator, both whole and small enough to be exact, and divided last: then
the sheet gives the figure to the penny, halves included. Where they grow too large, the sheet
goes on in doubles, and a rounding it could get wrong stands as its value, with a check beside it.

A share by largest remainder, and what a search found, stand as values too: they have no formula
that an auditor could read. A sum over cells is a SUM over one row for each, fetched by `expand`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor, prod
from typing import Final, NamedTuple

from equipoise.workings.figure import Expand, Figure, Op, unexpanded
from equipoise.workings.selector import Selector


class Row(NamedTuple):
    """One row of the sheet. `source` is a reference; `check` a formula that must give TRUE."""

    label: str
    formula: str
    unit: str
    source: str = ""
    check: str = ""


FORMULAS: Final[dict[Op, str]] = {
    Op.ADD: "({0}+{1})",
    Op.SUBTRACT: "({0}-{1})",
    Op.NEGATE: "(-{0})",
    Op.TOTAL: "SUM({all})",
    Op.LARGEST: "MAX({all})",
    Op.SMALLEST: "MIN({all})",
}
"""What is done to terms over one denominator, and gives a numerator over the same."""
PARTIAL: Final[dict[Op, Callable[..., Fraction]]] = {
    Op.TOTAL: sum,
    Op.LARGEST: max,
    Op.SMALLEST: min,
}
"""What takes any number of terms, and so may have to be done in parts."""
EXACT: Final = 2**46
"""Whole numbers up to this are exact, and told apart, even where a viewer compares loosely."""
TERMS: Final = 100
"""As many terms stand in one formula; a viewer takes 255, and 8,192 characters."""
LONGEST: Final = 60
"""A longer formula gets a row of its own before another is built on it."""
CELL: Final = re.compile(r"B\d+")


def rows(figure: Figure, expand: Expand = unexpanded, *, first: int = 1) -> list[Row]:
    """Return the figure's working, inputs first; the last row is the figure itself.

    Shape: the rows are to stand one below the other, beginning at row `first` of the sheet.
    Law the_sheet_gives_the_figure: worked out in doubles, the last row is the figure in whole
        pence, as long as no step of it is beyond 2^53.
    Law shares_check_that_they_are_the_whole: every share has a check, and all hold.
    """
    sheet = _Sheet(expand, first)
    sheet.place(figure)
    if not figure.working.name:
        sheet.rows[-1] = sheet.rows[-1]._replace(label="Result")
    return sheet.rows


@dataclass(frozen=True, kw_only=True)
class _Term:
    """A value as a piece of formula: `over` divided by `under`, which is empty for one.

    `bottom` is what `under` comes to. `error` is nil for an exact term; otherwise a viewer's
    double is within `error / EXACT` of the value. A term with a check has a row of its own.
    """

    value: Fraction
    over: str
    under: str = ""
    bottom: int = 1
    error: Fraction = Fraction(0)
    check: str = ""

    @property
    def text(self) -> str:
        """The division, written out."""
        if not self.under:
            return self.over
        return f"{self.over}/({self.under})" if "*" in self.under else f"{self.over}/{self.under}"

    @property
    def spread(self) -> Fraction:
        """The error there is once the division is done in doubles."""
        return self.error or abs(self.value)

    def settled(self) -> _Term:
        """Return this term, or the double near it where it is too large to be exact."""
        top = self.value * self.bottom
        if self.error:
            return self
        assert top.denominator == 1, f"the numerator is whole: {self}"
        if abs(top) <= EXACT and self.bottom <= EXACT:
            return self
        return replace(self, over=self.text, under="", bottom=1, error=self.spread)


class _Sheet:
    """The rows so far, and where each figure stands."""

    def __init__(self, expand: Expand, first: int) -> None:
        self.rows: list[Row] = []
        self.first = first
        self.terms: dict[int, _Term] = {}
        self.kept: list[Figure] = []  # a figure fetched on the way must outlive its id
        self.shares: dict[tuple[int, ...], list[tuple[str, Figure]]] = {}
        self.expand = expand

    def place(self, step: Figure, made: _Term | None = None) -> _Term:
        """Write the step on a row of its own, beneath what it needs; return it as a term."""
        self.kept.append(step)
        work = step.working
        named = Row(work.name or "Step", "", str(step.basis.unit), str(work.ref or ""))
        self.terms[id(step)] = term = self.write(named, made or self.made(step))
        if work.op is Op.APPORTION:
            self.shares.setdefault(_siblings(step), []).append((term.over, step))
        return term

    def write(self, row: Row, made: _Term) -> _Term:
        """Write a term in a row, and a fraction also in two above it; return it by its cells."""
        divided = made
        if made.under and made.value.denominator > 1:
            over = self.whole(made.over, f"{row.label}: numerator")
            under = self.whole(made.under, f"{row.label}: denominator")
            divided = replace(made, over=over, under=under)
        cell = f"B{self.first + len(self.rows)}"
        check = f"={made.check}".replace("{cell}", cell) if made.check else ""
        self.rows.append(row._replace(formula=f"={divided.text}", check=check))
        if divided is not made:
            return replace(divided, check="")
        return _Term(value=made.value, over=cell, error=made.error).settled()

    def whole(self, formula: str, label: str) -> str:
        """Return the cell that holds a whole number, in a new row if it is not a cell yet."""
        if CELL.fullmatch(formula):
            return formula
        self.rows.append(Row(label, f"={formula}", "whole number"))
        return f"B{self.first + len(self.rows) - 1}"

    def term(self, step: Figure) -> _Term:
        """Return the step as part of a formula; what has a name or no inputs has a row."""
        if id(step) not in self.terms:
            work = step.working
            if work.name or not work.of:
                return self.place(step)
            made = self.made(step)
            if made.check or len(made.text) > LONGEST:
                return self.place(step, made)
            self.kept.append(step)
            self.terms[id(step)] = made
        return self.terms[id(step)]

    def made(self, step: Figure) -> _Term:
        """Return the formula of one step, in terms of those beneath it."""
        work, value = step.working, Fraction(step.value)
        if isinstance(work.of, Selector):
            return self.block(step)
        if not work.of:
            return _literal(value)
        terms = [self.term(part) for part in work.of]
        match work.op:
            case Op.MULTIPLY:
                return _product(value, *terms)
            case Op.DIVIDE:
                return _quotient(value, *terms)
            case Op.ROUND:
                return _rounded(value, *terms)
            case Op.CHOOSE:
                return _chosen(step, terms)
            case Op.APPORTION | Op.OPAQUE:
                return self.shown(step)
        return self.combined(step, terms)

    def block(self, step: Figure) -> _Term:
        """Return the sum of a selector's cells, written one below the other."""
        cells = step.working.parts(self.expand)
        value = Fraction(step.value)
        if not cells:
            return _literal(value)
        assert sum(cell.value for cell in cells) == value, f"the cells are not those of {step}"
        start = self.first + len(self.rows)
        for cell in cells:
            work = cell.working
            source = str(work.ref or "")
            self.rows.append(Row(work.name, f"={cell.value}", str(cell.basis.unit), source))
        over = f"SUM(B{start}:B{start + len(cells) - 1})"
        return _Term(value=value, over=over).settled()

    def combined(self, step: Figure, terms: list[_Term]) -> _Term:
        """Return a sum, a largest or the like; of very many terms, by parts of their own rows."""
        op = step.working.op
        label = step.working.name or "Step"
        while len(terms) > TERMS:
            groups = [terms[at : at + TERMS] for at in range(0, len(terms), TERMS)]
            parts = [
                _combined(FORMULAS[op], PARTIAL[op](term.value for term in group), group)
                for group in groups
            ]
            unit = str(step.basis.unit)
            terms = [
                self.write(Row(f"{label}: part {number}", "", unit), part)
                for number, part in enumerate(parts, start=1)
            ]
        return _combined(FORMULAS[op], Fraction(step.value), terms)

    def shown(self, step: Figure) -> _Term:
        """Return what has no formula as its value; a share with a check, its inputs above it.

        The last of a whole's shares also checks that together they are the whole.
        """
        inputs = []
        for part in step.working.parts():
            term = self.term(part)
            inputs.append(term.text if CELL.match(term.over) else self.place(part, term).text)
        term = _literal(Fraction(step.value))
        if step.working.op is not Op.APPORTION:
            return term
        whole, weight, everyone = inputs
        check = f"ABS({{cell}}-{whole}*{weight}/({everyone}))<=1"
        others = self.shares.get(_siblings(step), [])
        shares = [*(share for _, share in others), step]
        weighed = sum(share.working.parts()[1].value for share in shares)
        if weighed == step.working.parts()[2].value:
            cells = ",".join([*(cell for cell, _ in others), "{cell}"])
            check = f"AND({check},SUM({cells})={whole})"
        return replace(term, check=check)


class _Common(NamedTuple):
    """Terms over one denominator; or, with an error, as doubles."""

    tops: list[str]
    under: str
    bottom: int
    error: Fraction


def _common(terms: Sequence[_Term]) -> _Common:
    """Return the terms over one denominator, if all are exact and stay so."""
    unders = {term.under: term.bottom for term in terms if term.under}
    bottom = prod(unders.values())
    large = bottom > EXACT or any(abs(term.value) * bottom > EXACT for term in terms)
    if large or any(term.error for term in terms):
        spread = sum((term.spread for term in terms), start=Fraction(0))
        return _Common([term.text for term in terms], "", 1, spread)
    tops = ["*".join([term.over, *(u for u in unders if u != term.under)]) for term in terms]
    return _Common(tops, "*".join(unders), bottom, Fraction(0))


def _combined(formula: str, value: Fraction, terms: Sequence[_Term]) -> _Term:
    common = _common(terms)
    over = formula.format(*common.tops, all=",".join(common.tops))
    error = common.error and common.error + abs(value)
    made = _Term(value=value, over=over, under=common.under, bottom=common.bottom, error=error)
    return made.settled()


def _product(value: Fraction, left: _Term, right: _Term) -> _Term:
    if left.error or right.error:
        error = left.spread * abs(right.value) + right.spread * abs(left.value) + abs(value)
        return _Term(value=value, over=f"{left.text}*{right.text}", error=error)
    under = "*".join(filter(None, (left.under, right.under)))
    bottom = left.bottom * right.bottom
    return _Term(
        value=value, over=f"{left.over}*{right.over}", under=under, bottom=bottom
    ).settled()


def _quotient(value: Fraction, left: _Term, right: _Term) -> _Term:
    if left.error or right.error:
        spread = left.spread + abs(value) * right.spread
        error = Fraction(spread, abs(right.value)) + abs(value)
        return _Term(value=value, over=f"{left.text}/({right.text})", error=error)
    over, under = left.over, right.over
    if right.value < 0:  # a denominator is positive
        over, under = f"(-{over})", f"(-{under})"
    return _Term(
        value=value,
        over="*".join(filter(None, (over, right.under))),
        under="*".join(filter(None, (left.under, under))),
        bottom=left.bottom * abs(int(right.value * right.bottom)),
    ).settled()


def _rounded(value: Fraction, term: _Term) -> _Term:
    """Return the rounding, or its result where a double could fall on the wrong side of a half."""
    gap = abs(term.value - floor(term.value) - Fraction(1, 2))
    if term.error and gap * EXACT <= term.error:
        return replace(_literal(value), check=f"ABS({{cell}}-{term.text})<=1")
    return _Term(value=value, over=f"ROUND({term.text},0)").settled()


def _chosen(step: Figure, terms: Sequence[_Term]) -> _Term:
    """Return the choice, or what was chosen where doubles could not tell the sides apart."""
    left, right, *picks = terms
    asked, common = _common((left, right)), _common(picks)
    value = Fraction(step.value)
    if asked.error and abs(left.value - right.value) * EXACT <= asked.error:
        [chosen, *_] = [pick for pick in picks if pick.value == value]
        either = ",".join(f"{{cell}}={pick.text}" for pick in picks)
        return replace(chosen, check=f"OR({either})")
    test = f"{asked.tops[0]}{step.working.note}{asked.tops[1]}"
    over = f"IF({test},{','.join(common.tops)})"
    made = _Term(
        value=value, over=over, under=common.under, bottom=common.bottom, error=common.error
    )
    return made.settled()


def _literal(value: Fraction) -> _Term:
    under = str(value.denominator) if value.denominator > 1 else ""
    return _Term(
        value=value, over=str(value.numerator), under=under, bottom=value.denominator
    ).settled()


def _siblings(share: Figure) -> tuple[int, ...]:
    """Return what the shares of one whole have in common."""
    whole, _, everyone = share.working.parts()
    return id(whole), id(everyone)
