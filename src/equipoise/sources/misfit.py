"""What in a published file does not fit: told, never repaired."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Misfit:
    """One fact about a published file. `place` is a line, a row or a named figure in it."""

    source: str
    place: str
    found: str
    expected: str
    why: str

    def __str__(self) -> str:
        return (
            f"{self.source}, {self.place}: {self.why}; "
            f"found {self.found or 'nothing'}, expected {self.expected}"
        )
