"""The connection reads and writes where it is told to, and cannot be talked out of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from duckdb import InvalidInputException, PermissionException

from equipoise.cube import connected, fetched


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    (tmp_path / "inside").mkdir()
    return tmp_path / "inside"


@pytest.fixture
def connection(inside: Path) -> Iterator[Any]:
    with connected(inside) as found:
        yield found


def test_it_reads_and_writes_inside(connection: Any, inside: Path) -> None:
    connection.execute(f"COPY (SELECT 7 AS seven) TO '{inside}/a.parquet'")
    assert fetched(connection, f"SELECT seven FROM '{inside}/a.parquet'") == [(7,)]


def test_it_reads_nothing_outside(connection: Any, tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text("a,b\n1,2\n")
    for path in (tmp_path / "outside.csv", tmp_path / "inside" / ".." / "outside.csv"):
        with pytest.raises(PermissionException):
            connection.execute(f"SELECT * FROM read_csv('{path}')")


@pytest.mark.parametrize(
    "sql",
    [
        "COPY (SELECT 1) TO '{outside}/a.csv'",
        "ATTACH '{outside}/a.duckdb'",
        "SELECT * FROM glob('{outside}/*')",
        "SELECT * FROM read_csv('https://example.org/a.csv')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET allowed_directories = ['/']",
        "SET temp_directory = '{outside}'",
        "SET autoload_known_extensions = true",
        "RESET enable_external_access",
    ],
)
def test_it_cannot_be_opened_up(connection: Any, tmp_path: Path, sql: str) -> None:
    with pytest.raises((PermissionException, InvalidInputException)):
        connection.execute(sql.format(outside=tmp_path)).fetchall()


def test_a_folder_without_files_to_read_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a\n1\n")
    with connected() as found, pytest.raises(PermissionException):
        found.execute(f"SELECT * FROM read_csv('{tmp_path}/a.csv')")


def test_its_limits_are_as_asked(inside: Path) -> None:
    names = ("threads", "memory_limit", "preserve_insertion_order", "temp_directory")
    asked = ", ".join(f"current_setting('{name}')" for name in names)
    with connected(inside, threads=1, memory="256MiB") as found:
        [(threads, memory, ordered, private)] = fetched(found, f"SELECT {asked}")
        assert (threads, memory, ordered) == (1, "256.0 MiB", False)
        assert Path(private).stat().st_mode & 0o777 == 0o700
    assert not Path(private).exists()


def test_what_does_not_fit_goes_to_the_private_folder(inside: Path) -> None:
    with connected(inside, threads=1, memory="48MiB") as found:
        columns = ", ".join(f"hash(range + {number}) AS c{number}" for number in range(4))
        found.execute(f"CREATE TABLE wide AS SELECT {columns} FROM range(2_000_000)")
        spilled = fetched(found, "SELECT path FROM duckdb_temporary_files()")
        [(private,)] = fetched(found, "SELECT current_setting('temp_directory')")
        assert {str(Path(path).parent) for (path,) in spilled} == {private}
        assert fetched(found, "SELECT count(*) FROM wide") == [(2_000_000,)]
    assert list(inside.iterdir()) == []


def test_columns_of_another_kind_are_our_fault(connection: Any) -> None:
    kinds = ["BIGINT"]
    assert fetched(connection, "SELECT CAST(7 AS BIGINT)", kinds=kinds) == [(7,)]
    for sql in ("SELECT sum(range) FROM range(3)", "SELECT 7.5", "SELECT 6 / 3"):
        with pytest.raises(AssertionError, match="columns of"):
            fetched(connection, sql, kinds=kinds)


def test_the_connection_is_not_busy_after_an_answer(connection: Any) -> None:
    assert fetched(connection, "SELECT * FROM range(100000)")[0] == (0,)
    assert fetched(connection, "SELECT ? + 1", values=[41]) == [(42,)]
