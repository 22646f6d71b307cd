"""Charts of our own, as SVG drawn on the server from the tables that stand beside them."""

from equipoise.reports.charts.picture import Picture
from equipoise.reports.charts.stacked import stacked
from equipoise.reports.charts.waterfall import waterfall

__all__ = ["Picture", "stacked", "waterfall"]
