"""A file that is not read at all: hostile, damaged, of another kind, or never calculated.

A form of an earlier version is not read as a return either, and is told as such.
"""

from typing import Final

from equipoise.checks.check import Check, Place
from equipoise.checks.wrong_year import CHECK as WRONG_YEAR
from equipoise.findings import Finding, Severity
from equipoise.sheets import Identity, Refusal, RefusalKind
from equipoise.workings import Reference

CHECK: Final = Check(
    code="EQ-FIL-001",
    title="File that cannot be read",
    severity=Severity.MUST_FIX,
    message="{reason}",
    remedy="Put it right and send the file again. The file is kept; no figure was taken from it.",
    guidance="A workbook is checked before it is opened, and read within limits of time and "
    "memory.",
)


def refused(refusal: Refusal, digest: str, identity: Identity) -> Finding:
    """Return the finding for a file that was refused whole."""
    sheet, cell = refusal.facts.get("sheet", ""), refusal.facts.get("cell", "")
    parts = tuple(filter(None, (digest[:12], sheet, cell if sheet else "")))
    place = Place(ref=Reference("file", parts), organisation=identity.organisation, part="")
    if refusal.kind is RefusalKind.EARLIER_VERSION:
        told = {
            "found": f"version {refusal.facts['found']} of the form ({refusal.facts['year']})",
            "expected": f"{identity.year}, in version {refusal.facts['expected']}",
        }
        return WRONG_YEAR.finding(place, told)
    return CHECK.finding(place, {"reason": refusal.message, "found": str(refusal.kind)})
