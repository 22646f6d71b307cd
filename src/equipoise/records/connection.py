"""Open a database: tell Django where it is, and bring its tables up to date."""

from __future__ import annotations

import os
from time import sleep
from typing import Final

import django
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from equipoise.records.settings import database

APP: Final = "records"
"""Whose tables are made here; a project that holds this room makes its own."""
ATTEMPTS: Final = 100
PAUSE_SECONDS: Final = 0.02
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('equipoise.records'))"
"""On PostgreSQL: wait for whoever is making tables, until the end of their transaction."""


class ConnectedError(RuntimeError):
    """Another database was asked for in the middle of a change to this one."""


def set_up() -> None:
    """Have Django ready for the models, unless a project that holds this room is doing so."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "equipoise.records.settings")
    if not apps.apps_ready:
        django.setup()


def connect(database_url: str) -> None:
    """Open the database at `database_url` for this process, and make or update its tables.

    A second call leaves the first database and opens another. Other threads keep theirs, so a
    process that serves several at once connects before it starts them.

    Raises: ConnectedError within a change.
    """
    set_up()
    if connections[DEFAULT_DB_ALIAS].in_atomic_block:
        raise ConnectedError("a change is open; leave it before you open another database")
    wanted = connections.configure_settings({DEFAULT_DB_ALIAS: database(database_url)})
    connections[DEFAULT_DB_ALIAS].close()
    connections.settings[DEFAULT_DB_ALIAS] = wanted[DEFAULT_DB_ALIAS]
    del connections[DEFAULT_DB_ALIAS]
    _migrate()


def _migrate() -> None:
    """Apply the migrations that are missing, all of them in one transaction.

    Of processes that open a new database at once one makes the tables, and the others wait for
    it; a process that is killed at it leaves nothing, and the next one starts afresh.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    _open(connection)
    if not _missing(MigrationExecutor(connection)):
        return
    with connection.schema_editor() as editor:  # a transaction, on SQLite with the lock
        if connection.vendor == "postgresql":
            editor.execute(LOCK)
        executor = MigrationExecutor(connection)
        executor.migrate(_targets(executor), _missing(executor))


def _open(connection: BaseDatabaseWrapper) -> None:
    """Open the connection, waiting for a process that has just made the same SQLite file.

    SQLite waits for every lock but one: that under which a new file gets its write-ahead log.
    """
    attempts = ATTEMPTS
    while True:
        try:
            return connection.ensure_connection()
        except OperationalError as error:
            attempts -= 1
            if not attempts or "locked" not in str(error):
                raise
        sleep(PAUSE_SECONDS)


def _targets(executor: MigrationExecutor) -> list[tuple[str, str]]:
    targets: list[tuple[str, str]] = executor.loader.graph.leaf_nodes(APP)
    return targets


def _missing(executor: MigrationExecutor) -> list[tuple[Migration, bool]]:
    return executor.migration_plan(_targets(executor))
