"""The law of crashes: real child processes, killed by the system at every step of a put."""

import signal
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from equipoise.store import FolderStore, verify

SIZE = 3_000_000
CONTENT = Random(0).randbytes(SIZE)
DIGEST = sha256(CONTENT).hexdigest()
AT_STEP = """
import signal, sys
from io import BytesIO
from pathlib import Path
from random import Random
from equipoise.store import FolderStore

root, last = Path(sys.argv[1]), int(sys.argv[2])
done = 0

def step(*_):
    global done
    done += 1
    if done > last:
        signal.raise_signal(signal.SIGKILL)

class Stepping(BytesIO):
    def read(self, size):
        step()
        return super().read(size)

store, content = FolderStore(root), Stepping(Random(0).randbytes(3_000_000))
sys.addaudithook(lambda event, _: event.startswith(("open", "os.", "tempfile.")) and step())
store.put(content)
done = -99
print("whole")
"""


def killed_at(step: int, root: Path) -> bool:
    """Return whether a child that may do `step` steps of a put was killed before the end."""
    command = [sys.executable, "-c", AT_STEP, str(root), str(step)]
    child = subprocess.run(command, capture_output=True, check=False, text=True)
    assert child.returncode in (0, -signal.SIGKILL), child.stderr
    return child.returncode != 0


def test_a_crash_leaves_all_or_nothing(tmp_path: Path) -> None:
    seen = set()
    for step in range(40):
        root = tmp_path / str(step)
        killed = killed_at(step, root)
        store = FolderStore(root)
        found = tuple(store.digests())
        assert found in ((), (DIGEST,))
        assert verify(store).damaged == ()
        seen.add((len(found), store.leftovers()))
        assert store.put(BytesIO(CONTENT)) == DIGEST
        assert list(store.digests()) == [DIGEST]
        if not killed:
            break
    else:
        pytest.fail("a put of so few bytes takes fewer steps")
    # before the file, with it, with it and the object, with the object alone
    assert seen == {(0, 0), (0, 1), (1, 1), (1, 0)}
