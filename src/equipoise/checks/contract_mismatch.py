"""V08: a contract that the two sides have planned at different values."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check, Place
from equipoise.checks.subjects import SystemCells
from equipoise.cube import Total
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.register import Kind
from equipoise.workings import Reference

CHECK: Final = Check(
    code="EQ-CON-001",
    title="The two sides of a contract differ",
    severity=Severity.MUST_FIX,
    message="{provider} expects {amount} {direction} from {commissioner} than {commissioner} "
    "plans to pay: {found} against {expected} (£000). {provider}: {place}. "
    "{commissioner}: {other}.",
    remedy="Agree a value with the other side: equipoise agree.",
    guidance="V08: what a commissioner plans to pay is what the provider plans to receive. "
    "A difference within the tolerance is to be explained, a larger one mended.",
)
INCOME: Final = "income.patient_care"
SPEND: Final = ("spend.healthcare", "spend.specialised", "spend.direct", "nonpay.purchased")
"""What payers plan to pay: what an ICB and NHS England spend, and what a trust buys of another."""
Pair = tuple[str, str]
"""Who pays, and who is paid."""
NIL: Final = Total(0, {}, 0)


def contract_mismatch(
    subject: SystemCells, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding for each pair within the system whose two values differ.

    A body that has returned and lists no such contract plans nil. A pair is passed over while
    one side has not returned, or left a month blank: its value cannot be said.
    """
    tolerance = params.at("match/tolerance_pence", subject.year.period, known_on=known_on).value
    income = {(payer, payee): total for (payee, payer), total in _by_pair(subject, INCOME).items()}
    spend = _by_pair(subject, SPEND)
    for pair in sorted(income.keys() | spend.keys()):
        if not all(body in subject.members and subject.returned(body, "finance") for body in pair):
            continue
        found, expected = (side.get(pair, NIL) for side in (income, spend))
        if found.complete and expected.complete and found.value != expected.value:
            yield _told(subject, pair, (found.value, expected.value), tolerance)


def _told(
    subject: SystemCells, pair: Pair, values: tuple[int, int], tolerance: int | Fraction
) -> Finding:
    commissioner, provider = pair
    found, expected = values
    chart, members = subject.chart, subject.members
    measure = chart.get(INCOME, Kind.PROVIDER)
    place = subject.place(provider, (INCOME, commissioner, ""), "finance")
    bought = "nonpay.purchased" if members[commissioner].kind is Kind.PROVIDER else SPEND[0]
    other = subject.place(commissioner, (bought, provider, ""), "finance")
    facts = {
        "provider": members[provider].name,
        "commissioner": members[commissioner].name,
        "amount": in_words(abs(found - expected)),
        "direction": "more" if found > expected else "less",
        "found": entered(found, measure),
        "expected": entered(expected, measure),
        "place": _where(place),
        "other": _where(other),
    }
    within = abs(found - expected) <= tolerance
    return CHECK.finding(
        place, facts, severity=Severity.EXPLAIN if within else None, worth=abs(found - expected)
    )


def _where(place: Place) -> str:
    """Return a place in words for whoever has the file before them."""
    match place.ref:
        case Reference(kind="file", parts=(_, sheet, cell)):
            return f"sheet {sheet}, cell {cell}"
    return "no row in its return"


def _by_pair(subject: SystemCells, measure: str | Sequence[str]) -> Mapping[Pair, Total]:
    """Return the year's sum of measures, by the body that planned them and the one it names."""
    totals = subject.cells.totals(
        ["organisation", "counterparty"],
        organisation=sorted(subject.members),
        measure=measure,
        year=subject.year.code,
        layer=subject.layers,
    )
    return {(key[0], key[1]): total for key, total in totals.items()}
