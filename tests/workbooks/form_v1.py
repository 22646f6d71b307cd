"""A form of version 1, laid out as that version was: four parts, and no sheet that came later.

It is written with another library than the product's, from what is typed here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from equipoise.register import Kind
from equipoise.units import FinancialYear
from tests.workbooks.planting import planted

MONTHS: Final = [f"M{number:02}" for number in range(1, 13)]
PLAIN: Final = ["words", "prior", "year", *MONTHS, "help"]
PARTIES: Final = ["words", "code", "name", "prior", "year", *MONTHS, "help"]
SCHEMES: Final = [
    *("ref", "name", "recurrent", "status", "risk", "owner", "year"),
    *(*MONTHS, "help"),
]
PROJECTS: Final = ["ref", "name", "funding", "year", *MONTHS, "help"]
EXPENDITURE: Final = [
    *("Expenditure", "pay.substantive", "pay.bank", "pay.agency", "nonpay.drugs"),
    *("nonpay.other", "financing", "=expenditure.total"),
]
STAFF: Final = [
    *("Staff", "wte.medical", "wte.nursing", "wte.other_clinical", "wte.non_clinical"),
    *("wte.bank", "wte.agency", "=wte.total"),
]
POSITION: Final = "Position: surplus, or (deficit) in brackets"
TRUST: Final = {
    "Income": (
        PARTIES,
        [
            *("Other income", "income.other", ""),
            *("Deficit support funding by commissioner", "+income.support 6", "=income.support"),
            *("", "Totals", "=income.patient_care", "=income.total"),
            *("Income from patient care by commissioner", "+income.patient_care 6"),
        ],
    ),
    "Expenditure": (PLAIN, EXPENDITURE),
    "Position": (
        PLAIN,
        [
            *(POSITION, "=shown.income.total", "=shown.expenditure.total", "=surplus.reported"),
            *("adjustment.technical", "=position.including", "=shown.income.support"),
            "=position.excluding",
        ],
    ),
    "Workforce": (PLAIN, STAFF),
    "Efficiency": (
        SCHEMES,
        [
            *("Totals", "=efficiency.recurrent", "=efficiency.non_recurrent", "=efficiency.total"),
            *("", "Schemes, one to a row", "*efficiency 40"),
        ],
    ),
    "Capital": (
        PROJECTS,
        [
            *("Totals", "=capital.operational", "=capital.national", "=capital.total"),
            *("", "Projects, one to a row", "*capital 30"),
        ],
    ),
}
"""Sheet, its columns from B on, and its rows from 7 on: a code to enter; with = a formula, left
blank here; with +
a list of counterparties, with * a list of items, and how many rows it has; words; an empty row."""
COMMISSIONER: Final = {
    "Allocation": (
        PLAIN,
        [
            *("Allocation", "allocation.recurrent", "allocation.non_recurrent"),
            "=allocation.total",
        ],
    ),
    "Spend": (
        PARTIES,
        [
            *("Spend other than with NHS providers", "spend.mental_health_other"),
            *("spend.community_other", "spend.continuing_care", "spend.prescribing"),
            *("spend.primary_care", "spend.running_costs", "spend.reserves", "spend.other", ""),
            *("Totals", "=spend.healthcare", "=spend.total"),
            *("Healthcare bought from NHS providers by provider", "+spend.healthcare 7"),
        ],
    ),
    "Position": (
        PLAIN,
        [
            *(POSITION, "=shown.allocation.total", "=shown.spend.total"),
            *("=position.including", "=position.excluding"),
        ],
    ),
    "Efficiency": TRUST["Efficiency"],
    "Capital": TRUST["Capital"],
}


@dataclass(frozen=True, kw_only=True)
class FormOne:
    """What is typed into a form of version 1.

    Shape: `amounts` by the tag of a row, in £000 or WTE, twelve each; `words` of the rows of items,
        by tag and the code of the column; `names` of counterparties by code; `beside` what stands
        anywhere else, by sheet and address.
    """

    organisation: str
    year: FinancialYear
    kind: Kind = Kind.PROVIDER
    amounts: Mapping[str, Sequence[float | str | None]] = field(default_factory=dict)
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    round: str = "plan"
    beside: Mapping[tuple[str, str], str | int] = field(default_factory=dict)

    def workbook(self) -> bytes:
        """Return the form as a file."""
        book = Workbook()
        del book["Sheet"]
        sheets = TRUST if self.kind is Kind.PROVIDER else COMMISSIONER
        tags: list[tuple[str, str]] = []
        formulas: dict[str, dict[str, str]] = {}
        for name, (columns, rows) in sheets.items():
            laid = _Laid(book.create_sheet(name), self, columns)
            laid.write(rows)
            tags += [(name, tag) for tag in laid.tags]
            formulas[name] = laid.formulas
        self._describe(book.create_sheet("_meta"), tags, sheets)
        for (name, address), value in self.beside.items():
            sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
            sheet[address] = value
        stream = BytesIO()
        book.save(stream)
        content = stream.getvalue()
        for name, cells in formulas.items():
            content = planted(content, name, **cells)
        return content

    def _describe(
        self,
        sheet: Worksheet,
        tags: list[tuple[str, str]],
        sheets: Mapping[str, tuple[list[str], list[str]]],
    ) -> None:
        parts = "finance workforce efficiency capital"
        if self.kind is Kind.ICB:
            parts = "finance efficiency capital"
        text = [f"{name}\t{tag}" for name, tag in tags]
        text += [f"{name}\t{' '.join(columns)}" for name, (columns, _) in sheets.items()]
        for row in (
            ("form", "equipoise.plan"),
            ("version", "1"),
            ("organisation", self.organisation),
            ("kind", str(self.kind)),
            ("round", self.round),
            ("year", str(self.year)),
            ("parts", parts),
            ("layout", sha256("\n".join(text).encode()).hexdigest()),
            *(("row", *tag) for tag in tags),
        ):
            sheet.append(row)


class _Laid:
    """One sheet while it is written."""

    def __init__(self, sheet: Worksheet, form: FormOne, columns: list[str]) -> None:
        self.sheet, self.form = sheet, form
        self.places = {code: place for place, code in enumerate(columns, start=2)}
        self.tags: list[str] = []
        self.formulas: dict[str, str] = {}
        sheet.cell(1, 2, f"{sheet.title}: {form.organisation}")
        sheet.cell(2, 2, f"{form.year} plan")
        sheet.cell(5, 1, "tags")
        for code, place in self.places.items():
            sheet.cell(5, place, code)
            sheet.cell(6, place, code)

    def write(self, rows: Sequence[str]) -> None:
        number = 7
        for line in rows:
            tags = self._tags(line)
            for tag in tags:
                self._row(number, tag, calculated=line.startswith("="))
                number += 1
            if not tags:
                self.sheet.cell(number, 2, line or None)
                number += 1

    def _tags(self, line: str) -> list[str]:
        code, _, count = line[1:].partition(" ")
        if line.startswith("*"):
            return [f"{code}/-/{number}" for number in range(1, int(count) + 1)]
        if line.startswith("+"):
            known = [f"{code}/{other}" for other in self.form.names if f"{code}/{other}"
                     in self.form.amounts]  # fmt: skip
            spare = [f"{code}/spare.{number}" for number in range(1, int(count) + 1)]
            return [*known, *spare[: int(count) - len(known)]]
        if line.startswith("="):
            return [code]
        return [line] if line == "financing" or ("." in line and " " not in line) else []

    def _row(self, number: int, tag: str, *, calculated: bool) -> None:
        self.tags.append(tag)
        cell, places = self.sheet.cell, self.places
        cell(number, 1, tag)
        other = tag.partition("/")[2]
        if other in self.form.names:
            cell(number, places["code"], other)
            cell(number, places["name"], self.form.names[other])
        for code, place in places.items():
            if (tag, code) in self.form.words:
                cell(number, place, self.form.words[tag, code])
        for code, amount in zip(MONTHS, self.form.amounts.get(tag, ()), strict=False):
            cell(number, places[code], amount)
        first, last = (f"{get_column_letter(places[code])}{number}" for code in ("M01", "M12"))
        if not calculated:
            cell(number, places["year"], 0)
            year = f"{get_column_letter(places['year'])}{number}"
            self.formulas[year] = f"={last if tag.startswith('wte.') else f'SUM({first}:{last})'}"


def twelve(amount: float) -> list[float]:
    return [amount] * 12


def trust(year: FinancialYear, **more: Sequence[float | str | None]) -> FormOne:
    """Return a trust's form: 40,000 a month from its ICB; the tag of a row in `more` is written
    with two underscores for a full stop."""
    amounts: dict[str, Sequence[float | str | None]] = {
        **{code: twelve(7) for code in (*EXPENDITURE[1:-1], *STAFF[1:-1], "income.other")},
        "income.patient_care/ZQ1": twelve(40_000),
        "income.patient_care/spare.1": twelve(25.5),
        "income.support/ZQ1": twelve(500),
        "adjustment.technical": twelve(3),
        "wte.nursing": [*twelve(100)[:11], 123.45],
        "efficiency/-/1": twelve(10),
        "capital/-/1": twelve(20),
    }
    amounts |= {tag.replace("__", "."): row for tag, row in more.items()}
    words = {
        ("efficiency/-/1", "ref"): "S1",
        ("efficiency/-/1", "name"): "Theatre productivity",
        ("efficiency/-/1", "recurrent"): "Recurrent",
        ("efficiency/-/1", "status"): "Fully developed",
        ("efficiency/-/1", "risk"): "Low",
        ("efficiency/-/1", "owner"): "Chief operating officer",
        ("capital/-/1", "ref"): "P1",
        ("capital/-/1", "name"): "Ward block B",
        ("capital/-/1", "funding"): "Operational",
        ("income.patient_care/spare.1", "code"): "ZQ9",
        ("income.patient_care/spare.1", "name"): "A county council",
    }
    names = {"ZQ1": "NHS Northmere ICB"}
    return FormOne(organisation="ZR2", year=year, amounts=amounts, words=words, names=names)
