"""Small files of activity for tests: every field declared, and the faults that are planted."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from equipoise.pricing import Ingested, Kind, ingest, schema

TODAY = date(2023, 5, 1)
ADMITTED = {
    "provider": "RXF", "commissioner": "QWO", "practice": "B86001", "hrg": "HN12F",
    "treatment_function": "110", "admission_method": "11", "classification": "1",
    "length_of_stay": "3", "age": "67", "started_on": "2022-06-01", "priced_on": "2022-06-04",
    "administrative_category": "01", "specialised": "", "best_practice": "", "unbundled": "",
}  # fmt: skip
OUTPATIENT = {
    "provider": "RXF", "commissioner": "QWO", "practice": "B86001", "hrg": "WF01B",
    "treatment_function": "110", "first_attendance": "1", "attended": "5",
    "priced_on": "2022-06-04", "administrative_category": "01", "unbundled": "",
}  # fmt: skip
EMERGENCY = {
    "provider": "RXF", "commissioner": "QWO", "practice": "B86001", "hrg": "VB09Z",
    "department_type": "01", "priced_on": "2022-06-04",
}  # fmt: skip
RECORD: Mapping[Kind, Mapping[str, str]] = {
    Kind.ADMITTED: ADMITTED,
    Kind.OUTPATIENT: OUTPATIENT,
    Kind.EMERGENCY: EMERGENCY,
}


def written(
    folder: Path, kind: Kind, records: Sequence[Mapping[str, str]], *, name: str = "", **added: str
) -> Path:
    """Write records as a csv file under declared headings, with columns added; each is a change."""
    names = {field.name: field.names[0] for field in schema(kind)}
    path = folder / (name or f"{kind}.csv")
    headings = [*(names[field] for field in RECORD[kind]), *added]
    rows = [[*{**RECORD[kind], **record}.values(), *added.values()] for record in records]
    lines = [",".join(f'"{text}"' for text in line) for line in (headings, *rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def taken_in(
    folder: Path, *paths: Path, without: tuple[str, ...] = (), on: date = TODAY
) -> Ingested:
    """Return what ingest makes of the files, in a folder beside them."""
    return ingest(paths, folder / "coded", known_on=on, without=without)
