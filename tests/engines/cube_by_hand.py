"""The cube by hand: plain Python over lists of cells, to compare DuckDB with.

It is written from the text of the docstrings, and shares with the room its types alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from equipoise.cube import Asked, Cell, CellKey, Total
from equipoise.units import Absence, FinancialYear, Period

Listed = tuple[str, ...]


def meant(key: CellKey, where: Mapping[str, Asked]) -> bool:
    """Return whether every part asked for has one of the values allowed."""
    for part, asked in where.items():
        several = [asked] if asked is None or isinstance(asked, str | Period) else list(asked)
        if not any(_matches(key, part, one) for one in several):
            return False
    return True


def total(cells: Iterable[Cell], where: Mapping[str, Asked]) -> Total:
    """Return the sum of the cells meant."""
    found = [cell.value for cell in cells if meant(cell.key, where)]
    value = sum(one for one in found if not isinstance(one, Absence))
    return Total(value, Counter(one for one in found if isinstance(one, Absence)), len(found))


def totals(
    cells: Iterable[Cell], by: Sequence[str], where: Mapping[str, Asked]
) -> dict[Listed, Total]:
    """Return the sum of the cells meant for each value of the parts."""
    groups: dict[Listed, list[Cell]] = {}
    for cell in cells:
        if meant(cell.key, where):
            groups.setdefault(listed(cell.key, by), []).append(cell)
    return {key: total(groups[key], {}) for key in sorted(groups)}


def listed(key: CellKey, by: Sequence[str]) -> Listed:
    """Return the texts that a cell is listed by."""
    texts = {
        "organisation": key.organisation,
        "counterparty": "-" if key.counterparty is None else key.counterparty,
        "measure": key.measure,
        "year": key.period.year.code,
        "period": key.period.code,
        "item": key.item,
        "layer": key.layer,
    }
    return tuple(texts[part] for part in by)


def steps(
    before: Iterable[Cell], after: Iterable[Cell], by: Sequence[str], weights: Mapping[str, int]
) -> dict[Listed, int]:
    """Return what each group of cells adds to the difference, where it adds anything."""
    old, new = ({cell.key: cell.value for cell in side} for side in (before, after))
    found: Counter[Listed] = Counter()
    for key in {*old, *new}:
        values = old.get(key, 0), new.get(key, 0)
        if key.measure in weights and not any(isinstance(value, Absence) for value in values):
            found[listed(key, by)] += weights[key.measure] * (int(values[1]) - int(values[0]))
    return {key: found[key] for key in sorted(found) if found[key]}


def digest(cells: Iterable[Cell]) -> str:
    """Return the sha-256 of the canonical text."""
    lines = (
        f"{cell.key.reference()}\t{cell.value}\t{cell.source}\n"
        for cell in sorted(cells, key=lambda cell: cell.key.ordering)
    )
    return sha256("".join(lines).encode()).hexdigest()


def _matches(key: CellKey, part: str, one: str | Period | None) -> bool:
    match part:
        case "period":
            return key.period in _period(one, key.period.year)
        case "year":
            assert isinstance(one, str)
            return key.period.year == FinancialYear.parse(one)
        case "layer":
            return one in (key.layer, key.layer.split(".")[0])
    return listed(key, [part]) == ("-" if one is None else one,)


def _period(one: str | Period | None, year: FinancialYear) -> Period:
    assert one is not None
    if isinstance(one, Period):
        return one
    return year.coded(one) if one[0] in "YQM" else Period.parse(one)
