"""The driver of the mutation run (.ci/mutants.py), and the survivors it takes as explained."""

import importlib.util
import sys
from types import ModuleType

import pytest

from tests.tidy.house import ROOT, modules


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutants", ROOT / ".ci" / "mutants.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutants"] = module
    spec.loader.exec_module(module)
    return module


mutants = loaded()
SURVIVORS = mutants.explained((ROOT / "tests" / "mutants.toml").read_text("utf-8"))
DIFF = """\
# equipoise.units.rounding.x_nearest__mutmut_15: survived
--- src/equipoise/units/rounding.py
+++ src/equipoise/units/rounding.py
@@ -1,4 +1,4 @@
     size = 1
-    return -size if numerator < 0 else size
+    return -size if numerator <= 0 else size
"""
ENTRY = """\
[[survivor]]
function = "equipoise.units.rounding.nearest"
before = "return -size if numerator < 0 else size"
after = "return -size if numerator <= 0 else size"
why = "nil has no sign"
"""
NEAREST = "equipoise.units.rounding.x_nearest__mutmut_15"


def test_every_explained_line_still_stands_in_its_function() -> None:
    texts: dict[str, str] = {}
    for module in modules("src"):
        path = module.name.removeprefix("src/").removesuffix(".py").replace("/", ".")
        for name, function in module.functions:
            lines = module.text.splitlines()[function.lineno - 1 : function.end_lineno]
            texts[f"{path}.{name.partition('::')[2]}"] = " ".join(" ".join(lines).split())
    for survivor in SURVIVORS:
        assert " ".join(survivor.before.split()) in texts[survivor.function], survivor


def test_a_difference_is_read() -> None:
    (known,) = mutants.explained(ENTRY)
    assert mutants.mutant(NEAREST, DIFF) == known


def test_functions_and_methods_are_named() -> None:
    names = {
        "equipoise.units.years.xǁPeriodǁparse__mutmut_6": "equipoise.units.years.Period.parse",
        "equipoise.units.money.x__whole__mutmut_12": "equipoise.units.money._whole",
        "equipoise.rules.a.b.x_f__mutmut_1": "equipoise.rules.a.b.f",
    }
    assert {name: mutants.function_of(name) for name in names} == names


def test_what_no_test_noticed_is_found() -> None:
    results = "\n".join(
        f"    equipoise.units.a.x_f__mutmut_{number}: {status}"
        for number, status in enumerate(("killed", "survived", "timeout", "no tests", "suspicious"))
    )
    assert [name[-1] for name in mutants.unnoticed(f"noise\n - leaked\n{results}\n")] == list("134")


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
