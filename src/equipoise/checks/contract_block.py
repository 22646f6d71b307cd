"""From 2026/27 a contract is no pure block: something of it moves with activity."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from equipoise.checks.check import Check
from equipoise.checks.contract_book import ContractBook
from equipoise.findings import Finding, Severity
from equipoise.params import Parameters
from equipoise.units import Period

CHECK: Final = Check(
    code="EQ-CTR-004",
    title="Contract in which nothing moves with activity",
    severity=Severity.EXPLAIN,
    message="{commissioner} with {provider} is paid by {found}: nothing of it moves with activity.",
    remedy="Say why it stays a block, or give it a point of delivery that is paid by activity.",
    guidance="Medium term planning framework, 24 October 2025: an end of pure blocks from 2026/27; "
    "how it is tested is not in what was read, so this test is assumed.",
    applies=Period.parse("2026-04-01 to 2029-04-01"),
    published=date(2025, 10, 24),
)
EXEMPT: Final = frozenset({"low-volume"})
"""Small flows stay in twelfths."""


def contract_block(book: ContractBook, params: Parameters, *, known_on: date) -> Iterator[Finding]:
    """Return a finding for each contract without a part that moves, small flows apart."""
    del params, known_on
    for one in book.models:
        model = one.stated or one.found
        if not one.moves and model not in EXEMPT:
            facts = {
                "commissioner": one.commissioner,
                "provider": one.provider,
                "found": model,
                "expected": "a part that moves with activity",
            }
            name = f"{one.commissioner} {one.provider}"
            yield CHECK.finding(book.place(name, body=one.commissioner), facts)
