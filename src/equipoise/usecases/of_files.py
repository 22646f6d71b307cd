"""How a figure worked out from files alone is named, and which command says why it is so."""

from __future__ import annotations

from typing import Final

ALLOCATION: Final = "allocation"
DISTRIBUTION: Final = "distribution"
CONTRACT: Final = "contract"
LEDGER: Final = "ledger"
ELECTIVE: Final = "elective"
PRICE: Final = "price"
SUGGESTED: Final = "suggestion"
SUPPORT: Final = "support"
POOLING: Final = "pooling"
DEBT: Final = "debt"
RISK: Final = "riskshare"
ACTIVITY: Final = "activity"
COMMANDS: Final = {
    ALLOCATION: "allocate or place",
    DISTRIBUTION: "optimise",
    CONTRACT: "pay",
    LEDGER: "ledger detect",
    ELECTIVE: "erf or swing",
    SUPPORT: "support",
    POOLING: "pooling",
    DEBT: "debt",
    PRICE: "price-one",
    SUGGESTED: "suggest",
    RISK: "riskshare settle",
    ACTIVITY: "value-weighted",
}
"""Stands where the round would in a reference, and the commands that explain it with --why."""
PROPOSED: Final = "proposed"
"""The last word of the reference of a budget as it is proposed."""
ADJUSTMENT: Final = "adjustment"
"""The last word of the reference of what a system, or a trust, earns or repays."""
SWING: Final = "swing"
"""The last word of the reference of what a change of the rules is worth."""
PAID: Final = "paid"
"""The last word of the reference of what a contract pays."""
DETECTED: Final = "detected"
"""The last word of the reference of what a ledger shows of a supplier."""
SHARE: Final = "share"
"""The last word of the reference of a gap, and of what a body is to find of it."""
SETTLED: Final = "settled"
"""The last word of the reference of what an agreement moves to or from a party."""
SETTLEMENT: Final = "riskshare-settlement"
"""The kind of decision that records what an agreement moved."""
WEIGHTED: Final = "weighted"
"""The last word of the reference of activity weighed by price beside another year's."""
ANSWERS: Final = (
    *("allocation", "target", PROPOSED, PAID, DETECTED, ADJUSTMENT, SWING),
    *(SUPPORT, POOLING, DEBT, SETTLED, WEIGHTED),
    SHARE,  # of a place too, whose target is the answer
)
"""The last words of references that answer what somebody gets."""
