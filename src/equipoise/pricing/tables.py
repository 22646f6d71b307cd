"""Price books as integer tables: for every code of an activity, what each book prints for it.

A table has a row for every code there is, so that no record is lost where it is joined, and a
set of columns for every book, so that several are laid on a record in one pass. Which price holds
where is the rules' business; here it is looked up once for a code, not once for a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from equipoise.pricing.coding import Codes
from equipoise.pricing.regime import Regime
from equipoise.rules.payment import ANY_HRG, AdmittedPrice, BestPracticePrice, PriceBook
from equipoise.rules.payment.exclusions import UNGROUPABLE
from equipoise.rules.payment.outpatient_price import ATTENDANCE, SINGLE_FIRST, SINGLE_FOLLOW_UP
from equipoise.units import Pence

Cell = int | None
CONFLICT: Final = -1
"""Stands for the price of a spell that two best practice tariffs would set."""
NEVER: Final = 2**31 - 1
"""A trim point that no stay reaches: where none is printed there are no excess days."""
SEPARATOR: Final = ";"


FIXED: Final[Mapping[str, tuple[str, ...]]] = {
    "spells": ("ungroupable",),
    "procedures": ("ungroupable", "attendance_code"),
    "departments": ("ungroupable",),
}
"""The columns of a table that no book decides."""
OWN: Final[Mapping[str, tuple[str, ...]]] = {
    "spells": (
        *("known", "short_stay_applies", "day_case", "elective", "non_elective", "short_stay"),
        *("elective_trim", "non_elective_trim", "per_day", "additional"),
    ),
    "procedures": ("procedure",),
    "attendances": ("attendance", "function_known"),
    "departments": ("known", "types_1_2", "type_3"),
    "top_ups": ("rate",),
    "beside": ("beside",),
    "providers": ("factor",),
}
"""The columns of a table that stand there for each book, the book's number behind."""


@dataclass(frozen=True, kw_only=True)
class PriceTable:
    """Rows by their key, whole numbers or null; the first column is `key`."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def several(text: str) -> tuple[str, ...]:
    """Return the codes of a text that holds several.

    >>> several("RD01A; RD01A")
    ('RD01A', 'RD01A')
    """
    return tuple(filter(None, (part.strip() for part in text.split(SEPARATOR))))


def with_blank(codes: Codes, field: str) -> tuple[str, ...]:
    """Return the codes of a field in the order of their numbers, from the blank at 0."""
    return ("", *codes[field])


def price_tables(
    regimes: Sequence[Regime], codes: Codes, *, cases: Iterable[tuple[int, int]]
) -> tuple[PriceTable, ...]:
    """Return every table that pricing joins; `cases` are the HRGs and best practice together."""
    rows = {
        "spells": _spells(regimes, codes, cases),
        "procedures": _procedures(regimes, codes),
        "attendances": _attendances(regimes, codes),
        "departments": _departments(regimes, codes),
        "top_ups": _top_ups(regimes, codes),
        "beside": _beside(regimes, codes),
        "providers": _providers(regimes, codes),
    }
    every = range(1, len(regimes) + 1)
    return tuple(
        PriceTable(
            name=name,
            columns=(
                "key",
                *FIXED.get(name, ()),
                *(f"{one}_{n}" for n in every for one in OWN[name]),
            ),
            rows=tuple(found),
        )
        for name, found in rows.items()
    )


def _spells(
    regimes: Sequence[Regime], codes: Codes, cases: Iterable[tuple[int, int]]
) -> Iterator[tuple[Cell, ...]]:
    hrgs, tariffs = with_blank(codes, "hrg"), with_blank(codes, "best_practice")
    practices = [_best_practice(one.book) for one in regimes]
    for hrg, practice in sorted(cases):
        code, claimed = hrgs[hrg], several(tariffs[practice])
        printed = (
            _spell(one.book.spell(code), _claimed(of, code, claimed))
            for one, of in zip(regimes, practices, strict=True)
        )
        ungroupable = int(code.startswith(UNGROUPABLE))
        yield (
            hrg * len(tariffs) + practice,
            ungroupable,
            *(cell for row in printed for cell in row),
        )


_Practice = Mapping[tuple[str, str], BestPracticePrice]


def _best_practice(book: PriceBook) -> _Practice:
    """Return the best practice tariffs of a book by HRG and name in capitals, as codes are."""
    return {(hrg, tariff.upper()): one for (hrg, tariff), one in book.best_practice.items()}


def _claimed(of: _Practice, hrg: str, claimed: Iterable[str]) -> tuple[BestPracticePrice, ...]:
    """Return what is printed for each tariff: of any HRG, or else of this one."""
    found = {tariff: of.get((ANY_HRG, tariff)) or of.get((hrg, tariff)) for tariff in claimed}
    return tuple(one for one in found.values() if one is not None)


def _spell(price: AdmittedPrice | None, practice: Sequence[BestPracticePrice]) -> tuple[Cell, ...]:
    """Return what is printed for an HRG and the best practice tariffs claimed with it."""
    if price is None:
        return (0, 0, None, None, None, None, NEVER, NEVER, 0, 0)
    per_day = price.per_day
    combined = [one.combined for one in practice]
    return (
        1,
        int(price.short_stay_applies),
        _instead(price.day_case if price.combined is None else price.combined, combined),
        _instead(price.elective if price.combined is None else price.combined, combined),
        _instead(price.non_elective, [one.non_elective for one in practice]),
        _instead(price.short_stay, [one.short_stay for one in practice]),
        NEVER if price.elective_trim is None or per_day is None else price.elective_trim,
        NEVER if price.non_elective_trim is None or per_day is None else price.non_elective_trim,
        per_day or 0,
        sum(one.additional for one in practice if one.additional is not None),
    )


def _instead(price: Pence | None, practice: Iterable[Pence | None]) -> Cell:
    """Return the price that best practice sets, or else the HRG's own."""
    instead = [one for one in practice if one is not None]
    if len(instead) > 1:
        return CONFLICT
    return instead[0] if instead else price


def wf_codes(regimes: Sequence[Regime], codes: Codes) -> tuple[str, ...]:
    """Return every code that an attendance can be priced by; the two of one professional first."""
    written = {hrg for hrg in codes["hrg"] if hrg.startswith(ATTENDANCE)}
    printed = {code for one in regimes for row in one.book.attendances.values() for code in row}
    return (
        SINGLE_FIRST,
        SINGLE_FOLLOW_UP,
        *sorted((written | printed) - {SINGLE_FIRST, SINGLE_FOLLOW_UP}),
    )


def _procedures(regimes: Sequence[Regime], codes: Codes) -> Iterator[tuple[Cell, ...]]:
    place = {code: number for number, code in enumerate(wf_codes(regimes, codes))}
    for number, hrg in enumerate(with_blank(codes, "hrg")):
        attended = hrg.startswith(ATTENDANCE)
        printed = [one.book.admitted.get(hrg) for one in regimes]
        prices = [None if attended or price is None else price.procedure for price in printed]
        yield (
            number,
            int(hrg.startswith(UNGROUPABLE)),
            place[hrg] if attended else None,
            *prices,
        )


def _attendances(regimes: Sequence[Regime], codes: Codes) -> Iterator[tuple[Cell, ...]]:
    listed = wf_codes(regimes, codes)
    for number, function in enumerate(with_blank(codes, "treatment_function")):
        rows = [one.book.attendances.get(function) for one in regimes]
        for place, code in enumerate(listed):
            cells = [(row.get(code), 1) if row is not None else (None, 0) for row in rows]
            yield (number * len(listed) + place, *(cell for pair in cells for cell in pair))


def _departments(regimes: Sequence[Regime], codes: Codes) -> Iterator[tuple[Cell, ...]]:
    for number, hrg in enumerate(with_blank(codes, "hrg")):
        printed = [one.book.emergency.get(hrg) for one in regimes]
        cells = [(1, row.types_1_2, row.type_3) if row else (0, None, None) for row in printed]
        yield (number, int(hrg.startswith(UNGROUPABLE)), *(cell for row in cells for cell in row))


def _top_ups(regimes: Sequence[Regime], codes: Codes) -> Iterator[tuple[Cell, ...]]:
    for number, flags in enumerate(with_blank(codes, "specialised")):
        yield (number, *(_top_up(one, several(flags)) for one in regimes))


def _top_up(of: Regime, flags: Iterable[str]) -> int:
    """Return the highest rate of the flags, scaled; nil where none earns one."""
    rates = [rate for flag in flags if (rate := of.book.top_ups.get(flag)) is not None]
    return max(map(of.rate, rates), default=0)


def _beside(regimes: Sequence[Regime], codes: Codes) -> Iterator[tuple[Cell, ...]]:
    for number, listed in enumerate(with_blank(codes, "unbundled")):
        yield (number, *(_unbundled(one.book, several(listed)) for one in regimes))


def _unbundled(book: PriceBook, delivered: Iterable[str]) -> int:
    printed = (book.unbundled[hrg].price for hrg in delivered if hrg in book.unbundled)
    return sum(price for price in printed if price is not None)


def _providers(regimes: Sequence[Regime], codes: Codes) -> Iterator[tuple[Cell, ...]]:
    for number, provider in enumerate(with_blank(codes, "provider")):
        factors = [one.book.market_forces.get(provider) for one in regimes]
        yield (number, *(
            None if factor is None else one.factor(factor)
            for one, factor in zip(regimes, factors, strict=True)
        ))  # fmt: skip
