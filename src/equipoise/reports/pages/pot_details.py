"""The lines of a pot, the way from it to the plan, and what folding in would do: its tables."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.reports.columns import money, words
from equipoise.reports.pages.page import million
from equipoise.reports.pages.pot_table import pot_basis
from equipoise.reports.table import Row, Sign, Table
from equipoise.rules.pot import Reconciliation
from equipoise.usecases.potting import Pot, PotLine
from equipoise.usecases.potting.pot import NAME
from equipoise.workings import Figure


def sources_table(pot: Pot) -> Table:
    """Return every line of money that comes in, with its route and its condition."""
    return Table(
        name="sources",
        title="Where the money comes from",
        sentence="",
        basis=pot_basis(pot),
        columns=(
            words("line", "Line"),
            words("title", "What it is"),
            words("route", "Route"),
            words("condition", "Condition"),
            words("recurrent", "Recurrent"),
            money("now", "Now"),
            words("decision", "Decision"),
        ),
        rows=tuple(
            _detail(pot, line, route=line.route, condition=line.condition,
                    recurrent="Yes" if line.is_recurrent else "No")
            for line in pot.sources.values()
        ),
    )  # fmt: skip


def uses_table(pot: Pot) -> Table:
    """Return every line of what the money is used for, with the fund that it draws on."""
    return Table(
        name="uses",
        title="What it is used for",
        sentence="",
        basis=pot_basis(pot),
        columns=(
            words("line", "Line"),
            words("title", "What it is"),
            words("fund", "Draws on"),
            words("place", "Place"),
            words("organisation", "Body"),
            money("now", "Now", sign=Sign.SURPLUS),
            words("decision", "Decision"),
        ),
        rows=tuple(
            _detail(pot, line, fund=line.fund, place=line.place, organisation=line.organisation)
            for line in pot.uses.values()
        ),
    )


def _detail(pot: Pot, line: PotLine, **cells: str) -> Row:
    return Row(
        cells={
            "line": line.code,
            "title": line.title,
            **cells,
            "now": pot.held[line.code],
            "decision": line.act.name,
        },
        refs={"now": pot.ref(f"{NAME}/{line.figure}"), "decision": line.act.ref},
    )


def plans_table(pot: Pot) -> Iterator[Table]:
    """Yield the way from the pot to the system's position, where there is a plan."""
    found = pot.reconciled
    if not isinstance(found, Reconciliation):
        return
    figures = {name: value for name, value in vars(found).items() if isinstance(value, Figure)}
    yield Table(
        name="reconciliation",
        title="From the pot to the plan",
        sentence="",
        basis=f"{pot_basis(pot)}; plan as collated, including support",
        columns=(words("step", "Step"), money("amount", "Amount", sign=Sign.SURPLUS)),
        rows=tuple(
            Row(
                cells={"step": figure.working.name, "amount": figure},
                refs={"amount": pot.ref(f"{NAME}/plan/{name}")},
                emphasis=name == "system",
            )
            for name, figure in figures.items()
        ),
    )


def folded_table(pot: Pot) -> Table:
    """Return each stream as it is, and as it would be with ring-fences folded in."""
    moved = million(int(pot.folded.folded.value))
    return Table(
        name="fold_in",
        title="If ring-fenced lines were folded into the general allocation",
        sentence=f"{moved} would be free of its condition. Nothing is recorded.",
        basis=pot_basis(pot),
        columns=(
            words("stream", "Stream"),
            money("before", "As it is"),
            money("fenced", "Ring-fenced"),
            money("after", "Folded in"),
        ),
        rows=tuple(
            Row(
                cells={
                    "stream": pot.stream(code).title,
                    "before": found.before,
                    "fenced": found.fenced,
                    "after": found.after,
                },
                refs={
                    key: pot.ref(f"{NAME}/fold-in/{code}/{key}")
                    for key in ("before", "fenced", "after")
                },
            )
            for code, found in pot.folded.streams.items()
        ),
    )
