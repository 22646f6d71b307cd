"""The bridge of a re-baselining (P1): from the position as planned to the rebased one."""

from equipoise.reports.charts.picture import Picture
from equipoise.reports.charts.waterfall import waterfall
from equipoise.reports.pages.page import million
from equipoise.reports.pages.rebaselining_tables import bridge_table
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rebaselining import Worked


def rebased_picture(outcome: Outcome[Worked]) -> Picture | None:
    """Return the bridge, whose title says where it leads; None before there is a position."""
    worked = outcome.result
    if worked.bridge is None:
        return None
    (table,) = bridge_table(worked)
    begin, end = (
        million(int(figure.value)) for figure in (worked.bridge.original, worked.bridge.end)
    )
    title = f"{worked.exercise.system} goes from {begin} as planned to {end}, including support"
    steps = [
        f"{figure.working.name} {million(int(figure.value))}"
        for name, figure in vars(worked.bridge).items()
        if name not in ("original", "end")
    ]
    return waterfall(table, name="P1", title=title, summary=f"{title}. {'; '.join(steps)}.")
