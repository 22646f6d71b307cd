"""Northmere's risk-share agreement, and what it is settled on."""

from dataclasses import replace
from datetime import date
from typing import Any

from equipoise.params import load
from equipoise.samples import RISKSHARE
from equipoise.sources import risk_agreement, risk_answers, risk_duties, risk_positions
from equipoise.units import FinancialYear
from equipoise.usecases.sharing_risk import Asking

KNOWN_ON = date(2024, 4, 15)


def northmere_asking(**said: Any) -> Asking:
    """Return the agreement asked about on its positions of the year end, with all on record."""
    asking = Asking(
        written=risk_agreement(RISKSHARE / "agreement.yaml"),
        positions=risk_positions(RISKSHARE / "positions.csv"),
        year=FinancialYear(2023),
        month=12,
        params=load(),
        known_on=KNOWN_ON,
        duties=risk_duties(RISKSHARE / "duties.csv"),
        consents=risk_answers(RISKSHARE / "answers.csv"),
    )
    return replace(asking, **said)
