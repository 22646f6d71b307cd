"""Specialised income from a payer is more than all the income from it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import entered, in_words
from equipoise.checks.check import Check
from equipoise.checks.detail import by_counterparty
from equipoise.checks.subjects import ReturnCells
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

DETAIL, CONTRACT = "specialised.income", "income.patient_care"
CHECK: Final = Check(
    code="EQ-SPC-001",
    title="Specialised income is above the contract it is part of",
    severity=Severity.MUST_FIX,
    message="Specialised services bring {detail} from {payer}, but all patient care paid by "
    "{payer} comes to {contract}.",
    remedy="Correct the service lines, or the income from {payer}: the lines are part of it.",
    guidance="House rule: service lines are detail of the contract with the same payer.",
)


def specialised_income(subject: ReturnCells, _: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Yield a finding for each payer whose service lines come to more than its contract.

    It needs specialised and finance in one file; a payer with a blank is passed over.
    """
    del known_on
    if not subject.has(DETAIL) or not subject.has(CONTRACT):
        return
    contracts = by_counterparty(subject, CONTRACT)
    for payer, detail in by_counterparty(subject, DETAIL).items():
        contract = contracts.get(payer, 0)
        if detail is None or contract is None or detail <= contract:
            continue
        measure = subject.measure(DETAIL)
        facts = {
            "payer": payer,
            "detail": in_words(detail),
            "contract": in_words(contract),
            "found": entered(detail, measure),
            "expected": f"{entered(contract, measure)} at most",
        }
        line = next(line for line in subject.rows_of(DETAIL) if line[1] == payer)
        yield CHECK.finding(
            subject.at(line[0], line[1], item=line[2]), facts, worth=detail - contract
        )
