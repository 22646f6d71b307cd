"""Where everything is kept: a folder with a database, a store of files, and rule packs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from equipoise.params import Parameters, load
from equipoise.records import DATABASE as DATABASE  # doors that never see records name it here
from equipoise.records import connect, sqlite_url
from equipoise.register import Chart
from equipoise.store import Digest, FolderStore, Store


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """A database, a store and the packs; the first argument of every use case."""

    home: Path
    store: Store
    database_url: str = ""
    chart: Chart = field(default_factory=Chart.load)

    @classmethod
    def open(
        cls, home: Path, *, database_url: str | None = None, objects: Path | None = None
    ) -> Workspace:
        """Return the workspace in `home`, made if it is not there yet.

        `database_url` and `objects` put the database or the files elsewhere.
        """
        home.mkdir(parents=True, exist_ok=True)
        url = database_url or sqlite_url(home / DATABASE)
        connect(url)
        store = FolderStore(objects or home / "objects")
        return cls(home=home, store=store, database_url=url)

    @property
    def packs(self) -> Path:
        """The folder of rule packs, one folder each."""
        return self.home / "packs"

    def params(self, names: list[str]) -> Parameters:
        """Return the house's parameters with the named packs laid over them."""
        return load(*(self.packs / name / "params" for name in names))

    def put_file(self, path: Path) -> Digest:
        """Store a file as it is."""
        with path.open("rb") as stream:
            return self.put(stream)

    def put_files(self, paths: Iterable[Path]) -> tuple[Digest, ...]:
        """Store files as they are, all of them before the first is said to be kept."""
        with ExitStack() as opened:
            return self.store.put_all([opened.enter_context(path.open("rb")) for path in paths])

    def put(self, stream: BinaryIO) -> Digest:
        """Store bytes."""
        return self.store.put(stream)


@contextmanager
def scratch() -> Iterator[Path]:
    """Yield a private folder that is gone afterwards."""
    with TemporaryDirectory(prefix="equipoise-") as name:
        yield Path(name)
