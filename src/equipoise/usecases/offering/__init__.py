"""Offers that close a gap: decisions with positions on them, and drafts once all have agreed."""

from equipoise.usecases.offering.offered import Offered
from equipoise.usecases.offering.standing import LedgerOffer, named_offer, offers

__all__ = ["LedgerOffer", "Offered", "named_offer", "offers"]
