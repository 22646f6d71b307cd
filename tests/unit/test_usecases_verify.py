"""Nothing is altered unseen: one byte of any stored object, any event, any row of a version."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connections

from equipoise.records.models import Event, SystemVersion, Version
from equipoise.store import DigestMismatchError
from equipoise.usecases.held import get_held
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.verify import Verified, verify
from tests.northmere_round import TODAY, Northmere


def verified(plan: Northmere, receipt: str | None = None, name: str = "auditor") -> Verified:
    by = plan.actor(name)
    return verify(plan.one, by=by, on=TODAY, receipt=receipt).result


def finance_of_zr1() -> Version:
    return Version.objects.get(organisation="ZR1", part="finance", number=1)


OBJECTS: dict[str, Callable[[Northmere], str]] = {
    "workbook": lambda _: finance_of_zr1().file,
    "parquet": lambda plan: get_held(plan.workspace, finance_of_zr1().reading).parquet,
    "reading": lambda _: finance_of_zr1().reading,
    "register": lambda plan: plan.one.register.digest,
}


def flip(path: Path, at: int = -1) -> None:
    """Change one bit of one byte of a file."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)


def statement(plan: Northmere, *sql: str) -> None:
    """Change a table as somebody would who has the file and takes the triggers away."""
    connections.close_all()
    with sqlite3.connect(plan.workspace.home / "equipoise.sqlite3") as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for text in sql:
            assert connection.execute(text).rowcount > 0
    connection.close()


def test_a_plan_as_it_was_written_has_no_fault(locked: Northmere) -> None:
    found = verified(locked)
    assert (found.faults, found.unreferenced) == ((), 0)
    assert found.events == Event.objects.count()
    assert found.versions == Version.objects.count() + SystemVersion.objects.count()
    assert found.chain_head == Event.objects.get(verb="send").hash


@pytest.mark.parametrize("kind", OBJECTS)
@pytest.mark.parametrize("at", [0, -1])
def test_a_flipped_byte_is_named(handed_in: Northmere, kind: str, at: int) -> None:
    digest = OBJECTS[kind](handed_in)
    flip(handed_in.workspace.home / "objects" / digest, at)
    (fault,) = verified(handed_in).faults
    assert fault.what == f"object {digest}"
    assert fault.found == "its bytes are not those it was stored with"


@pytest.mark.parametrize("kind", ["workbook", "parquet", "reading"])
def test_an_object_that_is_gone_is_named(handed_in: Northmere, kind: str) -> None:
    digest = OBJECTS[kind](handed_in)
    (handed_in.workspace.home / "objects" / digest).unlink()
    faults = verified(handed_in).faults
    assert faults
    assert all(digest in f"{fault.what} {fault.found}" for fault in faults)


def test_a_manifest_flipped_or_gone_is_named(collated: Northmere) -> None:
    digest = SystemVersion.objects.get().manifest
    path = collated.workspace.home / "objects" / digest
    flip(path, 40)
    assert [fault.what for fault in verified(collated).faults] == [f"object {digest}"]
    path.unlink()
    (fault,) = verified(collated).faults
    assert (fault.what, digest in fault.found) == ("version:2023-24/ZQ1@v1", True)


@pytest.mark.parametrize(
    "change",
    [
        "person = 'zr1.someone'",
        "at = '2023-03-30 09:59:59'",
        "reason = 'none'",
        "body = replace(body, 'must_fix', 'may_fix')",
        "subject = 'version:2023-24/ZR2/finance@v1'",
        "previous = hash",
        "hash = previous",
        "organisation = 'ZR2'",
    ],
)
def test_an_event_that_was_changed_breaks_the_chain_there(
    handed_in: Northmere, change: str
) -> None:
    event = Event.objects.get(verb="submit", subject="version:2023-24/ZR1/finance@v1")
    statement(handed_in, f"UPDATE records_event SET {change} WHERE sequence = {event.sequence}")
    whats = [fault.what for fault in verified(handed_in).faults]
    assert f"event {event.sequence}" in whats


def test_a_tail_that_was_cut_is_found_by_the_head_and_by_the_receipt(handed_in: Northmere) -> None:
    last = Event.objects.count()
    receipt = Event.objects.get(sequence=last).hash
    assert verified(handed_in, receipt).faults == ()
    statement(handed_in, f"DELETE FROM records_event WHERE sequence = {last}")
    assert verified(handed_in).faults[0].what == f"event {last}"
    before = Event.objects.get(sequence=last - 1)
    statement(
        handed_in,
        f"UPDATE records_stream SET sequence = {before.sequence}, head = '{before.hash}'",
        "DELETE FROM records_version WHERE part = 'capital'",
    )
    assert verified(handed_in).faults == ()  # whoever mends all else is not seen by it
    assert [fault.what for fault in verified(handed_in, receipt).faults] == [f"event {last}"]


@pytest.mark.parametrize("column", ["cells", "reading"])
def test_a_version_that_points_elsewhere_is_named(collated: Northmere, column: str) -> None:
    """To what the corrected return of ZR3 holds, in the place of what it held first."""
    other = Version.objects.get(organisation="ZR3", part="finance", number=2)
    value = getattr(other, column) if column == "reading" else "0" * 64
    statement(
        collated,
        f"UPDATE records_version SET {column} = '{value}'"
        " WHERE organisation = 'ZR1' AND part = 'finance'",
    )
    whats = {fault.what for fault in verified(collated).faults}
    assert "version:2023-24/ZR1/finance@v1" in whats
    assert "version:2023-24/ZQ1@v1" in whats  # pinned in its manifest


def test_a_version_swapped_whole_for_another_is_named(collated: Northmere) -> None:
    """Both are in the store and whole; only the event says which it was."""
    statement(
        collated,
        "UPDATE records_version AS v SET (cells, reading, file) ="
        " (SELECT cells, reading, file FROM records_version AS o WHERE o.organisation = 'ZR2'"
        " AND o.part = v.part) WHERE v.organisation = 'ZR1' AND v.part = 'workforce'",
    )
    whats = [fault.what for fault in verified(collated).faults]
    assert whats == ["version:2023-24/ZR1/workforce@v1", "version:2023-24/ZQ1@v1"]


def test_a_systems_version_that_points_elsewhere_is_named(matched: Northmere) -> None:
    statement(
        matched,
        "UPDATE records_systemversion SET manifest ="
        " (SELECT manifest FROM records_systemversion WHERE number = 1) WHERE number = 2",
    )
    assert [fault.what for fault in verified(matched).faults] == ["version:2023-24/ZQ1@v2"]


def test_bytes_that_nobody_refers_to_are_counted_and_are_no_fault(handed_in: Northmere) -> None:
    stray = handed_in.workspace.home / "stray"
    stray.write_bytes(b"kept when a submission was cut short")
    handed_in.workspace.put_file(stray)
    found = verified(handed_in)
    assert (found.faults, found.unreferenced) == ((), 1)


def test_what_is_damaged_is_not_read_as_if_it_were_whole(handed_in: Northmere) -> None:
    digest = OBJECTS["reading"](handed_in)
    flip(handed_in.workspace.home / "objects" / digest, 10)
    with pytest.raises(DigestMismatchError, match=digest):
        handed_in.sign("ZR1")
    assert not Event.objects.filter(verb="signoff").exists()


def test_readers_may_verify(opened: Northmere) -> None:
    for name in ("auditor", "zq1.lead", "zr1.approver", "region.lead", "national.lead"):
        assert verified(opened, name=name).faults == ()
    with pytest.raises(NotAllowedError):
        verified(opened, name="zr1.editor")
