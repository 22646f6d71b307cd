"""Triggers that refuse to change or remove what may only be added to, on both databases."""

from typing import Final

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from equipoise.records.append_only import make_function, protect

TABLES: Final = (
    "records_event",
    "records_version",
    "records_decision",
    "records_consent",
    "records_systemversion",
    "records_approval",
)


def install(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers, in the language of the database."""
    make_function(editor)
    protect(editor, TABLES)


class Migration(migrations.Migration):
    """From tables anybody may edit to tables that are only added to; there is no way back."""

    dependencies = (("records", "0001_initial"),)
    operations = (migrations.RunPython(install),)
