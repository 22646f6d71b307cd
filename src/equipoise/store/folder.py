"""A store in a folder: one file for each object, named by its digest."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, Final

from equipoise.store.digest import Digest, NotStoredError, digest_of, parse, refuse_other, shaped

LEFTOVER: Final = ".putting-"
"""How the name of a file begins that is not an object yet."""
READ_ONLY: Final = 0o444


class FolderStore:
    """Objects in `root`, which is made if need be.

    Bytes are written beside the objects, forced to disk, then linked under their digest, which
    fails if there is one; then the folder is forced to disk. A crash at any moment leaves either
    no object or a whole one, and at worst a file that no reader sees and `leftovers` counts.

    Law a_crash_leaves_all_or_nothing: whatever the step at which the process is killed.
    """

    def __init__(self, root: Path) -> None:
        self.root: Final = root
        if not root.is_dir():
            root.mkdir(parents=True, exist_ok=True)
            _force(root.parent)

    def put(self, stream: BinaryIO) -> Digest:
        """Return the digest of the rest of `stream`, once its bytes are on disk."""
        (digest,) = self.put_all([stream])
        return digest

    def put_all(self, streams: Iterable[BinaryIO]) -> tuple[Digest, ...]:
        """Return the digests of the rest of each stream, once the bytes of all are on disk.

        The folder is forced once for all: that is half of what to force each would cost.
        """
        digests = tuple(self._linked(stream) for stream in streams)
        _force(self.root)
        return digests

    def _linked(self, stream: BinaryIO) -> Digest:
        """Return the digest of bytes that are on disk under it, once the folder is forced."""
        with NamedTemporaryFile(dir=self.root, prefix=LEFTOVER) as file:
            digest = digest_of(stream, also=file.write)
            file.flush()
            os.fchmod(file.fileno(), READ_ONLY)
            os.fsync(file.fileno())
            try:
                (self.root / digest).hardlink_to(file.name)
            except FileExistsError:
                self.open(digest).close()
        return digest

    def open(self, digest: Digest) -> BinaryIO:
        """Return the bytes of `digest`, read through and found whole, from their first."""
        try:
            file = (self.root / parse(digest)).open("rb")
        except FileNotFoundError:
            raise NotStoredError(digest) from None
        try:
            refuse_other(digest, file)
            file.seek(0)
        except BaseException:
            file.close()
            raise
        return file

    def path(self, digest: Digest) -> Path:
        """Return the file of the object, found whole; it is not to be written to."""
        self.open(digest).close()
        return self.root / digest

    def digests(self) -> Iterator[Digest]:
        """Yield the digest of every object, sorted."""
        return iter(sorted(parse(path.name) for path in self.root.iterdir() if shaped(path.name)))

    def leftovers(self) -> int:
        """Return how many puts were cut short, or are under way."""
        return sum(path.name.startswith(LEFTOVER) for path in self.root.iterdir())


def _force(folder: Path) -> None:
    """Force to disk which files the folder holds."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
