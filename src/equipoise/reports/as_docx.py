"""Clauses as a Word document, to be put before boards and signed."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from io import BytesIO

from docx import Document

from equipoise.reports.pages.clauses import clauses
from equipoise.rules.riskshare import Agreement


def as_docx(agreement: Agreement[Fraction], *, now: datetime) -> bytes:
    """Return the clauses of an agreement as a document, numbered, with a table to sign in."""
    document = Document()
    document.core_properties.title = agreement.title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = now
    document.add_heading(agreement.title, level=0)
    for number, clause in enumerate(clauses(agreement), start=1):
        document.add_heading(f"{number}. {clause.heading}", level=1)
        for part, told in enumerate(clause.sentences, start=1):
            document.add_paragraph(f"{number}.{part} {told}")
    document.add_heading("Signatories", level=1)
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, ("Party", "Name and role", "Date"), strict=True):
        cell.text = head
    for code in agreement.parties:
        table.add_row().cells[0].text = code
    written = BytesIO()
    document.save(written)
    return written.getvalue()
