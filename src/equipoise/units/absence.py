"""Why a value is not there. None of these is zero, nor any other of them."""

from enum import StrEnum


class Absence(StrEnum):
    """A state a cell can be in instead of holding a value."""

    MISSING = "missing"
    NOT_APPLICABLE = "not applicable"
    SUPPRESSED = "suppressed"
    NOT_SUBMITTED = "not submitted"
