"""Files that are no form of ours: a workbook read through a mapping, or the list of a ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from equipoise.records.models import Event
from equipoise.sheets import (
    Book,
    FormMap,
    Identity,
    LedgerMap,
    Limits,
    ListRefusal,
    Reading,
    Refusal,
    RefusalKind,
    is_form_map,
    read_foreign,
    read_form_map,
    read_ledger,
    read_map,
    recognised,
    stated_in,
    survey,
)
from equipoise.store import Digest
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound

LISTS: Final = frozenset({".csv", ".txt", ".tsv"})
"""How the name of a list of a ledger ends; what is pasted is named so too."""
LIMITS: Final = Limits()


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """A file, and the mapping that says what its cells, or its codes, stand for."""

    path: Path
    mapping: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Read:
    """What became of a file, and the mapping it was read through, where there was one."""

    found: Reading | Refusal
    mapping: Digest | None = None


def mapped(file: Path | Mapped) -> Mapped:
    """Return a file with its mapping; without one where none was named."""
    return file if isinstance(file, Mapped) else Mapped(path=file)


def read_other(
    one: OpenRound, file: Mapped, *, refusal: Refusal, identity: Identity
) -> Read:  # fmt: skip
    """Return what a file holds that is no form of ours, or `refusal` where nothing can read it.

    With no mapping named, the ones used before in the round are tried, the latest first.

    Raises: RefusedError for a mapping that cannot be read.
    """
    digest = one.workspace.put_file(file.path)
    named = None if file.mapping is None else one.workspace.put_file(file.mapping)
    if refusal.kind is RefusalKind.NOT_A_WORKBOOK and file.path.suffix.lower() in LISTS:
        return _read_list(one, digest, identity, named)
    if refusal.kind is not RefusalKind.NOT_OUR_FORM:
        return Read(found=refusal)
    book = survey(one.workspace.store.path(digest), LIMITS)
    if isinstance(book, Refusal):
        return Read(found=book)
    used = named or _recognised(one, book, identity)
    if used is None:
        return Read(found=refusal)
    form_map = form_map_of(one, used, identity)
    chart, kind = one.workspace.chart, identity.kind
    owed = {measure.code for part in one.parts(kind) for measure in chart.of(part, kind)}
    found = read_foreign(
        book, form_map.limited(owed), digest=digest, identity=identity, chart=chart
    )
    return Read(found=found, mapping=used)


def stated(one: OpenRound, file: Mapped) -> str | None:
    """Return the body that a workbook of somebody else's making says it is of, if it does."""
    book = survey(file.path, LIMITS)
    if isinstance(book, Refusal):
        return None
    lead = one.organisation(one.systems[0])
    for text in _mappings(one, file.mapping):
        found = read_form_map(text, digest="stated", chart=one.workspace.chart, kind=lead.kind)
        if isinstance(found, FormMap) and (file.mapping or recognised(found.lines.values(), book)):
            said = stated_in(book, found)
            bodies = (b.code for b in one.register.organisations if said in (b.code, b.name))
            return next(bodies, None) if said else None
    return None


def form_map_of(one: OpenRound, digest: Digest, identity: Identity) -> FormMap:
    """Return a stored mapping of a form.

    Raises: RefusedError when it is none.
    """
    text = _text(one, digest)
    found = read_form_map(text, digest=digest, chart=one.workspace.chart, kind=identity.kind)
    if isinstance(found, ListRefusal):
        raise RefusedError(f"The mapping cannot be read. {found.message}")
    return found


def remembered(one: OpenRound) -> Iterator[tuple[str, Digest]]:
    """Yield the mappings that files of the round came with, each with whose; the latest first."""
    seen = set()
    for event in Event.objects.filter(stream=one.stream, verb="submit").order_by("-sequence"):
        used = json.loads(event.body).get("mapping", "")
        if used and used not in seen:
            seen.add(used)
            yield event.subject.partition("/")[2].partition("/")[0], Digest(used)


def _read_list(
    one: OpenRound, digest: Digest, identity: Identity, named: Digest | None
) -> Read:  # fmt: skip
    """Return the reading of a ledger's list, by the map named or the one its body used before."""
    own = (used for body, used in remembered(one) if body == identity.organisation)
    used = named or next((used for used in own if not is_form_map(_text(one, used))), None)
    chart, ledger_map = one.workspace.chart, LedgerMap()
    if used is not None:
        found = read_map(_text(one, used), digest=used, chart=chart, kind=identity.kind)
        if isinstance(found, ListRefusal):
            raise RefusedError(f"The map cannot be read. {found.message}")
        ledger_map = found
    reading = read_ledger(
        one.workspace.store.path(digest),
        digest=digest,
        identity=identity,
        chart=chart,
        ledger_map=ledger_map,
    )
    return Read(found=reading, mapping=used)


def _recognised(one: OpenRound, book: Book, identity: Identity) -> Digest | None:
    for _, used in remembered(one):
        if is_form_map(_text(one, used)):
            found = form_map_of(one, used, identity)
            if recognised(found.lines.values(), book):
                return used
    return None


def _mappings(one: OpenRound, named: Path | None) -> Iterator[str]:
    if named is not None:
        yield _text(one, one.workspace.put_file(named))
        return
    yield from (_text(one, used) for _, used in remembered(one))


def _text(one: OpenRound, digest: Digest) -> str:
    """Return a stored mapping as text.

    Raises: RefusedError when it is no text.
    """
    with one.workspace.store.open(digest) as stream:
        content = stream.read()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError("The mapping is not in UTF-8. Save it as CSV UTF-8.") from error
