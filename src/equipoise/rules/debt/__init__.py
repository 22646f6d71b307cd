"""Historic debt: what bodies owe, and what was written off, frozen or made capital."""

from equipoise.rules.debt.ccg_write_off import (
    CumulativeDeficit,
    WriteOff,
    WriteOffError,
    ccg_write_off,
)
from equipoise.rules.debt.icb_write_off import (
    FROZEN,
    REINSTATED,
    SURPLUS,
    WRITTEN_OFF,
    Conditional,
    Opening,
    YearOfTests,
    icb_write_off,
)
from equipoise.rules.debt.ledger import (
    Debt,
    Entry,
    Ledger,
    Line,
    MoreThanOwedError,
    Movement,
    ledger,
)
from equipoise.rules.debt.trust_debt import Converted, InterimDebt, trust_debt

__all__ = [
    "Conditional",
    "Converted",
    "CumulativeDeficit",
    "Debt",
    "Entry",
    "FROZEN",
    "InterimDebt",
    "Ledger",
    "Line",
    "MoreThanOwedError",
    "Movement",
    "Opening",
    "REINSTATED",
    "SURPLUS",
    "WRITTEN_OFF",
    "WriteOff",
    "WriteOffError",
    "YearOfTests",
    "ccg_write_off",
    "icb_write_off",
    "ledger",
    "trust_debt",
]
