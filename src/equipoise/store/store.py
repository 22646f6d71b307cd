"""What a store does, wherever it keeps the bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from equipoise.store.digest import Digest, DigestMismatchError


class Store(Protocol):
    """Immutable bytes, each known by its digest; it knows nothing of what they mean.

    Law what_is_put_is_opened: byte for byte, however the stream hands them over.
    Law same_bytes_have_one_digest: they are stored once, and others have another.
    """

    def put(self, stream: BinaryIO) -> Digest:
        """Return the digest of the rest of `stream`, once its bytes are kept for good.

        Raises: DigestMismatchError when other bytes already stand under the digest; they are
            never written over.
        """
        ...

    def put_all(self, streams: Iterable[BinaryIO]) -> tuple[Digest, ...]:
        """Return the digests of the rest of each stream, in order, once all are kept for good.

        Raises: DigestMismatchError, as `put`; what came before it is kept.
        Law all_are_put_as_one_is: the same objects, under the same digests.
        """
        ...

    def open(self, digest: Digest) -> BinaryIO:
        """Return the bytes of `digest`, read through and found whole, from their first.

        Raises: NotStoredError; NotADigestError; DigestMismatchError.
        """
        ...

    def path(self, digest: Digest) -> Path:
        """Return a file on this machine that holds the bytes of `digest`, found whole.

        Raises: NotStoredError; NotADigestError; DigestMismatchError.
        """
        ...

    def __hash__(self) -> int:
        """Return what tells this store from others, so that what it holds can be remembered."""
        ...

    def digests(self) -> Iterator[Digest]:
        """Yield the digest of everything that is stored, sorted."""
        ...


@dataclass(frozen=True)
class Verified:
    """How many objects were read through, and which no longer are what they were."""

    counted: int
    damaged: tuple[Digest, ...]


def verify(store: Store) -> Verified:
    """Return what reading everything in the store found.

    Law a_flipped_byte_is_named: whichever byte of whichever object.
    """
    counted, damaged = 0, list[Digest]()
    for digest in store.digests():
        counted += 1
        try:
            store.open(digest).close()
        except DigestMismatchError:
            damaged.append(digest)
    return Verified(counted, tuple(damaged))
