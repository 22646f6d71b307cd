"""Ways to close a gap side by side, with what binds each; or what cannot hold together."""

from __future__ import annotations

from typing import Final

from equipoise.optimise import Conflict, Rejected, price_in_words
from equipoise.optimise.problem import POT
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, listed, million
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Sign, Table
from equipoise.rules.gap.move_effects import ONE_OFF, SUPPORT
from equipoise.units import PENCE
from equipoise.usecases.gap_suggestions import FAIR, LEAST, Suggestion, binding
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.suggest import Suggested
from equipoise.workings import Basis, Stage

MEANT: Final = {
    LEAST: "as little as can be changes, over all bodies",
    FAIR: "each body gives the same part of what it says it can do, as near as limits allow",
}


def suggested_page(outcome: Outcome[Suggested]) -> Page:
    """Return the suggestions side by side; or why nothing fits."""
    found = outcome.result
    gap = million(found.asked.gap)
    last = found.suggestions[-1].answer
    misfits = (misfits_table(found.asked.stated.misfits),) if found.asked.stated.misfits else ()
    title = f"Closing {gap} in {found.system}, {found.year}"
    facts: dict[str, object] = {"gap_pence": int(found.asked.gap), "key": found.asked.key}
    match last:
        case Conflict():
            return Page(
                title=title,
                sentences=_conflict(last, gap),
                cards=(_members(last, gap), *misfits),
                facts={**facts, "conflict": [one.name for one in last.members]},
            )
        case Rejected():
            failures = tuple(f"{words}." for words in last.failures)
            sentences = ("What was found does not pass the rules, and is not shown.", *failures)
            return Page(title=title, sentences=sentences, cards=misfits, facts=facts)
    return Page(
        title=title,
        sentences=(
            f"{counted(len(found.suggestions), 'suggestion')}, each closing {gap} to the penny "
            "within every limit, tested again by the rules. Nothing is recorded.",
            *(_sentence(found, one) for one in found.suggestions),
            *_alike(found),
        ),
        tables=(_lines(outcome),),
        cards=(_binds(found), *misfits),
        next_steps=("equipoise close ORG --saving ... # or offer, for each line you choose",),
        facts=facts,
    )


def _conflict(found: Conflict, gap: str) -> tuple[str, ...]:
    """Return what cannot hold together in sentences, and the least that would have to give."""
    ways = [
        f"{_name(name)} by {million(pence)}" for name, pence in sorted(found.relaxation.items())
    ]
    return (
        f"Nothing within these limits closes {gap}.",
        f"{counted(len(found.members), 'commitment')} cannot hold together; without any one of "
        "them the rest can.",
        f"The least that would have to give way: {listed(ways)}.",
    )


def _members(found: Conflict, gap: str) -> Table:
    """Return the commitments that cannot hold together, each in words."""
    words = {POT: f"{gap} is found, and no more"}
    return Table(
        name="conflict",
        title="What cannot hold together",
        sentence="",
        basis="",
        columns=(Column(key="commitment", title="Commitment"), Column(key="says", title="It says")),
        rows=tuple(
            Row(cells={"commitment": _name(one.name), "says": words.get(one.name, one.sentence)})
            for one in found.members
        ),
    )


def _name(name: str) -> str:
    return "the gap" if name == POT else name


def _share(key: str) -> str:
    return "an equal share" if key == "equal" else f"its share by {key.replace('-', ' ')}"


def _sentence(found: Suggested, one: Suggestion) -> str:
    assert one.proposal is not None, "shown only where there is one"
    comes = found.asked.comes_to(one.proposal.distribution)
    kept = MEANT.get(one.name, f"each body is as near as can be to {_share(found.asked.key)}")
    parts = [f"{million(int(comes.kinds[ONE_OFF]))} is one-off"]
    parts += [f"{million(int(comes.kinds[SUPPORT]))} is income support"]
    tight = binding(found.asked, one.proposal.distribution)
    bound = listed(limit.name for limit in tight[:3]) if tight else "no limit"
    more = f" and {len(tight) - 3} more" if len(tight) > 3 else ""
    order = one.proposal.settled_by_order
    tied = f" {million(order)} lies where it does by the order of names alone." if order else ""
    return f"{one.name.capitalize()}: {kept}; {listed(parts)}. It is held by {bound}{more}.{tied}"


def _alike(found: Suggested) -> tuple[str, ...]:
    """Return which suggestions come to the same, so that nobody takes them for a choice."""
    seen: dict[tuple[tuple[object, int], ...], str] = {}
    told = []
    for one in found.suggestions:
        assert one.proposal is not None, "shown only where there is one"
        key = tuple(sorted(one.proposal.distribution.items()))
        if key in seen:
            told.append(f"{one.name.capitalize()} comes to the same as {seen[key]}.")
        seen.setdefault(key, one.name)
    return tuple(told)


def _lines(outcome: Outcome[Suggested]) -> Table:
    found = outcome.result
    rows = []
    for budget in found.asked.problem.budgets:
        refs = {one.name: found.ref(one, budget) for one in found.suggestions}
        figures = {name: outcome.figures[ref] for name, ref in refs.items()}
        words = {"body": budget.body, "move": budget.stream}
        rows.append(Row(cells={**words, **figures}, refs=refs))
    basis = Basis(stage=Stage.PLAN, period=found.year.period, unit=PENCE)
    gap = Amount(value=int(found.asked.gap), basis=basis)
    whole = dict.fromkeys((one.name for one in found.suggestions), gap)
    rows.append(Row(cells={"body": "All", **whole}, emphasis=True))
    return Table(
        name="suggestions",
        title="Suggestions side by side",
        sentence="",
        basis=f"{found.year}, plan: what each line betters its body's position by",
        columns=(
            Column(key="body", title="Body"),
            Column(key="move", title="Move"),
            *(
                Column(
                    key=one.name,
                    title=one.name.capitalize(),
                    kind=ColumnKind.MONEY,
                    sign=Sign.SURPLUS,
                )
                for one in found.suggestions
            ),
        ),
        rows=tuple(rows),
    )


def _binds(found: Suggested) -> Table:
    """Return each limit that leaves a suggestion no room, with what £1 of tightening would cost."""
    rows = []
    for one in found.suggestions:
        assert one.proposal is not None, "shown only where there is one"
        prices = {price.constraint: price for price in one.proposal.prices}
        for limit in binding(found.asked, one.proposal.distribution):
            price = prices.get(limit.name)
            words = price_in_words(price, limit) if price else ""
            rows.append(
                Row(cells={"suggestion": one.name, "limit": limit.sentence, "price": words})
            )
    return Table(
        name="binds",
        title="What binds",
        sentence="A price is what £1 of tightening costs the first aim of the suggestion.",
        basis=f"{found.year}, plan",
        columns=(
            Column(key="suggestion", title="Suggestion"),
            Column(key="limit", title="Limit"),
            Column(key="price", title="Price"),
        ),
        rows=tuple(rows),
    )
