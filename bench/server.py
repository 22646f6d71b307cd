"""A PostgreSQL server of our own, from the system's binaries, on a Unix socket in a folder."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

QUICK: Final = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses="
"""What is lost where the machine stops does not matter; and nobody comes in from a network."""
NOBODY: Final = pwd.getpwnam("nobody")


def url(folder: Path) -> str:
    """Return the DATABASE_URL of the database that the server in a folder has."""
    return f"postgresql:///postgres?host={folder}&user=equipoise"


def binaries() -> Path | None:
    """Return the folder of the newest server programs of this machine."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda path: int(path.parts[-3]), default=None)
    return newest and newest.parent


def create(programs: Path, folder: Path) -> None:
    """Make the data of a server in a folder; of one that root makes, nobody is the owner."""
    if os.geteuid() == 0:
        os.chown(folder, NOBODY.pw_uid, NOBODY.pw_gid)
    make = ("-A", "trust", "-U", "equipoise", "-E", "UTF8", "--locale=C", "--no-sync")
    _run(programs / "initdb", "-D", folder / "data", *make, folder=folder)


@contextmanager
def running(programs: Path, folder: Path, *, settings: str = "") -> Iterator[None]:
    """Run the server whose data a folder has, with further settings, until it is done with."""
    control = (programs / "pg_ctl", "-D", folder / "data", "-w")
    options = f"{QUICK} {settings} -c unix_socket_directories={folder}"
    _run(*control, "-l", folder / "log", "-o", options, "start", folder=folder)
    try:
        yield
    finally:
        _run(*control, "-m", "fast", "stop", folder=folder)


def _run(*command: str | Path, folder: Path) -> None:
    """Run a server program, never as root: it refuses that."""
    ids = (f"--reuid={NOBODY.pw_uid}", f"--regid={NOBODY.pw_gid}", "--clear-groups")
    prefix = ("setpriv", *ids, "--") if os.geteuid() == 0 else ()
    done = subprocess.run(
        [*prefix, *command], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
