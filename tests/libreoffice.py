"""LibreOffice without a screen: what a workbook comes to once every formula is worked out anew.

A viewer may show results that the file brings along, so recalculation is forced, in a profile
made for it: `OOXMLRecalcMode` 0 is "always".
"""

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from openpyxl import load_workbook

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
SECONDS = 120
"""A first start with a new profile takes about five."""

Cell = object
"""What a cell came to: a number, a text, a yes or no, or None for a blank."""


@cache
def program() -> str | None:
    """Return the program's path, or None where LibreOffice is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


needed = pytest.mark.skipif(
    program() is None,
    reason="LibreOffice is not installed (apt-get install libreoffice-calc-nogui)",
)
"""Marks a test that opens a workbook in LibreOffice."""


def recalculated(path: Path, sheet: int = 0) -> list[list[Cell]]:
    """Return the rows of one sheet of the workbook, every formula worked out anew."""
    return all_recalculated([path], sheet)[0]


def all_recalculated(paths: Sequence[Path], sheet: int = 0) -> list[list[list[Cell]]]:
    """Return the rows of one sheet of each workbook: one start of the program serves them all."""
    found = program()
    assert found, "mark the test with libreoffice.needed"
    with TemporaryDirectory(prefix="libreoffice-") as name:
        profile, out = Path(name, "profile"), Path(name, "out")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
        named = []
        for number, path in enumerate(paths):  # two workbooks may have one name
            named.append(Path(name, f"{number}.xlsx"))
            shutil.copyfile(path, named[-1])
        home = f"-env:UserInstallation={profile.as_uri()}"
        asked = ["--headless", "--norestore", "--convert-to", "xlsx", "--outdir", str(out)]
        run = subprocess.run(
            [found, home, *asked, *map(str, named)],
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        written = [out / path.name for path in named]
        assert all(path.exists() for path in written), (run.stdout + run.stderr).decode()
        return [_rows(path, sheet) for path in written]


def _rows(path: Path, sheet: int) -> list[list[Cell]]:
    book = load_workbook(path, data_only=True)
    try:
        rows = book.worksheets[sheet].iter_rows(values_only=True)
        return [list(row) for row in rows]
    finally:
        book.close()
