"""Capital: what may be spent on buildings and equipment, and what is planned."""

from equipoise.rules.capital.headroom import CapitalPlans, Headroom, headroom

__all__ = ["CapitalPlans", "Headroom", "headroom"]
