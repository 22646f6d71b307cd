"""Delegations: who holds which budget on what terms, who agreed, and what was reported back."""

from __future__ import annotations

from equipoise.reports.columns import money, words
from equipoise.reports.display import day
from equipoise.reports.pages.page import Page, counted, entered, listed, million
from equipoise.reports.pages.pot_table import pot_basis
from equipoise.reports.pages.pots import told
from equipoise.reports.table import Row, Table
from equipoise.usecases.delegate_report import Reported, reports_of
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.pot import PotSeen
from equipoise.usecases.potting import Act, Pot
from equipoise.usecases.potting.kinds import DELEGATION
from equipoise.usecases.potting.pot import NAME


def delegations_page(outcome: Outcome[PotSeen]) -> Page:
    """Return every delegation that is shown, each with its terms, positions and reports."""
    seen = outcome.result
    pot = seen.pot
    shown = [act for act in seen.acts if act.kind == DELEGATION]
    agreed = [act for act in shown if act.counts]
    whole = sum(int(line["amount_pence"]) for act in agreed for line in act.body["lines"])
    return Page(
        title=f"Delegations of {pot.system}, {pot.round.year}",
        sentences=(
            f"{counted(len(agreed), 'delegation')} in force, of {million(whole)} together."
            if shown
            else f"No delegation is recorded for {pot.system}.",
        ),
        tables=(_lines(pot, agreed),) if agreed else (),
        cards=(_terms(pot, shown),) if shown else (),
        next_steps=tuple(
            f"equipoise pot answer {act.name} --yes  # by {party}"
            for act in shown
            for party in act.positions.waits_for
            if act.withdrawn is None
        ),
        facts={"delegations": {act.name: act.status for act in shown}},
    )


def reported_page(outcome: Outcome[Reported]) -> Page:
    """Return a report on a delegation, as it stands on record."""
    found = outcome.result
    return Page(
        title=f"Report on {found.act.name}",
        sentences=(f"On record: {_report(found)}.",),
        next_steps=(f"equipoise delegate {found.act.decision.system}",),
        facts={"decision": found.act.name, "spent_pence": found.report.spent_pence},
    )


def _lines(pot: Pot, agreed: list[Act]) -> Table:
    return Table(
        name="delegated",
        title="What is delegated",
        sentence="",
        basis=pot_basis(pot),
        columns=(
            words("decision", "Decision"),
            words("holder", "Held by"),
            words("programme", "For"),
            words("from", "Taken from"),
            money("amount", "Amount"),
        ),
        rows=tuple(
            Row(
                cells={
                    "decision": act.name,
                    "holder": act.body["holder"]["name"],
                    "programme": line["programme"],
                    "from": line["from"],
                    "amount": pot.held[line["line"]],
                },
                refs={
                    "decision": act.ref,
                    "amount": pot.ref(f"{NAME}/line/{line['line']}"),
                },
            )
            for act in agreed
            for line in act.body["lines"]
            if line["line"] in pot.held
        ),
    )


def _terms(pot: Pot, shown: list[Act]) -> Table:
    heads = {
        "decision": "Decision",
        "status": "Status",
        "what": "What",
        "dates": "From and until",
        "terms": "Terms",
        "reporting": "Reporting back",
        "risk": "Terms on risk",
        "agreement": "It takes",
        "positions": "Positions",
        "reports": "Reported",
        "why": "Why",
    }
    return Table(
        name="terms",
        title="On what terms",
        sentence="",
        basis="",
        columns=tuple(words(key, title) for key, title in heads.items()),
        rows=tuple(
            Row(
                cells={
                    "decision": act.name,
                    "status": act.status,
                    "what": told(act),
                    "dates": f"{act.effective_on} until {act.body['ends_on']}",
                    "terms": act.body["conditions"],
                    "reporting": act.body["reporting"],
                    "risk": act.body["risk_terms"],
                    "agreement": {"all": "every party", "majority": "most parties"}[
                        act.body["agreement"]
                    ],
                    "positions": _positions(act),
                    "reports": _reports(act, pot),
                    "why": act.body["reason"],
                },
                refs={"decision": act.ref},
            )
            for act in shown
        ),
    )


def _positions(act: Act) -> str:
    return listed(
        f"{party} {act.positions.said(party) or 'has not answered'}"
        for party in act.positions.parties
    )


def _reports(act: Act, pot: Pot) -> str:
    return "; ".join(map(_report, reports_of(act, known=pot.known))) or "Nothing"


def _report(found: Reported) -> str:
    spent = entered(found.report.spent_pence)
    return f"{spent} spent by {day(found.report.up_to)}, {found.person}: {found.report.words}"
