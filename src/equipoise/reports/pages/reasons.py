"""Why this number: the words of an explanation, and a page for it."""

from equipoise.reports.explanation import explanation
from equipoise.reports.pages.page import Page
from equipoise.usecases.explain import Explanation
from equipoise.usecases.outcome import Outcome


def explanation_page(outcome: Outcome[Explanation]) -> Page:
    """Return what stands behind a reference, line by line."""
    found = outcome.result
    lines: list[str] = list(found.facts)
    if found.figure is not None:
        lines = [*explanation(found.figure, outcome.expand, sources=found.sources), *lines]
    elif found.sources:
        lines += [f"{ref}: {words}" for ref, words in sorted(found.sources.items())]
    alerts = (
        (f"When this version was collated the figure was {found.differs}; see the CHANGELOG.",)
        if found.differs
        else ()
    )
    return Page(
        title=f"{found.title} ({found.ref})",
        sentences=tuple(lines),
        alerts=alerts,
        facts={
            "ref": str(found.ref),
            "value": None if found.figure is None else str(found.figure.value),
            "unit": None if found.figure is None else str(found.figure.basis.unit),
            "basis": None if found.figure is None else str(found.figure.basis),
            "assumed": [str(ref) for ref in found.assumed],
        },
    )
