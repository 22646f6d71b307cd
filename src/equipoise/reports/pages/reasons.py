"""Why this number: the words of an explanation, and a page for it."""

from equipoise.reports.explanation import explanation
from equipoise.reports.pages.page import Page
from equipoise.usecases.explanation import Explanation
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Expand, Figure, Selector

PERIOD = 3
"""Where the reference of a cell holds its period."""


def explanation_page(outcome: Outcome[Explanation]) -> Page:
    """Return what stands behind a reference, line by line; lines beneath another are indented."""
    found = outcome.result
    lines: list[str] = list(found.facts)
    if found.figure is not None:
        expand = by_line(outcome.expand)
        lines = [*explanation(found.figure, expand, sources=found.sources), *lines]
    elif found.sources:
        lines += [f"{ref}: {words}" for ref, words in sorted(found.sources.items())]
    alerts = (
        (f"When this version was collated the figure was {found.differs}; see the CHANGELOG.",)
        if found.differs
        else ()
    )
    return Page(
        title=found.title,
        sentences=(str(found.ref), *lines),
        alerts=alerts,
        facts={
            "ref": str(found.ref),
            "value": None if found.figure is None else str(found.figure.value),
            "unit": None if found.figure is None else str(found.figure.basis.unit),
            "basis": None if found.figure is None else str(found.figure.basis),
            "assumed": [str(ref) for ref in found.assumed],
        },
    )


def by_line(expand: Expand) -> Expand:
    """Return a reader of the same cells, those of one line of one layer together, by month.

    Read so, the months of a row of a form stand side by side and are told as one.
    """

    def place(cell: Figure) -> tuple[tuple[str, ...], str]:
        parts = cell.working.ref.parts if cell.working.ref else ()
        return (*parts[:PERIOD], *parts[PERIOD + 1 :]), "".join(parts[PERIOD : PERIOD + 1])

    def ordered(selector: Selector) -> tuple[Figure, ...]:
        return tuple(sorted(expand(selector), key=place))

    return ordered
