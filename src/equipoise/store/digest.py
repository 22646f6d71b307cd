"""Digests: bytes are known by their sha-256 and by nothing else."""

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import BinaryIO, Final, NewType

Digest = NewType("Digest", str)
"""The sha-256 of some bytes, in 64 hexadecimal digits."""
AT_ONCE: Final = 1 << 20
"""How many bytes are held at a time: the size of a file costs no memory."""
_SHAPE: Final = re.compile(r"[0-9a-f]{64}")


class NotADigestError(ValueError):
    """The text is not a digest."""

    def __init__(self, found: str) -> None:
        super().__init__(f"not a sha-256 of 64 hexadecimal digits: {found!r}")
        self.found = found


class NotStoredError(LookupError):
    """The store holds no bytes of this digest."""

    def __init__(self, digest: Digest) -> None:
        super().__init__(f"nothing is stored under {digest}")
        self.digest = digest


class DigestMismatchError(Exception):
    """What is stored under a digest has another: it was altered, or cut short, since."""

    def __init__(self, digest: Digest, found: Digest) -> None:
        super().__init__(f"stored as {digest}, but its bytes now have {found}")
        self.digest = digest
        self.found = found


def parse(text: str) -> Digest:
    """Return the text as a digest.

    Raises: NotADigestError.
    """
    if not _SHAPE.fullmatch(text):
        raise NotADigestError(text)
    return Digest(text)


def shaped(text: str) -> bool:
    """Return whether the text is a digest."""
    return bool(_SHAPE.fullmatch(text))


def digest_of(stream: BinaryIO, *, also: Callable[[bytes], object] | None = None) -> Digest:
    """Return the digest of the rest of `stream`, handing each piece to `also` on the way.

    >>> from io import BytesIO
    >>> digest_of(BytesIO(b""))[:12]
    'e3b0c44298fc'
    """
    found = sha256()
    for piece in _pieces(stream):
        found.update(piece)
        if also:
            also(piece)
    return Digest(found.hexdigest())


def refuse_other(digest: Digest, stream: BinaryIO) -> None:
    """Raise DigestMismatchError unless the rest of `stream` has the digest."""
    found = digest_of(stream)
    if found != digest:
        raise DigestMismatchError(digest, found)


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(AT_ONCE):
        yield piece
