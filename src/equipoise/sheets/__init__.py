"""Excel both ways: forms out, returns in. Knows cells and ranges, not policy.

A returned file comes from outside: it is checked, then read by a child process with limits. That
child starts quicker without the rest of the room, so the names below are fetched when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from equipoise.sheets.content import Content, Identity, Item, Line, content_of
    from equipoise.sheets.earlier import read_any_version
    from equipoise.sheets.faults import Fault, FaultKind
    from equipoise.sheets.foreign import read_foreign, stated_in
    from equipoise.sheets.foreign_asking import FilledIn, fill_in, open_cells
    from equipoise.sheets.foreign_draft import Aim, draft_form
    from equipoise.sheets.foreign_map import FormLine, FormMap, is_form_map, read_form_map
    from equipoise.sheets.foreign_places import Finder, NotPlacedError, Spot, recognised
    from equipoise.sheets.foreign_report import MapReport, map_report
    from equipoise.sheets.forms import PARTS, NoFormError, part_of_item, parts_of
    from equipoise.sheets.ledger import WrongMapError, read_ledger
    from equipoise.sheets.ledger_draft import MapDraft, Unplaced, draft_map
    from equipoise.sheets.ledger_map import LedgerMap, MapLine, read_map
    from equipoise.sheets.ledger_text import ListRefusal
    from equipoise.sheets.limits import Limits
    from equipoise.sheets.marking import Marked, Note, mark_up
    from equipoise.sheets.migration import Known, Migration, migrated
    from equipoise.sheets.migration_list import Fared, fared
    from equipoise.sheets.places import Words
    from equipoise.sheets.reading import Reading, Whole, read_return
    from equipoise.sheets.refusals import Refusal, RefusalKind
    from equipoise.sheets.sums import BeyondYearsError, UnplacedError
    from equipoise.sheets.surveying import Book, survey
    from equipoise.sheets.template import write_template

__all__ = [
    "map_report",
    "open_cells",
    "fill_in",
    "draft_form",
    "MapReport",
    "Spot",
    "NotPlacedError",
    "Finder",
    "FilledIn",
    "Aim",
    "BeyondYearsError",
    "Book",
    "Content",
    "Fared",
    "Fault",
    "FaultKind",
    "FormLine",
    "FormMap",
    "Identity",
    "Item",
    "Known",
    "LedgerMap",
    "Limits",
    "Line",
    "ListRefusal",
    "MapDraft",
    "MapLine",
    "Marked",
    "Migration",
    "NoFormError",
    "Note",
    "PARTS",
    "Reading",
    "Refusal",
    "RefusalKind",
    "Unplaced",
    "UnplacedError",
    "Whole",
    "Words",
    "WrongMapError",
    "content_of",
    "draft_map",
    "fared",
    "is_form_map",
    "mark_up",
    "migrated",
    "part_of_item",
    "parts_of",
    "read_any_version",
    "read_foreign",
    "read_form_map",
    "read_ledger",
    "read_map",
    "read_return",
    "recognised",
    "stated_in",
    "survey",
    "write_template",
]
HOMES: Final = {
    "content": ("Content", "Identity", "Item", "Line", "content_of"),
    "earlier": ("read_any_version",),
    "faults": ("Fault", "FaultKind"),
    "foreign": ("read_foreign", "stated_in"),
    "foreign_map": ("FormLine", "FormMap", "is_form_map", "read_form_map"),
    "foreign_asking": ("FilledIn", "fill_in", "open_cells"),
    "foreign_draft": ("Aim", "draft_form"),
    "foreign_places": ("Finder", "NotPlacedError", "Spot", "recognised"),
    "foreign_report": ("MapReport", "map_report"),
    "forms": ("PARTS", "NoFormError", "part_of_item", "parts_of"),
    "ledger": ("WrongMapError", "read_ledger"),
    "ledger_draft": ("MapDraft", "Unplaced", "draft_map"),
    "ledger_map": ("LedgerMap", "MapLine", "read_map"),
    "ledger_text": ("ListRefusal",),
    "limits": ("Limits",),
    "marking": ("Marked", "Note", "mark_up"),
    "migration": ("Known", "Migration", "migrated"),
    "migration_list": ("Fared", "fared"),
    "places": ("Words",),
    "reading": ("Reading", "Whole", "read_return"),
    "refusals": ("Refusal", "RefusalKind"),
    "sums": ("BeyondYearsError", "UnplacedError"),
    "surveying": ("Book", "survey"),
    "template": ("write_template",),
}


def __getattr__(name: str) -> Any:
    """Return a public name from the module that holds it."""
    for module, names in HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
