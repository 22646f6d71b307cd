"""From gathered rows to a table: cells with references, what only a month-end gives, notes."""

from collections.abc import Collection, Sequence
from typing import Final

from equipoise.reports.display import percent, staff
from equipoise.reports.pages.page import listed, million
from equipoise.reports.pages.positions import basis_line
from equipoise.reports.table import Column, Row, Table, Value
from equipoise.units import PENCE, RATIO, Absence
from equipoise.usecases.tabling import Entry, Gathered, Told
from equipoise.workings import Figure

NOT_AVAILABLE: Final = "Not available"
MONTH_END: Final = (
    "What is not available comes with a month-end: a planning round has no actual or forecast "
    "figures."
)

MONTHLY: Final = frozenset(
    {
        *("ytd", "ytd_plan", "ytd_actual", "ytd_variance", "actual", "variance"),
        *("forecast", "movement", "status", "overrides"),
    }
)
"""The columns that only a month-end fills."""


def drawn(
    found: Gathered,
    told: tuple[str, str],
    *,
    columns: Sequence[Column],
    silent: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Table:
    """Return the table: `told` is its title and the sentence that answers its question.

    Columns that only a month-end fills say that they are not available, and a note says why; so
    do those in `silent`, and one of `notes` has to say why.
    """
    title, sentence = told
    keys = {column.key for column in columns}
    month_end = [column.key for column in columns if column.key in MONTHLY]
    reasons = [MONTH_END] if month_end else []
    late = [f"Without {listed(found.missing)}: not submitted."] if found.missing else []
    return Table(
        name=found.name,
        title=title,
        sentence=sentence,
        basis=basis_line(found.statement),
        columns=tuple(columns),
        rows=tuple(_row(found, entry, keys, (*month_end, *silent)) for entry in found.entries),
        notes=(*reasons, *late, *notes),
    )


def _row(found: Gathered, entry: Entry, keys: Collection[str], silent: Collection[str]) -> Row:
    cells: dict[str, Value] = dict.fromkeys(silent, NOT_AVAILABLE)
    cells |= {key: word for key, word in entry.words.items() if key in keys}
    cells |= {key: figure for key, figure in entry.figures.items() if key in keys}
    return Row(
        cells=cells,
        refs={
            key: found.ref(entry, key)
            for key, figure in entry.figures.items()
            if key in keys and isinstance(figure, Figure)
        },
        emphasis=entry.is_total,
    )


def said(figure: Told) -> str:
    """Return a figure for a sentence: money in £m, staff in WTE, a ratio in per cent.

    >>> said(Absence.NOT_SUBMITTED)
    'no figure (not submitted)'
    """
    if not isinstance(figure, Figure):
        return f"no figure ({figure or Absence.NOT_APPLICABLE})"
    if figure.basis.unit == PENCE:
        return million(int(figure.value))
    if figure.basis.unit == RATIO:
        return percent(figure.value)
    return f"{staff(int(figure.value))} WTE"


def moved(figure: Told, *, more: str = "more", less: str = "less") -> str:
    """Return a change in words: £9.2m less; or that there are no figures to compare."""
    if not isinstance(figure, Figure):
        return "with no figure to compare"
    if not figure.value:
        return "no change"
    size = figure if figure.value > 0 else -figure
    return f"{said(size)} {more if figure.value > 0 else less}"


def whose(found: Gathered) -> str:
    """Return whose figures the table is of, for the beginning of a sentence."""
    plan = found.statement.plan
    if found.whole:
        return f"The system of {plan.members[plan.system].name}"
    (code,) = found.bodies
    return plan.members[code].name
