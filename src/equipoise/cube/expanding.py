"""One cell as a figure: its unit from the chart, its stage from its layer."""

from functools import cache
from typing import Final

from equipoise.cube.keys import Cell
from equipoise.register import Chart
from equipoise.units import Absence, Unit
from equipoise.workings import Basis, Figure, Stage, given

STAGES: Final = {
    "plan": Stage.PLAN,
    "rebased": Stage.PLAN,
    "transfer": Stage.PLAN,
    "forecast": Stage.FORECAST,
    "actual": Stage.ACTUAL,
}
"""How far the cells of a layer have come; of any other layer it is not known."""


def expanded(cell: Cell, unit: Unit | None = None) -> Figure:
    """Return the cell as a figure that comes from outside, with its source as a note.

    Raises: UnknownMeasureError when neither `unit` nor the chart says what is counted.
    """
    assert not isinstance(cell.value, Absence), "only whole totals become figures"
    key, chart = cell.key, _chart()
    title = chart[key.measure].title if unit is None or key.measure in chart else key.measure
    counted = unit or chart[key.measure].unit
    named = (title, key.organisation, key.counterparty, key.item, str(key.period))
    return given(
        cell.value,
        Basis(period=key.period, unit=counted, stage=STAGES.get(key.layer_base)),
        key.reference(),
        name=", ".join(filter(None, named)),
        note=str(cell.source),
    )


@cache
def _chart() -> Chart:
    return Chart.load()
