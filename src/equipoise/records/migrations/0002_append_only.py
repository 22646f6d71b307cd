"""Triggers that refuse to change or remove what may only be added to, on both databases."""

from typing import Final

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES: Final = (
    "records_event",
    "records_version",
    "records_decision",
    "records_consent",
    "records_systemversion",
    "records_approval",
)
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


def install(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers, in the language of the database."""
    if editor.connection.vendor == "postgresql":
        editor.execute(FUNCTION, params=None)
        for table in TABLES:
            editor.execute(POSTGRESQL.format(table=table), params=None)
        return
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(SQLITE.format(table=table, verb=verb), params=None)


class Migration(migrations.Migration):
    """From tables anybody may edit to tables that are only added to; there is no way back."""

    dependencies = (("records", "0001_initial"),)
    operations = (migrations.RunPython(install),)
