"""The pot of a system, folded from its recorded decisions: nothing here is an editable table."""

from equipoise.usecases.potting.acts import Act, acts_of
from equipoise.usecases.potting.agreeing import Agreement, Positions, positions_of
from equipoise.usecases.potting.postings import Entry, PotLine
from equipoise.usecases.potting.pot import Pot

__all__ = ["Act", "Agreement", "Entry", "Positions", "Pot", "PotLine", "acts_of", "positions_of"]
