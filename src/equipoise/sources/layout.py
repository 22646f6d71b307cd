"""How a published file is laid out: its columns under our names, held as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

HOUSE: Final = Path(__file__).parent / "layouts"
FIELDS: Final = ("title", "publisher", "licence", "headings", "columns")
OPTIONAL: Final = (
    *("blank", "dates", "key", "not_every_year", "required", "rounded_to_pence", "rows_above"),
    *("sheet", "years"),
)


class LayoutError(ValueError):
    """A layout is refused: it lacks something, or says something unknown."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where each of our fields stands in a published file.

    Shape: with `headings`, a field lists every heading it has had over the years; without, its
        column, counted from 1. `blank` are the texts that stand for nothing. `key` is the field
        that names a row once, if any; `required` may not be blank; `dates` and `years` are written
        as such wherever they are not blank. The columns of `not_every_year` may be absent, and are
        then blank in every row. `rounded_to_pence` is what published money is rounded to, 0 where
        it is not money. `rows_above` is how many rows may stand above the headings. `sheet` is the
        one of a workbook that holds the table; blank for the first.
    """

    title: str
    publisher: str
    licence: str
    headings: bool
    columns: Mapping[str, tuple[str, ...]]
    blank: frozenset[str]
    key: str
    required: frozenset[str]
    dates: frozenset[str]
    years: frozenset[str]
    not_every_year: frozenset[str]
    sheet: str
    rounded_to_pence: int
    rows_above: int


def layout(name: str) -> Layout:
    """Return the house's layout of that name.

    >>> layout("practice_structures").columns["system"]
    ('STP_ODS_CODE', 'ICB_ODS_CODE')
    """
    return read((HOUSE / f"{name}.yaml").read_text("utf-8"), name)


def read_layout(path: Path) -> Layout:
    """Return a layout that somebody has declared in a file, as those of the house are.

    Raises: LayoutError naming the file and what it lacks or does not know.
    """
    return read(path.read_text("utf-8"), path.name)


def read(text: str, name: str) -> Layout:
    """Return the layout written as YAML `text`.

    Raises: LayoutError naming the file and what it lacks or does not know.
    """
    try:
        fields: Any = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise LayoutError(f"{name}: not readable: {error}") from error
    if not isinstance(fields, dict) or not isinstance(fields.get("columns", {}), dict):
        raise LayoutError(f"{name}: a layout is fields by name, and so are its columns")
    if missing := [need for need in FIELDS if not fields.get(need)]:
        raise LayoutError(f"{name}: lacks {', '.join(missing)}")
    if unknown := sorted(fields.keys() - {*FIELDS, *OPTIONAL}):
        raise LayoutError(f"{name}: does not know {', '.join(unknown)}")
    columns = {field: tuple(headings) for field, headings in fields["columns"].items()}
    marks = ("required", "dates", "years", "not_every_year")
    marked = {mark: frozenset(fields.get(mark, ())) for mark in marks}
    key = fields.get("key", "")
    if strange := sorted(({key} - {""}).union(*marked.values()) - columns.keys()):
        raise LayoutError(f"{name}: no column for {', '.join(strange)}")
    return Layout(
        title=fields["title"],
        publisher=fields["publisher"],
        licence=fields["licence"],
        headings=fields["headings"] == "yes",
        columns=columns,
        blank=frozenset(fields.get("blank", ())) | {""},
        key=key,
        sheet=fields.get("sheet", ""),
        rounded_to_pence=int(fields.get("rounded_to_pence", "0")),
        rows_above=int(fields.get("rows_above", "0")),
        **marked,
    )
