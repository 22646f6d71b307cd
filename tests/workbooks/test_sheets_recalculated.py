"""A spreadsheet program agrees with the results that the writer put beside its formulas."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from equipoise.sheets import Content, Identity, Line, Reading, parts_of
from tests.workbooks.conftest import Read
from tests.workbooks.planting import ICB, TRUST, every_line, item, trust_content, written

SOFFICE = shutil.which("soffice")


def icb_content() -> Content:
    values: dict[Line, list[int]] = {
        line: [9_000_000 + place] * 12 for place, line in enumerate(every_line(ICB))
    }
    values["spend.healthcare", "ZR1", ""] = [8_500_000_000] * 12
    last_year = dict.fromkeys(values, 500_000)
    values["efficiency.non_recurrent", None, "S1"] = [12_345] * 12
    return Content(
        values=values,
        prior=last_year,
        items=[item("S1", "Estate", "scheme", recurrent="Non-recurrent")],
        counterparties={"ZR1": "Northmere University Hospitals"},
    )


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: no soffice on the path")
@pytest.mark.parametrize(
    ("identity", "content"), [(TRUST, trust_content()), (ICB, icb_content())], ids=["trust", "icb"]
)
def test_libreoffice_comes_to_the_same_totals(
    tmp_path: Path, read: Read, identity: Identity, content: Content
) -> None:
    assert SOFFICE is not None
    form = written(identity, content, parts_of(identity.kind))
    bare = tmp_path / "bare.xlsx"
    openpyxl.load_workbook(BytesIO(form)).save(bare)  # leaves every formula without a result
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir"]
    out = tmp_path / "out"
    subprocess.run([*command, str(out), str(bare)], check=True, capture_output=True, timeout=120)
    before, after = read(form), read((out / "bare.xlsx").read_bytes())
    assert isinstance(before, Reading)
    assert isinstance(after, Reading)
    assert after.faults == before.faults
    assert after.cells == before.cells
    assert after.totals == before.totals
