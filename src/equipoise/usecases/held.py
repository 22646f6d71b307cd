"""One part of a return as it is kept: a small document in the store, and its cells beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Final

from equipoise.cube import Cell, CellKey, Cells, several_written
from equipoise.findings import Finding, Severity
from equipoise.sheets import Item
from equipoise.store import Digest, Store
from equipoise.units import Absence
from equipoise.usecases.kept import Kept
from equipoise.usecases.workspace import Workspace, scratch
from equipoise.workings import Reference


@dataclass(frozen=True, kw_only=True)
class Held:
    """What was handed in of one part: cells, declared totals, items, findings, explanations.

    `parquet` is where the cells lie in the store; `cells_digest` is what they say.
    """

    organisation: str
    part: str
    file: str
    file_name: str
    cells_digest: str
    parquet: str
    totals: Sequence[Cell]
    items: Sequence[Item]
    words: Mapping[str, tuple[str, str]]
    findings: Sequence[Finding] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A part whose document is stored: no more of it than what recording it takes.

    Shape: `reading` is the digest of the document, `totals` that of the declared totals.
    """

    organisation: str
    part: str
    file: str
    file_name: str
    cells_digest: str
    parquet: str
    reading: str
    totals: str
    findings: tuple[Finding, ...]
    explanations: Mapping[str, str]


def put_parts(
    workspace: Workspace, parts: Mapping[str, Iterable[Cell]]
) -> Mapping[str, tuple[str, str]]:
    """Store the cells of each part; return by part what they say and where they lie."""
    with several_written(parts) as files:
        digests = workspace.put_files(written.path for written in files.values())
        return {
            part: (written.digest, digest)
            for (part, written), digest in zip(files.items(), digests, strict=True)
        }


def put_cells(workspace: Workspace, cells: Iterable[Cell]) -> tuple[str, str]:
    """Store cells; return what they say (their digest) and where they lie."""
    with scratch() as folder:
        path = folder / "cells.parquet"
        written = Cells.write(cells, path)
        return written.digest(), workspace.put_file(path)


def put_held(workspace: Workspace, held: Held) -> Digest:
    """Store the document of a part; return its digest."""
    return workspace.put(BytesIO(_json(_document(held))))


def put_all_held(workspace: Workspace, parts: Iterable[Held]) -> tuple[Stored, ...]:
    """Store the documents of several parts, in order."""
    listed = tuple(parts)
    documents = [_document(held) for held in listed]
    readings = workspace.store.put_all(BytesIO(_json(document)) for document in documents)
    return tuple(
        Stored(
            organisation=held.organisation,
            part=held.part,
            file=held.file,
            file_name=held.file_name,
            cells_digest=held.cells_digest,
            parquet=held.parquet,
            reading=reading,
            totals=sha256(_json(document["totals"])).hexdigest(),
            findings=tuple(held.findings),
            explanations=held.explanations,
        )
        for held, document, reading in zip(listed, documents, readings, strict=True)
    )


def get_held(workspace: Workspace, digest: str) -> Held:
    """Return the part whose document has this digest."""
    return _held(workspace.store, Digest(digest))


@lru_cache(maxsize=512)
def _held(store: Store, digest: Digest) -> Held:
    """Return a document read once: what has this digest never changes."""
    with store.open(digest) as stream:
        content = json.load(stream)
    return Held(
        organisation=content["organisation"],
        part=content["part"],
        file=content["file"],
        file_name=content["file_name"],
        cells_digest=content["cells"],
        parquet=content["parquet"],
        totals=Kept(content["totals"], _cell_of),
        items=Kept(content["items"], _item_of),
        words={place: (words[0], words[1]) for place, words in content["words"].items()},
        findings=Kept(content["findings"], _finding_of),
        explanations=content["explanations"],
    )


def put_findings(workspace: Workspace, findings: Iterable[Finding]) -> Digest:
    """Store findings by themselves, as later rules give them; return their digest."""
    return workspace.put(BytesIO(_json([_finding(finding) for finding in findings])))


def get_findings(workspace: Workspace, digest: str) -> tuple[Finding, ...]:
    """Return the findings that have this digest."""
    with workspace.store.open(Digest(digest)) as stream:
        return tuple(_finding_of(fields) for fields in json.load(stream))


def parquet_of(workspace: Workspace, digest: str) -> str:
    """Return where the cells of the part lie whose document has this digest; nothing else of it."""
    return _parquet(workspace.store, Digest(digest))


@lru_cache(maxsize=16_384)
def _parquet(store: Store, digest: Digest) -> str:
    """Return what a document says, read once."""
    with store.open(digest) as stream:
        return str(json.load(stream)["parquet"])


def with_cells(workspace: Workspace, held: Held, more: Iterable[Cell]) -> Held:
    """Return the part with cells added; those there stay as they are."""
    own = Cells(workspace.store.path(Digest(held.parquet)))
    digest, parquet = put_cells(workspace, [*own, *more])
    return replace(held, cells_digest=digest, parquet=parquet)


def _document(held: Held) -> dict[str, object]:
    return {
        "schema": 1,
        "organisation": held.organisation,
        "part": held.part,
        "file": held.file,
        "file_name": held.file_name,
        "cells": held.cells_digest,
        "parquet": held.parquet,
        "totals": [_cell(cell) for cell in held.totals],
        "items": [
            {
                "ref": item.ref,
                "name": item.name,
                "kind": item.kind,
                "attributes": dict(item.attributes),
                "source": str(item.source),
            }
            for item in held.items
        ],
        "words": {place: list(words) for place, words in held.words.items()},
        "findings": [_finding(finding) for finding in held.findings],
        "explanations": dict(held.explanations),
    }


def _json(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _cell(cell: Cell) -> list[object]:
    value = {"absent": cell.value.name} if isinstance(cell.value, Absence) else cell.value
    return [str(cell.key.reference()), value, str(cell.source)]


def _cell_of(fields: list[object]) -> Cell:
    ref, value, source = fields
    return Cell(
        key=CellKey.of(Reference.parse(str(ref))),
        value=Absence[value["absent"]] if isinstance(value, dict) else int(str(value)),
        source=Reference.parse(str(source)),
    )


def _item_of(fields: Mapping[str, object]) -> Item:
    attributes = fields["attributes"]
    assert isinstance(attributes, dict)
    return Item(
        ref=str(fields["ref"]),
        name=str(fields["name"]),
        kind=str(fields["kind"]),
        attributes=attributes,
        source=Reference.parse(str(fields["source"])),
    )


APART: Final = ("caused_by", "worth")
"""What of a finding is kept as what it is, not as a text."""


def _finding(finding: Finding) -> dict[str, object]:
    """Return a finding as it is kept; without its worth where it has none, as older ones are."""
    plain = {name: str(value) for name, value in vars(finding).items() if name not in APART}
    worth = {} if finding.worth is None else {"worth": finding.worth}
    return {**plain, **worth, "caused_by": sorted(map(str, finding.caused_by))}


def _finding_of(fields: Mapping[str, object]) -> Finding:
    texts = {name: str(value) for name, value in fields.items() if name not in APART}
    causes, worth = fields["caused_by"], fields.get("worth")
    assert isinstance(causes, list)
    assert worth is None or isinstance(worth, int)
    return Finding(
        code=texts["code"],
        severity=Severity(texts["severity"]),
        place=Reference.parse(texts["place"]),
        organisation=texts["organisation"],
        part=texts["part"],
        message=texts["message"],
        remedy=texts["remedy"],
        found=texts["found"],
        expected=texts["expected"],
        row=texts["row"],
        column=texts["column"],
        caused_by=frozenset(Reference.parse(cause) for cause in causes),
        worth=worth,
    )
