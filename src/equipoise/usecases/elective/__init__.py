"""What `erf` and `swing` share: who is asked about, what each has, and what was decided."""

from equipoise.usecases.elective.asking import Asked, Way, refuse_unusable
from equipoise.usecases.elective.assessing import Assessment, Part, Recovery, assess
from equipoise.usecases.elective.deciding import Decided, decided
from equipoise.usecases.elective.revisions import revisions

__all__ = [
    "Asked",
    "Assessment",
    "Decided",
    "Part",
    "Recovery",
    "Way",
    "assess",
    "decided",
    "refuse_unusable",
    "revisions",
]
