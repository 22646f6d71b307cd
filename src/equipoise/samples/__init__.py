"""Made-up systems for trying the product and for its tests. They make files, and nothing else."""

from equipoise.samples.northmere import (
    CONTRACTS,
    ELECTIVE,
    GAP,
    NOTICE,
    PACK,
    REBASELINING,
    RISKSHARE,
    SHARING,
    SUPPORT,
    YEAR,
    write_pot,
    write_returns,
)
from equipoise.samples.northmere_months import write_months

__all__ = [
    "CONTRACTS",
    "ELECTIVE",
    "GAP",
    "NOTICE",
    "PACK",
    "RISKSHARE",
    "REBASELINING",
    "SHARING",
    "SUPPORT",
    "YEAR",
    "write_months",
    "write_pot",
    "write_returns",
]
