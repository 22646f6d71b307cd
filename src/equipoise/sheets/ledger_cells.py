"""Make cells of the entries of a list: codes that stand for one line are added, month by month.

An amount is whole only if every code that makes it is there: a code left out is not nil.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from equipoise.cube import Cell, CellKey
from equipoise.register import Aggregation
from equipoise.sheets.faults import Fault, FaultKind
from equipoise.sheets.layout import counterparty_words
from equipoise.sheets.ledger_columns import ListPlaces
from equipoise.sheets.ledger_lines import Codes, Entries, Entry, Meaning, Target
from equipoise.sheets.ledger_map import PERIOD_CODES, YEAR_CODE
from equipoise.sheets.lines import LAYER
from equipoise.sheets.shapes import MONTH_CODES
from equipoise.units import Absence


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """The cells of a list, what its totals declare, the faults of what it lacks, and words."""

    cells: list[Cell] = field(default_factory=list)
    totals: list[Cell] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)


def gathered(found: Entries, codes: Codes, *, places: ListPlaces) -> Gathered:
    """Return the cells that the entries make, line by line as they first appear."""
    gatherer = _Gatherer(found, codes, places)
    for target in gatherer.entries:
        gatherer.gather(target)
    gatherer.refuse_missing()
    return gatherer.done


def parts_in(found: Entries, codes: Codes) -> tuple[str, ...]:
    """Return the parts that the list has a line of, in the order of the chart."""
    parts = {entry.meaning.measure.part for entry in found.entries}
    return tuple(part for part in codes.chart.parts(codes.identity.kind) if part in parts)


class _Gatherer:
    """Gathers the entries of one line of the chart after another."""

    def __init__(self, found: Entries, codes: Codes, places: ListPlaces) -> None:
        self.found, self.codes, self.places, self.done = found, codes, places, Gathered()
        self.entries: dict[Target, dict[str, list[Entry]]] = {}
        for entry in found.entries:
            periods = self.entries.setdefault(entry.meaning.target, defaultdict(list))
            periods[entry.period].append(entry)

    def gather(self, target: Target) -> None:
        """Make the cells of one line: all months if it has one, and the year if it has that.

        A year beside months is what the list declares their sum, or last, to be; so is any
        amount of a line that others make.
        """
        given = set(self.entries[target])
        meaning = next(iter(self.entries[target].values()))[0].meaning
        total = bool(meaning.measure.formula) or _over_counterparties(meaning)
        monthly = not given.isdisjoint(MONTH_CODES)
        wanted = given | set(MONTH_CODES) if monthly and not total else given
        periods = [code for code in PERIOD_CODES if code in wanted]
        self._refuse_gaps(target, meaning, periods)
        for code in periods:
            cell = self._cell(target, code)
            declared = total or (monthly and code == YEAR_CODE)
            (self.done.totals if declared else self.done.cells).append(cell)
            if code in given:
                self.done.words[str(cell.source)] = self._words(meaning, code)

    def refuse_missing(self) -> None:
        """Report lines that the list should have and does not: a line left out is not nil."""
        for target, codes in self._missing():
            measure = self.codes.chart.get(target[0], self.codes.identity.kind)
            if codes and codes <= self.found.unsure:
                continue
            named = f"a line for {', '.join(sorted(codes))}" if codes else "a code of the map"
            title = counterparty_words(measure, target[1]) if target[1] else measure.title
            self._fault(title, "", f"{named}; 0 where there is nothing")

    def _missing(self) -> Iterator[tuple[Target, set[str]]]:
        """Yield the lines of the parts that are in the list, and of the map, that have no entry.

        A ledger holds no year without months, nor the same income a second time, by nature.
        """
        codes, year = self.codes, self.codes.identity.year
        parts = parts_in(self.found, codes)
        mapped: dict[Target, set[str]] = defaultdict(set)
        for line in codes.ledger_map.lines:
            mapped[line.target].add(line.subcode)
        for part in parts:
            listed = codes.chart.of(part, codes.identity.kind)
            signed = any(measure.sign for measure in listed)
            for measure in listed:
                of_which = measure.annual or (signed and not measure.sign)
                if measure.formula or measure.item or of_which:
                    continue
                targets = [target for target in mapped if target[0] == measure.code and target[1]]
                if not measure.counterparty:
                    targets = [(measure.code, None)]
                national = {measure.subcodes[year]} if year in measure.subcodes else set()
                for target in targets:
                    if target not in self.entries:
                        yield target, mapped.get(target, national)

    def _refuse_gaps(self, target: Target, meaning: Meaning, periods: Sequence[str]) -> None:
        """Report the codes of a line that have no entry for some of its periods."""
        gaps: dict[str, list[str]] = defaultdict(list)
        for code in periods:
            for subcode in sorted(self._lacking(target, code) - self.found.unsure):
                gaps[subcode].append(code)
        for subcode, lacking in gaps.items():
            named = f"{subcode} {meaning.measure.title}"
            expected = f"a line for {', '.join(lacking)}; 0 where there is nothing"
            self._fault(named, "main code", expected)

    def _lacking(self, target: Target, code: str) -> set[str]:
        """Return the sub codes that a line and period should have and does not."""
        present = {entry.subcode for entry in self.entries[target].get(code, ())}
        by_map = self.codes.ledger_map.expected.get((target, code), frozenset())
        if by_map or present:
            return set(by_map) - present
        return {entry.subcode for entries in self.entries[target].values() for entry in entries}

    def _cell(self, target: Target, code: str) -> Cell:
        """Return the sum of a line and period; missing if an entry or its value is."""
        entries = self.entries[target].get(code, [])
        values = [entry.value for entry in entries if not isinstance(entry.value, Absence)]
        whole = len(values) == len(entries) and not self._lacking(target, code)
        value: int | Absence = sum(values) if whole else Absence.MISSING
        numbers = [entry.number for entry in entries]
        first = next(iter(self.entries[target].values()))[0]
        place = self.places.lines(*(numbers or [first.number]))
        if not isinstance(value, Absence) and abs(value) >= first.meaning.way.largest:
            value, kind = Absence.MISSING, FaultKind.TOO_LARGE
            expected = "codes that come to less together"
            self.done.faults.append(
                Fault(kind=kind, place=place, column="value", expected=expected)
            )
        key = CellKey(
            organisation=self.codes.identity.organisation,
            counterparty=target[1],
            measure=target[0],
            period=self.codes.identity.year.coded(code),
            layer=LAYER,
        )
        return Cell(key=key, value=value, source=place)

    def _words(self, meaning: Meaning, code: str) -> tuple[str, str]:
        """Return the words of a row and column, as the form has them."""
        measure, year, unit = meaning.measure, self.codes.identity.year, meaning.way.words
        row = measure.title
        if meaning.counterparty:
            row = counterparty_words(measure, meaning.counterparty)
        elif _over_counterparties(meaning):
            row = f"Total {row[0].lower()}{row[1:]}"
        if code == YEAR_CODE:
            closing = " at year end" if measure.aggregation is Aggregation.CLOSING else ""
            return row, f"{year} plan {unit}{closing}"
        return row, f"{str(year.coded(code)).partition(',')[0]} {unit}"

    def _fault(self, row: str, column: str, expected: str) -> None:
        self.done.faults.append(
            Fault(
                kind=FaultKind.MISSING_ROW,
                place=self.places.whole,
                row=row,
                column=column,
                expected=expected,
            )
        )


def _over_counterparties(meaning: Meaning) -> bool:
    """Return whether it is the total of a measure that is listed by counterparty."""
    return meaning.measure.counterparty and meaning.counterparty is None
