"""The one workspace that this service shows, as its settings name it."""

from functools import cache
from pathlib import Path

from django.conf import settings

from equipoise.store import FolderStore
from equipoise.usecases.workspace import Workspace


def workspace() -> Workspace:
    """Return the workspace; its database is the one Django is connected to."""
    home = settings.EQUIPOISE_HOME
    objects = Path(settings.EQUIPOISE_STORE) if settings.EQUIPOISE_STORE else home / "objects"
    return _opened(home, objects, settings.DATABASE_URL)


@cache
def _opened(home: Path, objects: Path, database_url: str) -> Workspace:
    return Workspace(home=home, store=FolderStore(objects), database_url=database_url)
