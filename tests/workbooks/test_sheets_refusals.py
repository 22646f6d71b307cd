"""Files that are refused whole: why, and where in them; and the program lives."""

from __future__ import annotations

import struct
import sys
import zlib
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Final
from zipfile import ZIP_BZIP2, ZipFile

import openpyxl
import pytest

from equipoise.sheets import Limits, Reading, Refusal, RefusalKind
from equipoise.sheets.asking import told
from equipoise.sheets.child import answer
from equipoise.sheets.limits import MEGABYTE
from equipoise.sheets.precheck import precheck
from equipoise.sheets.surveying import Book, book_of, survey
from tests.workbooks.conftest import Read
from tests.workbooks.planting import good, part_of, planted, replaced, unzipped, zipped

COMPOUND: Final = bytes.fromhex("D0CF11E0A1B11AE1")
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


def refused(found: object) -> Refusal:
    assert isinstance(found, Refusal), found
    assert found.message  # every message can be filled with the facts
    return found


def sheet(rows: str) -> bytes:
    """Return a good workbook with the Income sheet made of these rows."""
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    xml = f"{head}<sheetData>{rows}</sheetData></worksheet>"
    return replaced(good(), "xl/worksheets/sheet1.xml", xml.encode())


def with_relation(kind: str, mode: str = "External") -> bytes:
    parts = unzipped(good())
    relation = (
        f'<Relationship Id="x" Type="{kind}" Target="file:///other.xlsx" TargetMode="{mode}"/>'
    )
    relations = parts[RELATIONS].replace(
        b"</Relationships>", relation.encode() + b"</Relationships>"
    )
    return replaced(good(), RELATIONS, relations)


def without(name: str) -> bytes:
    return zipped({part: content for part, content in unzipped(good()).items() if part != name})


def patched(field: int, value: int, name: bytes = b"xl/styles.xml") -> bytes:
    """Return the good file with a number changed in the zip's directory entry of a part."""
    content = bytearray(good())
    entry = content.rindex(name) - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    struct.pack_into("<I" if field >= 16 else "<H", content, entry + field, value)
    return bytes(content)


def packed_otherwise() -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_BZIP2) as archive:
        for name, part in unzipped(good()).items():
            archive.writestr(name, part)
    return stream.getvalue()


DOCTYPE: Final = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BOMB: Final = b"<a>" + b" " * (30 * MEGABYTE) + b"</a>"
TWO_CELLS: Final = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{}"><c r="{}"><v>1</v></c></row>'
HOSTILE: Final = {
    "an empty file": (b"", RefusalKind.EMPTY),
    "a csv": (b"code,value\nZR2,1\n", RefusalKind.NOT_A_WORKBOOK),
    "a zip of something else": (zipped({"a.txt": b"a"}), RefusalKind.NOT_A_WORKBOOK),
    "no workbook in it": (without("xl/workbook.xml"), RefusalKind.NOT_A_WORKBOOK),
    "an old Excel file": (COMPOUND + b"Workbook", RefusalKind.OLD_FORMAT),
    "a password": (
        COMPOUND + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
        RefusalKind.PASSWORD,
    ),
    "a password on the zip": (patched(8, 1), RefusalKind.PASSWORD),
    "random bytes": (Random(1).randbytes(5000), RefusalKind.NOT_A_WORKBOOK),
    "random bytes that begin as a zip": (
        b"PK\x03\x04" + Random(2).randbytes(5000),
        RefusalKind.DAMAGED,
    ),
    "a file cut short": (good()[: len(good()) // 2], RefusalKind.DAMAGED),
    "an unusual packing": (packed_otherwise(), RefusalKind.DAMAGED),
    "a wrong checksum": (patched(16, 7), RefusalKind.DAMAGED),
    "a part that is smaller than declared": (patched(24, 999_999), RefusalKind.DAMAGED),
    "a part that is larger than declared": (patched(24, 10), RefusalKind.BOMB),
    "a part that is elsewhere": (patched(42, 5), RefusalKind.DAMAGED),
    "parts over each other": (patched(20, len(good())), RefusalKind.BOMB),
    "thirty megabytes in a few": (replaced(good(), "xl/a.xml", BOMB), RefusalKind.BOMB),
    "a name outside": (replaced(good(), "../evil.xml", b"<a/>"), RefusalKind.NAMES),
    "an absolute name": (replaced(good(), "/evil.xml", b"<a/>"), RefusalKind.NAMES),
    "a name twice": (replaced(good(), "XL/workbook.xml", b"<a/>"), RefusalKind.NAMES),
    "an entity in a part": (
        replaced(good(), "xl/a.xml", DOCTYPE + b"<a>&x;</a>"),
        RefusalKind.DOCUMENT_TYPE,
    ),
    "an entity in a sheet": (
        replaced(good(), "xl/worksheets/sheet1.xml", DOCTYPE + b"<a>&x;</a>"),
        RefusalKind.DOCUMENT_TYPE,
    ),
    "an entity in a drawing": (replaced(good(), "xl/a.vml", DOCTYPE), RefusalKind.DOCUMENT_TYPE),
    "an entity in sixteen bits": (
        replaced(good(), "xl/a.xml", "<!DOCTYPE a><a/>".encode("utf-16")),
        RefusalKind.DOCUMENT_TYPE,
    ),
    "XML that is none": (replaced(good(), "xl/a.xml", b"<a><b></a>"), RefusalKind.DAMAGED),
    "an encoding nobody knows": (
        replaced(good(), "xl/a.xml", b'<?xml version="1.0" encoding="x"?><a/>'),
        RefusalKind.DAMAGED,
    ),
    "macros": (replaced(good(), "xl/vbaProject.bin", b"x"), RefusalKind.MACROS),
    "macros declared": (
        replaced(
            good(),
            "[Content_Types].xml",
            unzipped(good())["[Content_Types].xml"].replace(
                b"spreadsheetml.sheet.main", b"macroEnabled.main"
            ),
        ),
        RefusalKind.MACROS,
    ),
    "old macros": (replaced(good(), "xl/macrosheets/sheet1.xml", b"<a/>"), RefusalKind.MACROS),
    "another document": (replaced(good(), "xl/embeddings/a.docx", b"x"), RefusalKind.EMBEDDED),
    "another workbook": (
        replaced(good(), "xl/externalLinks/externalLink1.xml", b"<a/>"),
        RefusalKind.EXTERNAL_LINKS,
    ),
    "a link outside": (with_relation("http://x/externalLinkPath"), RefusalKind.EXTERNAL_LINKS),
    "a sheet without a part": (without("xl/worksheets/sheet1.xml"), RefusalKind.DAMAGED),
    "no relations": (without(RELATIONS), RefusalKind.DAMAGED),
    "an address that is none": (
        sheet('<row r="1"><c r="1A"><v>1</v></c></row>'),
        RefusalKind.DAMAGED,
    ),
    "a row that is none": (sheet('<row r="one"/>'), RefusalKind.DAMAGED),
    "a row before the first": (sheet('<row r="0"/>'), RefusalKind.TOO_FAR),
    "550 GB in two cells": (sheet(TWO_CELLS.format(1048576, "XFD1048576")), RefusalKind.TOO_FAR),
    "a far column": (sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'), RefusalKind.TOO_FAR),
}  # fmt: skip


@pytest.mark.parametrize(("content", "kind"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_before_it_is_parsed(content: bytes, kind: RefusalKind) -> None:
    assert refused(precheck(content, Limits())).kind is kind


@pytest.mark.parametrize(
    "name", ["an empty file", "a csv", "550 GB in two cells", "macros", "a password"]
)
def test_a_hostile_file_is_refused_through_the_child(read_file: Read, name: str) -> None:
    content, kind = HOSTILE[name]
    assert refused(read_file(content)).kind is kind


def test_a_hyperlink_is_no_link_outside() -> None:
    assert not isinstance(precheck(with_relation("http://x/hyperlink"), Limits()), Refusal)


def test_a_sheet_named_twice_is_damage() -> None:
    book = unzipped(good())["xl/workbook.xml"].replace(b'"Capital"', b'"Income"')
    found = refused(precheck(replaced(good(), "xl/workbook.xml", book), Limits()))
    assert found.kind is RefusalKind.DAMAGED


def test_error_cells_are_named(read: Read) -> None:
    found = refused(read(planted(good(), "Income", G23="#REF!", H24="#DIV/0!")))
    assert found.kind is RefusalKind.ERRORS
    assert (found.facts["sheet"], found.facts["cell"]) == ("Income", "G23")
    assert found.message.startswith("2 cells show an error: Income!G23, Income!H24.")


def test_formulas_without_a_result_are_named(read: Read) -> None:
    found = refused(read(planted(good(), "Workforce", D14="?SUM(D8:D13)")))
    assert found.kind is RefusalKind.UNCALCULATED
    assert (found.facts["sheet"], found.facts["cell"]) == ("Workforce", "D14")


def test_a_workbook_that_openpyxl_saved_was_never_calculated(read: Read) -> None:
    book = openpyxl.load_workbook(BytesIO(good()))
    saved = BytesIO()
    book.save(saved)
    found = refused(read(saved.getvalue()))
    assert found.kind is RefusalKind.UNCALCULATED
    assert " and " in found.facts["places"]
    assert int(found.facts["count"]) > 100


def test_a_formula_from_another_workbook_is_named(read: Read) -> None:
    found = refused(read(planted(good(), "Income", G23="=[1]Sheet1!A1")))
    assert found.kind is RefusalKind.EXTERNAL_LINKS
    assert (found.facts["sheet"], found.facts["cell"]) == ("Income", "G23")


def test_the_far_cell_is_named() -> None:
    content, _ = HOSTILE["550 GB in two cells"]
    found = refused(precheck(content, Limits()))
    assert (found.facts["sheet"], found.facts["cell"]) == ("Income", "A1048576")


@pytest.mark.parametrize(
    ("limits", "kind"),
    [
        (Limits(packed=1000), RefusalKind.TOO_LARGE),
        (Limits(unpacked=1000), RefusalKind.BOMB),
        (Limits(members=3), RefusalKind.BOMB),
        (Limits(cells=100), RefusalKind.TOO_MANY_CELLS),
        (Limits(cells=2000), RefusalKind.TOO_MANY_CELLS),
        (Limits(formulas=10), RefusalKind.TOO_MANY_FORMULAS),
        (Limits(packed=2 * MEGABYTE), None),
    ],
)
def test_each_limit_holds(limits: Limits, kind: RefusalKind | None) -> None:
    found = precheck(good(), limits)
    assert (found.kind if isinstance(found, Refusal) else None) is kind


@pytest.mark.parametrize(
    "limits",
    [Limits(memory=MEGABYTE), Limits(answer=1000), Limits(wall_seconds=0)],
    ids=["memory", "answer", "time"],
)
def test_the_child_dies_at_its_limits_and_the_parent_lives(read_file: Read, limits: Limits) -> None:
    assert refused(read_file(good(), limits)).kind is RefusalKind.UNREADABLE


def test_the_child_reads_what_is_read_here(read: Read, read_file: Read) -> None:
    assert isinstance(read_file(good()), Reading)
    assert read_file(good()) == read(good())


@pytest.mark.parametrize(
    "script", ["print('{}'[:0])", "print('not json')", "import os; os.abort()"]
)
def test_a_child_that_answers_in_part_makes_the_file_unreadable(
    tmp_path: Path, script: str
) -> None:
    found = survey(tmp_path / "a.xlsx", Limits(), ask=partial(told, (sys.executable, "-c", script)))
    assert refused(found).kind is RefusalKind.UNREADABLE


@pytest.mark.parametrize("cut", [slice(0), slice(5), slice(2000), slice(-1), slice(1, None)])
def test_an_answer_that_is_not_whole_is_unreadable(cut: slice) -> None:
    whole = b"".join(answer(good(), Limits()))
    assert isinstance(book_of(whole), Book)
    assert refused(book_of(whole[cut])).kind is RefusalKind.UNREADABLE
    assert refused(book_of(whole + b"0")).kind is RefusalKind.UNREADABLE


@pytest.mark.parametrize(
    "head",
    [
        b"[]", b"null", b"{}", b"{", b"\xff", b'{"sheets": 1}', b'{"sheets": [{}]}',
        b'{"refusal": "a whim", "facts": {}}',
        b'{"sheets": [{"name": "A", "width": -1, "rows": 1, "texts": [""], "formulas": []}]}',
        b'{"sheets": [{"name": "A", "width": 1, "rows": 1, "texts": [], "formulas": []}]}',
        b'{"sheets": [{"name": "A", "width": 1, "rows": 1, "texts": [""], "formulas": [3]}]}',
    ],
)  # fmt: skip
def test_an_answer_that_makes_no_sense_is_unreadable(head: bytes) -> None:
    assert refused(book_of(head + b"\n" + bytes(17))).kind is RefusalKind.UNREADABLE


def test_an_answer_of_an_unknown_kind_is_unreadable() -> None:
    head = b'{"sheets": [{"name": "A", "width": 1, "rows": 1, "texts": [""], "formulas": []}]}\n'
    assert isinstance(book_of(head + bytes(17)), Book)
    assert refused(book_of(head + bytes(4) + b"\x05" + bytes(12))).kind is RefusalKind.UNREADABLE


@pytest.mark.parametrize(
    ("cell", "value", "kind", "words"),
    [
        ("B1", "other.form", RefusalKind.NOT_OUR_FORM, "its form is other.form"),
        ("B1", None, RefusalKind.NOT_OUR_FORM, "it does not say its form"),
        ("B2", "99", RefusalKind.OTHER_VERSION, "version 99"),
        ("B3", "z r", RefusalKind.NOT_OUR_FORM, "it is of z r"),
        ("B4", "charity", RefusalKind.NOT_OUR_FORM, "its kind or year"),
        ("B6", "2023", RefusalKind.NOT_OUR_FORM, "its kind or year"),
        ("B6", "1066/67", RefusalKind.NOT_OUR_FORM, "1066/67"),
        ("B8", "finance weather", RefusalKind.NOT_OUR_FORM, "it has no part weather"),
    ],
)
def test_a_workbook_that_is_not_our_form_is_refused(
    read: Read, cell: str, value: str | None, kind: RefusalKind, words: str
) -> None:
    found = refused(read(planted(good(), "_meta", **{cell: f"'{value}" if value else None})))
    assert found.kind is kind
    assert words in found.message


def test_a_workbook_of_somebody_else_is_refused(read: Read) -> None:
    book = openpyxl.Workbook()
    saved = BytesIO()
    book.save(saved)
    assert refused(read(saved.getvalue())).kind is RefusalKind.NOT_OUR_FORM


def test_a_checksum_that_matches_a_prefix_does_not_hide_the_rest() -> None:
    """A directory that declares ten bytes, and their checksum, of a part that is larger."""
    name = part_of(good(), "Income").encode()
    begins = unzipped(good())[name.decode()][:10]
    content = bytearray(patched(24, 10, name))
    entry = content.rindex(name) - 46
    struct.pack_into("<I", content, entry + 16, zlib.crc32(begins))
    assert refused(precheck(bytes(content), Limits())).kind is RefusalKind.BOMB
