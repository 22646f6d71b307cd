"""Waivers asked for and answered, findings under later rules, and dates by which parts are due."""

from typing import Any, Final

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.deletion import PROTECT

from equipoise.records.append_only import protect

TABLES: Final = (
    "records_waiver",
    "records_waiveranswer",
    "records_judgement",
    "records_duedate",
)
GONE: str = "WaiverRecord"


class NotEmptyError(RuntimeError):
    """The table of waivers that no command ever wrote holds rows somebody else put there."""


def refuse_rows(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Refuse to drop the first table of waivers while it holds anything."""
    model = apps.get_model("records", GONE)
    if model.objects.exists():
        raise NotEmptyError(f"{model._meta.db_table} holds rows; keep them, and empty it first")


def install(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers of the new tables."""
    protect(editor, TABLES)


def key() -> tuple[str, "models.BigAutoField[Any, Any]"]:
    """Return the numbered key that every table has."""
    return "id", models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def pointing_to(name: str, model: str) -> tuple[str, "models.ForeignKey[Any, Any]"]:
    """Return the column that points to a row of another table."""
    return name, models.ForeignKey(on_delete=PROTECT, related_name="+", to=f"records.{model}")


def texts(*names: str) -> list[tuple[str, "models.TextField[Any, Any]"]]:
    """Return a text column of each name."""
    return [(name, models.TextField()) for name in names]


class Migration(migrations.Migration):
    """From a table nobody wrote to four that are only added to; there is no way back."""

    dependencies = (("records", "0002_append_only"),)
    operations = (
        migrations.RunPython(refuse_rows),
        migrations.DeleteModel(name="WaiverRecord"),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                key(),
                pointing_to("round", "round"),
                ("number", models.BigIntegerField()),
                *texts("organisation", "part", "code", "place", "kind", "reason"),
                ("worth", models.BigIntegerField(null=True)),
                *texts("requester"),
                ("at", models.DateTimeField()),
                ("expires_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("round", "number"), name="waiver_number")
                ]
            },
        ),
        migrations.CreateModel(
            name="WaiverAnswer",
            fields=[
                key(),
                pointing_to("waiver", "waiver"),
                *texts("answer", "person", "role", "organisation"),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("waiver", "answer"), name="waiver_answer_once")
                ]
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                key(),
                pointing_to("version", "version"),
                ("known_on", models.DateField()),
                *texts("params", "findings"),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "known_on", "params"), name="judgement_once"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="DueDate",
            fields=[
                key(),
                pointing_to("round", "round"),
                *texts("part"),
                ("organisation", models.TextField(blank=True)),
                ("due_on", models.DateField()),
                ("reason", models.TextField(blank=True)),
                *texts("person"),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RunPython(install),
    )
