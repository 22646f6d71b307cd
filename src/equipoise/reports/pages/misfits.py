"""What in a published file does not fit, as a list."""

from equipoise.reports.table import Column, Row, Table
from equipoise.sources import Misfit


def misfits_table(misfits: tuple[Misfit, ...]) -> Table:
    """Return each misfit: where it stands, what was found, what was expected, and why."""
    return Table(
        name="misfits",
        title="What does not fit, told and not mended",
        sentence="",
        basis="",
        columns=(
            Column(key="place", title="Place"),
            Column(key="found", title="Found"),
            Column(key="expected", title="Expected"),
            Column(key="why", title="Why"),
        ),
        rows=tuple(
            Row(
                cells={
                    "place": misfit.place,
                    "found": misfit.found,
                    "expected": misfit.expected,
                    "why": misfit.why,
                }
            )
            for misfit in misfits
        ),
    )
