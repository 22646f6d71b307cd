"""A good form, and the means to plant faults in it: in a cell, in a part, or in the bytes."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Final
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

from equipoise.register import Chart, Kind
from equipoise.sheets import Content, Identity, Item, write_template
from equipoise.sheets.content import Line
from equipoise.units import FinancialYear
from equipoise.workings import Reference

CHART: Final = Chart.load()
YEAR: Final = FinancialYear(2023)
DIGEST: Final = "3f2a9c1e07bd" + "0" * 52
PARTS: Final = ("finance", "workforce", "efficiency", "capital")
TRUST: Final = Identity(
    organisation="ZR2", name="Calder Vale Hospitals", kind=Kind.PROVIDER, round="plan", year=YEAR
)
NATION: Final = Identity(
    organisation="X24", name="NHS England", kind=Kind.NATIONAL, round="plan", year=YEAR
)
ICB: Final = Identity(
    organisation="ZQ1", name="NHS Northmere ICB", kind=Kind.ICB, round="plan", year=YEAR
)
NOWHERE: Final = Reference("file", ("made-up",))
THOUSAND: Final = 100_000
"""Pence in £000."""
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EXCLUDING: Final = 531_664
"""What the good form comes to without support, £000; 60 of it are savings of this year only."""
NIL: Final = (
    "nature.variable",
    "nature.drugs",
    "nature.other",
    "nonpay.depreciation",
    "adjustment.donations",
    "adjustment.other",
    "capital.depreciation",
)
"""Lines without an amount in the good form."""
CELL: Final = f"{{{MAIN}}}c"


def item(ref: str, name: str, kind: str, **attributes: str) -> Item:
    return Item(ref=ref, name=name, kind=kind, attributes=attributes, source=NOWHERE)


def every_line(identity: Identity, chart: Chart = CHART) -> list[Line]:
    """Return every line of finance and workforce that has neither counterparty nor item."""
    parts = ("finance", "workforce") if identity.kind is Kind.PROVIDER else ("finance",)
    return [
        (line.code, None, "")
        for part in parts
        for line in chart.of(part, identity.kind)
        if line.entered and not line.counterparty
    ]


def trust_content() -> Content:
    """Return a trust's plan in which nothing is wrong: income 520,000 from its own ICB."""
    own = [43_333 * THOUSAND] * 11 + [43_337 * THOUSAND]
    values = {
        line: [0] if CHART.get(line[0], TRUST.kind).annual else [7 * THOUSAND] * 12
        for line in every_line(TRUST)
    }
    values |= {(code, None, ""): [0] * 12 for code in NIL}
    values |= {
        ("nature.fixed", None, ""): [month + 1_000 * THOUSAND for month in own],
        ("bridge.growth", None, ""): [EXCLUDING * THOUSAND],
        ("underlying.stated", None, ""): [(EXCLUDING - 60) * THOUSAND],
    }
    values |= {
        ("income.patient_care", "ZQ1", ""): own,
        ("income.patient_care", "X24", ""): [1_000 * THOUSAND] * 12,
        ("income.support", "ZQ1", ""): [500 * THOUSAND] * 12,
        ("efficiency.recurrent", None, "S1"): [10 * THOUSAND] * 12,
        ("efficiency.non_recurrent", None, "S2"): [5 * THOUSAND] * 12,
        ("capital.operational", None, "P1"): [20 * THOUSAND] * 12,
    }
    words = {"status": "Fully developed", "risk": "Low", "owner": "Chief operating officer"}
    return Content(
        values=values,
        prior={("income.patient_care", "ZQ1", ""): 510_000 * THOUSAND},
        items=(
            item(
                "S1",
                "Theatre productivity",
                "scheme",
                recurrent="Recurrent",
                category="Non-pay",
                **words,
            ),
            item(
                "S2",
                "Sale of land",
                "scheme",
                recurrent="Non-recurrent",
                category="Income",
                **words,
            ),
            item("P1", "Ward block B", "project", funding="Operational"),
        ),
        counterparties={"ZQ1": "NHS Northmere ICB", "X24": "NHS England"},
        notice="Made-up data: Northmere does not exist.",
    )


def written(identity: Identity, content: Content, parts: tuple[str, ...] = PARTS) -> bytes:
    stream = BytesIO()
    write_template(stream, identity, chart=CHART, parts=parts, content=content)
    return stream.getvalue()


@cache
def good() -> bytes:
    """Return the trust's plan as a workbook."""
    return written(TRUST, trust_content())


def unzipped(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def replaced(content: bytes, name: str, part: bytes) -> bytes:
    """Return the workbook with one part put in, or put in another's place."""
    return zipped(unzipped(content) | {name: part})


def part_of(content: bytes, sheet: str) -> str:
    """Return the name of the part that holds a sheet: they are numbered in order."""
    tree = ElementTree.fromstring(unzipped(content)["xl/workbook.xml"])
    names = [found.get("name") for found in tree.iter(f"{{{MAIN}}}sheet")]
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


def planted(content: bytes, sheet: str, **cells: str | int | None) -> bytes:
    """Return the workbook with cells of a sheet overwritten.

    A number or text is a value; None empties the cell; text that begins with `=` is a formula
    whose result is 1, with `?` a formula without a result, with `#` an error, with `!` a Boolean.
    """
    ElementTree.register_namespace("", MAIN)
    name = part_of(content, sheet)
    tree = ElementTree.fromstring(unzipped(content)[name])
    found = {cell.get("r"): cell for cell in tree.iter(CELL)}
    for address, value in cells.items():
        _plant(found[address], value)
    return replaced(content, name, ElementTree.tostring(tree))


def _plant(cell: ElementTree.Element, value: str | int | None) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if value is None:
        return
    if isinstance(value, int) or value[:1] in "0123456789":
        ElementTree.SubElement(cell, f"{{{MAIN}}}v").text = str(value)
    elif value[:1] in "=?":
        ElementTree.SubElement(cell, f"{{{MAIN}}}f").text = value[1:]
        if value[0] == "=":
            ElementTree.SubElement(cell, f"{{{MAIN}}}v").text = "1"
    elif value[:1] in "#!":
        cell.set("t", "e" if value[0] == "#" else "b")
        ElementTree.SubElement(cell, f"{{{MAIN}}}v").text = value if value[0] == "#" else "1"
    else:
        cell.set("t", "inlineStr")
        inline = ElementTree.SubElement(cell, f"{{{MAIN}}}is")
        ElementTree.SubElement(inline, f"{{{MAIN}}}t").text = value.removeprefix("'")
