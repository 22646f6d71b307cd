"""The kinds of decision that make up a pot, and the words their parts may be."""

from typing import Final

from equipoise.rules.pot.pot_balance import COMMITTED, RESERVE, SOURCE, SURPLUS

LINE: Final = "pot-line"
MOVE: Final = "pot-move"
AWARD: Final = "award"
DELEGATION: Final = "delegation"
WITHDRAWAL: Final = "pot-withdrawal"
PLACES: Final = "places"
POT_KINDS: Final = (LINE, MOVE, AWARD, DELEGATION, WITHDRAWAL, PLACES)
"""Kinds of decision that touch a pot, and nobody's return."""
ROLES: Final = (SOURCE, COMMITTED, RESERVE, SURPLUS)
"""What a line of a pot can be: money that comes in, or one of three uses."""
FORMULA: Final = "formula"
BID: Final = "bid"
RING_FENCE: Final = "ring-fence"
TRANSFER: Final = "transfer"
ROUTES: Final = (FORMULA, BID, RING_FENCE, TRANSFER)
"""How money comes to a pot."""
