"""Tables by number or name: the list of them, and pages that hold one or all."""

from collections.abc import Iterable
from typing import Any

from equipoise.reports.pages.page import Page
from equipoise.reports.pages.waivers import not_clean
from equipoise.reports.table import Column, Row, Table
from equipoise.reports.tables.catalogue import CATALOGUE, Known
from equipoise.usecases.ladder import Rise
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.waivers import Carried


def list_page(system: str) -> Page:
    """Return the list of tables, each with the question it answers."""
    return Page(
        title="Tables",
        sentences=(f"{len(CATALOGUE)} tables can be shown; ask for one by its number or name.",),
        tables=(
            Table(
                name="tables",
                title="Every table",
                sentence="",
                basis="",
                columns=(
                    Column(key="ref", title="Number"),
                    Column(key="name", title="Name"),
                    Column(key="title", title="Table"),
                    Column(key="asks", title="Question it answers"),
                ),
                rows=tuple(
                    Row(cells={"ref": one.ref, "name": one.spoken, "title": one.title,
                               "asks": one.asks})
                    for one in CATALOGUE
                ),
            ),
        ),
        next_steps=(
            f"equipoise table T1 {system}",
            f"equipoise table --all {system} --format xlsx --out tables.xlsx",
        ),
    )  # fmt: skip


def tables_page(
    drawn: Iterable[tuple[Known, Outcome[Any]]],
    left_out: Iterable[str] = (),
    *,
    waivers: Carried,
) -> Page:
    """Return the tables asked for; what could not be drawn is told, with the reason.

    `waivers` are those of the plan; a ladder among the tables knows of those signed since.
    """
    listed = tuple(drawn)
    risen = (each.result.waivers for _, each in listed if isinstance(each.result, Rise))
    signed = next(risen, waivers)
    name = f"{listed[0][0].ref} {listed[0][0].title}" if len(listed) == 1 else "Tables of the plan"
    return Page(
        title=name,
        sentences=(),
        alerts=(*left_out, *not_clean(signed)),
        tables=tuple(one.draw(outcome.result) for one, outcome in listed),
        facts={"waivers": list(signed.names)},
    )
