"""Data Packages on the command line: an answer as a folder or a zip of exact figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from equipoise.reports import About
from equipoise.reports.display import tidied
from equipoise.reports.pages.page import Page

ZIPPED: Final = ".zip"
MADE_ON: Final = (1980, 1, 1, 0, 0, 0)
"""Stands for the moment of making in a zip, so that the same answer makes the same bytes."""
UNIX: Final = 3
READABLE: Final = 0o644 << 16
OPEN_GOVERNMENT: Final = {
    "name": "OGL-UK-3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}


def about(page: Page, verb: str, *, now: datetime) -> About:
    """Return what the package of a page says of itself.

    Its sources are those that the page names among its facts, and its licence too, in the page's
    own words: they say of what it holds.
    """
    licence = page.facts.get("licence")
    sources = page.facts.get("sources", ())
    assert isinstance(sources, list | tuple)
    lines = (*page.sentences, *(f"Attention: {alert}" for alert in page.alerts))
    return About(
        name=f"equipoise-{verb}",
        title=tidied(page.title),
        description=" ".join(tidied(line) for line in lines if line),
        created=now,
        licences=({**OPEN_GOVERNMENT, "title": str(licence)},) if licence else (),
        sources=tuple(map(str, sources)),
    )


def write_package(files: Mapping[str, bytes], out: Path) -> None:
    """Write the files into a zip, or into a folder, made where it is not there.

    Nothing in a zip is compressed: the same files make the same bytes on every machine.
    """
    if out.suffix == ZIPPED:
        with ZipFile(out, "w", ZIP_STORED) as archive:
            for name, content in files.items():
                entry = ZipInfo(name, MADE_ON)
                entry.create_system, entry.external_attr = UNIX, READABLE
                archive.writestr(entry, content)
        return
    for name, content in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
