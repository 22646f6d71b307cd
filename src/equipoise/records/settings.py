"""Django's settings for the records and nothing else; a web project adds its own to these.

No secret is needed here, and there is none: nothing in this room signs or encrypts. The database
is DATABASE_URL, or the one `connect` names; until either is given every query is refused.
"""

import os
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import dj_database_url

DATABASE: Final = "equipoise.sqlite3"
"""The database's file in a workspace, unless it is kept elsewhere."""
BUSY_SECONDS: Final = 60
"""How long a writer on SQLite waits for the one before it."""
PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL;"  # readers do not wait for the writer
    "PRAGMA synchronous=FULL;"  # what was answered for survives a power cut
    "PRAGMA foreign_keys=ON;"
    "PRAGMA recursive_triggers=ON;"  # INSERT OR REPLACE deletes, and must be refused as such
)


def sqlite_url(path: Path) -> str:
    """Return the DATABASE_URL of the SQLite file at `path`.

    >>> sqlite_url(Path("/srv/a plan/equipoise.sqlite3"))
    'sqlite:////srv/a%20plan/equipoise.sqlite3'
    """
    return f"sqlite:///{quote(str(path.absolute()))}"


def database(url: str) -> dict[str, Any]:
    """Return Django's settings for the database at `url`, SQLite or PostgreSQL."""
    settings: dict[str, Any] = {**dj_database_url.parse(url)}
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",  # a change waits its turn before it reads
            "init_command": PRAGMAS,
            "timeout": BUSY_SECONDS,
        }
    return settings


DATABASES: Final = (
    {"default": database(os.environ["DATABASE_URL"])} if os.environ.get("DATABASE_URL") else {}
)
INSTALLED_APPS: Final = ["equipoise.records"]
DEFAULT_AUTO_FIELD: Final = "django.db.models.BigAutoField"
USE_TZ: Final = True
TIME_ZONE: Final = "UTC"
