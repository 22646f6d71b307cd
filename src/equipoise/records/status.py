"""How far a return, and how far a system's plan, has come: the only words for it."""

from enum import StrEnum


class ReturnStatus(StrEnum):
    """One part of one organisation's return; a part not yet started has no status."""

    DRAFT = "Draft"
    CHECKED = "Checked"
    SUBMITTED = "Submitted"
    SIGNED_OFF = "Signed off"
    ACCEPTED = "Accepted"
    INCLUDED = "Included"
    LOCKED = "Locked"
    RETURNED = "Returned"


class SystemStatus(StrEnum):
    """The plan of a system; that it is locked is said beside its status."""

    COLLATING = "Collating"
    ADDS_UP = "Adds up"
    AGREED = "Agreed"
    SUBMITTED = "Submitted to region"
    ACCEPTED = "Accepted"
    BASELINE = "Baseline"
    RETURNED = "Returned"
