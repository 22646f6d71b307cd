"""Pooling on one page: every share of support that may follow the system, body by body."""

from __future__ import annotations

from typing import Final

from equipoise.reports.columns import money, ratio, words
from equipoise.reports.display import percent
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, million
from equipoise.reports.table import Row, Table, Value
from equipoise.rules.support import Expectation
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.pooling import Expected
from equipoise.workings import Figure

COLUMNS: Final = (
    words("system", "System"),
    words("share", "Pooled"),
    words("body", "Body"),
    money("expected", "Expected support"),
    money("spread", "Spread", basis="on average about the expected"),
    money("lowest", "Lowest"),
    ratio("loss", "Chance of less than the award", basis="of all outcomes"),
    ratio("worse", "Chance of less than unpooled", basis="of all outcomes"),
    ratio("better", "Chance of more than unpooled", basis="of all outcomes"),
)


def pooling_page(outcome: Outcome[Expected]) -> Page:
    """Return what bodies and systems may expect at each share pooled."""
    found = outcome.result
    asked = found.asked
    rows = [
        _row(system, percent(step.share), name, one)
        for system, pooling in found.systems.items()
        for step in pooling.steps
        for name, one in (*step.bodies.items(), (f"{system} together", step.system))
        if name in asked.with_support or name == f"{system} together"
    ]
    sentences = [_means(system, found) for system in found.systems]
    given = percent(asked.missed)
    sentences.append(
        f"A body that misses while its system hits is given {given} of its pooled part: what "
        "leaders mean to decide, never a right. Every outcome is counted, bodies apart from one "
        "another (assumed)."
    )
    left_out = asked.chances.left_out
    alerts = [f"{counted(left_out, 'row')} could not be read: the answer lacks them."]
    return Page(
        title=f"Pooling of support, {asked.year}",
        sentences=tuple(sentences),
        alerts=tuple(alerts) if left_out else (),
        tables=(
            Table(
                name="pooling",
                title="What each share pooled is worth",
                sentence="Support that may be expected, how uncertain it is, and who may lose.",
                basis=f"{asked.year}, plan",
                columns=COLUMNS,
                rows=tuple(rows),
            ),
        ),
        cards=(misfits_table(asked.chances.misfits),) if asked.chances.misfits else (),
        facts={"sources": [asked.chances.source], "missed": str(asked.missed)},
    )


def _means(system: str, found: Expected) -> str:
    pooling = found.systems[system]
    first, last = pooling.steps[0], pooling.steps[-1]
    return (
        f"{system} meets its plans together with a chance of {percent(pooling.system_hits)}. With "
        f"{percent(first.share)} pooled it may expect {million(int(first.system.expected.value))} "
        f"of support, with {percent(last.share)} {million(int(last.system.expected.value))}."
    )


def _row(system: str, share: str, name: str, one: Expectation[Figure]) -> Row:
    cells: dict[str, Value] = {
        "system": system,
        "share": share,
        "body": name,
        "expected": one.expected,
        "spread": one.spread,
        "lowest": one.lowest,
        "loss": one.loss,
        "worse": one.worse,
        "better": one.better,
    }
    return Row(cells=cells, emphasis=name == f"{system} together")
