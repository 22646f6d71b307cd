"""A folder of coded activity: what ingest has written, and pricing reads again and again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from equipoise.pricing.coding import Codes
from equipoise.pricing.schema import Holds, Kind, schema

MANIFEST: Final = "activity.json"
FORMAT: Final = 1

OWN: Final = {"fault": "TINYINT", "month": "INTEGER"}
"""What stands before the fields of every coded record."""
COLUMNS: Final[Mapping[Kind, Mapping[str, str]]] = {
    kind: {
        **OWN,
        **{one.name: "INTEGER" for one in schema(kind) if one.holds is not Holds.DAY},
    }
    for kind in Kind
}
"""The columns of a coded file. `month` is 202304 for April 2023, 0 where there is no day."""


class NotCodedError(ValueError):
    """The folder is not one that ingest has written."""


@dataclass(frozen=True, kw_only=True)
class Activity:
    """Coded records: the files of each kind, how many rows each has, and what the numbers mean."""

    folder: Path
    files: Mapping[Kind, tuple[str, ...]]
    rows: Mapping[str, int]
    sources: tuple[str, ...]
    codes: Codes

    @property
    def records(self) -> int:
        """How many records there are, as the files that were read have them."""
        return sum(self.rows.values())

    def paths(self, kind: Kind) -> tuple[Path, ...]:
        """Return the files of a kind of record."""
        return tuple(self.folder / name for name in self.files.get(kind, ()))


def is_coded(folder: Path) -> bool:
    """Return whether ingest has written the folder."""
    return (folder / MANIFEST).is_file()


def write_manifest(activity: Activity) -> None:
    """Write what the folder holds beside its files; this makes it whole."""
    content = {
        "format": FORMAT,
        "files": {str(kind): list(names) for kind, names in activity.files.items()},
        "rows": dict(activity.rows),
        "sources": list(activity.sources),
        "codes": {field: list(codes) for field, codes in activity.codes.items()},
    }
    (activity.folder / MANIFEST).write_text(json.dumps(content, indent=1), "utf-8")


def read_manifest(folder: Path) -> Activity:
    """Return the activity of a folder.

    Raises: NotCodedError where it is none of ours, or of another format.
    """
    if not is_coded(folder):
        raise NotCodedError(f"{folder} holds no coded activity: it has no {MANIFEST}")
    content = json.loads((folder / MANIFEST).read_text("utf-8"))
    if content.get("format") != FORMAT:
        raise NotCodedError(f"{folder} is of format {content.get('format')}, not {FORMAT}")
    return Activity(
        folder=folder,
        files={Kind(kind): tuple(names) for kind, names in content["files"].items()},
        rows=content["rows"],
        sources=tuple(content["sources"]),
        codes={field: tuple(codes) for field, codes in content["codes"].items()},
    )
