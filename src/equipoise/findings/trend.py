"""How many faults each body makes of each kind, from one return to the next."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from equipoise.findings.finding import Finding


@dataclass(frozen=True, kw_only=True)
class Trend:
    """The count of one check's findings in one body's returns, the oldest first."""

    organisation: str
    code: str
    counts: tuple[int, ...]

    @property
    def change(self) -> int:
        """The last count less the one before; nil while there is only one return."""
        return self.counts[-1] - self.counts[-2] if len(self.counts) > 1 else 0


def trends(history: Sequence[Sequence[Finding]]) -> tuple[Trend, ...]:
    """Return a trend for each body and check that ever had a finding.

    Law trends_count_every_finding: the counts of each round sum to its findings.
    """
    rounds = [Counter((finding.organisation, finding.code) for finding in one) for one in history]
    keys = sorted(set().union(*rounds)) if rounds else []
    return tuple(
        Trend(organisation=key[0], code=key[1], counts=tuple(count[key] for count in rounds))
        for key in keys
    )
