"""A re-baselining, folded from its recorded decisions: nothing of it is an editable table."""

from equipoise.usecases.rebaselining.exercise import Exercise, exercise_of
from equipoise.usecases.rebaselining.worked import Worked

__all__ = ["Exercise", "Worked", "exercise_of"]
