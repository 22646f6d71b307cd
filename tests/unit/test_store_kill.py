"""A child that puts large objects for as long as it lives, killed at several moments."""

import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

from equipoise.store import FolderStore, verify

CHILD = """
import sys
from io import BytesIO
from pathlib import Path
from equipoise.store import FolderStore

store = FolderStore(Path(sys.argv[1]))
for number in range(10_000):
    print(store.put(BytesIO(number.to_bytes(4, "big") * 2_000_000)), flush=True)
"""


@pytest.mark.parametrize("milliseconds", [0, 3, 7, 12, 18, 25, 33, 42])
def test_what_a_killed_process_said_it_put_is_there_and_whole(
    tmp_path: Path, milliseconds: int
) -> None:
    command = [sys.executable, "-c", CHILD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        first = child.stdout.readline().strip()
        sleep(milliseconds * 0.001)
        child.kill()
        said = {first, *child.stdout.read().split()}
    store = FolderStore(tmp_path)
    found = verify(store)
    assert found.damaged == ()
    assert said <= set(store.digests())
    assert found.counted <= len(said) + 1
    assert store.leftovers() <= 1
