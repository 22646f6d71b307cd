"""What the use cases of risk shares have in common: an agreement as figures, and refusals."""

from equipoise.usecases.sharing_risk.as_figures import as_figures
from equipoise.usecases.sharing_risk.asking import NO_FILE, Asking, usable

__all__ = ["NO_FILE", "Asking", "as_figures", "usable"]
