"""Control totals: as issued, as shifted on the record, and how plans stand to them (T10)."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.reports.columns import money, words
from equipoise.reports.display import day
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, million
from equipoise.reports.pages.support_acts import told
from equipoise.reports.table import Row, Sign, Table, Value
from equipoise.usecases.of_files import SUPPORT
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.support_totals import SystemTotals, TotalsShown
from equipoise.workings import Reference


def totals_page(outcome: Outcome[TotalsShown]) -> Page:
    """Return every member's control total, what moved it, and the headroom of its plan."""
    found = outcome.result
    asked = found.asked
    left_out = asked.file.left_out
    alert = f"{left_out} of the rows could not be read: the sums lack them."
    return Page(
        title=f"Control totals of {asked.year}",
        sentences=(*_sentences(found), f"As known on {day(asked.known_on)}."),
        alerts=(alert,) if left_out else (),
        tables=(_table(found),),
        cards=(*_shifts(found), *([misfits_table(asked.file.misfits)] if left_out else [])),
        next_steps=("equipoise support shift SYSTEM --totals FILE ...",),
        facts={"sources": [asked.file.source], "record": found.record},
    )


def _sentences(found: TotalsShown) -> Iterator[str]:
    for system, one in found.systems.items():
        room = int(one.found.headroom.value)
        short = f"{million(abs(room))} {'better than' if room > 0 else 'short of'} it"
        yield (
            f"In {found.asked.year} limits bind the {one.found.binds}. The control total of "
            f"{system} is {million(int(one.found.control_total.value))}; its plans come to "
            f"{million(int(one.found.plan.value))}, {short if room else 'which meets it'}."
        )
    if found.record:
        yield f"Shifts, and targets moved by risk shares, are those on record of {found.record}."
    else:
        yield "Off the record: no shift is counted in."


def _table(found: TotalsShown) -> Table:
    rows: list[Row] = []
    for system, one in found.systems.items():
        rows += _rows(found, system, one)
    readings = {
        str(member.issued.basis.support)
        for one in found.systems.values()
        for member in one.members.values()
    }
    return Table(
        name="control_totals",
        title="Control total ladder by member (T10)",
        sentence="A positive move is a tougher control total; a plan is another thing.",
        basis=f"{found.asked.year}, {' or '.join(sorted(readings))}",
        columns=(
            words("organisation", "Organisation"),
            money("issued", "Control total as issued", sign=Sign.SURPLUS),
            money("shifted", "Net-neutral shifts", sign=Sign.INCREASE),
            money("by_risk_share", "Target shifts of risk shares", sign=Sign.INCREASE),
            money("total", "Control total", sign=Sign.SURPLUS),
            money("plan", "Plan", sign=Sign.SURPLUS),
            money("headroom", "Plan above control total", sign=Sign.FAVOURABLE),
        ),
        rows=tuple(rows),
    )


def _rows(found: TotalsShown, system: str, one: SystemTotals) -> Iterator[Row]:
    year = found.asked.year.code
    for code, member in one.members.items():
        cells: dict[str, Value] = {
            "organisation": code,
            "issued": member.issued,
            "shifted": member.shifted,
            "by_risk_share": member.by_risk_share,
            "total": member.total,
            "plan": member.plan,
            "headroom": one.found.members[code],
        }
        ref = Reference("figure", (SUPPORT, year, system, code, SUPPORT))
        yield Row(cells=cells, refs={"total": ref})
    whole: dict[str, Value] = {
        "organisation": f"{system} together",
        "total": one.found.control_total,
        "plan": one.found.plan,
        "headroom": one.found.headroom,
    }
    yield Row(cells=whole, emphasis=True)


def _shifts(found: TotalsShown) -> Iterator[Table]:
    rows = [
        Row(
            cells={
                "decision": act.name,
                "what": told(act),
                "status": "Counts" if not lacks else "Moves nothing",
                "lacks": "; ".join(lacks),
            }
        )
        for one in found.systems.values()
        for act, lacks in one.acts
    ]
    if rows:
        yield Table(
            name="shifts",
            title="Shifts on record",
            sentence="",
            basis=f"record of round {found.record}",
            columns=(
                words("decision", "Decision"),
                words("what", "What"),
                words("status", "Status"),
                words("lacks", "Lacks"),
            ),
            rows=tuple(rows),
        )
