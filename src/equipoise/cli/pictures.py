"""A picture at the command line: in words and a table, or drawn in a file."""

from __future__ import annotations

from typing import Any

import click

from equipoise.cli.answers import Format
from equipoise.cli.context import Session
from equipoise.reports.charts.picture import Picture
from equipoise.reports.pages.page import Page
from equipoise.usecases.outcome import Outcome


def show_picture(session: Session, outcome: Outcome[Any], *, picture: Picture) -> None:
    """Answer with a picture: drawn where --out names a file of .svg or .html, told otherwise."""
    path = session.manner.out
    drawn = path is not None and path.suffix in (".svg", ".html")
    if path is None or not drawn or session.manner.format is not Format.TABLE:
        page = Page(title=picture.title, sentences=(picture.summary,), tables=(picture.table,))
        session.show(outcome, page)
        return
    html = path.suffix == ".html"
    path.write_text(picture.as_html(session.manner.units) if html else picture.svg, "utf-8")
    click.echo(f"Written to {path}")
