"""Pooling on one page: every share of support that may follow the system, body by body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from equipoise.reports.columns import money, ratio, words
from equipoise.reports.display import percent
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, listed, million
from equipoise.reports.table import Row, Table, Value
from equipoise.rules.riskshare import Consent
from equipoise.rules.support import Expectation, Pooling
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
    sentences = [_means(system, found) for system in found.systems]
    sentences += [_drawn(system, found) for system in found.simulated]
    sentences += [_consented(system, one) for system, one in found.consents.items()]
    given = percent(asked.missed)
    sentences.append(
        f"A body that misses while its system hits is given {given} of its pooled part: what "
        "leaders mean to decide, never a right. Of the chances stated every outcome is counted, "
        "bodies apart from one another (assumed)."
    )
    left_out = asked.chances.left_out
    alerts = [f"{counted(left_out, 'row')} could not be read: the answer lacks them."]
    return Page(
        title=f"Pooling of support, {asked.year}",
        sentences=tuple(sentences),
        alerts=tuple(alerts) if left_out else (),
        tables=(
            _table(found, "pooling", found.systems),
            *((_table(found, "simulated", found.simulated),) if found.simulated else ()),
        ),
        cards=(misfits_table(asked.chances.misfits),) if asked.chances.misfits else (),
        facts={"sources": [asked.chances.source], "missed": str(asked.missed)},
    )


TITLES: Final = {
    "pooling": "What each share pooled is worth, by the chances stated",
    "simulated": "What each share pooled is worth, as simulated",
}


def _table(found: Expected, name: str, systems: Mapping[str, Pooling[Figure]]) -> Table:
    rows = [
        _row(system, percent(step.share), code, one)
        for system, pooling in systems.items()
        for step in pooling.steps
        for code, one in (*step.bodies.items(), (f"{system} together", step.system))
        if code in found.asked.with_support or code == f"{system} together"
    ]
    return Table(
        name=name,
        title=TITLES[name],
        sentence="Support that may be expected, how uncertain it is, and who may lose.",
        basis=f"{found.asked.year}, plan",
        columns=COLUMNS,
        rows=tuple(rows),
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


def _drawn(system: str, found: Expected) -> str:
    drawing, pooling = found.asked.drawing, found.simulated[system]
    assert drawing is not None, "what is simulated was drawn"
    last = pooling.steps[-1]
    return (
        f"Of {drawing.draws:,} years drawn from {drawing.shocks.source} with seed {drawing.seed}, "
        f"{system} meets its plans together in {percent(pooling.system_hits)}; with "
        f"{percent(last.share)} pooled it may expect {million(int(last.system.expected.value))}."
    )


def _consented(system: str, one: Consent) -> str:
    """Return whether all agreed: a link needs everybody's consent on record."""
    if one.stands:
        return f"{system} may pool: {listed(one.agreed)} agreed, on record."
    silent = f"; no answer of {listed(one.missing)} is on record" if one.missing else ""
    said_no = f"; {listed(one.refused)} said no" if one.refused else ""
    return f"{system} may not pool, which all with an award must agree to{silent}{said_no}."
