"""What every store must do: one suite, run on each of them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from equipoise.store import (
    Digest,
    DigestMismatchError,
    FolderStore,
    MemoryStore,
    NotADigestError,
    NotStoredError,
    Store,
    Verified,
    digest_of,
    verify,
)

# FIPS 180-2, appendix B.1: the sha-256 of "abc"
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
NONE = Digest("0" * 64)
LARGE = bytes(range(256)) * 10_000


class BrokenStream:
    def __init__(self, pieces: int) -> None:
        self.pieces = pieces

    def read(self, size: int) -> bytes:
        if not self.pieces:
            raise ConnectionResetError("the sender went away")
        self.pieces -= 1
        return bytes(size)


def damage_file(store: Store, digest: Digest, content: bytes) -> None:
    path = store.path(digest)
    path.chmod(0o644)
    path.write_bytes(content)


def damage_memory(store: Store, digest: Digest, content: bytes) -> None:
    assert isinstance(store, MemoryStore)
    store._objects[digest] = content


Damage = Callable[[Store, Digest, bytes], None]


@pytest.fixture(params=["folder", "memory"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Store, Damage]:
    if request.param == "folder":
        return FolderStore(tmp_path / "workspace" / "objects"), damage_file
    return MemoryStore(), damage_memory


@pytest.fixture
def store(made: tuple[Store, Damage]) -> Store:
    return made[0]


@pytest.fixture
def damage(made: tuple[Store, Damage]) -> Damage:
    return made[1]


def test_a_digest_is_the_sha_256_of_the_bytes(store: Store) -> None:
    assert store.put(BytesIO(b"abc")) == ABC
    assert list(store.digests()) == [ABC]


def test_only_the_rest_of_a_stream_is_put(store: Store) -> None:
    stream = BytesIO(b"headabc")
    stream.read(4)
    assert store.put(stream) == ABC


def test_what_is_opened_stands_at_its_first_byte(store: Store) -> None:
    with store.open(store.put(BytesIO(LARGE))) as stream:
        assert stream.read(3) == LARGE[:3]
        assert stream.seek(-3, 2) == len(LARGE) - 3
        assert stream.read() == LARGE[-3:]


def test_nothing_at_all_can_be_put(store: Store) -> None:
    digest = store.put(BytesIO())
    assert store.path(digest).read_bytes() == b""


def test_the_same_bytes_are_kept_once(store: Store) -> None:
    first = store.put(BytesIO(LARGE))
    path = store.path(first)
    before = path.stat()
    assert store.put(BytesIO(LARGE)) == first
    assert store.path(first).stat().st_ino == before.st_ino
    assert verify(store) == Verified(1, ())


def test_a_path_is_a_file_that_nobody_should_write_to(store: Store) -> None:
    path = store.path(store.put(BytesIO(LARGE)))
    assert path.read_bytes() == LARGE
    assert path.stat().st_mode & 0o777 == 0o444


def test_digests_are_sorted(store: Store) -> None:
    digests = [store.put(BytesIO(bytes([number]))) for number in range(20)]
    assert list(store.digests()) == sorted(digests)


@pytest.mark.parametrize("ask", ["open", "path"])
def test_what_is_not_there_is_named(store: Store, ask: str) -> None:
    with pytest.raises(NotStoredError, match="nothing is stored under 0000") as caught:
        getattr(store, ask)(NONE)
    assert caught.value.digest == NONE


@pytest.mark.parametrize("text", ["", "abc", "../../etc/passwd", ABC.upper(), f"{ABC}\n", "x" * 64])
def test_what_is_not_a_digest_reaches_no_file(store: Store, text: str) -> None:
    with pytest.raises(NotADigestError) as caught:
        store.open(Digest(text))
    assert caught.value.found == text


@pytest.mark.parametrize("content", [b"", b"ab", b"abcd", b"abd"])
@pytest.mark.parametrize("ask", ["open", "path"])
def test_damaged_bytes_are_never_handed_over(
    store: Store, damage: Damage, content: bytes, ask: str
) -> None:
    digest = store.put(BytesIO(b"abc"))
    damage(store, digest, content)
    with pytest.raises(DigestMismatchError, match=f"stored as {ABC}") as caught:
        getattr(store, ask)(digest)
    assert (caught.value.digest, caught.value.found) == (ABC, digest_of(BytesIO(content)))


def test_damaged_bytes_are_never_written_over(store: Store, damage: Damage) -> None:
    digest = store.put(BytesIO(b"abc"))
    damage(store, digest, b"abd")
    with pytest.raises(DigestMismatchError):
        store.put(BytesIO(b"abc"))
    assert verify(store) == Verified(1, (digest,))


def test_verify_names_each_damaged_object(store: Store, damage: Damage) -> None:
    digests = [store.put(BytesIO(bytes([number]))) for number in range(9)]
    for digest in digests[2:4]:
        damage(store, digest, b"other")
    assert verify(store) == Verified(9, tuple(sorted(digests[2:4])))


def test_a_stream_that_breaks_leaves_nothing(store: Store) -> None:
    with pytest.raises(ConnectionResetError):
        store.put(cast(BinaryIO, BrokenStream(pieces=2)))
    assert verify(store) == Verified(0, ())
    if isinstance(store, FolderStore):
        assert list(store.root.iterdir()) == []
