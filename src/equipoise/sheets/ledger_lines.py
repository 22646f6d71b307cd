"""Read the lines of a list: each a code that is known, a period and an amount, or a fault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from equipoise.register import Chart, Kind, Measure
from equipoise.sheets.amounts import Scale, scale
from equipoise.sheets.content import Identity
from equipoise.sheets.faults import Fault, FaultKind
from equipoise.sheets.ledger_amounts import scales, written
from equipoise.sheets.ledger_columns import ListPlaces, Texts, spoken
from equipoise.sheets.ledger_map import PERIOD_CODES, LedgerMap, MapLine, item_of
from equipoise.sheets.ledger_text import shown
from equipoise.units import Absence, FinancialYear

Target = tuple[str, str | None]
"""A measure, and a counterparty if there is one."""
THREE: Final = "three columns: sub code, main code, value"


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a sub code stands for."""

    measure: Measure
    counterparty: str | None
    sign: int
    way: Scale

    @property
    def target(self) -> Target:
        """The line of the chart that it adds to."""
        return self.measure.code, self.counterparty


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a list that is understood; its value may still be missing."""

    number: int
    subcode: str
    period: str
    meaning: Meaning
    value: int | Absence


@dataclass(frozen=True, kw_only=True)
class Codes:
    """Everything that a sub code can mean: by the map, else by the national list of the year."""

    identity: Identity
    chart: Chart
    ledger_map: LedgerMap

    def find(self, subcode: str, period: str) -> Meaning | None:
        """Return what a code stands for in a period, or nothing when it is not known."""
        line = self.ledger_map.find(subcode, period)
        if line is not None:
            return self.by_map(line)
        measure = self.national.get(subcode)
        if measure is None:
            return None
        return Meaning(measure=measure, counterparty=None, sign=1, way=scale(measure.unit))

    def by_map(self, line: MapLine) -> Meaning:
        """Return what a line of the map says."""
        measure = self.chart.get(line.measure, self.identity.kind)
        way = scales(measure.unit)[line.unit]
        return Meaning(
            measure=measure, counterparty=line.counterparty or None, sign=line.sign, way=way
        )

    @cached_property
    def national(self) -> dict[str, Measure]:
        """The measures of such a body by their national sub code of the year."""
        return national_codes(self.chart, self.identity.year, kind=self.identity.kind)


@dataclass(kw_only=True)
class Entries:
    """What was read so far; `unsure` are codes with a line whose main code is not known."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)


def national_codes(
    chart: Chart, year: FinancialYear, *, kind: Kind | None = None
) -> dict[str, Measure]:
    """Return the measures by their national sub code of a year: it may mean another in the next.

    A code that two measures have would say nothing, and is left out.
    """
    found: dict[str, list[Measure]] = {}
    for measure in chart:
        here = kind is None or kind in measure.kinds
        if here and year in measure.subcodes and not item_of(measure, chart):
            found.setdefault(measure.subcodes[year], []).append(measure)
    return {code: measures[0] for code, measures in found.items() if len(measures) == 1}


def read_entries(lines: Iterable[Texts], codes: Codes, *, places: ListPlaces) -> Entries:
    """Return what the lines of a list hold, and a fault for each that is not understood."""
    reader = _Reader(codes, places)
    for line in lines:
        reader.read(line)
    return reader.found


class _Reader:
    """Reads lines one after another."""

    def __init__(self, codes: Codes, places: ListPlaces) -> None:
        self.codes, self.places, self.found = codes, places, Entries()
        self.seen: set[tuple[str, str]] = set()

    def read(self, line: Texts) -> None:
        """Keep one line as an entry, or say what is wrong with it."""
        if line.amiss is not None and not line.subcode:
            self._fault(line, line.amiss, "", expected=THREE)
            return
        period = line.maincode.upper()
        if not line.subcode or period not in PERIOD_CODES:
            self.found.unsure.add(line.subcode)
            self._refuse_codes(line)
            return
        meaning = self.codes.find(line.subcode, period)
        if meaning is None:
            expected = f"a national sub code of {self.codes.identity.year}, or one of the map"
            self._fault(line, FaultKind.NOT_A_CODE, "subcode", expected=expected)
        elif (line.subcode, period) in self.seen:
            expected = f"one line for {line.subcode} {period}"
            self._fault(line, FaultKind.TWICE, "subcode", expected=expected)
        elif others := self._other_codes(line.subcode, period, meaning):
            title = meaning.measure.title
            expected = f"{title} by the codes of the map alone: {', '.join(sorted(others))}"
            self._fault(line, FaultKind.TWICE, "subcode", expected=expected, title=title)
        else:
            self.seen.add((line.subcode, period))
            self._keep(line, period, meaning)

    def _keep(self, line: Texts, period: str, meaning: Meaning) -> None:
        """Keep a line whose codes are known, and say what is wrong with its value, if anything."""
        value, kind = written(line.value, meaning.way, sign=meaning.sign)
        if line.amiss is not None:
            value, kind = Absence.MISSING, line.amiss
        if kind is not None:
            title, expected = meaning.measure.title, meaning.way.expected
            self._fault(line, kind, "value", expected=expected, title=title)
        entry = Entry(
            number=line.number, subcode=line.subcode, period=period, meaning=meaning, value=value
        )
        self.found.entries.append(entry)

    def _refuse_codes(self, line: Texts) -> None:
        """Say what is wrong with a line whose codes are blank or no codes."""
        if not line.subcode:
            self._fault(line, FaultKind.BLANK, "subcode", expected="a sub code")
            return
        kind = FaultKind.NOT_A_CODE if line.maincode else FaultKind.BLANK
        self._fault(line, kind, "maincode", expected="M01 to M12 for a month, Y for the year")

    def _other_codes(self, subcode: str, period: str, meaning: Meaning) -> frozenset[str]:
        """Return the map's codes for what this one means, if this is none of them."""
        codes = self.codes.ledger_map.expected.get((meaning.target, period), frozenset())
        return frozenset() if subcode in codes else codes

    def _fault(
        self, line: Texts, kind: FaultKind, column: str, *, expected: str, title: str = ""
    ) -> None:
        found = {"subcode": line.subcode, "maincode": line.maincode}.get(column, line.value)
        self.found.faults.append(
            Fault(
                kind=kind,
                place=self.places.lines(line.number),
                row=shown(f"{line.subcode} {title}".strip()),
                column=spoken(column),
                found=shown(found),
                expected=expected,
            )
        )
