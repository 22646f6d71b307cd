"""Results for people and programs: one `Table` as text, csv, xlsx, JSON and a
Data Package, and the working of a
figure as an explanation in words or as a workbook of live formulas. No arithmetic beyond display.
"""

from equipoise.reports.as_csv import csv_text
from equipoise.reports.as_datapackage import About, datapackage
from equipoise.reports.as_json import TakenNameError, json_text
from equipoise.reports.as_text import text
from equipoise.reports.as_xlsx import xlsx
from equipoise.reports.display import MoneyUnits, in_full, money_in_prose, shown
from equipoise.reports.explanation import explanation
from equipoise.reports.table import (
    Amount,
    Column,
    ColumnKind,
    Incomplete,
    Row,
    Sign,
    Table,
    TableError,
    Value,
    amount,
)
from equipoise.reports.working_workbook import working_workbook

__all__ = [
    "About",
    "Amount",
    "Column",
    "ColumnKind",
    "Incomplete",
    "MoneyUnits",
    "Row",
    "Sign",
    "Table",
    "TableError",
    "TakenNameError",
    "Value",
    "amount",
    "csv_text",
    "datapackage",
    "explanation",
    "in_full",
    "json_text",
    "money_in_prose",
    "shown",
    "text",
    "working_workbook",
    "xlsx",
]
