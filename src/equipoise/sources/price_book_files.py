"""Price books in files: a publication that is known, or any year's by the declared template.

The template is a folder of csv files, or a workbook whose sheets have their names: `about` says
what the book is, the others hold prices in pounds. A blank or a dash is no price.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from equipoise.params.entry import LIVE
from equipoise.sources.layout import LayoutError
from equipoise.sources.tariff import Tariff, tariff_of
from equipoise.sources.tariff_layout import HOUSE, TariffLayout, read_tariff_layout, tariff_layout
from equipoise.sources.tariff_tables import Rows, plain
from equipoise.sources.workbook import workbook_sheets
from equipoise.units import Period

TEMPLATE: Final = Path(__file__).parent / "price_books" / "template.yaml"
ABOUT: Final = "about"
SAID: Final = ("name", "period", "published", "status", "source")
"""What a book says of itself."""
EXAMPLE: Final = ("2023-24", "2023/24", "2023-03-31", "final", "who published it, and where")


@dataclass(frozen=True, kw_only=True)
class _About:
    name: str
    period: Period
    published: date
    status: str
    source: str


def price_book_file(path: Path) -> Tariff:
    """Return the price book in a workbook or a folder, with what does not fit.

    A workbook without a sheet `about` is read as the known publication whose sheets it has.

    Raises: LayoutError when it is neither, or does not say what it is.
    """
    sheets = _folder(path) if path.is_dir() else dict(workbook_sheets(path))
    if ABOUT in sheets:
        return _by_template(sheets, path.name)
    known = {file.stem: tariff_layout(file.stem) for file in sorted(HOUSE.glob("*.yaml"))}
    alike = {year: len(_sheets(layout) & sheets.keys()) for year, layout in known.items()}
    year = max(alike, key=lambda year: alike[year])
    if not alike[year]:
        raise LayoutError(
            f"{path.name}: no publication that is known ({', '.join(known)}), and no sheet "
            f"or file {ABOUT!r} as in the template; it has {', '.join(sheets) or 'nothing'}"
        )
    return tariff_of(sheets, known[year], name=path.name)


def price_book_template(folder: Path) -> tuple[Path, ...]:
    """Write an empty price book as a folder of csv files, and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    headings = {table.sheet: [list(table.columns.values())] for table in _layout().tables}
    about = [["field", "value"], *([said, text] for said, text in zip(SAID, EXAMPLE, strict=True))]
    written = []
    for name, rows in {ABOUT: about, **headings}.items():
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
        written.append(path)
    return tuple(written)


def _by_template(sheets: Mapping[str, Rows], name: str) -> Tariff:
    about = _about(sheets[ABOUT], name)
    layout = replace(_layout(), period=about.period, published=about.published, status=about.status)
    found = tariff_of(sheets, layout, name=name)
    return replace(found, book=replace(found.book, name=about.name, source=about.source))


def _about(rows: Rows, name: str) -> _About:
    said = {plain(row[0]): row[1].strip() for row in rows if len(row) > 1}
    if missing := [field for field in SAID if not said.get(field)]:
        raise LayoutError(f"{name}: {ABOUT} does not say {', '.join(missing)}")
    if said["status"] not in LIVE:
        raise LayoutError(
            f"{name}: {ABOUT}, status: {said['status']!r} is none of {', '.join(sorted(LIVE))}"
        )
    try:
        return _About(
            name=said["name"],
            period=Period.parse(said["period"]),
            published=date.fromisoformat(said["published"]),
            status=said["status"],
            source=said["source"],
        )
    except ValueError as error:
        raise LayoutError(f"{name}: {ABOUT}: {error}") from error


def _folder(path: Path) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for file in sorted(path.glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream, strict=True))
        width = max(map(len, rows), default=0)
        found[file.stem] = [[*row, *[""] * (width - len(row))] for row in rows]
    return found


def _layout() -> TariffLayout:
    return read_tariff_layout(TEMPLATE.read_text("utf-8"), TEMPLATE.name)


def _sheets(layout: TariffLayout) -> set[str]:
    return {table.sheet for table in layout.tables}
