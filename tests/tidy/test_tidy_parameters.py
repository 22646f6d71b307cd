"""CONVENTIONS 1 and 8: every value of the tree is cited, and its name says its unit."""

import pytest

from equipoise.params import load
from equipoise.params.parameters import HOUSE

TREE = load().tree


def misnamed(path: str, unit: str) -> bool:
    """Return whether a parameter's name does not end with the word for its unit."""
    return not path.endswith(f"_{unit.rpartition(' ')[2].lower()}")


def test_the_loader_takes_every_file_of_the_tree() -> None:
    assert set(TREE) == {
        file.relative_to(HOUSE).with_suffix("").as_posix() for file in HOUSE.rglob("*.yaml")
    }


@pytest.mark.parametrize("path", sorted(TREE))
def test_every_value_is_cited(path: str) -> None:
    assert TREE[path].title
    assert TREE[path].entries
    for entry in TREE[path].entries:
        assert all((entry.status, entry.kind, entry.source, entry.place)), entry
        assert entry.published
        assert entry.applies
        assert (entry.value is None) == bool(entry.table)


def test_a_name_ends_with_its_unit() -> None:
    assert [path for path in TREE if misnamed(path, TREE[path].unit.name)] == []


def test_every_table_lies_beside_a_file_that_names_it() -> None:
    for table in HOUSE.rglob("*.csv"):
        beside = "".join(file.read_text("utf-8") for file in table.parent.glob("*.yaml"))
        assert f"table: {table.name}\n" in beside


@pytest.mark.parametrize(
    ("path", "unit", "fault"),
    [
        ("match/tolerance_pence", "pence", False),
        ("match/tolerance", "pence", True),
        ("match/tolerance_ratio", "pence", True),
        ("staff/growth_wte", "hundredths of a WTE", False),
    ],
)
def test_a_name_without_its_unit_is_seen(path: str, unit: str, *, fault: bool) -> None:
    assert misnamed(path, unit) is fault
