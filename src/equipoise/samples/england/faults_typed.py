"""Faults that are typed into a finished workbook: what people do to cells of a form.

Each says which cells it is for, what is put there, and which checks are to say so at that cell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

from equipoise.register import Kind
from equipoise.samples.england.drawn_fault import BOTH, PROVIDERS, year_cell
from equipoise.samples.england.overtyping import Typed, overtyped
from equipoise.samples.england.written import Spot, Written, spot_of


@dataclass(frozen=True, kw_only=True)
class TypedFault:
    """One kind of fault: for whom, at which cells, what is typed there, and what must be found.

    Shape: what concerns a `whole_sheet` is found at the sheet, and at no cell of it.
    """

    what: str
    codes: tuple[str, ...]
    at: Callable[[Written], Sequence[Spot]]
    typed: Callable[[str], Typed]
    kinds: frozenset[Kind] = BOTH
    whole_sheet: bool = False


@dataclass(frozen=True, kw_only=True)
class Spoilt:
    """A workbook with one fault typed into it, and where it is to be found."""

    content: bytes
    sheet: str
    cell: str


def spoil(written: Written, fault: TypedFault, *, random: Random) -> Spoilt:
    """Return the workbook with the fault at one of the cells that it is for."""
    sheet, cell = random.choice(fault.at(written))
    typed = fault.typed(written.raw((sheet, cell)))
    content = overtyped(written.content, sheet, {cell: typed})
    return Spoilt(content=content, sheet=sheet, cell="" if fault.whole_sheet else cell)


def _text(words: str) -> Callable[[str], Typed]:
    return lambda _: Typed(text=words)


def _more(raw: str) -> Typed:
    """Return another number than the one there."""
    return Typed(number=str(Decimal(raw) + 11))


def _months(written: Written) -> Sequence[Spot]:
    return written.months()


def _years(written: Written) -> Sequence[Spot]:
    return written.years()


def _codes(written: Written) -> Sequence[Spot]:
    return written.codes()


TEXTS: Final[Mapping[str, str]] = {
    "words for a number": "n/a",
    "a number with a comma, as text": "1,234.50",
    "a number in brackets, as text": "(5)",
    "a percentage, as text": "2.5%",
    "an amount with its unit, as text": "£5m",
}
TYPED: Final = (
    *(
        TypedFault(what=what, codes=("EQ-TPL-003",), at=_months, typed=_text(text))
        for what, text in TEXTS.items()
    ),
    TypedFault(
        what="an error in a number cell",
        codes=("EQ-FIL-001",),
        at=_months,
        typed=lambda _: Typed(error="#REF!"),
    ),
    TypedFault(
        what="a number cell emptied", codes=("EQ-TPL-004",), at=_months, typed=lambda _: Typed()
    ),
    TypedFault(
        what="a fraction of a penny",
        codes=("EQ-TPL-005",),
        at=_months,
        typed=lambda raw: Typed(number=str(Decimal(raw) + Decimal("0.000001"))),
    ),
    TypedFault(
        what="a number beyond any return",
        codes=("EQ-TPL-005",),
        at=_months,
        typed=lambda _: Typed(number="123456789012345"),
    ),
    TypedFault(
        what="a formula typed over with its own result",
        codes=("EQ-TPL-006",),
        at=_years,
        typed=lambda raw: Typed(number=raw),
    ),
    TypedFault(
        what="a formula changed, its result as before",
        codes=("EQ-TPL-006",),
        at=_years,
        typed=lambda raw: Typed(formula="SUM(A1:A2)", number=raw),
    ),
    TypedFault(
        what="a year typed over with another amount",
        codes=("EQ-TOT-001", "EQ-TPL-006"),
        at=_years,
        typed=_more,
    ),
    TypedFault(what="a code typed over", codes=("EQ-TPL-007",), at=_codes, typed=_text("ZZ9")),
    TypedFault(
        what="the hidden tag of a month typed over",
        codes=("EQ-TPL-008",),
        at=lambda written: written.month_tags("Quality"),
        typed=_text("Month"),
        whole_sheet=True,
    ),
    TypedFault(
        what="the total of staff typed over",
        codes=("EQ-WTE-001", "EQ-TPL-006"),
        at=year_cell("wte.total"),
        typed=_more,
        kinds=PROVIDERS,
    ),
    TypedFault(
        what="the total of savings typed over",
        codes=("EQ-EFF-001", "EQ-TPL-006"),
        at=year_cell("efficiency.total"),
        typed=_more,
    ),
    TypedFault(
        what="the position typed over",
        codes=("EQ-IAE-001", "EQ-TPL-006"),
        at=year_cell("position.excluding"),
        typed=_more,
    ),
    TypedFault(
        what="the adjusted position typed over",
        codes=("EQ-IAE-002", "EQ-TPL-006"),
        at=year_cell("position.including"),
        typed=_more,
        kinds=PROVIDERS,
    ),
    TypedFault(
        what="the workbook of another body",
        codes=("EQ-TPL-001",),
        at=lambda written: [spot_of(written.reading.organisation_place)],
        typed=_text("ZV999"),
    ),
    TypedFault(
        what="the workbook of another year",
        codes=("EQ-TPL-002",),
        at=lambda written: [spot_of(written.reading.year_place)],
        typed=_text("2019/20"),
    ),
)
"""Every kind of fault that is typed."""
