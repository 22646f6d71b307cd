"""How a figure worked out from files alone is named, and which command says why it is so."""

from __future__ import annotations

from typing import Final

ALLOCATION: Final = "allocation"
DISTRIBUTION: Final = "distribution"
COMMANDS: Final = {ALLOCATION: "allocate or place", DISTRIBUTION: "optimise"}
"""Stands where the round would in a reference, and the commands that explain it with --why."""
PROPOSED: Final = "proposed"
"""The last word of the reference of a budget as it is proposed."""
ANSWERS: Final = ("allocation", "target", PROPOSED)
"""The last words of references that answer what somebody gets."""
