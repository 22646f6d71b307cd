"""Triggers that refuse to change or remove what may only be added to, on both databases."""

from collections.abc import Iterable
from typing import Final

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE: Final = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is only added to: {verb} is refused'); END
"""
FUNCTION: Final = """
CREATE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only added to: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$
"""
POSTGRESQL: Final = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION records_refuse();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION records_refuse();
"""


def make_function(editor: BaseDatabaseSchemaEditor) -> None:
    """Make what the triggers of PostgreSQL call, once for a database."""
    if editor.connection.vendor == "postgresql":
        editor.execute(FUNCTION, params=None)


def protect(editor: BaseDatabaseSchemaEditor, tables: Iterable[str]) -> None:
    """Make the triggers of these tables, in the language of the database."""
    for table in tables:
        if editor.connection.vendor == "postgresql":
            editor.execute(POSTGRESQL.format(table=table), params=None)
            continue
        for verb in ("UPDATE", "DELETE"):
            editor.execute(SQLITE.format(table=table, verb=verb), params=None)
