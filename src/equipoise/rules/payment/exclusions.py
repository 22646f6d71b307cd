"""Records that the NHS does not pay by price, whatever was delivered."""

from typing import Final

PRIVATE: Final = frozenset({"2", "02"})
"""The administrative category of a private patient."""
PRIVATE_COMMISSIONER: Final = "VPP00"
"""What the commissioner of private and overseas patients begins with."""
UNGROUPABLE: Final = "UZ"
"""What an HRG begins with when the grouper could find none."""


def is_private(administrative_category: str, commissioner: str) -> bool:
    """Return whether the patient, or somebody abroad, pays."""
    return administrative_category in PRIVATE or commissioner.startswith(PRIVATE_COMMISSIONER)
