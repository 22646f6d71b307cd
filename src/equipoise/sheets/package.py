"""The parts of a workbook file, unpacked only when the zip is what it says it is.

Nothing is believed twice: each part is inflated here, against its declared size and checksum,
and later readers are given these bytes and not the file.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from equipoise.sheets.limits import MEGABYTE, Limits
from equipoise.sheets.refusals import Refusal, RefusalKind

COMPOUND: Final = bytes.fromhex("D0CF11E0A1B11AE1")
"""How an old Excel file begins, and a new one under a password."""
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
LOCAL_HEADER: Final = b"PK\x03\x04"
NEEDED: Final = ("[Content_Types].xml", "xl/workbook.xml")
ENCRYPTED_FLAG: Final = 1
MACROS: Final = ("vbaproject.bin", "vbadata.xml", "xl/macrosheets/", "xl/dialogsheets/")
EMBEDDED: Final = ("xl/embeddings/", "xl/activex/", "xl/ctrlprops/", "customui/")


class RefusedError(Exception):
    """Carries a refusal out of the depth of a parser; never leaves the pre-check."""

    def __init__(self, kind: RefusalKind, **facts: str) -> None:
        super().__init__(kind)
        self.refusal = Refusal(kind=kind, facts=facts)


def unpacked(content: bytes, limits: Limits) -> Mapping[str, bytes]:
    """Return every part of the workbook file by its name.

    Raises: RefusedError when the content is not a zip of a workbook, holds macros or embedded
        objects, or is not what its directory declares.
    """
    _refuse_foreign(content, limits)
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except (BadZipFile, LargeZipFile, ValueError, struct.error, OSError, NotImplementedError) as e:
        raise RefusedError(RefusalKind.DAMAGED, found=_plain(str(e))) from e
    _refuse_names(members)
    _refuse_sizes(members, content, limits)
    parts = {info.filename: _inflated(content, info) for info in members if not info.is_dir()}
    _refuse_kinds(parts)
    return parts


def repacked(parts: Mapping[str, bytes]) -> BytesIO:
    """Return a zip of exactly these parts, for a reader that must see what was checked."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name), content)
    stream.seek(0)
    return stream


def _refuse_foreign(content: bytes, limits: Limits) -> None:
    if not content:
        raise RefusedError(RefusalKind.EMPTY)
    if len(content) > limits.packed:
        raise RefusedError(
            RefusalKind.TOO_LARGE, found=_size(len(content)), limit=_size(limits.packed)
        )
    if content.startswith(COMPOUND):
        kind = RefusalKind.PASSWORD if ENCRYPTED in content else RefusalKind.OLD_FORMAT
        raise RefusedError(kind)
    if not content.startswith(LOCAL_HEADER):
        raise RefusedError(RefusalKind.NOT_A_WORKBOOK)


def _refuse_names(members: list[ZipInfo]) -> None:
    seen: set[str] = set()
    for info in members:
        name = info.filename
        steps = name.split("/")
        if name.startswith("/") or ".." in steps or "\\" in name or ":" in name or not name:
            raise RefusedError(RefusalKind.NAMES, found=_plain(name))
        if name.lower() in seen:
            raise RefusedError(RefusalKind.NAMES, found=f"{_plain(name)}, twice")
        seen.add(name.lower())


def _refuse_sizes(members: list[ZipInfo], content: bytes, limits: Limits) -> None:
    if len(members) > limits.members:
        raise RefusedError(RefusalKind.BOMB, found=f"{len(members)} parts")
    if (whole := sum(info.file_size for info in members)) > limits.unpacked:
        raise RefusedError(RefusalKind.BOMB, found=_size(whole))
    if sum(info.compress_size for info in members) > len(content):
        raise RefusedError(RefusalKind.BOMB, found="parts that lie over each other")
    for info in members:
        packed = max(1, info.compress_size)
        if info.file_size > MEGABYTE and info.file_size > limits.ratio * packed:
            raise RefusedError(
                RefusalKind.BOMB,
                found=f"{_plain(info.filename)}, {info.file_size // packed} times its packed size",
            )


def _inflated(content: bytes, info: ZipInfo) -> bytes:
    """Return one part, its declared size and checksum proved on the bytes themselves."""
    name = _plain(info.filename)
    if info.flag_bits & ENCRYPTED_FLAG:
        raise RefusedError(RefusalKind.PASSWORD)
    start = info.header_offset
    if start < 0 or content[start : start + 4] != LOCAL_HEADER or start + 30 > len(content):
        raise RefusedError(RefusalKind.DAMAGED, found=f"{name} is not where it should be")
    name_size, extra_size = struct.unpack("<HH", content[start + 26 : start + 30])
    begin = start + 30 + name_size + extra_size
    packed = content[begin : begin + info.compress_size]
    if info.compress_type == ZIP_STORED:
        part = packed
    elif info.compress_type == ZIP_DEFLATED:
        part = _deflated(packed, info, name)
    else:
        raise RefusedError(RefusalKind.DAMAGED, found=f"{name} is packed in an unusual way")
    if len(part) != info.file_size or zlib.crc32(part) != info.CRC:
        raise RefusedError(RefusalKind.DAMAGED, found=f"{name} does not match its checksum")
    return part


def _deflated(packed: bytes, info: ZipInfo, name: str) -> bytes:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        part = unpacker.decompress(packed, info.file_size + 1)
    except zlib.error as error:
        raise RefusedError(RefusalKind.DAMAGED, found=f"{name} does not unpack") from error
    if len(part) > info.file_size:
        raise RefusedError(RefusalKind.BOMB, found=f"{name} is larger than it declares")
    return part


def _refuse_kinds(parts: Mapping[str, bytes]) -> None:
    for name in parts:
        if any(mark in name.lower() for mark in MACROS):
            raise RefusedError(RefusalKind.MACROS, found=_plain(name))
        if name.lower().startswith(EMBEDDED):
            raise RefusedError(RefusalKind.EMBEDDED, found=_plain(name))
    if not all(name in parts for name in NEEDED):
        raise RefusedError(RefusalKind.NOT_A_WORKBOOK)
    types = parts[NEEDED[0]].lower()
    if b"macroenabled" in types or b"vbaproject" in types:
        raise RefusedError(RefusalKind.MACROS, found="declared in its list of contents")


def _size(count: int) -> str:
    return f"{count // MEGABYTE} MB" if count >= MEGABYTE else f"{count} bytes"


def _plain(name: str) -> str:
    """Return the name with nothing in it that a terminal or page would act on."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:80]
