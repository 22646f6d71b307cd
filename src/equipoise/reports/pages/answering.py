"""A page for programs and for sheets: all its tables, its sentences, its facts, in one answer."""

from __future__ import annotations

from typing import Any

from equipoise.findings import Finding
from equipoise.reports.as_json import json_text
from equipoise.reports.pages.page import Page
from equipoise.reports.table import Column, Row, Table
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Figure


def page_json(page: Page, outcome: Outcome[Any], verb: str) -> str:
    """Return the page for a program: its tables in whole pence, its sentences and its facts."""
    extra: dict[str, object] = {
        "verb": verb,
        "title": page.title,
        "sentences": list(filter(None, page.sentences)),
        "alerts": list(page.alerts),
        "next": list(page.next_steps),
        "facts": dict(page.facts),
        "adds_up": outcome.adds_up,
        "findings": [_finding(finding) for finding in outcome.findings],
        "figures": {str(ref): _figure(figure) for ref, figure in outcome.figures.items()},
        "events": [vars(event) for event in outcome.events],
    }
    return json_text((*page.tables, *page.cards), extra)


def page_tables(page: Page) -> tuple[Table, ...]:
    """Return what a sheet can hold: the tables, or the answer itself where there are none."""
    lines = (*filter(None, page.sentences), *page.alerts)
    answered = Table(
        name="answer",
        title=page.title,
        sentence="",
        basis="",
        columns=(Column(key="answer", title="Answer"),),
        rows=tuple(Row(cells={"answer": line.strip()}) for line in lines),
    )
    return (*page.tables, *page.cards) or (answered,)


def _finding(finding: Finding) -> dict[str, object]:
    apart = ("caused_by", "worth")
    fields = {name: str(value) for name, value in vars(finding).items() if name not in apart}
    worth = {"worth_pence": finding.worth}
    return {**fields, **worth, "sheet": finding.sheet, "cell": finding.cell}


def _figure(figure: Figure) -> dict[str, object]:
    """Return a figure as the cells of tables have it: whole, or as numerator and denominator."""
    value, basis = figure.value, figure.basis
    whole: object = value
    if not isinstance(value, int):
        whole = {"numerator": value.numerator, "denominator": value.denominator}
    return {
        "name": figure.working.name,
        "value": whole,
        "unit": basis.unit.name,
        "basis": {
            "period": str(basis.period),
            "stage": basis.stage,
            "support": basis.support,
        },
    }
