"""A proposed distribution with the price of each rule; or the few rules that conflict."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from equipoise.optimise import (
    Budget,
    Conflict,
    Price,
    Proposal,
    Rejected,
    Stage,
    conflict_in_words,
    price_in_words,
)
from equipoise.reports.display import count
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, million
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Sign, Table
from equipoise.rules.national import Ruling, Verdict
from equipoise.sources import Misfit
from equipoise.units import PENCE, Unit
from equipoise.usecases.of_files import DISTRIBUTION, PROPOSED
from equipoise.usecases.optimise import Asked, Optimised
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Basis, Reference
from equipoise.workings import Stage as FigureStage

COSTS: Final = {"closeness to need share": "distance from need share, all budgets together"}
"""What an aim keeps small, where its own name says what it makes large."""
UNDECIDED: Final = "Not decided by the evidence"


def optimised_page(outcome: Outcome[Optimised]) -> Page:
    """Return the proposal, what its aims and rules cost; or why there is none."""
    found = outcome.result
    match found.answer:
        case Proposal():
            return _proposed(outcome, found.answer)
        case Conflict():
            sentences = [f"{words}." for words in conflict_in_words(found.answer)]
            members = [one.name for one in found.answer.members]
            facts: dict[str, object] = {
                "conflict": members,
                "relaxation_pence": dict(found.answer.relaxation),
            }
            return _without(found.asked, sentences, facts=facts)
        case Rejected():
            failures = [f"{words}." for words in found.answer.failures]
            sentences = ["What was found does not pass the rules, and is not shown.", *failures]
            return _without(found.asked, sentences, facts={"failures": failures})


def _proposed(outcome: Outcome[Optimised], proposal: Proposal) -> Page:
    asked = outcome.result.asked
    plan = asked.rules.plan
    moved = [one for one in plan if proposal.distribution[one] != plan[one]]
    size = sum(abs(proposal.distribution[one] - plan[one]) for one in moved) // 2
    sentences = [
        f"{million(asked.problem.total)} over {counted(len(plan), 'budget')}: "
        f"{counted(len(moved), 'budget')} would change, and {million(size)} would move.",
        "Every binding rule is met in whole pence, tested again by the rules themselves.",
        *(_stage(stage) for stage in proposal.stages),
    ]
    if proposal.settled_by_order:
        sentences.append(
            f"{million(proposal.settled_by_order)} lies where it does by the order of names alone."
        )
    if proposal.evidence is not None:
        sentences.append(f"Outcomes: {proposal.evidence.words}.")
    return Page(
        title=f"Proposed distribution for {asked.system}, {asked.year}",
        sentences=tuple(sentences),
        tables=(
            _budgets(outcome, proposal),
            *([_priorities(asked, proposal)] if asked.written.priorities else []),
            _rules(asked, proposal),
        ),
        cards=(
            _prices(asked, proposal.prices, proposal=proposal),
            *_misfits(asked.written.misfits),
        ),
        facts={
            "total_pence": int(asked.problem.total),
            "settled_by_order_pence": int(proposal.settled_by_order),
            "assumed": list(proposal.evidence.assumed) if proposal.evidence else [],
        },
    )


def _without(asked: Asked, sentences: Sequence[str], *, facts: dict[str, object]) -> Page:
    return Page(
        title=f"No distribution for {asked.system}, {asked.year}",
        sentences=tuple(sentences),
        cards=_misfits(asked.written.misfits),
        facts=facts,
    )


def _misfits(misfits: tuple[Misfit, ...]) -> tuple[Table, ...]:
    return (misfits_table(misfits),) if misfits else ()


def _stage(stage: Stage) -> str:
    """Return how an aim is served, and what the rules and the aims before it cost it."""
    aim = _capital(COSTS.get(stage.aim, stage.aim))
    if not stage.given_up:
        return f"{aim}: {_size(stage.reached, stage.unit)}, as well as can be."
    return (
        f"{aim}: {_size(stage.reached, stage.unit)}; without rules it would be "
        f"{_size(stage.unconstrained, stage.unit)}."
    )


def _size(number: int, unit: Unit) -> str:
    """Return a cost in its unit; what is worth something is below nil, and is shown as a size."""
    if unit == PENCE:
        return million(number)
    whole = Fraction(abs(number), unit.per_whole)
    return f"{count(round(whole))} {unit.name.rpartition(' of a ')[2]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _amount(asked: Asked, pence: int | None) -> Amount | None:
    if pence is None:
        return None
    basis = Basis(stage=FigureStage.PLAN, period=asked.year.period, unit=PENCE)
    return Amount(value=pence, basis=basis)


def _budgets(outcome: Outcome[Optimised], proposal: Proposal) -> Table:
    asked = outcome.result.asked
    undecided = set(proposal.evidence.undecided) if proposal.evidence else set()
    rows = []
    for one in asked.written.budgets:
        budget = Budget(one.body, one.stream)
        ref = Reference("figure", (DISTRIBUTION, asked.year.code, *budget, PROPOSED))
        proposed = proposal.distribution[budget]
        held = "" if asked.bounded.terms[budget].movable else "Held"
        note = UNDECIDED if budget in undecided else held
        rows.append(
            Row(
                cells={
                    "body": one.body,
                    "stream": one.stream,
                    "plan": _amount(asked, one.plan),
                    "need": _amount(asked, one.need),
                    "proposed": outcome.figures[ref],
                    "change": _amount(asked, proposed - one.plan),
                    "note": note,
                },
                refs={"proposed": ref},
            )
        )
    plan = sum(one.plan for one in asked.written.budgets)
    total = sum(proposal.distribution.values())
    rows.append(
        Row(
            cells={
                "body": "All",
                "plan": _amount(asked, plan),
                "proposed": _amount(asked, total),
                "change": _amount(asked, total - plan),
            },
            emphasis=True,
        )
    )
    return Table(
        name="budgets",
        title="Budgets",
        sentence="",
        basis=f"{asked.year}, plan",
        columns=(
            Column(key="body", title="Body"),
            Column(key="stream", title="Stream"),
            Column(key="plan", title="Plan", kind=ColumnKind.MONEY, sign=Sign.SIZE),
            Column(key="need", title="Need share", kind=ColumnKind.MONEY, sign=Sign.SIZE),
            Column(key="proposed", title="Proposed", kind=ColumnKind.MONEY, sign=Sign.SIZE),
            Column(key="change", title="Change", kind=ColumnKind.MONEY, sign=Sign.INCREASE),
            Column(key="note", title="Note"),
        ),
        rows=tuple(rows),
    )


def _prices(asked: Asked, prices: Sequence[Price], *, proposal: Proposal) -> Table:
    """Return each rule with what it asks, the room it leaves, and what tightening it costs."""
    rules = {one.name: one for one in asked.bounded.rows}
    return Table(
        name="prices",
        title="What each rule costs",
        sentence="A price is what £1 of tightening costs the first aim, and how far that holds.",
        basis=f"{asked.year}, plan",
        columns=(
            Column(key="rule", title="Rule"),
            Column(key="asks", title="What it asks"),
            Column(key="slack", title="Room left", kind=ColumnKind.MONEY, sign=Sign.UNDER),
            Column(key="price", title="Price"),
        ),
        rows=tuple(
            Row(
                cells={
                    "rule": price.constraint,
                    "asks": _capital(rules[price.constraint].sentence),
                    "slack": _amount(
                        asked, int(rules[price.constraint].slack(proposal.distribution) // 1)
                    ),
                    "price": price_in_words(price, rules[price.constraint]),
                }
            )
            for price in prices
        ),
    )


def _priorities(asked: Asked, proposal: Proposal) -> Table:
    """Return how the proposal serves each local priority, beside the plan."""
    plan = asked.rules.plan
    rows = []
    for priority, worth in asked.priorities().items():
        amounts = (
            sum(int(found[budget]) for budget in worth.per_penny)
            for found in (plan, proposal.distribution)
        )
        before, after = amounts
        rows.append(
            Row(
                cells={
                    "priority": priority.name,
                    "metric": priority.metric,
                    "weight": str(priority.weight),
                    "plan": _amount(asked, before),
                    "proposed": _amount(asked, after),
                    "agreed": f"{priority.agreed_by}, {priority.agreed_on:%d %B %Y}".replace(
                        ", 0", ", "
                    ),
                }
            )
        )
    return Table(
        name="priorities",
        title="Local priorities",
        sentence="",
        basis=f"{asked.year}, plan: money of the budgets that serve each",
        columns=(
            Column(key="priority", title="Priority"),
            Column(key="metric", title="Measured by"),
            Column(key="weight", title="Weight"),
            Column(key="plan", title="Plan", kind=ColumnKind.MONEY, sign=Sign.SIZE),
            Column(key="proposed", title="Proposed", kind=ColumnKind.MONEY, sign=Sign.SIZE),
            Column(key="agreed", title="Agreed by"),
        ),
        rows=tuple(rows),
    )


def _rules(asked: Asked, proposal: Proposal) -> Table:
    """Return what the national rules say of the proposal, and which were not tested and why."""
    rows = []
    for name, ruling in asked.rules.rulings(proposal.distribution).items():
        rows += _told(name, ruling)
    return Table(
        name="national",
        title="National rules",
        sentence="Trackers and proposals bind nobody; what is not tested is not met either.",
        basis=f"{asked.year}, as known on {asked.known_on}",
        columns=(
            Column(key="rule", title="Rule"),
            Column(key="of", title="Tested"),
            Column(key="force", title="Force"),
            Column(key="verdict", title="Result"),
            Column(key="reason", title="Reason"),
        ),
        rows=tuple(rows),
    )


def _told(name: str, ruling: Ruling[Fraction]) -> list[Row]:
    title = _capital(name.replace("_", " "))
    if not ruling.tests:
        cells = {"rule": title, "verdict": str(Verdict.NOT_TESTED), "reason": ruling.reason}
        return [Row(cells=cells)]
    return [
        Row(
            cells={
                "rule": title,
                "of": f"{subject}, {test.question.level}",
                "force": _capital(str(test.question.force)),
                "verdict": str(test.verdict),
                "reason": _capital(test.reason),
            }
        )
        for subject, test in ruling.tests.items()
    ]
