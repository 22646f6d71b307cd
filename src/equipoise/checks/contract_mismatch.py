"""V08: a contract that the two sides have planned at different values."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check
from equipoise.checks.subjects import SystemCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.register import Kind

CHECK: Final = Check(
    code="EQ-CON-001",
    title="The two sides of a contract differ",
    severity=Severity.MUST_FIX,
    message="{provider} expects {amount} {direction} from {commissioner} than {commissioner} "
    "plans to pay. The other side is {other}.",
    remedy="Agree a value with the other side: equipoise agree.",
    guidance="V08: what a commissioner plans to pay is what the provider plans to receive. "
    "A difference within the tolerance is to be explained, a larger one mended.",
)


def contract_mismatch(
    subject: SystemCells, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Yield a finding for each pair within the system whose two values differ."""
    tolerance = params.at("match/tolerance_pence", subject.year.period, known_on=known_on).value
    income = _by_pair(subject, "income.patient_care", Kind.PROVIDER)
    spend = _by_pair(subject, "spend.healthcare", Kind.ICB)
    for commissioner, provider in sorted({(payer, payee) for payee, payer in income} | set(spend)):
        if not {commissioner, provider} <= subject.members.keys():
            continue
        expected = spend.get((commissioner, provider), 0)
        found = income.get((provider, commissioner), 0)
        if found == expected:
            continue
        yield _told(subject, (commissioner, provider), (found, expected), tolerance)


def _told(
    subject: SystemCells, pair: tuple[str, str], values: tuple[int, int], tolerance: int | Fraction
) -> Finding:
    commissioner, provider = pair
    found, expected = values
    chart, members = subject.chart, subject.members
    measure = chart.get("income.patient_care", Kind.PROVIDER)
    other = subject.place(commissioner, ("spend.healthcare", provider, ""), "finance")
    facts = {
        "provider": members[provider].name,
        "commissioner": members[commissioner].name,
        "amount": in_words(abs(found - expected)),
        "direction": "more" if found > expected else "less",
        "found": entered(found, measure),
        "expected": entered(expected, measure),
        "other": " ".join(filter(None, (*other.ref.parts[1:], f"({other.ref})"))),
    }
    place = subject.place(provider, ("income.patient_care", commissioner, ""), "finance")
    within = abs(found - expected) <= tolerance
    return CHECK.finding(place, facts, severity=Severity.EXPLAIN if within else None)


def _by_pair(subject: SystemCells, measure: str, kind: Kind) -> Mapping[tuple[str, str], int]:
    bodies = [body.code for body in subject.of_kind(kind)]
    totals = subject.cells.totals(
        ["organisation", "counterparty"],
        organisation=bodies,
        measure=measure,
        year=subject.year.code,
        layer=subject.layers,
    )
    return {(key[0], key[1]): total.value for key, total in totals.items() if total.complete}
