"""The gap with its split, its offers and what holds it open; and what became of one offer."""

from __future__ import annotations

from equipoise.reports.pages.page import Page, entered, listed, million
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Sign, Table
from equipoise.rules.gap import Deadlock, GapRound
from equipoise.units import PENCE
from equipoise.usecases.drafts import decision_ref
from equipoise.usecases.gap import GapShown, share_ref
from equipoise.usecases.offering import LedgerOffer
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.seal import Lodged
from equipoise.workings import Basis, Figure, Stage


def gap_page(outcome: Outcome[GapShown]) -> Page:
    """Return the gap in one sentence, its split, every offer, and what would unlock what waits."""
    shown = outcome.result
    rungs = shown.rise.ladder.stated
    tables = [_split(shown)]
    if shown.offers:
        tables.append(_offers(shown))
    return Page(
        title=f"The gap of {shown.rise.plan.system}",
        sentences=(
            f"The limit is {million(int(shown.gap.limit.value))}, the positions "
            f"{million(int(shown.gap.positions.value))}, both {shown.gap.reading}; "
            f"the gap is {million(int(shown.gap.gap.value))}.",
            f"Signed by every body it touches: {million(int(rungs.agreed_actions.value))}. "
            f"Still to be found: {million(int(rungs.balance.value))}.",
            *(_locked(name, found) for name, found in shown.deadlocks.items()),
            *_refused(shown),
            *([_kept(shown.proceeding)] if shown.proceeding else []),
        ),
        tables=tuple(tables),
        cards=(_terms(shown),) if shown.offers else (),
        next_steps=tuple(
            f"equipoise offer answer {each.name} --yes  # by {listed(each.stands.waits_for)}"
            for each in shown.offers
            if each.is_open and each.stands.waits_for
        ),
        facts={"reading": str(shown.gap.reading), "key": shown.key},
    )


def offer_page(outcome: Outcome[LedgerOffer]) -> Page:
    """Return how far an offer has come, and whose yes or signature it waits for."""
    found = outcome.result
    body, stands = found.body, found.stands
    waits = listed(stands.waits_for or stands.unsigned)
    one = len(stands.waits_for or stands.unsigned) == 1
    needs = "agrees" if one else "agree"
    if not stands.waits_for:
        needs = "has signed again" if one else "have signed again"
    steps = tuple(f"equipoise signoff {code}  # by its approver" for code in stands.unsigned)
    paid = f", paid by {body['payer']}" if body["payer"] else ""
    return Page(
        title=f"Offer {found.name}",
        sentences=(
            f"{found.name} is {found.status.lower()}"
            f"{f'; it waits until {waits} {needs}' if waits else ''}.",
            f"{body['organisation']}: {body['name']}, {entered(body['amount_pence'])}, "
            f"{body['kind'].replace('-', ' ')}{paid}.",
            *([f"On condition: {body['conditions']}."] if body["conditions"] else []),
        ),
        next_steps=steps,
        facts={
            "decision": found.name,
            "status": found.status,
            "waits_for": list(stands.waits_for),
            "unsigned": list(stands.unsigned),
            "refusing": list(stands.refusing),
        },
    )


def lodged_page(outcome: Outcome[Lodged]) -> Page:
    """Return who has lodged a sealed offer, and the offers once all are disclosed."""
    found = outcome.result
    state = (
        f"All have lodged: {listed(found.disclosed)} are disclosed."
        if found.disclosed
        else f"It stays sealed until {listed(found.waits_for)} has lodged."
    )
    return Page(
        title=f"Sealed offers on {found.matter}",
        sentences=(f"Lodged by {listed(found.lodged)}. {state}", f"Digest {found.digest}."),
        next_steps=("equipoise gap  # once all are in",),
        facts={
            "digest": found.digest,
            "lodged": list(found.lodged),
            "disclosed": list(found.disclosed),
        },
    )


def proceeding_page(outcome: Outcome[GapRound[Figure]]) -> Page:
    """Return both figures of a plan that goes on though it was rejected."""
    return Page(title="Rejected while proceeding", sentences=(_kept(outcome.result),))


def _kept(found: GapRound[Figure]) -> str:
    return (
        f"Rejected while proceeding: the system keeps {million(int(found.position.value))}, "
        f"{million(int(found.ask.value))} is imposed, {million(int(found.between.value))} lies "
        "between them."
    )


def _locked(name: str, found: Deadlock[Figure]) -> str:
    """Return what each party of a matter holds to, and by how much one would have to move."""
    ways = [
        f"{party} {'adds' if by.value > 0 else 'takes off'} {million(abs(int(by.value)))}"
        for party, others in found.to_meet.items()
        for by in others.values()
        if by.value
    ]
    apart = million(int(found.apart.value))
    unlock = f"; it unlocks when {' or '.join(ways)}" if ways else "; a yes unlocks it"
    return f"The parties of {name} are {apart} apart{unlock}."


def _refused(shown: GapShown) -> list[str]:
    return [
        f"{each.name} is refused by {listed(each.stands.refusing)}: their yes, or a "
        "counter-offer that is agreed, unlocks it."
        for each in shown.offers
        if each.is_open and each.stands.refusing
    ]


def _split(shown: GapShown) -> Table:
    rows = [
        Row(
            cells={"body": code, "share": share.amount},
            refs={"share": share_ref(shown.rise.plan, code)},
        )
        for code, share in shown.split.items()
    ]
    rows.append(
        Row(
            cells={"body": "All", "share": shown.gap.gap},
            refs={"share": share_ref(shown.rise.plan, "gap")},
            emphasis=True,
        )
    )
    return Table(
        name="split",
        title="The gap, split equally"
        if shown.key == "equal"
        else f"The gap, split by {shown.key.replace('-', ' ')}",
        sentence="",
        basis=f"{shown.rise.plan.round.year}, plan, {shown.gap.reading}",
        columns=(
            Column(key="body", title="Body"),
            Column(key="share", title="To be found", kind=ColumnKind.MONEY, sign=Sign.SIZE),
        ),
        rows=tuple(rows),
    )


def _offers(shown: GapShown) -> Table:
    basis = Basis(stage=Stage.PLAN, period=shown.rise.plan.round.year.period, unit=PENCE)
    return Table(
        name="offers",
        title="Offers",
        sentence="A move counts only when every body it touches has signed a version with it.",
        basis=f"{shown.rise.plan.round.year}, plan",
        columns=(
            Column(key="name", title="Offer"),
            Column(key="move", title="Move"),
            Column(key="body", title="Body"),
            Column(key="kind", title="Kind"),
            Column(key="value", title="Betters by", kind=ColumnKind.MONEY, sign=Sign.SIZE),
            Column(key="status", title="Status"),
            Column(key="waits", title="Waits for"),
        ),
        rows=tuple(
            Row(
                refs={"value": decision_ref(shown.rise.plan.round.code, each.decision.number)},
                cells={
                    "name": each.name,
                    "move": each.body["name"],
                    "body": each.body["organisation"],
                    "kind": each.body["kind"].replace("-", " ").capitalize(),
                    "value": Amount(value=each.body["amount_pence"], basis=basis),
                    "status": each.status,
                    "waits": listed(each.stands.waits_for or each.stands.unsigned),
                },
            )
            for each in shown.offers
        ),
    )


def _terms(shown: GapShown) -> Table:
    """Return on what each offer stands: whose it is, who answers for it, proof, conditions."""
    return Table(
        name="terms",
        title="What the offers stand on",
        sentence="",
        basis="",
        columns=(
            Column(key="name", title="Offer"),
            Column(key="by", title="Offered by"),
            Column(key="counters", title="Answers"),
            Column(key="owner", title="Owner"),
            Column(key="evidence", title="Evidence"),
            Column(key="conditions", title="Conditions"),
            Column(key="until", title="Good until"),
        ),
        rows=tuple(
            Row(
                cells={
                    "name": each.name,
                    "by": each.decision.organisation,
                    "counters": f"D{each.body['counters']}" if each.body["counters"] else "",
                    "owner": each.body["owner"],
                    "evidence": each.body["evidence"],
                    "conditions": each.body["conditions"],
                    "until": each.body["expires_on"] or "",
                }
            )
            for each in shown.offers
        ),
    )
