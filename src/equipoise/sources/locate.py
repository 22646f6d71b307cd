"""Where published files lie, when they lie anywhere."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder(beside: Path | None = None) -> Path | None:
    """Return the folder of published files, or None when there is none.

    It is the one `EQUIPOISE_DATA` names, or else `../shared/data` beside the repository, which
    is `beside` or the present folder.
    """
    named = os.environ.get("EQUIPOISE_DATA")
    folder = Path(named) if named else (beside or Path.cwd()).resolve().parent / "shared" / "data"
    return folder if folder.is_dir() else None
