"""The hidden sheet that says what a form is: rows of a name and a value, then of every tag."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from equipoise.register import Kind
from equipoise.sheets.columns import Frame
from equipoise.sheets.content import Identity
from equipoise.sheets.forms import parts_of
from equipoise.sheets.forms_earlier import EDITIONS, TODAYS, Edition
from equipoise.sheets.layout import Sheet, digest_of
from equipoise.sheets.refusals import Refusal, RefusalKind
from equipoise.sheets.shapes import FORM, VERSION, SheetForm
from equipoise.sheets.tags import CODE
from equipoise.units import FinancialYear
from equipoise.workings import Reference

ROW: Final = "row"
"""The name of a row that holds a sheet and the tag of one of its rows."""
NEEDED: Final = ("form", "version", "organisation", "kind", "round", "year", "parts", "layout")
YEARS: Final = re.compile(r"[1-6]")


@dataclass(frozen=True, kw_only=True)
class Meta:
    """What a form says of itself. Whether it is the form expected is judged elsewhere.

    Shape: `tags` are those of sheets and rows that were sent out; `places` where each name stands.
    """

    form: str
    version: str
    organisation: str
    kind: Kind
    round: str
    year: FinancialYear
    years: int
    parts: tuple[str, ...]
    layout: str
    tags: tuple[tuple[str, str], ...]
    places: Mapping[str, Reference]


def meta_rows(
    identity: Identity, frame: Frame, *, parts: Sequence[str], sheets: Sequence[Sheet]
) -> list[tuple[str, ...]]:
    """Return the rows of the hidden sheet of a form."""
    tags = [(sheet.form.name, str(row.tag)) for sheet in sheets for _, row in sheet.rows]
    return [
        ("form", FORM),
        ("version", VERSION),
        ("organisation", identity.organisation),
        ("kind", identity.kind),
        ("round", identity.round),
        ("year", str(identity.year)),
        ("years", str(identity.years)),
        ("parts", " ".join(parts)),
        ("layout", digest_of(tags, frame)),
        *((ROW, *tag) for tag in tags),
    ]


def meta_of(
    rows: Mapping[Reference, Sequence[str]], *, editions: Sequence[Edition] = (TODAYS,)
) -> Meta | Refusal:
    """Return what the rows of the hidden sheet, by place, say; or why they make no form of ours.

    A form of another version than those asked for is refused by its name.

    Law a_form_says_what_it_is: the rows that `meta_rows` gives are read as what they were made of.
    """
    named = {place: row for place, row in rows.items() if len(row) > 1}
    tags = tuple((row[1], row[2]) for row in named.values() if row[0] == ROW and len(row) > 2)
    facts = {row[0]: row[1] for row in named.values() if row[0] != ROW}
    places = {row[0]: place for place, row in named.items()}
    if missing := [name for name in NEEDED if not facts.get(name)]:
        return _foreign(f"it does not say its {', '.join(missing)}")
    if facts["form"] != FORM:
        return _foreign(f"its form is {facts['form'][:40]}")
    edition = next((one for one in EDITIONS if one.version == facts["version"]), None)
    if edition is None:
        found = {"found": facts["version"][:40], "expected": VERSION}
        return Refusal(kind=RefusalKind.OTHER_VERSION, facts=found)
    meta = _read(facts, tags, places, forms=edition.forms)
    if isinstance(meta, Meta) and edition not in editions:
        return _earlier(meta)
    return meta


def _earlier(meta: Meta) -> Refusal:
    """Return the refusal of a form of an earlier version, which says where it says so."""
    _, sheet, cell = meta.places["version"].parts
    facts = {
        "found": meta.version,
        "expected": VERSION,
        "year": str(meta.year),
        "organisation": meta.organisation,
        "sheet": sheet,
        "cell": cell,
    }
    return Refusal(kind=RefusalKind.EARLIER_VERSION, facts=facts)


def _read(
    facts: Mapping[str, str],
    tags: tuple[tuple[str, str], ...],
    places: Mapping[str, Reference],
    *,
    forms: tuple[SheetForm, ...],
) -> Meta | Refusal:
    try:
        kind, year = Kind(facts["kind"]), FinancialYear.parse(facts["year"])
    except ValueError:
        return _foreign(f"its kind or year is {facts['kind'][:20]}, {facts['year'][:20]}")
    parts = tuple(facts["parts"].split())
    years = facts.get("years", "1")
    if not YEARS.fullmatch(years):
        return _foreign(f"its plan has {years[:20]} years")
    if unknown := [part for part in parts if part not in parts_of(kind, forms)]:
        return _foreign(f"it has no part {', '.join(unknown)[:40]}")
    if not CODE.fullmatch(facts["organisation"]) or year.starts_in not in range(2000, 2100):
        return _foreign(f"it is of {facts['organisation'][:20]} and {year}")
    return Meta(
        form=facts["form"],
        version=facts["version"],
        organisation=facts["organisation"],
        kind=kind,
        round=facts["round"],
        year=year,
        years=int(years),
        parts=tuple(dict.fromkeys(parts)),
        layout=facts["layout"],
        tags=tags,
        places=places,
    )


def _foreign(found: str) -> Refusal:
    return Refusal(kind=RefusalKind.NOT_OUR_FORM, facts={"found": found})
