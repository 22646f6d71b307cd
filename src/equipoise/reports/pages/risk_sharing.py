"""Risk shares: the clauses of an agreement, what it comes to, and what stands in its way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.pages.clauses import clauses
from equipoise.reports.pages.page import Page, counted, million
from equipoise.reports.table import Row, Sign, Table, Value
from equipoise.rules.riskshare import Means, Side
from equipoise.sources import WrittenAgreement
from equipoise.usecases.of_files import RISK, SETTLED
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.riskshare_settle import RiskSettled
from equipoise.usecases.sharing_risk import usable
from equipoise.workings import Reference

MOVED: Final = {Means.TRANSFER: "Received / (paid)", Means.SHIFT: "Target lowered / (raised)"}


def clauses_page(outcome: Outcome[WrittenAgreement]) -> Page:
    """Return the clauses of an agreement, a row for each sentence."""
    agreement = usable(outcome.result)
    told = clauses(agreement)
    rows = tuple(
        Row(cells={"number": f"{number}.{part}", "clause": clause.heading, "text": text})
        for number, clause in enumerate(told, start=1)
        for part, text in enumerate(clause.sentences, start=1)
    )
    table = Table(
        name="clauses",
        title=agreement.title,
        sentence="",
        basis=f"{agreement.starts_on} to before {agreement.ends_on}",
        columns=(words("number", "Number"), words("clause", "Clause"), words("text", "Text")),
        rows=rows,
    )
    return Page(
        title=agreement.title,
        sentences=(
            f"{counted(len(told), 'clause')} between "
            f"{counted(len(agreement.parties), 'party', 'parties')}, "
            f"{counted(len(agreement.layers), 'layer')} in order.",
        ),
        tables=(table,),
        next_steps=("equipoise riskshare clauses ... --docx clauses.docx",),
        facts={"sources": [outcome.result.source]},
    )


def settled_page(outcome: Outcome[RiskSettled]) -> Page:
    """Return a settlement: who pays whom, by layer, what is left, and what must be on record."""
    found = outcome.result
    settlement, asking = found.settlement, found.asking
    agreement = usable(asking.written)
    moved = sum(max(0, int(amount.value)) for amount in settlement.due.values())
    how = "moves" if agreement.means is Means.TRANSFER else "of target moves, and no cash does"
    return Page(
        title=f"{agreement.title}: {asking.year.month(asking.month)}",
        sentences=(
            f"{million(moved)} {how}; all moves sum to nil, funds and region included.",
            *_idle(found),
            _standing_on(found),
        ),
        alerts=tuple(_alerts(found)),
        tables=(
            _moves(found),
            _layers(found),
            *_standing(found),
            *_repaid(found),
        ),
        next_steps=(() if found.missing or not moved else
                    ("equipoise riskshare settle ... --record SYSTEM --reason ...",)),
        facts={
            "sources": [asking.written.source, asking.positions.source],
            "missing": list(found.missing),
            "record": asking.record,
        },
    )  # fmt: skip


def _alerts(found: RiskSettled) -> Iterator[str]:
    if left := int(found.settlement.left_over.value):
        yield f"{million(left)} is unfunded: escalate it."
    if found.missing:
        yield f"May not be acted on. Not on record: {'; '.join(found.missing)}."


def _standing_on(found: RiskSettled) -> str:
    """Return whether consents and duties are of the record, or of a trial."""
    if found.asking.record:
        return f"Consents and duties are those on record: agreement {found.asking.record}."
    return "A trial, off the record: it moves nothing, and whose consents it has binds nobody."


def _idle(found: RiskSettled) -> Iterator[str]:
    for layer in found.settlement.layers:
        if layer.idle:
            yield f"{layer.layer}: not called up, {layer.idle}."


def _moves(found: RiskSettled) -> Table:
    asking = found.asking
    head = MOVED[usable(asking.written).means]
    return Table(
        name="settlement",
        title="Settlement by party, fund and region",
        sentence="What is due is what moves in the year to date, less what moved before.",
        basis=f"{asking.year}, {asking.stage}, year to date at month {asking.month}",
        columns=(
            words("account", "Party or fund"),
            money("moved", f"{head}, year to date", sign=Sign.FAVOURABLE),
            money("due", f"{head}, due now", sign=Sign.FAVOURABLE),
            money("after", "Variance after settlement", sign=Sign.FAVOURABLE),
            money("unfunded", "Unfunded"),
        ),
        rows=tuple(_move_rows(found)),
    )


def _move_rows(found: RiskSettled) -> Iterator[Row]:
    settlement, asking = found.settlement, found.asking
    agreement = usable(asking.written)
    for code, due in settlement.due.items():
        is_party = code in agreement.parties
        if not (is_party or due.value or settlement.moves[code].value):
            continue
        cells: dict[str, Value] = {
            "account": code,
            "moved": settlement.moves[code],
            "due": due,
            "after": settlement.after[code] if is_party else None,
            "unfunded": settlement.unfunded[code] if is_party else None,
        }
        ref = Reference("figure", (RISK, asking.year.code, code, SETTLED))
        yield Row(cells=cells, refs={"due": ref})


def _layers(found: RiskSettled) -> Table:
    rows = []
    for layer in found.settlement.layers:
        for code, amount in layer.borne.items():
            if amount.value:
                side = "bears" if layer.side is Side.LOSS else "receives"
                rows.append(
                    Row(cells={"layer": layer.layer, "who": code, "side": side, "amount": amount})
                )
    return Table(
        name="layers",
        title="Who bears what, layer by layer",
        sentence="",
        basis=f"{found.asking.year}, year to date at month {found.asking.month}",
        columns=(
            words("layer", "Layer"),
            words("who", "Party or fund"),
            words("side", "Bears or receives"),
            money("amount", "Amount"),
        ),
        rows=tuple(rows),
    )


def _standing(found: RiskSettled) -> Iterator[Table]:
    """Yield what each party's duty says of the settlement, where it moves anything."""
    if not found.duties:
        return
    yield Table(
        name="duties",
        title="Duties and consent of those it moves money of",
        sentence="Position, cumulative position or cash once the settlement counts.",
        basis=f"{found.asking.year}",
        columns=(
            words("party", "Party"),
            words("duty", "Duty"),
            money("measured", "Held against", sign=Sign.SURPLUS),
            words("past", "Goes past it"),
            words("missing", "Not on record"),
            words("answer", "Answer"),
        ),
        rows=tuple(_duty_rows(found)),
    )


def _duty_rows(found: RiskSettled) -> Iterator[Row]:
    for code, duty in found.duties.items():
        yield Row(
            cells={
                "party": code,
                "duty": duty.duty,
                "measured": duty.measured,
                "past": "past its duty" if duty.past else "",
                "missing": "; ".join(duty.missing),
                "answer": found.asking.answers.get(code, ""),
            }
        )


def _repaid(found: RiskSettled) -> Iterator[Table]:
    rows = [
        Row(cells={"layer": layer, "year": str(one.year), "party": code, "amount": amount})
        for layer, schedule in found.repaid.items()
        for one in schedule.instalments
        for code, amount in one.moves.items()
        if amount.value
    ]
    if rows:
        yield Table(
            name="repayment",
            title="What comes back, with interest",
            sentence="",
            basis="as agreed",
            columns=(
                words("layer", "Layer"),
                words("year", "Year"),
                words("party", "Party"),
                money("amount", "Received / (repaid)", sign=Sign.FAVOURABLE),
            ),
            rows=tuple(rows),
        )
