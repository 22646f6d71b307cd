"""Databases for tests: a new one for each, on SQLite and on a PostgreSQL server of our own.

The server is started from the system's binaries, on a Unix socket in a temporary folder, once for
a run and only when a test asks for it. Where there are no binaries such tests are skipped.
`tests/conftest.py` hands these to every test.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from equipoise.records import sqlite_url

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses="
NUMBERS = count(1)
NOBODY = pwd.getpwnam("nobody")


@dataclass(frozen=True)
class Server:
    """A running server, known by the folder that holds its socket and its data."""

    folder: Path

    @property
    def url(self) -> str:
        """The DATABASE_URL of the database that every server has."""
        return f"postgresql:///postgres?host={self.folder}&user=equipoise"

    def create(self) -> str:
        """Return the URL of a new, empty schema: as good as a database, and made in no time."""
        name = f"equipoise_{next(NUMBERS)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        return f"{self.url}&currentSchema={name}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: no initdb on the path or in /usr/lib/postgresql")
    folder = Path(tempfile.mkdtemp(prefix="equipoise-"))
    data = folder / "data"
    control = (programs / "pg_ctl", "-D", data, "-w")
    if os.geteuid() == 0:
        os.chown(folder, NOBODY.pw_uid, NOBODY.pw_gid)
    try:
        make = ("-A", "trust", "-U", "equipoise", "-E", "UTF8", "--locale=C", "--no-sync")
        run(programs / "initdb", "-D", data, *make, folder=folder)
        options = f"{FAST} -c unix_socket_directories={folder}"
        run(*control, "-l", folder / "log", "-o", options, "start", folder=folder)
        try:
            yield Server(folder)
        finally:
            run(*control, "-m", "immediate", "stop", folder=folder)
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


def binaries() -> Path | None:
    """Return the folder of the newest server programs of this machine."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda path: int(path.parts[-3]), default=None)
    return newest and newest.parent


def run(*command: str | Path, folder: Path) -> None:
    """Run a server program, never as root: it refuses that."""
    ids = (f"--reuid={NOBODY.pw_uid}", f"--regid={NOBODY.pw_gid}", "--clear-groups")
    prefix = ("setpriv", *ids, "--") if os.geteuid() == 0 else ()
    done = subprocess.run(
        [*prefix, *command], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
