"""Acts refused: no right, a locked or stale version, a step taken out of order.

A refusal changes nothing. It says why, and what to do instead.
"""


class RefusedError(Exception):
    """Something may not be done, or not now. `remedy` is the next step, in a sentence."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(f"{reason} {remedy}".strip())
        self.reason = reason
        self.remedy = remedy


class UnknownError(LookupError):
    """What was named does not exist: a round, an organisation, a version, a figure."""

    def __init__(self, what: str, found: str, known: tuple[str, ...] = ()) -> None:
        listed = f" There is: {', '.join(known)}." if known else ""
        super().__init__(f"No {what} {found}.{listed}")
