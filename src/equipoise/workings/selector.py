"""A sum over cells, written down as the question and not as the answer's million parts."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Selector:
    """Which cells were summed: those of one set whose every named part is among the values.

    Shape: `where` holds (part of the key, allowed values), sorted by part; a part not named may
        be anything. `count` is how many cells were found.
    """

    digest: str
    where: tuple[tuple[str, tuple[str, ...]], ...]
    count: int

    def __str__(self) -> str:
        asked = "; ".join(f"{part} {', '.join(values)}" for part, values in self.where)
        return f"{self.count} cells of {self.digest[:12]} where {asked}"
