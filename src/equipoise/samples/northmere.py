"""Northmere: one ICB and three trusts, made up, whose 2023/24 plan does not add up at first.

Positions, contracts, efficiency, capital and support are those of the worked example; the other
lines are constructed around them. One workbook has a fault: the workforce total of ZR3.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from equipoise.register import Chart, Kind
from equipoise.sheets import Content, Identity, Item, Line, parts_of, write_template
from equipoise.units import Absence, FinancialYear, Pence, apportion
from equipoise.workings import Reference

DATA: Final = Path(__file__).parent / "northmere_data"
PACK: Final = DATA / "northmere"
"""The rule pack: bodies, people, control total and capital envelope."""
SHARING: Final = DATA / "sharing"
"""What its money is shared by: populations of eight practices, places, budgets, priorities."""
ELECTIVE: Final = DATA / "elective"
"""Elective care that its ICB buys of ZR2: a baseline of £100m, and £104.5m delivered."""
SUPPORT: Final = DATA / "support"
"""Plans and results by quarter before support, a decision, chances and debts."""
GAP: Final = DATA / "gap"
"""What each of its bodies says it can do to close the gap."""
REBASELINING: Final = DATA / "rebaselining"
"""What its re-baselining of November 2023 is fed with: pay bills, a replan, elective work."""
PARTS: Final = tuple((PACK / "parts.txt").read_text("utf-8").split())
"""What a return of Northmere's has."""
POT: Final = DATA / "pot.csv"
"""The lines of its pot, which tie to its plan."""
PLACES: Final = DATA / "places.csv"
"""Its two places, their people and their need."""
RISKSHARE: Final = DATA / "riskshare"
"""Its risk-share agreement, and what that is settled and simulated on."""
CONTRACTS: Final = DATA / "contracts"
"""Its contracts of 2023/24, with activity of the first six months."""
YEAR: Final = FinancialYear(2023)
NOTICE: Final = (PACK / "notice.txt").read_text("utf-8").strip()
THOUSAND: Final = 100_000
WHOLE: Final = 100
MONTHS: Final = 12
BACK_LOADED: Final = (5, 5, 6, 7, 8, 8, 9, 9, 10, 11, 11, 11)
"""How savings and building build up over the year; everything else is in equal twelfths."""
FAULTY: Final = ("ZR3", "Workforce", "D14")
"""Whose first workbook has a total typed over, on which sheet, at which cell."""
NAMES: Final = {
    "ZQ1": ("NHS Northmere ICB", Kind.ICB),
    "ZR1": ("Northmere University Hospitals", Kind.PROVIDER),
    "ZR2": ("Calder Vale Hospitals", Kind.PROVIDER),
    "ZR3": ("Northmere Partnership", Kind.PROVIDER),
}
NATION: Final = {"X24": "NHS England"}


def write_returns(folder: Path) -> Mapping[str, Path]:
    """Return the workbooks written to `folder`, by body; ZR3 has a faulty one and a mended one.

    Shape: keys are the bodies' codes, and `ZR3 corrected`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chart = Chart.load()
    found: dict[str, Path] = {}
    for code in NAMES:
        made = _workbook(code, chart)
        is_faulty = code == FAULTY[0]
        path = folder / f"{code}-2023-24{'-corrected' if is_faulty else ''}.xlsx"
        path.write_bytes(made)
        found[f"{code} corrected" if is_faulty else code] = path
        if is_faulty:
            found[code] = folder / f"{code}-2023-24.xlsx"
            found[code].write_bytes(_typed_over(made))
    return found


def write_pot(folder: Path) -> None:
    """Write the lines of Northmere's pot, and its places, to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in (POT, PLACES):
        (folder / path.name).write_bytes(path.read_bytes())


def content_of_body(code: str) -> Content:
    """Return what the form of one of the four bodies is filled with, without fault."""
    return _content(code, NAMES[code][1])


def _workbook(code: str, chart: Chart) -> bytes:
    name, kind = NAMES[code]
    identity = Identity(organisation=code, name=name, kind=kind, round=YEAR.code, year=YEAR)
    stream = BytesIO()
    parts = tuple(part for part in parts_of(kind) if part in PARTS)
    write_template(stream, identity, chart=chart, parts=parts, content=_content(code, kind))
    return stream.getvalue()


def _content(code: str, kind: Kind) -> Content:
    values: dict[Line, Sequence[int | Absence]] = {}
    prior = {
        (row["measure"], row["counterparty"] or None, ""): int(row["value"])
        for row in _rows("northmere/last_year.csv", code)
    }
    chart = Chart.load()
    for row in _rows("lines.csv", code):
        line = (row["measure"], row["counterparty"] or None, "")
        year = int(row["year_thousands"]) * THOUSAND
        annual = chart.get(row["measure"], kind).annual
        values[line] = [year] if annual else _phased(year, (1,) * MONTHS)
    for row in _rows("staff.csv", code):
        line = (row["measure"], None, "")
        begins, ends = int(row["march_2023_wte"]), int(row["march_2024_wte"])
        values[line] = [
            (begins * (MONTHS - month) + ends * month) * WHOLE // MONTHS
            for month in range(1, MONTHS + 1)
        ]
    items = []
    for row in _rows("items.csv", code):
        values[row["measure"], None, row["ref"]] = _phased(
            int(row["year_thousands"]) * THOUSAND, BACK_LOADED
        )
        items.append(_item(row))
    for row in _rows("risks.csv", code):
        items.append(_risk(row))
        values["risk.gross", None, row["ref"]] = [int(row["gross_thousands"]) * THOUSAND]
        values["risk.probability", None, row["ref"]] = [int(row["probability"]) * WHOLE]
        values["risk.mitigation", None, row["ref"]] = [int(row["mitigation_thousands"]) * THOUSAND]
    others = {member: NAMES[member][0] for member in NAMES if NAMES[member][1] is Kind.PROVIDER}
    counterparties = others if kind is Kind.ICB else {"ZQ1": NAMES["ZQ1"][0], **NATION}
    return Content(
        values=values, prior=prior, items=items, counterparties=counterparties, notice=NOTICE
    )


def _item(row: Mapping[str, str]) -> Item:
    scheme, _, kind = row["measure"].partition(".")
    if scheme == "efficiency":
        words = {
            "recurrent": "Recurrent" if kind == "recurrent" else "Non-recurrent",
            "status": row["status"],
            "risk": row["risk"],
            "owner": row["owner"],
            "category": row["category"],
        }
    else:
        words = {"funding": kind.capitalize()}
    return Item(
        ref=row["ref"],
        name=row["name"],
        kind="scheme" if scheme == "efficiency" else "project",
        attributes=words,
        source=Reference("file", ("northmere", "items.csv")),
    )


def _risk(row: Mapping[str, str]) -> Item:
    return Item(
        ref=row["ref"],
        name=row["name"],
        kind="risk",
        attributes={"owner": row["owner"], "trend": row["trend"]},
        source=Reference("file", ("northmere", "risks.csv")),
    )


def _phased(year: int, weights: Sequence[int]) -> list[int | Absence]:
    """Return twelve months of whole thousands of pounds that sum to the year."""
    parts = apportion(Pence(year // THOUSAND), dict(enumerate(weights)))
    return [parts[month] * THOUSAND for month in range(MONTHS)]


def _rows(name: str, code: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        yield from (row for row in csv.DictReader(stream) if row["organisation"] == code)


def _typed_over(workbook: bytes) -> bytes:
    """Return the workbook with the formula of the faulty total replaced by another number."""
    _, name, cell = FAULTY
    sheet = f"xl/worksheets/sheet{_names(workbook).index(name) + 1}.xml"
    made = BytesIO()
    with ZipFile(BytesIO(workbook)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == sheet:
                content = _without_formula(content.decode(), cell).encode()
            after.writestr(entry, content)
    return made.getvalue()


def _names(workbook: bytes) -> list[str]:
    """Return the names of the sheets, which are numbered in their order."""
    with ZipFile(BytesIO(workbook)) as archive:
        return re.findall(r'<sheet name="([^"]+)"', archive.read("xl/workbook.xml").decode())


def _without_formula(xml: str, cell: str) -> str:
    start = xml.index(f'<c r="{cell}"')
    formula, end = xml.index("<f>", start), xml.index("</c>", start)
    assert formula < end, f"{cell} holds a formula before it is typed over"
    return f"{xml[:formula]}<v>5115</v>{xml[end:]}"
