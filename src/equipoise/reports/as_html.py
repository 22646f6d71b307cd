"""Tables as plain HTML: a caption, heads with their scope, numbers to the right, no script."""

from collections.abc import Iterable
from html import escape
from typing import Final

from equipoise.reports.display import MoneyUnits, footnotes, head, shown, tidied
from equipoise.reports.table import ColumnKind, Row, Table

STYLE: Final = (
    "body{font-family:Arial,Helvetica,sans-serif;color:#0b0c0c;background:#fff;margin:24px;"
    "max-width:960px}"
    "figure{margin:0 0 24px}svg{max-width:100%;height:auto}figcaption{margin-top:8px}"
    "table{border-collapse:collapse}caption{text-align:left;font-weight:bold;padding:8px 0}"
    "th,td{text-align:left;vertical-align:top;padding:8px 16px 8px 0;"
    "border-bottom:1px solid #b1b4b6}"
    "thead th{vertical-align:bottom}tbody th{font-weight:normal}"
    ".number{text-align:right}.total th,.total td{font-weight:bold;border-top:2px solid #0b0c0c}"
)


def html_table(table: Table, units: MoneyUnits = "m") -> str:
    """Return the table with its caption, basis and notes; the first cell of a row is its head."""
    kinds = [column.kind for column in table.columns]
    heads = "".join(
        f'<th scope="col"{_side(column.kind)}>{_text(head(column, units))}</th>'
        for column in table.columns
    )
    rows = "\n".join(_row(row, table, kinds, units) for row in table.rows)
    above = "".join(f"<p>{_text(line)}</p>\n" for line in (table.sentence, table.basis) if line)
    below = "".join(f"\n<p>Note: {_text(note)}</p>" for note in footnotes(table))
    return (
        f"{above}<table>\n<caption>{_text(table.title)}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>{below}"
    )


def html_page(title: str, blocks: Iterable[str]) -> str:
    """Return a page of these blocks, readable without script, font or picture from elsewhere."""
    body = "\n".join(blocks)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{_text(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _row(row: Row, table: Table, kinds: list[ColumnKind], units: MoneyUnits) -> str:
    first, *others = (
        _text(shown(row.cells.get(column.key), column.kind, units)) for column in table.columns
    )
    cells = "".join(
        f"<td{_side(kind)}>{text}</td>" for kind, text in zip(kinds[1:], others, strict=True)
    )
    mark = ' class="total"' if row.emphasis else ""
    return f'<tr{mark}><th scope="row"{_side(kinds[0])}>{first}</th>{cells}</tr>'


def _side(kind: ColumnKind) -> str:
    return "" if kind in (ColumnKind.TEXT, ColumnKind.DATE) else ' class="number"'


def _text(text: str) -> str:
    return escape(tidied(text))
