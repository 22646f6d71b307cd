"""The kinds of decision about support."""

from typing import Final

DISCRETION: Final = "support-discretion"
REVIEW: Final = "support-review"
SHIFT: Final = "control-total-shift"
SUPPORT_KINDS: Final = (DISCRETION, REVIEW, SHIFT)
"""Kinds of decision that touch support and control totals, and nobody's return."""
