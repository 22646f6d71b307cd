"""Bytes that never change, known by their digest and by nothing else, behind one protocol.

A folder keeps them for good; memory keeps them for a trial. Reading proves them whole.
"""

from equipoise.store.digest import (
    Digest,
    DigestMismatchError,
    NotADigestError,
    NotStoredError,
    digest_of,
)
from equipoise.store.folder import FolderStore
from equipoise.store.memory import MemoryStore
from equipoise.store.store import Store, Verified, verify

__all__ = [
    "Digest",
    "DigestMismatchError",
    "FolderStore",
    "MemoryStore",
    "NotADigestError",
    "NotStoredError",
    "Store",
    "Verified",
    "digest_of",
    "verify",
]
