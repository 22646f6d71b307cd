"""Income and spend of a plan are those of the contracts."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.amounts import in_words
from equipoise.checks.check import Check, Place
from equipoise.checks.contract_book import ContractBook
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters

TOLERANCE: Final = "contract/balance_tolerance_pence"
CHECK: Final = Check(
    code="EQ-CTR-005",
    title="Plan that differs from a contract",
    severity=Severity.MUST_FIX,
    message="{body} plans {found} for {counterparty} ({measure}); the contract comes to "
    "{expected}.",
    remedy="Plan what the contract says, or change the contract: equipoise contract plan shows "
    "the lines.",
    guidance="Founding requirement F-004-07 and V08: contract values feed the plans' income and "
    "spend.",
)


def contract_in_plan(
    book: ContractBook, params: Parameters, *, known_on: date
) -> Iterator[Finding]:
    """Return a finding for each line of a plan that is not the contract's, within the tolerance.

    A line that the plan lacks is a finding too: there is no value on that side.
    """
    for one in book.plan:
        allowed = params.at(TOLERANCE, book.year.period, known_on=known_on).value
        if one.planned is not None and abs(one.planned - one.contract) <= allowed:
            continue
        facts = {
            "body": one.name,
            "counterparty": one.counterparty,
            "measure": one.measure,
            "found": "nothing" if one.planned is None else in_words(one.planned),
            "expected": in_words(one.contract),
        }
        place = Place(
            ref=one.place, organisation=one.body, part="finance", row=one.measure,
            column=one.counterparty,
        )  # fmt: skip
        worth = abs((one.planned or 0) - one.contract)
        yield CHECK.finding(place, facts, worth=worth)
