"""The details of a fault of ours, kept in a file; loads nothing that could be at fault itself."""

from __future__ import annotations

import traceback
from pathlib import Path
from tempfile import gettempdir
from typing import Final

LOG: Final = "fault.log"


def our_fault(error: BaseException, *folders: Path) -> str:
    """Return what went wrong in one line, and where the rest of it is kept.

    That is in the first of the folders that can be written to, or else with temporary files.
    """
    said = " ".join(f"Our fault: {error or type(error).__name__}".split())
    for folder in (*folders, Path(gettempdir())):
        path = folder / LOG
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as log:
                log.writelines(traceback.format_exception(error))
        except OSError:
            continue
        return f"{said.rstrip('.')}. Details: {path}"
    return f"{said.rstrip('.')}. No folder could be written to for the details."
