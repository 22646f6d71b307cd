"""Read any workbook through a mapping, into the very reading that our own form gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from equipoise.register import Chart
from equipoise.sheets.content import Identity
from equipoise.sheets.faults import Fault, FaultKind
from equipoise.sheets.foreign_amounts import amount, ways
from equipoise.sheets.foreign_checks import form_faults
from equipoise.sheets.foreign_gathering import Found, Plan, gathered
from equipoise.sheets.foreign_map import PLACED, FormLine, FormMap
from equipoise.sheets.foreign_places import Finder, NotPlacedError, Spot
from equipoise.sheets.places import DIGITS, Places
from equipoise.sheets.reading import Reading
from equipoise.sheets.surveying import Book
from equipoise.sheets.tags import CODE
from equipoise.units import Absence, FinancialYear
from equipoise.workings import Reference

FORM: Final = "equipoise.foreign"
SHOWN: Final = 60
"""How much of what was found a fault repeats."""
YEAR: Final = re.compile(r"(?<!\d)(\d{4})[/-](?:\d{2})?(\d{2})(?!\d)", re.ASCII)
"""A financial year wherever it stands in a text: 2023/24, 2023-24 or 2023/2024."""


@dataclass(frozen=True, kw_only=True)
class Stated:
    """Whose a workbook says it is and of which year, where it says so, and what is amiss."""

    organisation: str
    year: FinancialYear
    organisation_place: Reference
    year_place: Reference
    faults: tuple[Fault, ...] = ()


def read_foreign(
    book: Book, form_map: FormMap, *, digest: str, identity: Identity, chart: Chart
) -> Reading:
    """Return what a workbook holds, as its mapping says.

    `identity` is whose it should be, of which round and year; where the mapping says in which
    cells the workbook itself tells, that is believed, and judged elsewhere. The faults of the
    mapping are among those of the reading.

    Shape: `form` is FORM and `version` the digest of the mapping; the words of rows and columns
        are the form's own. An amount that several cells make has them all in its source.
    Law whatever_the_cells_a_reading_comes: any workbook through any mapping gives a reading, in
        which text and blanks are never a number.
    """
    finder, places = Finder(book), Places(digest)
    stated = _stated(form_map, finder, identity, places)
    plan = Plan(
        identity=replace(identity, organisation=stated.organisation, year=stated.year),
        chart=chart,
        form_map=form_map,
    )
    reader = _Amounts(plan, finder, places)
    reader.read()
    whole = Reference("file", (digest[:DIGITS],))
    done = gathered(reader.found, plan, whole=whole)
    known = {(fault.kind, fault.place) for fault in reader.faults}
    found = form_faults(book, form_map.formulas, finder=finder, places=places)
    own = [fault for fault in found if (fault.kind, fault.place) not in known]
    return Reading(
        digest=digest,
        form=FORM,
        version=form_map.digest,
        organisation=stated.organisation,
        kind=identity.kind,
        round=identity.round,
        year=stated.year,
        parts=plan.mapped_parts,
        cells=tuple(done.cells),
        totals=tuple(done.totals),
        items=(),
        faults=(*form_map.faults, *stated.faults, *reader.faults, *done.faults, *own),
        words={**reader.words, **done.words},
        organisation_place=stated.organisation_place,
        year_place=stated.year_place,
        prior=tuple(done.prior),
    )


@dataclass
class _Amounts:
    """Reads the amounts of a workbook, one line of the mapping after another."""

    plan: Plan
    finder: Finder
    places: Places
    found: list[Found] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)

    def read(self) -> None:
        """Read every line that stands for an amount; no cell is read twice."""
        seen: dict[Spot, FormLine] = {}
        for number, line in self.plan.form_map.of(*PLACED).items():
            try:
                spot = self.finder.find(line)
            except NotPlacedError as error:
                self._refuse(number, line, error.expected)
                continue
            if spot in seen:
                self._refuse(number, line, f"a cell of its own; {spot.cell} is mapped already")
                continue
            seen[spot] = line
            self._read(line, spot)

    def _read(self, line: FormLine, spot: Spot) -> None:
        measure = self.plan.measure(line.measure)
        way = ways(measure.unit)[line.unit]
        raw, words = self.finder.raw(spot), self.finder.words(spot)
        place = self.places.cell(*spot)
        value, kind = amount(raw, way, sign=line.sign)
        self.words[str(place)] = words
        if kind is not None:
            self.faults.append(
                Fault(
                    kind=kind,
                    place=place,
                    row=words[0],
                    column=words[1],
                    found=raw.shown[:SHOWN],
                    expected=way.expected,
                )
            )
        self.found.append(
            Found(target=line.target, period=line.period, place=place, words=words, value=value)
        )

    def _refuse(self, number: int, line: FormLine, expected: str) -> None:
        """Report a place that the workbook has not; the amount is then missing, not nil."""
        text = str(number)
        place = Reference("file", (self.plan.form_map.digest[:DIGITS], "line", text))
        words = (f"Line {text} of the mapping", line.sheet)
        self.faults.append(
            Fault(
                kind=FaultKind.NOT_PLACED,
                place=place,
                row=words[0],
                column=words[1],
                found=" ".join(filter(None, (line.at, line.under)))[:SHOWN],
                expected=expected[:200],
            )
        )
        self.found.append(
            Found(
                target=line.target,
                period=line.period,
                place=place,
                words=words,
                value=Absence.MISSING,
            )
        )


def _stated(form_map: FormMap, finder: Finder, identity: Identity, places: Places) -> Stated:
    whole = Reference("file", (places.digest[:DIGITS],))
    spots = {line.by: _spot(line, finder) for line in form_map.of("organisation", "year").values()}
    faults: list[Fault] = []
    organisation, organisation_place = identity.organisation, whole
    year, year_place = identity.year, whole
    if spot := spots.get("organisation"):
        organisation_place = places.cell(*spot)
        text = finder.raw(spot).shown.strip()
        if CODE.fullmatch(text.upper()):
            organisation = text.upper()
        elif text.casefold() != identity.name.casefold():
            expected = f"the code of the body, such as {identity.organisation}, or its name"
            faults.append(_unsaid(organisation_place, text, expected))
    if spot := spots.get("year"):
        year_place = places.cell(*spot)
        text = finder.raw(spot).shown
        years = set(_years(text))
        if len(years) == 1:
            (year,) = years
        else:
            faults.append(_unsaid(year_place, text, f"a year, such as {identity.year}"))
    return Stated(
        organisation=organisation,
        year=year,
        organisation_place=organisation_place,
        year_place=year_place,
        faults=tuple(faults),
    )


def stated_in(book: Book, form_map: FormMap) -> str:
    """Return what the workbook says where whose it is should stand; blank if it does not say."""
    finder = Finder(book)
    for line in form_map.of("organisation").values():
        if spot := _spot(line, finder):
            return finder.raw(spot).shown.strip()
    return ""


def _spot(line: FormLine, finder: Finder) -> Spot | None:
    try:
        return finder.find(line)
    except NotPlacedError:
        return None


def _unsaid(place: Reference, text: str, expected: str) -> Fault:
    kind = FaultKind.NOT_A_CODE if text else FaultKind.BLANK
    return Fault(kind=kind, place=place, found=text[:SHOWN], expected=expected)


def _years(text: str) -> Iterator[FinancialYear]:
    """Yield the financial years that a text names."""
    for first, last in YEAR.findall(text):
        if (int(first) + 1) % 100 == int(last):
            yield FinancialYear(int(first))


def years_in(texts: Sequence[str]) -> frozenset[FinancialYear]:
    """Return the financial years that texts name."""
    return frozenset(year for text in texts for year in _years(text))
