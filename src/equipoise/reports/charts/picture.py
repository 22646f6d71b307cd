"""A chart with all that must stand beside it: its finding, a summary in words, and its table."""

from dataclasses import dataclass
from html import escape

from equipoise.reports.as_html import html_page, html_table
from equipoise.reports.display import MoneyUnits
from equipoise.reports.table import Table


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A chart drawn from a table. `title` states the finding; `summary` says it in words."""

    name: str
    title: str
    summary: str
    svg: str
    table: Table

    def as_html(self, units: MoneyUnits = "m") -> str:
        """Return a page that holds the chart, the summary and the table it is drawn from."""
        return html_page(f"Chart {self.name}", [
            f"<figure>\n{self.svg}\n<figcaption>{escape(self.summary)}</figcaption>\n</figure>",
            html_table(self.table, units),
        ])  # fmt: skip
