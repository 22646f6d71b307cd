"""The tables, each before those that point to it."""

from typing import Any

from django.db import migrations, models
from django.db.models.deletion import PROTECT


def key() -> tuple[str, "models.BigAutoField[Any, Any]"]:
    """Return the numbered key that most tables have."""
    return "id", models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def within_round() -> tuple[str, "models.ForeignKey[Any, Any]"]:
    """Return the round that a record belongs to."""
    return "round", models.ForeignKey(on_delete=PROTECT, related_name="+", to="records.round")


def texts(*names: str) -> list[tuple[str, "models.TextField[Any, Any]"]]:
    """Return a text column of each name."""
    return [(name, models.TextField()) for name in names]


def unique(name: str, *fields: str) -> models.UniqueConstraint:
    """Return the constraint that no two rows agree in all of `fields`."""
    return models.UniqueConstraint(fields=fields, name=name)


def one_of(name: str, *words: str) -> models.CheckConstraint:
    """Return the constraint that the status is one of `words`."""
    return models.CheckConstraint(condition=models.Q(("status__in", list(words))), name=name)


class Migration(migrations.Migration):
    """From nothing to twelve tables."""

    initial = True
    dependencies = ()
    operations = (
        migrations.CreateModel(
            name="Round",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                *texts("year", "title"),
                ("opened_at", models.DateTimeField()),
                ("known_on", models.DateField()),
                *texts("register", "params"),
                ("packs", models.JSONField(default=list)),
                ("parts", models.JSONField(default=list)),
                ("systems", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                key(),
                ("name", models.TextField(unique=True)),
                *texts("role", "organisation"),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Stream",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField()),
                ("head", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                key(),
                ("stream", models.TextField()),
                ("sequence", models.BigIntegerField()),
                *texts("verb", "subject", "person", "role", "organisation", "via"),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                *texts("content", "body", "previous", "hash"),
            ],
            options={
                "constraints": [
                    unique("event_place", "stream", "sequence"),
                    models.CheckConstraint(
                        condition=models.Q(("sequence__gte", 1)), name="event_from_one"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                key(),
                within_round(),
                *texts("organisation", "part"),
                ("number", models.BigIntegerField()),
                *texts("file", "cells", "totals", "reading"),
                ("parent", models.BigIntegerField(null=True)),
                ("decision", models.TextField(blank=True)),
                *texts("prepared_by"),
                ("prepared_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    unique("version_number", "round", "organisation", "part", "number"),
                    unique("version_content", "round", "organisation", "part", "cells", "reading"),
                ]
            },
        ),
        migrations.CreateModel(
            name="ReturnHead",
            fields=[
                key(),
                within_round(),
                *texts("organisation", "part"),
                ("number", models.BigIntegerField()),
                *texts("status"),
            ],
            options={
                "constraints": [
                    unique("return_head", "round", "organisation", "part"),
                    one_of(
                        "return_status",
                        "Draft",
                        "Checked",
                        "Submitted",
                        "Signed off",
                        "Accepted",
                        "Included",
                        "Locked",
                        "Returned",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                key(),
                within_round(),
                ("number", models.BigIntegerField()),
                *texts("kind", "system"),
                ("base", models.BigIntegerField(null=True)),
                ("body", models.JSONField()),
                *texts("proposed_by", "organisation"),
                ("at", models.DateTimeField()),
            ],
            options={"constraints": [unique("decision_number", "round", "number")]},
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                key(),
                (
                    "decision",
                    models.ForeignKey(on_delete=PROTECT, related_name="+", to="records.decision"),
                ),
                *texts("organisation", "person", "role"),
                ("at", models.DateTimeField()),
                *texts("answer"),
            ],
        ),
        migrations.CreateModel(
            name="SystemVersion",
            fields=[
                key(),
                within_round(),
                *texts("system"),
                ("number", models.BigIntegerField()),
                *texts("manifest", "made_by"),
                ("made_at", models.DateTimeField()),
            ],
            options={"constraints": [unique("system_version_number", "round", "system", "number")]},
        ),
        migrations.CreateModel(
            name="SystemHead",
            fields=[
                key(),
                within_round(),
                *texts("system"),
                ("number", models.BigIntegerField()),
                *texts("status"),
                ("locked", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    unique("system_head", "round", "system"),
                    one_of(
                        "system_status",
                        "Collating",
                        "Adds up",
                        "Agreed",
                        "Submitted to region",
                        "Accepted",
                        "Baseline",
                        "Returned",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                key(),
                within_round(),
                *texts("system"),
                ("number", models.BigIntegerField()),
                *texts("manifest", "organisation", "person", "role"),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    unique("approval_once", "round", "system", "number", "organisation")
                ]
            },
        ),
        migrations.CreateModel(
            name="WaiverRecord",
            fields=[
                key(),
                within_round(),
                *texts("code", "place", "kind", "reason", "requester", "approver"),
                ("expires_on", models.DateField()),
            ],
        ),
    )
