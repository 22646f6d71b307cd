"""What only a folder can show: names, leftovers, several at once."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest

from equipoise.store import Digest, FolderStore, MemoryStore, Verified, verify

LARGE = bytes(range(256)) * 20_000


def test_an_object_is_one_file_named_by_its_digest(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "new" / "objects")
    digest = store.put(BytesIO(b"abc"))
    assert [path.name for path in store.root.iterdir()] == [digest]
    assert store.path(digest) == tmp_path / "new" / "objects" / digest


def test_leftovers_are_counted_and_otherwise_unseen(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    digest = store.put(BytesIO(b"abc"))
    (tmp_path / ".putting-1234").write_bytes(b"ab")
    (tmp_path / "notes.txt").write_text("not an object")
    assert list(store.digests()) == [digest]
    assert verify(store) == Verified(1, ())
    assert store.leftovers() == 1


def test_a_second_store_reads_what_the_first_put(tmp_path: Path) -> None:
    digest = FolderStore(tmp_path).put(BytesIO(LARGE))
    with FolderStore(tmp_path).open(digest) as stream:
        assert stream.read() == LARGE


def test_many_may_put_the_same_bytes_at_once(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)

    def put(_: int) -> Digest:
        return store.put(BytesIO(LARGE))

    with ThreadPoolExecutor(8) as pool:
        digests = set(pool.map(put, range(24)))
    assert digests == set(store.digests())
    assert verify(store) == Verified(1, ())
    assert store.leftovers() == 0


def test_a_root_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "objects").write_text("in the way")
    with pytest.raises(FileExistsError):
        FolderStore(tmp_path / "objects")


def test_copies_end_with_the_store_in_memory() -> None:
    store = MemoryStore()
    path = store.path(store.put(BytesIO(b"abc")))
    assert path.exists()
    del store
    assert not path.exists()
