"""The key that signs sessions: the administrator's, or one made for the workspace and kept."""

import os
from pathlib import Path
from secrets import token_urlsafe
from typing import Final

FILE: Final = "secret-key"
"""Its name in a workspace; nobody else may read it."""
LENGTH_BYTES: Final = 48


def secret_key(home: Path) -> str:
    """Return EQUIPOISE_SECRET_KEY, or the workspace's own key, or one for this process alone.

    A key of the workspace is made by `keep_secret_key`; a process that finds none, such as a
    check of the settings, signs with a key that it forgets.
    """
    given = os.environ.get("EQUIPOISE_SECRET_KEY")
    if given:
        return given
    kept = home / FILE
    return kept.read_text("ascii") if kept.is_file() else token_urlsafe(LENGTH_BYTES)


def keep_secret_key(home: Path) -> None:
    """Make the workspace's key, unless it has one or the environment gives another."""
    path = home / FILE
    if os.environ.get("EQUIPOISE_SECRET_KEY") or path.is_file():
        return
    home.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(token_urlsafe(LENGTH_BYTES))
