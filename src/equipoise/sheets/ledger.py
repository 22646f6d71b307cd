"""Read the three-column list of a ledger, sub code, main code and value, as a form is read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from equipoise.register import Chart, Kind
from equipoise.sheets.content import Identity
from equipoise.sheets.faults import Fault
from equipoise.sheets.ledger_amounts import scales
from equipoise.sheets.ledger_cells import Gathered, gathered, parts_in
from equipoise.sheets.ledger_columns import COLUMNS, Headed, ListPlaces, headed, texts
from equipoise.sheets.ledger_lines import Codes, Entries, read_entries
from equipoise.sheets.ledger_map import SIGNS, LedgerMap, MapLine, item_of, measure_of
from equipoise.sheets.ledger_text import ListRefusal, listed
from equipoise.sheets.reading import Reading

FORM: Final = "equipoise.ledger"
VERSION: Final = "1"
NO_MAP: Final = LedgerMap()


class WrongMapError(ValueError):
    """A line of a map fits no measure of such a body: it was made for another kind, or by hand."""

    def __init__(self, line: MapLine, kind: Kind) -> None:
        super().__init__(f"the map does not fit a body of kind {kind}: {line}")
        self.line = line
        self.kind = kind


def read_ledger(
    source: Path | str,
    *,
    digest: str,
    identity: Identity,
    chart: Chart,
    ledger_map: LedgerMap = NO_MAP,
) -> Reading | ListRefusal:
    """Return what a list holds, in a file or as pasted text, or why it is not read at all.

    `identity` is whose list it is, and of which round and year: the list itself does not say. A
    sub code is looked up in the map, and else among the national sub codes of that year. The
    faults of the map are among those of the reading.

    Shape: text in UTF-8, a line to an amount, its columns divided by tabs, semicolons or commas;
        with a heading they may stand in any order beside others, without one they are sub code,
        main code, value. The main code is M01 (April) to M12 (March), or Y for the whole year. A
        value has digits, a full stop before decimals, a minus sign before it where it is
        negative, and nothing else; it is in £000, WTE or counted unless the map says £. The place
        of a line is file:<digest>/line/<number>, and of an amount that several make, of them all
        (7.9.12), or of the first and last of very many (7-3991).
    Shape: the months of a line are its cells. A year beside months is a declared total, as are a
        formula's amounts and those of a line with counterparties for which none is named; a year
        alone is a cell of the whole year, because nobody may guess its months. A part is in the
        reading if any of its lines is, and then each of its lines must be, and every code of the
        map for it: what is left out is missing, and a fault. What the form lists by scheme,
        project or risk has no place in three columns.
    Raises: WrongMapError for a map that does not fit the kind of body; OSError for no such file.
    Law a_ledger_list_gives_the_cells_of_the_form: the cells of a filled form, written as a list
        and read back, are the same cells.
    """
    _refuse_map(ledger_map, chart, identity.kind)
    table = listed(source)
    if isinstance(table, ListRefusal):
        return table
    places = ListPlaces(digest)
    codes = Codes(identity=identity, chart=chart, ledger_map=ledger_map)
    found = headed(table, tuple(COLUMNS), places=places)
    if not isinstance(found, Headed):
        return _reading(Entries(faults=found), Gathered(), codes, places)
    entries = read_entries(texts(found), codes, places=places)
    return _reading(entries, gathered(entries, codes, places=places), codes, places)


def _reading(entries: Entries, done: Gathered, codes: Codes, places: ListPlaces) -> Reading:
    identity = codes.identity
    faults: Sequence[Fault] = (*codes.ledger_map.faults, *entries.faults, *done.faults)
    return Reading(
        digest=places.digest,
        form=FORM,
        version=VERSION,
        organisation=identity.organisation,
        kind=identity.kind,
        round=identity.round,
        year=identity.year,
        parts=parts_in(entries, codes),
        cells=tuple(done.cells),
        totals=tuple(done.totals),
        items=(),
        faults=tuple(faults),
        words=done.words,
        organisation_place=places.whole,
        year_place=places.whole,
    )


def _refuse_map(ledger_map: LedgerMap, chart: Chart, kind: Kind) -> None:
    for line in ledger_map.lines:
        measure = measure_of(line.measure, chart, kind)
        if measure is None or item_of(measure, chart):
            raise WrongMapError(line, kind)
        if line.counterparty and not measure.counterparty:
            raise WrongMapError(line, kind)
        if line.unit not in scales(measure.unit) or line.sign not in SIGNS.values():
            raise WrongMapError(line, kind)
