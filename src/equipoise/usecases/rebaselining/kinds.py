"""The kinds of decision that make up a re-baselining, and the words their parts may be."""

from typing import Final

LETTER: Final = "rebase-letter"
AWARD: Final = "rebase-award"
TARGET: Final = "rebase-target"
RELEASE: Final = "rebase-release"
COMMITMENT: Final = "rebase-commitment"
ACTION: Final = "rebase-action"
ASSUMPTION: Final = "rebase-assumption"
STRIKE: Final = "rebase-strike"
CAPACITY: Final = "rebase-capacity"
REPLAN: Final = "rebase-plan"
SAFETY: Final = "rebase-safety"
MEETING: Final = "rebase-meeting"
CLOSING: Final = "rebase-closing"
SENDING: Final = "rebase-sending"
REBASE_KINDS: Final = (
    *(LETTER, AWARD, TARGET, RELEASE, COMMITMENT, ACTION, ASSUMPTION, STRIKE, CAPACITY, REPLAN),
    *(SAFETY, MEETING, CLOSING, SENDING),
)
"""Kinds of decision that touch a re-baselining, and nobody's return."""
AGENCY: Final = "agency"
ACTION_KINDS: Final = ("efficiency", AGENCY, "elective_replan", "technical", "other")
"""What a closing action can be. What is released of a ring-fence is a decision of its own."""
RISKS: Final = ("low", "medium", "high")
HELPS: Final = "helps"
NONE: Final = "none"
HARMS: Final = "harms"
EFFECTS: Final = (HELPS, NONE, HARMS)
"""What an action can do to a priority."""
STAFF: Final = "staff"
KEYS: Final = (STAFF, "population", "allocation", "claims")
"""By what a pool can be shared."""
CORE: Final = "core"
PREMIUM: Final = "premium"
"""Where elective work is done."""
