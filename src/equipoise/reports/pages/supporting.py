"""Support (T2): what bodies earn, what others put at risk, and what that means for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from equipoise.reports.columns import money, ratio, words
from equipoise.reports.display import day, percent
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, million
from equipoise.reports.pages.support_acts import told
from equipoise.reports.pages.support_outcomes import outcomes_table
from equipoise.reports.pages.support_quarters import held_table, quarters_table
from equipoise.reports.table import Row, Sign, Table, Value
from equipoise.rules.support import BothWays, OutcomeTable, Taper
from equipoise.sources import SUPPORT_COLUMNS
from equipoise.units import Absence
from equipoise.usecases.of_files import SUPPORT
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.support import Part, Supported
from equipoise.usecases.support_asked import Asked
from equipoise.workings import Figure

INCLUDING: Final = "including support, year to date"
EXCLUDING: Final = "excluding support, full year"
MOST_TOLD: Final = 6
"""Bodies told in sentences before the tables."""


def support_template_page(name: str) -> Page:
    """Return what the columns of a file of support are."""
    rows = [Row(cells={"column": column, "what": what}) for column, what in SUPPORT_COLUMNS.items()]
    table = Table(
        name="columns", title="Columns", sentence="", basis="",
        columns=(words("column", "Column"), words("what", "What it is")), rows=tuple(rows),
    )  # fmt: skip
    return Page(
        title="A file of support",
        sentences=(f"An empty file is written to {name}: one row for each body and quarter.",),
        cards=(table,),
        next_steps=(f"equipoise support {name} --year 2025/26",),
    )


def support_page(outcome: Outcome[Supported]) -> Page:
    """Return T2, the outcome table, quarters, and where withheld money stands."""
    found = outcome.result
    asked = found.asked
    misfits = (*asked.years.misfits, *asked.decisions.misfits)
    return Page(
        title=f"{asked.scheme.title}, on plans of {asked.year}"
        if asked.way.terms
        else asked.scheme.title,
        sentences=(*_means(found), *said_of(asked)),
        alerts=tuple(_alerts(asked)),
        tables=(
            _both_ways(found),
            outcomes_table(found),
            *([quarters_table(found), held_table(found)] if _known(found) else []),
        ),
        cards=(misfits_table(misfits),) if misfits else (),
        next_steps=(f"equipoise support ... --why {_first(found)}",),
        facts={
            "fund": asked.scheme.path,
            "terms": str(asked.scheme.applies.year),
            "taper": asked.way.taper.value,
            "model": asked.way.model,
            "known_on": asked.known_on.isoformat(),
            "record": asked.record,
            "sources": [asked.years.source, *filter(None, [asked.decisions.source])],
        },
    )


def _means(found: Supported) -> Iterator[str]:
    """Yield what this means for each body with support, the largest first."""
    tables = [
        (code, table)
        for part in found.systems.values()
        for code, table in part.tables.items()
        if table.both_hit.support.value
    ]
    tables.sort(key=lambda pair: -pair[1].both_hit.support.value)
    for code, table in tables[:MOST_TOLD]:
        yield meaning_of(code, table)
    if len(tables) > MOST_TOLD:
        yield f"{counted(len(tables) - MOST_TOLD, 'more body', 'more bodies')} stand in the table."


def meaning_of(code: str, table: OutcomeTable[Figure]) -> str:
    """Return what the outcomes mean for one body."""
    hit, missed, none = (
        million(int(one.position.value)) for one in (table.both_hit, table.own_hit, table.both_miss)
    )
    begin = f"What this means for {code}: if it and its system meet their plans, it finishes at"
    if not table.at_risk.value:
        return f"{begin} {hit}; if it misses, at {none}. No support follows the others' results."
    more = ""
    if table.system_hit.open_to_decision.value:
        size = million(int(table.system_hit.open_to_decision.value))
        more = f" Leaders and region may give back up to {size} of what its own miss loses."
    risk = million(int(table.at_risk.value))
    return (
        f"{begin} {hit}. If the system misses, {missed}; if both miss, {none}. Support at risk "
        f"from the results of others: {risk}.{more}"
    )


def said_of(asked: Asked) -> Iterator[str]:
    """Yield by which rule support is read, what it asks for, and what of it is assumed."""
    scheme = asked.scheme
    if asked.way.terms and asked.way.terms != asked.year:
        state = "published, and never run" if scheme.suspended else "as it was"
        yield (
            f"A replay: the rule of {asked.way.terms} ({state}) on plans of {asked.year}, which "
            "had its own rules."
        )
    elif scheme.suspended:
        yield "A model: this rule was published and suspended; no plan rests on it."
    asks = sorted(condition.value for condition in scheme.conditions)
    yield f"{scheme.title} is for {scheme.bodies}, and asks for {', '.join(asks)}."
    if len(scheme.tapers) > 1:
        what = {
            Taper.CLIFF: "a missed part earns nothing",
            Taper.POUND_FOR_POUND: "a missed part loses a pound for each pound of shortfall",
            Taper.BAND: "a missed part falls in a straight line to nothing",
        }[asked.way.taper]
        yield f"Taper {asked.way.taper} (assumed; no formula was published): {what}."
    if asked.way.share is not None:
        yield (
            f"Read as if {percent(asked.way.share)} followed the system: that takes the "
            "agreement of all its bodies."
        )
    if asked.record:
        decided = ", ".join(one.place for one in asked.decisions.decisions) or "none"
        yield f"Decisions that count are those on record of round {asked.record}: {decided}."
    elif asked.decisions.source:
        yield f"A what-if, off the record: decisions are those of {asked.decisions.source}."
    yield f"As known on {day(asked.known_on)}. All tests are before support."


def _alerts(asked: Asked) -> Iterator[str]:
    if asked.years.left_out:
        rows = counted(asked.years.left_out, "row")
        yield f"{rows} could not be read: the answer lacks them. They are listed below."
    if asked.decisions.left_out:
        rows = counted(asked.decisions.left_out, "decision")
        yield f"{rows} not whole on record: no money follows. They are listed below."
    for act in asked.waiting:
        waits = ", ".join(act.positions.waits_for)
        yield f"{act.name} gives nothing yet: it waits for {waits} ({told(act)})."


def _both_ways(found: Supported) -> Table:
    rows: list[Row] = []
    for system, part in found.systems.items():
        rows += _rows_of(found, system, part)
    return Table(
        name="with_and_without_support",
        title="Position with and without support (T2)",
        sentence="Each body as it plans and as it stands, with support and before it.",
        basis=str(found.asked.year),
        columns=(
            words("organisation", "Organisation"),
            money("plan_inc", "Plan", sign=Sign.SURPLUS, basis=INCLUDING),
            money("actual_inc", "Actual", sign=Sign.SURPLUS, basis=INCLUDING),
            money("variance", "Variance", sign=Sign.FAVOURABLE, basis=INCLUDING),
            ratio("variance_ratio", "Variance", basis="of turnover"),
            money("plan_exc", "Plan", sign=Sign.SURPLUS, basis=EXCLUDING),
            money("forecast_exc", "Forecast", sign=Sign.SURPLUS, basis=EXCLUDING),
            money("received", "Support received", basis="year to date"),
            money("at_risk", "Support at risk from others", basis="quarters to come"),
        ),
        rows=tuple(rows),
    )


def _rows_of(found: Supported, system: str, part: Part) -> Iterator[Row]:
    asked = found.asked
    for code, rows in asked.systems[system].items():
        both = part.positions.bodies[code] if part.positions else None
        risk = part.earned[code].at_risk if part.earned else part.tables[code].at_risk
        cells: dict[str, Value] = {
            "organisation": code,
            "plan_inc": both.plan if both else Absence.NOT_SUBMITTED,
            "actual_inc": both.actual if both else Absence.NOT_SUBMITTED,
            "variance": both.variance if both else Absence.NOT_SUBMITTED,
            "variance_ratio": both.variance_ratio if both else Absence.NOT_SUBMITTED,
            "plan_exc": asked.amount(rows[-1], "plan"),
            "forecast_exc": asked.once(rows, "forecast") or Absence.MISSING,
            "received": both.received if both else Absence.NOT_SUBMITTED,
            "at_risk": risk,
        }
        if cells["variance_ratio"] is None:
            cells["variance_ratio"] = Absence.MISSING
        refs = {"at_risk": asked.ref(system, code, "at_risk")}
        if both:
            refs["received"] = asked.ref(system, code, SUPPORT)
        yield Row(cells=cells, refs=refs)
    if part.positions:
        yield _together(system, part.positions.system)


def _together(system: str, whole: BothWays[Figure]) -> Row:
    cells: dict[str, Value] = {
        "organisation": f"{system} together",
        "plan_inc": whole.plan,
        "actual_inc": whole.actual,
        "variance": whole.variance,
        "variance_ratio": whole.variance_ratio or Absence.MISSING,
        "received": whole.received,
    }
    return Row(cells=cells, emphasis=True)


def _known(found: Supported) -> bool:
    return any(part.earned for part in found.systems.values())


def _first(found: Supported) -> str:
    """Return the body with the most support."""
    tables = {code: table for part in found.systems.values() for code, table in part.tables.items()}
    return max(tables, key=lambda code: tables[code].both_hit.support.value)
