"""What a mapping leaves open in a workbook: cells, and lines of the plan, mapped twice or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from equipoise.register import Measure
from equipoise.sheets.foreign_checks import Understood, understood
from equipoise.sheets.foreign_draft import Aim
from equipoise.sheets.foreign_map import PLACED, PRIOR, FormLine, FormMap
from equipoise.sheets.foreign_places import Finder, NotPlacedError, Spot
from equipoise.sheets.surveying import Book


@dataclass(frozen=True, kw_only=True)
class OpenCell:
    """A cell that people fill in and the mapping says nothing of, in the form's own words."""

    spot: Spot
    row: str
    column: str


@dataclass(frozen=True, kw_only=True)
class MapReport:
    """How a mapping fits a workbook.

    Shape: `placed` is the number of amounts that it finds; `unplaced` are its lines that lead
        nowhere, or to a cell mapped already, each with what is needed; `several` are measures and
        periods of which more cells than one are added; `unmapped` the lines of the plan that
        nothing stands for.
    """

    placed: int
    cells: tuple[OpenCell, ...]
    unplaced: tuple[tuple[int, FormLine, str], ...]
    several: tuple[tuple[FormLine, tuple[Spot, ...]], ...]
    unmapped: tuple[Measure, ...]
    formulas: Understood


def map_report(
    book: Book, form_map: FormMap, *, aim: Aim, inputs: Mapping[str, Iterable[tuple[int, int]]]
) -> MapReport:
    """Return how a mapping fits a workbook.

    `inputs` are the cells of protected sheets that are open to be filled in; on a sheet that is
    not protected they are the cells that hold a number and no formula.
    """
    finder = Finder(book)
    spots: dict[Spot, FormLine] = {}
    unplaced = []
    by_target: dict[tuple[str, str | None, str], list[Spot]] = defaultdict(list)
    for number, line in form_map.of(*PLACED).items():
        try:
            spot = finder.find(line)
        except NotPlacedError as error:
            unplaced.append((number, line, error.expected))
            continue
        if spot in spots:
            unplaced.append((number, line, f"a cell of its own; {spot.cell} is mapped already"))
            continue
        spots[spot] = line
        by_target[*line.target, line.period].append(spot)
    told = {line.measure for line in form_map.lines.values() if line.period != PRIOR}
    several = [(spots[found[0]], tuple(found)) for found in by_target.values() if len(found) > 1]
    return MapReport(
        placed=len(spots),
        cells=tuple(_open(finder, inputs, spots)),
        unplaced=tuple(unplaced),
        several=tuple(several),
        unmapped=tuple(measure for measure in aim.measures if measure.code not in told),
        formulas=understood(book),
    )


def _open(
    finder: Finder, inputs: Mapping[str, Iterable[tuple[int, int]]], mapped: Iterable[Spot]
) -> list[OpenCell]:
    taken = set(mapped)
    found = []
    for name, texts in finder.sheets.items():
        numbers = [at for at, raw in texts.cells.items() if raw.kind == "n" and not raw.formula]
        for row, column in sorted(inputs.get(name, numbers)):
            spot = Spot(name, row, column)
            words = finder.words(spot)
            filled = finder.raw(spot)
            if spot not in taken and words[0] and filled.kind in ("", "n") and not filled.formula:
                found.append(OpenCell(spot=spot, row=words[0], column=words[1]))
    return found
