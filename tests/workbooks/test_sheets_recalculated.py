"""A spreadsheet program agrees with the results that the writer put beside its formulas."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from equipoise.sheets import Identity, Reading, parts_of
from tests.workbooks.conftest import Read
from tests.workbooks.planting import CHART, ICB, NATION, TRUST, written
from tests.workbooks.whole_plans import whole

SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: no soffice on the path")
@pytest.mark.parametrize("identity", [TRUST, ICB, NATION], ids=["trust", "icb", "nation"])
def test_libreoffice_comes_to_the_same_totals(
    tmp_path: Path, read: Read, identity: Identity
) -> None:
    assert SOFFICE is not None
    plan = replace(identity, years=3)
    form = written(plan, whole(plan), parts_of(plan.kind))
    bare = tmp_path / "bare.xlsx"
    openpyxl.load_workbook(BytesIO(form)).save(bare)  # leaves every formula without a result
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir"]
    out = tmp_path / "out"
    subprocess.run([*command, str(out), str(bare)], check=True, capture_output=True, timeout=120)
    before, after = read(form), read((out / "bare.xlsx").read_bytes())
    assert isinstance(before, Reading)
    assert isinstance(after, Reading)
    assert before.faults == after.faults == ()
    formulas = {one.code for one in CHART.lines if one.formula and identity.kind in one.kinds}
    assert formulas <= {total.key.measure for total in before.totals}
    assert after.cells == before.cells
    assert after.totals == before.totals
