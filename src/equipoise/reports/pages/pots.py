"""The pot of a system: whether it adds up, its lines, movements, awards, and the way to plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from equipoise.findings import blocking
from equipoise.reports.columns import money, ratio, words
from equipoise.reports.display import day, percent
from equipoise.reports.pages.findings import findings_table
from equipoise.reports.pages.page import Page, counted, entered, listed, million
from equipoise.reports.pages.pot_details import (
    folded_table,
    plans_table,
    sources_table,
    uses_table,
)
from equipoise.reports.pages.pot_table import balance_sentence, body_named, pot_basis, pot_table
from equipoise.reports.table import Row, Table
from equipoise.rules.pot import Reconciliation
from equipoise.units import PENCE
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.pot import PotSeen
from equipoise.usecases.pot_add import Added
from equipoise.usecases.potting import Act, Pot
from equipoise.usecases.potting.kinds import AWARD, BID, DELEGATION, LINE, MOVE, PLACES, WITHDRAWAL
from equipoise.usecases.potting.postings import KEYS
from equipoise.usecases.potting.pot import NAME

KINDS: Final = {
    LINE: "Line",
    MOVE: "Movement",
    AWARD: "Award",
    DELEGATION: "Delegation",
    WITHDRAWAL: "Withdrawal",
    PLACES: "Places",
}


SHOWN: Final = {DELEGATION: "delegate", PLACES: "delegate sheet"}
"""Where a decision is seen that is not seen best in the pot."""


def pot_page(outcome: Outcome[PotSeen], *, fold_in: bool = False) -> Page:
    """Return the pot as it stands; the scenario of folding in beside it where that is asked."""
    seen = outcome.result
    pot = seen.pot
    own = seen.body is not None
    tables = [replace(pot_table(seen), sentence="")]
    if not own:
        tables += [sources_table(pot), uses_table(pot), *plans_table(pot)]
        tables += [folded_table(pot)] if fold_in else []
    tables += [*_shares(seen), *_decisions(seen)]
    return Page(
        title=f"The pot of {pot.system}, {pot.round.year}",
        sentences=_sentences(seen),
        alerts=() if own else tuple(_alerts(pot)),
        tables=tuple(tables),
        next_steps=_steps(seen),
        facts={
            "as_at": str(pot.as_at),
            "known": str(pot.known),
            "sees": seen.body or pot.system,
            "unallocated_pence": {} if own else {
                fund: int(found.unallocated.value) for fund, found in pot.balance.funds.items()
            },
        },
    )  # fmt: skip


def act_page(act: Act) -> Page:
    """Return a decision about a pot, how far it has come, and who is still to answer."""
    waits = act.positions.waits_for
    return Page(
        title=f"Decision {act.name}",
        sentences=(f"{act.name} is {act.status.lower()}: {told(act)}.", *_awaited(act)),
        next_steps=tuple(
            f"equipoise pot answer {act.name} --yes  # by {party}" for party in waits
        ) or (f"equipoise {SHOWN.get(act.kind, 'pot')} {act.decision.system}",),
        facts={
            "decision": act.name,
            "status": act.status,
            "waits_for": list(waits),
            "positions": {party: act.positions.said(party) for party in act.positions.parties},
        },
    )  # fmt: skip


def _awaited(act: Act) -> tuple[str, ...]:
    """Return who said no, and who has to agree for a decision to count."""
    found = act.positions
    said = (f"{listed(found.refusing)} said no.",) if found.refusing and found.waits_for else ()
    if not found.waits_for:
        return ()
    if found.needed == len(found.waits_for):
        agree = "agree" if found.waits_for[1:] else "agrees"
        return (*said, f"It counts when {listed(found.waits_for)} {agree}.")
    agree = "agrees" if found.needed == 1 else "agree"
    return (*said, f"It counts when {found.needed} of {listed(found.waits_for)} {agree}.")


def added_page(outcome: Outcome[Added]) -> Page:
    """Return what became of a file of lines: recorded each, or what must be mended first."""
    added = outcome.result
    found = outcome.findings
    if blocking(found):
        cells = counted(len(found), "cell")
        said = f"Nothing was recorded of {added.file}: {cells} must be put right."
        steps: tuple[str, ...] = ("Put the file right, then add it again.",)
    else:
        said = f"{counted(len(added.acts), 'line')} of {added.file} recorded, each as a decision."
        steps = (f"equipoise pot {added.system}",)
    return Page(
        title=f"Lines of the pot of {added.system}",
        sentences=(said,),
        tables=(findings_table(found),) if found else (),
        next_steps=steps,
        facts={"decisions": [act.name for act in added.acts]},
    )


def told(act: Act) -> str:
    """Return what a decision says, in a few words."""
    body = act.body
    if act.kind == LINE:
        return f"{body['title']}, {entered(body['amount_pence'])}"
    if act.kind == MOVE:
        return f"{entered(body['amount_pence'])} from {body['from']} to {body['to']}"
    if act.kind == AWARD:
        shared = f"by {body['key']} among {listed(body['weights'])}"
        return f"{body['title']}, {entered(body['amount_pence'])}, shared {shared}"
    if act.kind == DELEGATION:
        whole = sum(line["amount_pence"] for line in body["lines"])
        return f"{entered(whole)} to {body['holder']['name']} ({body['holder']['kind']})"
    if act.kind == PLACES:
        return f"{counted(len(body['places']), 'place')} and their need"
    return f"D{body['of']} is taken back"


def _sentences(seen: PotSeen) -> tuple[str, ...]:
    pot = seen.pot
    if seen.body is not None:
        own = [pot.held[code] for code, line in pot.uses.items() if line.organisation == seen.body]
        sums = million(sum(int(figure.value) for figure in own))
        return (f"{body_named(pot, seen.body)} has {sums} of the pot of {pot.system}.",)
    bid = pot.routes[BID]
    came = "" if bid.ratio is None else (
        f"{percent(bid.ratio.value)} of the money came by bidding ({million(int(bid.part.value))})."
    )  # fmt: skip
    return (balance_sentence(pot), came, _reconciled(pot))


def _reconciled(pot: Pot) -> str:
    found = pot.reconciled
    if not isinstance(found, Reconciliation):
        return "No plan is collated yet that the pot could be held against."
    system, trusts = million(int(found.system.value)), million(int(found.trusts.value))
    agrees = "agrees with" if found.agrees else "does not agree with"
    return (
        f"It {agrees} the collated plan; with {trusts} of trusts, outside the pot, the position "
        f"of the system is {system} including support."
    )


def _alerts(pot: Pot) -> Iterator[str]:
    for fund, found in pot.balance.funds.items():
        left = int(found.unallocated.value)
        if left > 0:
            yield f"{fund}: {million(left)} is neither committed, nor reserve, nor surplus."
        if left < 0:
            yield f"{fund}: {million(-left)} more is taken from it than it brings."
    for act in pot.acts:
        if act.positions.waits_for and act.withdrawn is None:
            yield f"{act.name} waits for {listed(act.positions.waits_for)}: {told(act)}."


def _shares(seen: PotSeen) -> Iterator[Table]:
    """Yield how each award that counts is shared, with the reason; a body sees its own part."""
    pot = seen.pot
    for act in seen.acts:
        if act.kind != AWARD or not act.counts:
            continue
        yes = [party for party in act.positions.parties if act.positions.said(party) == "yes"]
        agreed = listed(yes) or f"{act.decision.proposed_by} for {act.decision.organisation}"
        yield Table(
            name=f"award_{act.name}",
            title=f"{act.name}: {act.body['title']}",
            sentence=f"Shared by {act.body['key']}, from {day(act.effective_on)}. Agreed by "
            f"{agreed}. {act.body['reason']}",
            basis=pot_basis(pot),
            columns=(
                words("organisation", "Body"),
                ratio("share", "Share", basis="of the key"),
                money("amount", "Amount"),
            ),
            rows=tuple(
                Row(
                    cells={
                        "organisation": body_named(pot, code),
                        "share": share.ratio,
                        "amount": share.amount,
                    },
                    refs={"amount": pot.ref(f"{NAME}/line/{code}/{act.body['line']}.{code}")},
                )
                for code, share in pot.writing.shares(act).items()
                if seen.body in (None, code)
            ),
            notes=(f"The key: {_weights(act)}.",) if seen.body is None else (),
        )


def _weights(act: Act) -> str:
    """Return what each body weighs by the key of an award."""
    money = KEYS[act.body["key"]] == PENCE
    return listed(
        f"{code} {million(int(weight)) if money else weight}"
        for code, weight in act.body["weights"].items()
    )


def _decisions(seen: PotSeen) -> Iterator[Table]:
    """Yield the decisions taken since the lines were entered, where there are any."""
    shown = [act for act in seen.acts if act.kind != LINE]
    if not shown:
        return
    yield Table(
        name="decisions",
        title="Decisions since",
        sentence="",
        basis="",
        columns=(
            words("decision", "Decision"),
            words("kind", "Kind"),
            words("from", "From"),
            words("status", "Status"),
            words("what", "What"),
            words("why", "Why"),
        ),
        rows=tuple(
            Row(
                cells={
                    "decision": act.name,
                    "kind": KINDS[act.kind],
                    "from": str(act.effective_on),
                    "status": act.status,
                    "what": told(act),
                    "why": str(act.body["reason"]),
                },
                refs={"decision": act.ref},
            )
            for act in shown
        ),
    )


def _steps(seen: PotSeen) -> tuple[str, ...]:
    pot = seen.pot
    figure = pot.ref(f"{NAME}/sources" if seen.body is None else f"{NAME}/organisation/{seen.body}")
    return (f"equipoise explain {figure}", f"equipoise delegate {pot.system}")
