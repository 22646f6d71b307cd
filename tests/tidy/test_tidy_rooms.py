"""CONVENTIONS 3: the rooms on disk are those of ARCHITECTURE.md, and each says what it is for."""

import ast
import re

from tests.tidy.house import ROOT, SOURCE, modules

ROW = re.compile(r"^\| (\d+) \| `(\w+)`( \(to come\))? \|", re.MULTILINE)
TABLE = ROW.findall((ROOT / "ARCHITECTURE.md").read_text("utf-8"))
LAYER = re.compile(r"^    (\S.*)$", re.MULTILINE)


def lines(text: str) -> dict[str, int]:
    """Return the rooms of the layers in .importlinter, each with its line, the lowest nought."""
    layers = text.partition("layers =\n")[2].partition("\n\n")[0]
    listed = [re.findall(r"\w+", layer) for layer in LAYER.findall(layers)]
    return {room: line for line, layer in enumerate(reversed(listed)) for room in layer}


def test_the_rooms_on_disk_are_those_of_the_table() -> None:
    on_disk = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert on_disk == {room for _, room, to_come in TABLE if not to_come}


def test_a_folder_of_code_is_a_room() -> None:
    assert {m.room for m in modules("src")} - {""} == {
        path.parent.name for path in SOURCE.glob("*/__init__.py")
    }


def test_the_linter_holds_the_same_lines() -> None:
    held = lines((ROOT / ".importlinter").read_text("utf-8"))
    assert held == {room: int(line) for line, room, _ in TABLE}


def test_every_room_says_what_it_is_for_and_what_it_offers() -> None:
    front_doors = [m for m in modules("src") if m.name.count("/") == 3 and "__init__" in m.name]
    assert front_doors
    for module in front_doors:
        assert ast.get_docstring(module.tree), module.name
        assert "\n\n__all__ = [" in module.text, module.name


def test_the_package_itself_stays_empty() -> None:
    assert (SOURCE / "__init__.py").read_bytes() == b""


def test_layers_are_read_from_the_lowest_up() -> None:
    text = "layers =\n    (cli) | (web)\n    cube\n    units\n\n[other]\n    no"
    assert lines(text) == {"cli": 2, "web": 2, "cube": 1, "units": 0}
