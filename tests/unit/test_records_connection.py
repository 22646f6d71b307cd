"""A process opens one database after another, and several open a new one at once."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connection, connections
from django.db.migrations.recorder import MigrationRecorder

from equipoise.records import Actor, ConnectedError, connect, sqlite_url
from equipoise.records.changes import chain, change
from equipoise.records.connection import set_up
from equipoise.records.models import Person, Round, Waiver
from equipoise.records.settings import database
from equipoise.workings import Reference

NOW = datetime(2023, 2, 20, 9, 30, tzinfo=UTC)
ADA = Actor(person="Ada Lund", role="editor", organisation="ZR1", via="cli")
OPEN_ONE = "import sys; from equipoise.records import connect; connect(sys.argv[1])"


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    connections.close_all()


def append() -> None:
    with change("N1", by=ADA, now=NOW) as block:
        block.event("submit", Reference("version", ("N1",)), {})


def test_several_workspaces_one_after_another(tmp_path: Path) -> None:
    first, second = (sqlite_url(tmp_path / name) for name in ("a.sqlite3", "b.sqlite3"))
    connect(first)
    append()
    connect(second)
    assert chain("N1").length == 0
    connect(first)
    assert chain("N1").length == 1


def test_from_one_kind_of_database_to_the_other(tmp_path: Path, postgres_url: str) -> None:
    connect(postgres_url)
    append()
    connect(sqlite_url(tmp_path / "a.sqlite3"))
    assert chain("N1").length == 0
    connect(postgres_url)
    assert chain("N1").length == 1


def test_opening_the_same_again_changes_nothing(database_url: str) -> None:
    connect(database_url)
    append()
    connect(database_url)
    assert chain("N1").length == 1


def test_another_is_not_opened_in_the_middle_of_a_change(tmp_path: Path) -> None:
    connect(sqlite_url(tmp_path / "a.sqlite3"))

    def leave() -> None:
        with change("N1", by=ADA, now=NOW) as block:
            block.event("submit", Reference("version", ("N1",)), {})
            connect(sqlite_url(tmp_path / "b.sqlite3"))

    with pytest.raises(ConnectedError):
        leave()
    assert chain("N1").length == 0
    assert not (tmp_path / "b.sqlite3").exists()


@pytest.fixture
def held(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A new file in which another process is in the middle of a transaction."""
    other = sqlite3.connect(tmp_path / "a.sqlite3", check_same_thread=False, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def test_a_new_file_that_another_process_holds_is_waited_for(
    tmp_path: Path, held: sqlite3.Connection
) -> None:
    Timer(0.1, held.rollback).start()
    connect(sqlite_url(tmp_path / "a.sqlite3"))
    assert chain("N1").length == 0


@pytest.mark.usefixtures("held")
def test_but_not_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("equipoise.records.connection.PAUSE_SECONDS", 0)
    with pytest.raises(OperationalError, match="locked"):
        connect(sqlite_url(tmp_path / "a.sqlite3"))


@pytest.mark.parametrize("name", ["a plan.sqlite3", "50%41?#.sqlite3", "é.sqlite3"])
def test_any_name_of_a_file_will_do(tmp_path: Path, name: str) -> None:
    connect(sqlite_url(tmp_path / name))
    assert name in {path.name for path in tmp_path.iterdir()}


def test_sqlite_waits_its_turn_and_refuses_what_it_must(tmp_path: Path) -> None:
    connect(sqlite_url(tmp_path / "a.sqlite3"))
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 60_000,  # milliseconds
    }
    with connection.cursor() as cursor:
        for pragma, value in wanted.items():
            cursor.execute(f"PRAGMA {pragma}")
            assert cursor.fetchone() == (value,)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_keeps_what_its_url_says() -> None:
    settings = database("postgresql://ann:p%40ss@db.example:5433/plans?sslmode=require")
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["USER"], settings["PASSWORD"]) == ("ann", "p@ss")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example", 5433, "plans")
    assert settings["OPTIONS"] == {"sslmode": "require"}


def test_the_migrations_say_what_the_models_say(tmp_path: Path) -> None:
    connect(sqlite_url(tmp_path / "a.sqlite3"))
    call_command("makemigrations", "records", check=True, dry_run=True, verbosity=0)
    assert MigrationRecorder(connection).applied_migrations().keys() == {
        ("records", "0001_initial"),
        ("records", "0002_append_only"),
        ("records", "0003_rounds_change"),
        ("records", "0004_events_by_subject"),
    }


def at_migration_2(url: str) -> None:
    """Leave the database at `url` with the tables it had before rounds could change."""
    set_up()
    connections.settings[DEFAULT_DB_ALIAS] = connections.configure_settings(
        {DEFAULT_DB_ALIAS: database(url)}
    )[DEFAULT_DB_ALIAS]
    del connections[DEFAULT_DB_ALIAS]
    call_command("migrate", "records", "0002", verbosity=0)


WROTE_ONE = (
    "INSERT INTO records_waiverrecord (round_id, code, place, kind, reason, requester, approver,"
    " expires_on) VALUES ('N1', 'EQ-TPL-003', '', '', '', '', '', '2023-05-04')"
)
OPENED_ONE = (
    "INSERT INTO records_round (code, year, title, opened_at, known_on, register, params, packs,"
    " parts, systems) VALUES ('N1', '2023/24', '', '2023-03-30 09:00:00+00:00', '2023-03-30', '',"
    " '', '[]', '[]', '[]')"
)


def test_an_older_database_keeps_its_rounds_when_it_is_opened(database_url: str) -> None:
    at_migration_2(database_url)
    with connection.cursor() as cursor:
        cursor.execute(OPENED_ONE)
    connections.close_all()
    connect(database_url)
    assert [row.code for row in Round.objects.all()] == ["N1"]
    assert not Waiver.objects.exists()


def test_a_table_that_is_to_go_is_kept_while_it_holds_anything(database_url: str) -> None:
    at_migration_2(database_url)
    with connection.cursor() as cursor:
        cursor.execute(OPENED_ONE)
        cursor.execute(WROTE_ONE)
    connections.close_all()
    with pytest.raises(RuntimeError, match="records_waiverrecord holds rows"):
        connect(database_url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_waiverrecord")
        assert cursor.fetchone() == (1,)


def test_a_database_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="unable to open"):
        connect(sqlite_url(tmp_path / "nowhere" / "a.sqlite3"))


def test_several_processes_open_a_new_database_at_once(database_url: str) -> None:
    command = [sys.executable, "-c", OPEN_ONE, database_url]
    openers = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    assert [opener.communicate()[1] for opener in openers] == [""] * 4
    connect(database_url)
    append()
    assert chain("N1").broken_at is None


def test_django_is_ready_whichever_module_comes_first() -> None:
    for first in ("models", "changes", "queries", "connection"):
        code = f"import equipoise.records.{first}; import equipoise.records.models"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert done.stderr == ""


def test_a_project_that_holds_the_room_sets_django_up_itself() -> None:
    code = (
        "import django; from django.conf import settings; from equipoise.records import settings"
        " as base; settings.configure(INSTALLED_APPS=base.INSTALLED_APPS,"
        " DEFAULT_AUTO_FIELD=base.DEFAULT_AUTO_FIELD); django.setup();"
        " from equipoise.records.models import Event; print(Event._meta.db_table)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("records_event\n", "")


def test_without_a_database_every_query_is_refused_and_database_url_is_heeded(
    tmp_path: Path,
) -> None:
    code = (
        "from django.db import connection; from equipoise.records.models import Person;"
        "print(connection.settings_dict['NAME']); Person.objects.exists()"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, env={})
    assert "settings.DATABASES is improperly configured" in done.stderr
    path = tmp_path / "a.sqlite3"
    environment = {"DATABASE_URL": sqlite_url(path)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.stdout == f"{path}\n"
    assert "no such table" in done.stderr
    connect(sqlite_url(path))
    assert not Person.objects.exists()
