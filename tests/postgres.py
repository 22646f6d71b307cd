"""Databases for tests: a new one for each, on SQLite and on a PostgreSQL server of our own.

The server is started from the system's binaries, on a Unix socket in a temporary folder, once for
a run and only when a test asks for it. Where there are no binaries such tests are skipped.
`tests/conftest.py` hands these to every test.
"""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from bench.server import binaries, create, running, url
from equipoise.records import sqlite_url

NUMBERS = count(1)


@dataclass(frozen=True)
class Server:
    """A running server, known by the folder that holds its socket and its data."""

    folder: Path

    @property
    def url(self) -> str:
        """The DATABASE_URL of the database that every server has."""
        return url(self.folder)

    def create(self) -> str:
        """Return the URL of a new, empty schema: as good as a database, and made in no time."""
        name = f"equipoise_{next(NUMBERS)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return f"{self.url}&currentSchema={name}"


def needed_binaries() -> Path:
    """Return PostgreSQL's folder of programs, or skip the test where there is none."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: no initdb on the path or in /usr/lib/postgresql")
    return programs


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    programs = needed_binaries()
    folder = Path(tempfile.mkdtemp(prefix="equipoise-"))
    try:
        create(programs, folder)
        with running(programs, folder):
            yield Server(folder)
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    yield postgres_server.create()
    connections.close_all()


@pytest.fixture
def new_sqlite_url(tmp_path: Path) -> Iterator[str]:
    yield sqlite_url(tmp_path / "equipoise.sqlite3")
    connections.close_all()


@pytest.fixture(params=["new_sqlite_url", "postgres_url"], ids=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A new database on one, then on the other."""
    url: str = request.getfixturevalue(request.param)
    return url
