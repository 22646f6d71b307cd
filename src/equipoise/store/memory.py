"""A store in memory, for trials and tests; it ends with the process."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import BinaryIO
from weakref import finalize

from equipoise.store.digest import Digest, NotStoredError, digest_of, parse, refuse_other
from equipoise.store.folder import FolderStore


class MemoryStore:
    """Objects in memory; those asked for as files are copied to a private folder."""

    def __init__(self) -> None:
        self._objects: dict[Digest, bytes] = {}

    def put(self, stream: BinaryIO) -> Digest:
        """Return the digest of the rest of `stream`, once its bytes are kept."""
        content = BytesIO()
        digest = digest_of(stream, also=content.write)
        self._objects.setdefault(digest, content.getvalue())
        self.open(digest).close()
        return digest

    def put_all(self, streams: Iterable[BinaryIO]) -> tuple[Digest, ...]:
        """Return the digests of the rest of each stream, once its bytes are kept."""
        return tuple(self.put(stream) for stream in streams)

    def open(self, digest: Digest) -> BinaryIO:
        """Return the bytes of `digest`, read through and found whole, from their first."""
        if parse(digest) not in self._objects:
            raise NotStoredError(digest)
        content = BytesIO(self._objects[digest])
        refuse_other(digest, content)
        content.seek(0)
        return content

    def path(self, digest: Digest) -> Path:
        """Return a copy of the bytes of `digest`, found whole; it ends with the store."""
        with self.open(digest) as content:
            return self._copies.path(self._copies.put(content))

    def digests(self) -> Iterator[Digest]:
        """Yield the digest of every object, sorted."""
        return iter(sorted(self._objects))

    @cached_property
    def _copies(self) -> FolderStore:
        folder = mkdtemp(prefix="equipoise-")
        finalize(self, rmtree, folder)
        return FolderStore(Path(folder))
