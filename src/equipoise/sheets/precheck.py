"""Checks of a workbook file before anything parses its values; whoever sent it is not trusted.

A reader of values takes a broken cell for an empty one and a formula never calculated for nil,
and a hostile file can take all memory there is. So the parts are unpacked against what they
declare, every XML is read once without entities, and the sheets are scanned for what values hide.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from equipoise.sheets.addresses import NotAnAddressError
from equipoise.sheets.limits import Limits
from equipoise.sheets.package import RefusedError, unpacked
from equipoise.sheets.refusals import Refusal, RefusalKind
from equipoise.sheets.scanning import Scan, SheetTarget
from equipoise.sheets.sieving import LeftTarget, NotPlainError, sieved

SHOWN: Final = 20
"""How many places a message lists."""
LINKED: Final = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")
HYPERLINK: Final = "/hyperlink"


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A file that passed: its parts, the part of each sheet, and its formulas by address."""

    parts: Mapping[str, bytes]
    sheets: Mapping[str, str]
    formulas: Mapping[str, Mapping[str, str]]


class Elements:
    """Receives XML and keeps the attributes of elements by local name."""

    def __init__(self) -> None:
        self.found: list[tuple[str, Mapping[str, str]]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Keep an element."""
        plain = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        self.found.append((tag.rpartition("}")[2], plain))

    def close(self) -> list[tuple[str, Mapping[str, str]]]:
        """Return the elements, in order."""
        return self.found


class Nothing:
    """Receives XML and keeps nothing of it: that it can be parsed is all that is asked."""

    def close(self) -> None:
        """Return nothing."""


def precheck(content: bytes, limits: Limits) -> Checked | Refusal:
    """Return the file's parts and formulas, or why it is refused.

    Law a_refused_file_is_named: whatever the bytes, the answer is one of the two.
    """
    try:
        return _checked(content, limits)
    except RefusedError as error:
        return error.refusal


def _checked(content: bytes, limits: Limits) -> Checked:
    parts = unpacked(content, limits)
    sheets = _sheets(parts)
    targets = set(sheets.values())
    for name in parts:
        if name.lower().endswith((".xml", ".rels")) and name not in targets:
            _parsed(name, parts[name], Nothing())
        elif name not in targets and (b"<!DOCTYPE" in parts[name] or b"<!ENTITY" in parts[name]):
            raise RefusedError(RefusalKind.DOCUMENT_TYPE, found=name)
    scans: dict[str, Scan] = {}
    room = limits.cells
    for sheet, part in sheets.items():
        scans[sheet] = scanned(sheet, parts[part], part=part, limits=limits)
        room -= scans[sheet].cells
        if room < 0:
            raise RefusedError(RefusalKind.TOO_MANY_CELLS, limit=str(limits.cells))
    _refuse_links(parts, scans)
    _refuse_cells(RefusalKind.ERRORS, {name: scan.errors for name, scan in scans.items()})
    _refuse_cells(RefusalKind.UNCALCULATED, {name: s.uncalculated for name, s in scans.items()})
    return Checked(
        parts=parts,
        sheets=sheets,
        formulas={name: scan.formulas for name, scan in scans.items()},
    )


def scanned(sheet: str, content: bytes, *, part: str, limits: Limits) -> Scan:
    """Return what a scan of the sheet finds: of what a sieve leaves, or of all there is.

    Law a_sieved_sheet_scans_as_the_whole: as `scanned_whole` finds, or it is refused as there.
    """
    if (sieve := sieved(content, limits)) is not None:
        with suppress(NotPlainError, RefusedError):
            scan: Scan = _parsed(part, sieve.left, LeftTarget(sheet, limits))
            if sieve.completes(scan, limits):
                return scan
    return scanned_whole(sheet, content, part=part, limits=limits)


def scanned_whole(sheet: str, content: bytes, *, part: str, limits: Limits) -> Scan:
    """Return what a scan of the sheet finds, element by element."""
    found: Scan = _parsed(part, content, SheetTarget(sheet, limits))
    return found


def _parsed(name: str, content: bytes, target: Any) -> Any:
    """Return what `target` makes of the XML; entities, document types and junk are refused."""
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        parser.feed(content)
        return parser.close()
    except DefusedXmlException as error:
        raise RefusedError(RefusalKind.DOCUMENT_TYPE, found=name) from error
    except (ParseError, NotAnAddressError, ValueError, LookupError) as error:
        raise RefusedError(RefusalKind.DAMAGED, found=f"{name} cannot be read") from error


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the part of each sheet, by the sheet's name, in the order of the workbook."""
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in parts:
        raise RefusedError(RefusalKind.DAMAGED, found=f"{relations} is not there")
    targets = {
        found.get("Id", ""): posixpath.normpath(posixpath.join("/xl", found.get("Target", "")))[1:]
        for tag, found in _parsed(relations, parts[relations], Elements())
        if tag == "Relationship"
    }
    sheets: dict[str, str] = {}
    for tag, found in _parsed("xl/workbook.xml", parts["xl/workbook.xml"], Elements()):
        if tag == "sheet":
            part = targets.get(found.get("id", ""), "")
            if part not in parts or part in sheets.values() or found.get("name") in sheets:
                raise RefusedError(RefusalKind.DAMAGED, found="a sheet is not where it should be")
            sheets[found.get("name", "")] = part
    return sheets


def _refuse_links(parts: Mapping[str, bytes], scans: Mapping[str, Scan]) -> None:
    links = [name for name in parts if name.lower().startswith(LINKED)]
    for name in parts:
        if name.lower().endswith(".rels"):
            links += [
                found.get("Target", "")[:80]
                for _, found in _parsed(name, parts[name], Elements())
                if found.get("TargetMode") == "External"
                and not found.get("Type", "").endswith(HYPERLINK)
            ]
    outside = {name: scan.outside for name, scan in scans.items()}
    if links or any(outside.values()):
        facts = _places(outside)
        raise RefusedError(
            RefusalKind.EXTERNAL_LINKS, **facts, found=facts.get("places") or ", ".join(links[:3])
        )


def _refuse_cells(kind: RefusalKind, cells: Mapping[str, list[str]]) -> None:
    if any(cells.values()):
        raise RefusedError(kind, **_places(cells))


def _places(cells: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the facts that name the cells: the first, the first few, and how many there are."""
    listed = [(sheet, cell) for sheet, found in cells.items() for cell in found]
    if not listed:
        return {}
    shown = ", ".join(f"{sheet}!{cell}" for sheet, cell in listed[:SHOWN])
    more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    sheet, cell = listed[0]
    return {"sheet": sheet, "cell": cell, "places": shown + more, "count": str(len(listed))}
