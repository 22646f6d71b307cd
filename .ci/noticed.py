"""Whether a test notices a change: the tests are collected once, and each change gets a fork.

The process that collects runs no test, so that no fork starts with what another has worked out.
In its fork the code of the changed function is put in place of what it was, whoever holds it.
"""

from __future__ import annotations
import __future__

import gc
import os
import pickle
import resource
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import FunctionType
from typing import Any, Final

import pytest
from changes import Change
from coverage import Coverage

PASSED, FAILED, BROKEN = 0, 1, 70
PATIENCE: Final = 5
"""A test that takes so many times as long as it did, and two seconds, notices the change."""
MEMORY: Final = 4 * 2**30
Functions = Mapping[tuple[str, str], Sequence[FunctionType]]


@dataclass(frozen=True)
class Reached:
    """What the tests do while nothing is changed: how long each takes, and who reaches a line."""

    seconds: Sequence[float]
    tests: Mapping[str, Mapping[int, Sequence[str]]]

    def by(self, change: Change) -> list[int]:
        """Return the tests that reach the change, the quickest first."""
        lines = self.tests.get(str(change.path), {})
        found = {int(test) for line in change.lines for test in lines.get(line, ()) if test}
        return sorted(found, key=lambda test: (self.seconds[test], test))


class Forks:
    """So many forks at a time, each with what is to be done when it ends."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._ends: dict[int, Callable[[int], None]] = {}

    def start(self, work: Callable[[], int], ended: Callable[[int], None]) -> None:
        """Fork, once there is room; `ended` is given the exit code, or minus a signal."""
        while len(self._ends) >= self._most:
            self._wait()
        sys.stdout.flush()
        child = os.fork()
        if child:
            self._ends[child] = ended
            return
        errors = os.dup(2)
        code = BROKEN
        try:
            silent = os.open(os.devnull, os.O_RDWR)
            for stream in (1, 2):
                os.dup2(silent, stream)
            code = work()
        except BaseException:
            os.write(errors, traceback.format_exc().encode())
        finally:
            os._exit(code)

    def finish(self) -> None:
        """Wait for every fork."""
        while self._ends:
            self._wait()

    def _wait(self) -> None:
        child, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        if code == BROKEN:
            raise RuntimeError("what runs the tests is at fault")
        self._ends.pop(child)(code)


class Session:
    """The collected tests, as a plugin of pytest that does our work in place of its loop."""

    def __init__(self, work: Callable[[Session], None]) -> None:
        self._work = work
        self.items: Sequence[pytest.Item] = ()
        self.functions: Functions = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Return that the loop is done."""
        if session.testsfailed:
            raise session.Interrupted(f"{session.testsfailed} files could not be collected")
        self.items = session.items
        self.functions = _functions()
        gc.collect()
        gc.freeze()
        try:
            self._work(self)
        finally:
            gc.unfreeze()
        return True

    def run(self, tests: Sequence[int]) -> Iterator[int]:
        """Run these tests, and yield the number of each that passed; end at the first failure."""
        for test, following in zip(tests, [*tests[1:], None], strict=True):
            item = self.items[test]
            then = None if following is None else self.items[following]
            item.ihook.pytest_runtest_protocol(item=item, nextitem=then)
            if item.session.testsfailed:
                return
            yield test

    def reached(self, forks: Forks, folders: Sequence[str]) -> Reached:
        """Return what every test reaches in these folders.

        Raises: RuntimeError when a test fails though nothing is changed.
        """
        with tempfile.TemporaryDirectory() as folder:
            kept = Path(folder) / "reached"
            forks.start(lambda: self._watched(kept, folders), _passed)
            forks.finish()
            found: Reached = pickle.loads(kept.read_bytes())
            return found

    def hold(self, forks: Forks, made: Iterable[Change], reached: Reached) -> None:
        """Put every function in place as it was, and run every test as under a change.

        Raises: RuntimeError when a test fails: it would notice what is not changed.
        """

        def unchanged() -> int:
            for change in made:
                put_in(replace(change, text=change.original), self.functions)
            everything = sorted(range(len(self.items)), key=lambda test: reached.seconds[test])
            return self._run_within_limits(everything, reached)

        forks.start(unchanged, _passed)

    def _watched(self, kept: Path, folders: Sequence[str]) -> int:
        watch = Coverage(data_file=None, config_file=False, source=list(folders))
        watch.set_option("run:core", "ctrace")  # the one that tells the tests apart
        seconds: list[float] = []
        watch.start()
        passing = self.run(range(len(self.items)))
        for test in range(len(self.items)):
            watch.switch_context(str(test))
            started = time.process_time()
            if next(passing, None) is None:
                return FAILED
            seconds.append(time.process_time() - started)
        watch.stop()
        data = watch.get_data()
        tests = {file: data.contexts_by_lineno(file) for file in data.measured_files()}
        kept.write_bytes(pickle.dumps(Reached(seconds, tests)))
        return PASSED

    def notices(self, change: Change, reached: Reached) -> int:
        """Return FAILED when a test fails under the change; for a fork of its own."""
        put_in(change, self.functions)
        return self._run_within_limits(reached.by(change), reached)

    def _run_within_limits(self, tests: Sequence[int], reached: Reached) -> int:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        passing = self.run(tests)
        for test in tests:
            most = int(time.process_time() + 2 + PATIENCE * reached.seconds[test])
            resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
            if next(passing, None) is None:
                return FAILED
        return PASSED


def _passed(code: int) -> None:
    if code != PASSED:
        raise RuntimeError(f"unchanged, the tests do not pass: {code}")


def put_in(change: Change, functions: Functions) -> None:
    """Give the function of a change its changed code, under whatever wrapping it is held."""
    module = sys.modules[change.module]
    names: dict[str, Any] = {**vars(module)}
    if change.owner:
        names |= vars(getattr(module, change.owner))
    flags = __future__.annotations.compiler_flag
    exec(compile(change.text, change.path, "exec", flags, dont_inherit=True), names)
    made = vars(names[change.owner])[change.name] if change.owner else names[change.name]
    for function in functions[str(change.path), change.place]:
        function.__code__ = made.__code__
        function.__defaults__, function.__kwdefaults__ = made.__defaults__, made.__kwdefaults__


def _functions() -> Functions:
    found: dict[tuple[str, str], list[FunctionType]] = defaultdict(list)
    for held in gc.get_objects():
        if isinstance(held, FunctionType):
            found[held.__code__.co_filename, held.__code__.co_qualname].append(held)
    return found
