"""A page as one HTML file for a board paper: sentences, alerts, tables, readable anywhere."""

from __future__ import annotations

from html import escape

from equipoise.reports.as_html import html_page, html_table
from equipoise.reports.display import MoneyUnits, tidied
from equipoise.reports.pages.page import Page


def page_html(page: Page, units: MoneyUnits) -> str:
    """Return the page as HTML without script, font or picture from elsewhere."""
    return html_page(
        page.title,
        (
            *(_said(sentence) for sentence in page.sentences if sentence),
            *(_said(f"Attention: {alert}") for alert in page.alerts),
            *(html_table(table, units) for table in (*page.tables, *page.cards)),
        ),
    )


def _said(sentence: str) -> str:
    return f"<p>{escape(tidied(sentence.strip()))}</p>"
