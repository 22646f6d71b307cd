"""What became of an earlier form: which cells were carried where, and which could not be."""

from collections.abc import Sequence
from itertools import groupby

from equipoise.register import Succession
from equipoise.reports.display import day, percent
from equipoise.reports.pages.acts import quoted
from equipoise.reports.pages.page import Page, counted
from equipoise.reports.table import Column, Row, Table
from equipoise.sheets import Fared
from equipoise.usecases.migrate import Migrated
from equipoise.usecases.outcome import Outcome

SHEET, CELLS = Column(key="sheet", title="Sheet"), Column(key="cells", title="Cells")
ROW, FOUND = Column(key="row", title="Row"), Column(key="found", title="Found")
TO_SHEET = Column(key="to_sheet", title="To sheet")
TO, NOTE = Column(key="to", title="To cells"), Column(key="why", title="See to")
WHY = Column(key="why", title="Why not")


def migration_page(outcome: Outcome[Migrated]) -> Page:
    """Return where the form was written, what was carried where, and what could not be."""
    made = outcome.result
    carried, left = (_count(found) for found in (made.carried, made.left))
    same = made.old.year == made.identity.year
    rest = (
        "What that form did not ask for is blank."
        if same
        else f"It fills the last-year column; the amounts of {made.identity.year} are blank."
    )
    return Page(
        title=f"Form of {made.identity.organisation} migrated",
        sentences=(
            f"{made.file_name} is version {made.old.version} of the form, for {made.old.year}. "
            f"{made.path} is this round's, for {made.identity.year}. {rest}",
            *map(_followed, made.heir.followed),
            f"{counted(carried, 'cell')} carried; {counted(left, 'cell')} not, each listed.",
            f"The round knows another last year of {counted(made.otherwise, 'line')}, shown beside "
            "each; checks hold the plan against last year as the round knows it."
            if made.otherwise
            else "",
        ),
        alerts=tuple(map(_joined, made.heir.joined)),
        tables=(
            _table("carried", "What was carried", (*_PLACE, TO_SHEET, TO, NOTE), made.carried),
            _table("left", "What could not be carried", (*_PLACE, WHY), made.left),
        ),
        next_steps=(f"equipoise check {quoted(made.path)} --org {made.identity.organisation}",),
        facts={
            "path": str(made.path),
            "carried": carried,
            "left": left,
            "form_of": made.old.organisation,
        },
    )


def _followed(step: Succession) -> str:
    return (
        f"{step.successor} took over the whole of {step.predecessor} on {day(step.on)}: it takes "
        "over its form."
    )


def _joined(step: Succession) -> str:
    """Return that a body of the form is larger since, by how much of another."""
    part = "" if step.share == 1 else f"{percent(step.share)} of "
    return (
        f"{part}{step.predecessor} went into {step.successor} on {day(step.on)}: last year in this "
        f"form is {step.successor} alone, as the old form has it."
    )


_PLACE = (SHEET, CELLS, ROW, FOUND)


def _count(found: Sequence[Fared]) -> int:
    return sum(len(one.found) for one in found)


def _typed(found: Sequence[str]) -> str:
    """Return what stood in each cell; neighbours of one value once, with how many they are."""
    counts = ((len(list(same)), value) for value, same in groupby(found))
    return "; ".join(f"{count} times {value}" if count > 1 else value for count, value in counts)


def _table(name: str, title: str, columns: tuple[Column, ...], found: Sequence[Fared]) -> Table:
    keys = [column.key for column in columns if column is not FOUND]
    rows = tuple(
        Row(cells={"found": _typed(one.found), **{key: getattr(one, key) for key in keys}})
        for one in found
    )
    cells = f"{counted(_count(found), 'cell')}, in {counted(len(rows), 'entry', 'entries')}."
    sentence = cells if rows else "There are none."
    return Table(name=name, title=title, sentence=sentence, basis="", columns=columns, rows=rows)
