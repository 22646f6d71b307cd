"""Laws of stored bytes."""

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.store import FolderStore, MemoryStore, Store, Verified, verify

MADE: dict[str, Callable[[str], Store]] = {
    "folder": lambda folder: FolderStore(Path(folder, "objects")),
    "memory": lambda _: MemoryStore(),
}
stores = pytest.mark.parametrize("made", MADE.values(), ids=MADE)
FEWER = settings(max_examples=settings().max_examples // 5)
"""For what is forced to disk several times a case."""
contents = st.lists(st.binary(max_size=300), max_size=4)


class Trickle:
    """A stream that hands over what it likes, as sockets and pipes do."""

    def __init__(self, content: bytes, size: int) -> None:
        self.stream = BytesIO(content)
        self.size = size

    def read(self, size: int) -> bytes:
        return self.stream.read(min(size, self.size))


@stores
@FEWER
@given(st.binary(max_size=3000), st.integers(1, 500))
def test_what_is_put_is_opened(made: Callable[[str], Store], content: bytes, size: int) -> None:
    with TemporaryDirectory() as folder:
        store = made(folder)
        digest = store.put(cast(BinaryIO, Trickle(content, size)))
        with store.open(digest) as stream:
            assert stream.read() == content
        assert store.path(digest).read_bytes() == content


@stores
@FEWER
@given(contents)
def test_same_bytes_have_one_digest(made: Callable[[str], Store], contents: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        store = made(folder)
        digests = [store.put(BytesIO(content)) for content in (*contents, *contents)]
        assert digests == [sha256(content).hexdigest() for content in (*contents, *contents)]
        assert list(store.digests()) == sorted(set(digests))
        assert verify(store) == Verified(len(set(contents)), ())


@stores
@FEWER
@given(contents)
def test_all_are_put_as_one_is(made: Callable[[str], Store], contents: list[bytes]) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        together, alone = made(one), made(other)
        streams = map(BytesIO, contents)
        digests = together.put_all(streams)
        assert digests == tuple(alone.put(BytesIO(content)) for content in contents)
        assert list(together.digests()) == list(alone.digests())
        assert verify(together) == Verified(len(set(contents)), ())


@FEWER
@given(st.sets(st.binary(min_size=1, max_size=300), min_size=1, max_size=4), st.data())
def test_a_flipped_byte_is_named(contents: set[bytes], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        store = FolderStore(Path(folder))
        digests = {content: store.put(BytesIO(content)) for content in contents}
        content = data.draw(st.sampled_from(sorted(contents)))
        place = data.draw(st.integers(0, len(content) - 1))
        flipped = bytearray(content)
        flipped[place] ^= 1 << data.draw(st.integers(0, 7))
        damage(store.path(digests[content]), bytes(flipped))
        assert verify(store) == Verified(len(contents), (digests[content],))


def damage(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)
