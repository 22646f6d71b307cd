"""How a year's published prices are laid out: its sheets and the tables in them, held as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from equipoise.sources.layout import LayoutError
from equipoise.units import Period

HOUSE: Final = Path(__file__).parent / "tariffs"
FIELDS: Final = frozenset(
    {"title", "publisher", "licence", "period", "published", "status", "tables", "not_read"}
)
TABLE: Final = frozenset({"sheet", "into", "name", "after", "columns", "ignored", "blank", "keys"})
PARTS: Final = frozenset(
    {
        *("admitted", "antenatal", "attendances", "best_practice", "delivery", "emergency"),
        *("home_birth", "levels", "market_forces", "non_delivery", "payments", "postnatal"),
        *("services", "short_stay", "tariffs", "top_ups", "unbundled"),
    }
)
"""The parts of a price book that a table can hold."""


@dataclass(frozen=True, kw_only=True)
class PriceTable:
    """One table of a sheet, and the part of the book that it is read into.

    Shape: `columns` has our field by its heading, one of them `key`; two may share a heading.
        Where there is an `of`, the two together are the key, and that may be blank.
        `after` is the line above the headings, blank for a sheet of one table. `ignored`
        headings are known and not read; `blank` texts stand for no price, as a dash does.
        `keys` gives names for keys that are only numbers.
    """

    sheet: str
    into: str
    columns: Mapping[str, str]
    name: str = ""
    after: str = ""
    ignored: tuple[str, ...] = ()
    blank: frozenset[str] = frozenset()
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TariffLayout:
    """A year's publication: what it is, its tables, and the sheets that hold no price to read."""

    title: str
    publisher: str
    licence: str
    period: Period
    published: date
    status: str
    tables: tuple[PriceTable, ...]
    not_read: Mapping[str, str]


def tariff_layout(name: str) -> TariffLayout:
    """Return the layout that comes with the program, by its year.

    >>> len({table.sheet for table in tariff_layout("2022-23").tables})
    11
    """
    return read_tariff_layout((HOUSE / f"{name}.yaml").read_text("utf-8"), name)


def read_tariff_layout(text: str, name: str) -> TariffLayout:
    """Return the layout written as YAML `text`.

    Raises: LayoutError naming the file and what it lacks or does not know.
    """
    try:
        fields: Any = yaml.load(text, Loader=yaml.BaseLoader)
        if unlike := FIELDS ^ fields.keys():
            raise LayoutError(f"{name}: lacks or does not know {', '.join(sorted(unlike))}")
        return TariffLayout(
            title=fields["title"],
            publisher=fields["publisher"],
            licence=fields["licence"],
            period=Period.parse(fields["period"]),
            published=date.fromisoformat(fields["published"]),
            status=fields["status"],
            tables=tuple(_table(one, name) for one in fields["tables"]),
            not_read=dict(fields["not_read"]),
        )
    except (yaml.YAMLError, AttributeError, TypeError, ValueError, KeyError) as error:
        raise LayoutError(f"{name}: not readable: {error}") from error


def _table(fields: Mapping[str, Any], name: str) -> PriceTable:
    if unknown := sorted(fields.keys() - TABLE):
        raise LayoutError(f"{name}: a table does not know {', '.join(unknown)}")
    if fields["into"] not in PARTS or "key" not in fields["columns"]:
        raise LayoutError(f"{name}: a table names a part of the book and its key: {dict(fields)}")
    return PriceTable(
        sheet=fields["sheet"],
        into=fields["into"],
        name=fields.get("name", ""),
        after=fields.get("after", ""),
        columns=dict(fields["columns"]),
        ignored=tuple(fields.get("ignored", ())),
        blank=frozenset(fields.get("blank", ())),
        keys=dict(fields.get("keys", {})),
    )
