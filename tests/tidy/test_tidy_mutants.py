"""The run that changes lines (.ci/mutants.py), and the survivors it takes as explained."""

import subprocess
import sys
from pathlib import Path

import changes
import mutants
import pytest

from tests.tidy.house import ROOT, modules

CI = ROOT / ".ci"
SURVIVORS = mutants.explained((ROOT / "tests" / "mutants.toml").read_text("utf-8"))
ENTRY = """\
[[survivor]]
function = "equipoise.units.rounding.nearest"
before = "return -size if numerator < 0 else size"
after = "return -size if numerator <= 0 else size"
why = "nil has no sign"
"""
SAMPLE = '''\
"""A module."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps


def rule(*, least):
    def registered(function):
        @wraps(function)
        def run(number):
            return function(number)

        return run

    return registered


@rule(least=1)
def twice(number: int) -> int:
    return number * 2


@dataclass(frozen=True)
class Held:
    number: int

    @property
    def half(self) -> int:
        return self.number // 2

    @classmethod
    def of(cls, number: int = 3) -> Held:
        if number:
            return cls(number)
        return cls(number=0)


def counted(most: int) -> int:
    done = 0
    while done < most:
        done += 1
    return done


def never(number: int) -> int:
    return number + 1
'''
TESTS = """\
from sample import Held, counted, twice


def test_sample() -> None:
    assert twice(3) == 6
    assert Held(7).half == 3
    assert Held.of() == Held(3)
    assert counted(0) == 0
    assert counted(3) == 3
"""
UNNOTICED = {
    ("Held.of", "return cls(number=0)", "return cls(number=None)"),
    ("Held.of", "return cls(number=0)", "return cls(number=1)"),
    ("never", "return number + 1", "return number - 1"),
    ("never", "return number + 1", "return number + 2"),
}
RUN = """\
import sys
from pathlib import Path

import mutants
from changes import changes

made = list(changes(Path("sample.py").absolute(), "sample"))
found = mutants.unnoticed(made, ["test_sample.py"], folders=["."], jobs=2)
print(*sorted(found), sep="")
"""


def test_every_explained_line_still_stands_in_its_function() -> None:
    texts: dict[str, str] = {}
    for module in modules("src"):
        path = module.name.removeprefix("src/").removesuffix(".py").replace("/", ".")
        for name, function in module.functions:
            lines = module.text.splitlines()[function.lineno - 1 : function.end_lineno]
            texts[f"{path}.{name.partition('::')[2]}"] = " ".join(" ".join(lines).split())
    for survivor in SURVIVORS:
        assert " ".join(survivor.before.split()) in texts[survivor.function], survivor


def sample(folder: Path, text: str = SAMPLE, tests: str = TESTS) -> Path:
    (folder / "pytest.ini").write_text("[pytest]\npythonpath = .\n", "utf-8")
    (folder / "test_sample.py").write_text(tests, "utf-8")
    file = folder / "sample.py"
    file.write_text(text, "utf-8")
    return file


def ran(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(CI)!r})\n{RUN}"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_lines_are_changed_under_the_decorator_of_a_rule_and_of_a_property(tmp_path: Path) -> None:
    made = list(changes.changes(sample(tmp_path), "sample"))
    found = {(change.mutant.function, change.mutant.after) for change in made}
    assert ("sample.twice", "return number / 2") in found
    assert ("sample.Held.half", "return self.number // 3") in found
    assert ("sample.Held.of", "def of(cls, number: int = 4) -> Held:") in found
    assert not any("least" in change.mutant.before for change in made)


def test_a_change_is_reached_by_what_reaches_its_statement(tmp_path: Path) -> None:
    lines = SAMPLE.splitlines()
    where = {
        change.mutant.before: {lines[number - 1].strip() for number in change.lines}
        for change in changes.changes(sample(tmp_path), "sample")
    }
    assert where["return cls(number=0)"] == {"return cls(number=0)"}
    assert where["while done < most:"] == {"while done < most:", "done += 1"}
    assert "return cls(number=0)" in where["def of(cls, number: int = 3) -> Held:"]


def test_what_no_test_notices_is_found(tmp_path: Path) -> None:
    sample(tmp_path)
    done = ran(tmp_path)
    assert done.returncode == 0, done.stderr
    found = {
        (mutant.function.removeprefix("sample."), mutant.before, mutant.after)
        for mutant in mutants.explained(done.stdout.replace('why = ""', 'why = "x"'))
    }
    assert found == UNNOTICED


def test_a_test_that_fails_unchanged_ends_the_run(tmp_path: Path) -> None:
    sample(tmp_path, tests=TESTS.replace("== 6", "== 7"))
    done = ran(tmp_path)
    assert done.returncode
    assert "unchanged, the tests do not pass" in done.stdout + done.stderr


def test_a_test_that_fails_the_second_time_ends_the_run(tmp_path: Path) -> None:
    fails = """
import os, pathlib

def test_once() -> None:
    assert not pathlib.Path("been").exists()
    pathlib.Path("been").touch()
"""
    sample(tmp_path, tests=TESTS + fails)
    done = ran(tmp_path)
    assert done.returncode
    assert "unchanged, the tests do not pass" in done.stdout + done.stderr


def test_a_new_survivor_and_a_stale_explanation_are_faults() -> None:
    (known,) = mutants.explained(ENTRY)
    assert mutants.compared([known], [known]) == []
    assert mutants.compared([], []) == []
    (new,) = mutants.compared([known], [])
    (stale,) = mutants.compared([], [known])
    assert new.startswith("Survives, and is not explained:\n[[survivor]]")
    assert stale.startswith("Is explained, and does not survive:")


@pytest.mark.parametrize("text", [ENTRY + ENTRY, ENTRY.replace("nil has no sign", " ")])
def test_an_explanation_has_a_reason_and_stands_once(text: str) -> None:
    with pytest.raises(ValueError, match=r"no reason is given|explained twice"):
        mutants.explained(text)


def test_a_survivor_prints_as_an_entry_to_fill_in() -> None:
    (known,) = mutants.explained(ENTRY)
    assert mutants.explained(str(known).replace('why = ""', 'why = "x"')) == [known]
