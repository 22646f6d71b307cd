"""Spark prices a million records as DuckDB does, on one machine and on two workers: opt-in.

pip install -c constraints.txt -e '.[dev,pyspark]'   # and a Java of version 17 or later
EQUIPOISE_SPARK=1 pytest tests/engines/test_pricing_spark.py
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from equipoise.cube import connected, fetched, quoted
from equipoise.params import load
from equipoise.pricing import Activity, Regime, ingest, price, quietly, regime
from equipoise.pricing.bundle import transpiled, write_bundle
from equipoise.pricing.kinds import setting
from equipoise.pricing.schema import Kind
from equipoise.pricing.text import records
from equipoise.samples.activity.nation import Nation
from equipoise.samples.activity.prices import made_up_book
from equipoise.samples.activity.writing import Year, write_activity
from equipoise.units import FinancialYear, nearest_sql
from tests.pricing_books import laid

JOB = Path(__file__).parents[2] / "src" / "equipoise" / "pricing" / "spark_job.py"
RECORDS = 1_000_000
KNOWN_ON = date(2024, 5, 1)
YEARS = (2022, 2023)
asked = pytest.mark.skipif(
    not os.environ.get("EQUIPOISE_SPARK") or find_spec("pyspark") is None,
    reason="Spark is tried where EQUIPOISE_SPARK is set and the extra `pyspark` is installed",
)


def test_rounding_is_divided_as_whole_numbers_in_sparks_dialect() -> None:
    found = transpiled(f"SELECT {nearest_sql('pence', '12')} AS p FROM t")
    assert "DIV" in found
    assert "/" not in found


@pytest.mark.parametrize("kind", Kind)
def test_no_text_is_left_with_a_division_of_fractions(kind: Kind) -> None:
    codes = dict.fromkeys(Nation().codes, ("1", "2"))
    codes |= dict.fromkeys(
        ("best_practice", "admission_method", "classification", "administrative_category",
         "first_attendance", "attended", "department_type"), ("1", "2"),
    )  # fmt: skip
    found = transpiled(records(setting([laid()], codes, kinds=Kind, cases=[(0, 0)]), kind))
    assert "DIV" in found
    assert " / " not in found
    assert "DOUBLE" not in found


@pytest.fixture(scope="module")
def activity(tmp_path_factory: pytest.TempPathFactory) -> Activity:
    folder = tmp_path_factory.mktemp("activity")
    year = Year(year=FinancialYear(YEARS[0]), records=RECORDS, seed=1)
    files = write_activity(folder / "files", year, progress=quietly)
    found = ingest(files, folder / "coded", known_on=KNOWN_ON).activity
    assert found is not None
    return found


def books() -> list[Regime]:
    first = FinancialYear(YEARS[0]).period
    made = (made_up_book(FinancialYear(year), Nation(), seed=1) for year in YEARS)
    return [regime(one, load().exact, known_on=KNOWN_ON, period=first) for one in made]


@asked
@pytest.mark.parametrize("workers", [0, 2])
def test_spark_has_the_totals_of_duckdb(activity: Activity, tmp_path: Path, workers: int) -> None:
    """Row by row: book, provider, commissioner, point, month, reason, records and pence."""
    expected = price(activity, books(), totals_file=tmp_path / "totals.parquet")
    write_bundle(tmp_path / "bundle.json", activity, regimes=books())
    with cluster(workers) if workers else alone() as master:
        said = subprocess.run(
            [
                *(str(home() / "bin" / "spark-submit"), "--master", master, str(JOB)),
                *("--bundle", f"file://{tmp_path / 'bundle.json'}"),
                *("--activity", f"file://{activity.folder}"),
                *("--totals", f"file://{tmp_path / 'spark'}"),
            ],
            env=environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert said.returncode == 0, said.stderr[-3000:]
    for one in expected.coverage:
        assert f"{one.book}: {RECORDS} records, {one.price_pence} pence" in said.stdout
    assert rows(tmp_path / "spark" / "*.parquet") == rows(tmp_path / "totals.parquet")


def rows(files: Path) -> list[tuple[Any, ...]]:
    names = {one.book.name: place for place, one in enumerate(books(), start=1)}
    with connected(files.parent) as connection:
        source = f"read_parquet({quoted(str(files))})"
        found = fetched(connection, f"SELECT * FROM {source}")
    return sorted((names.get(row[0], row[0]), *row[1:]) for row in found)


def home() -> Path:
    spec = find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def environment() -> dict[str, str]:
    own = {"SPARK_HOME": str(home()), "PYSPARK_PYTHON": sys.executable}
    return {**os.environ, **own, "SPARK_LOCAL_IP": "127.0.0.1"}


@contextmanager
def alone() -> Iterator[str]:
    yield "local[2]"


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """Yield the address of a cluster of this machine: a master, and so many workers."""
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    start = [str(home() / "bin" / "spark-class"), "org.apache.spark.deploy."]
    own = ["--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"]
    lines = [[start[0], f"{start[1]}master.Master", *own]]
    small = ["--cores", "1", "--memory", "1g", "--webui-port", "0", "--host", "127.0.0.1"]
    lines += [[start[0], f"{start[1]}worker.Worker", *small, address] for _ in range(workers)]
    running = []
    try:
        for line in lines:
            running.append(
                subprocess.Popen(
                    line, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
            )
            wait_for(port)
        yield address
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait(timeout=60)


def free_port() -> int:
    with socket.socket() as asked_for:
        asked_for.bind(("127.0.0.1", 0))
        return int(asked_for.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(120):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise AssertionError(f"nothing listens on {port}")
