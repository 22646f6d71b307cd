"""Simulate risk-share agreements: what each does to each party, beside no agreement."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from equipoise.rules.riskshare import Agreement, NoMeasureError
from equipoise.simulate import CorrelationError, Run, Shock, Shocks, Simulated, simulate
from equipoise.sources import RiskFile, WrittenAgreement
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.sharing_risk import usable

MOST_AGREEMENTS: Final = 5
MOST_DRAWS: Final = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What is drawn: shocks of a file, how far they move together, how often, from which seed."""

    shocks: RiskFile
    together: Fraction
    draws: int
    seed: int
    met: frozenset[str] = frozenset()
    pairs: Mapping[tuple[str, str], Fraction] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, bodies: Container[str] | None = None) -> Shocks:
        """Return the shocks of these bodies, of all if None."""
        return Shocks(
            shocks=tuple(
                Shock(
                    party=line.body,
                    mean=line.mean,
                    spread=line.spread,
                    cause=line.cause,
                    scope=line.scope,
                )
                for line in self.shocks.shocks
                if bodies is None or line.body in bodies
            ),
            together=float(self.together),
            pairs={pair: float(ratio) for pair, ratio in self.pairs.items()},
        )


@dataclass(frozen=True, kw_only=True)
class RiskSimulated:
    """Agreements on the same draws, by name, in the order they were named."""

    drawing: Drawing
    agreements: Mapping[str, Simulated]


def riskshare_simulate(written: WrittenAgreement, drawing: Drawing) -> Outcome[RiskSimulated]:
    """Return what one agreement does to its parties over many draws.

    Raises: RefusedError for files that do not fit, or correlations that cannot be.
    """
    return riskshare_compare((written,), drawing)


def riskshare_compare(
    written: tuple[WrittenAgreement, ...], drawing: Drawing
) -> Outcome[RiskSimulated]:
    """Return up to five agreements on the same draws.

    Raises: RefusedError for more of them, for agreements of other parties or of one name, for
        files that do not fit, or correlations that cannot be.
    """
    if len(written) > MOST_AGREEMENTS:
        raise RefusedError(
            f"{len(written)} agreements.", f"Compare up to {MOST_AGREEMENTS} of them."
        )
    agreements = {one.source: usable(one, drawing.shocks) for one in written}
    if len(agreements) < len(written):
        raise RefusedError("Two agreements in files of one name.", "Name the files otherwise.")
    first = next(iter(agreements.values()))
    if any(set(one.parties) != set(first.parties) for one in agreements.values()):
        raise RefusedError(
            "The agreements are between different parties.",
            f"Compare agreements between {', '.join(sorted(first.parties))}.",
        )
    found = {name: _simulated(one, drawing) for name, one in agreements.items()}
    return Outcome(result=RiskSimulated(drawing=drawing, agreements=found))


def _simulated(agreement: Agreement[Fraction], drawing: Drawing) -> Simulated:
    limits = {line.body: line.limit for line in drawing.shocks.shocks if line.limit is not None}
    run = Run(draws=drawing.draws, seed=drawing.seed, met=drawing.met, limits=limits)
    try:
        return simulate(agreement, drawing.of(), run=run)
    except CorrelationError as error:
        raise RefusedError(f"{error}.", "Name a correlation that can hold.") from error
    except NoMeasureError as error:
        raise RefusedError(f"{error}.", "State it in the agreement.") from error
