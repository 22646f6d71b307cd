"""Files that people work on before they submit them, and when they last looked."""

from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import CASCADE


class Migration(migrations.Migration):
    """Two tables of the pages, beside those of accounts."""

    initial = True
    dependencies = (migrations.swappable_dependency(settings.AUTH_USER_MODEL),)
    operations = (
        migrations.CreateModel(
            name="HeldFile",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("round", models.TextField()),
                ("organisation", models.TextField()),
                ("digest", models.TextField()),
                ("name", models.TextField()),
                ("mapping", models.TextField(blank=True)),
                ("explanations", models.JSONField(default=dict)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "round", "organisation"), name="held_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LastLook",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("round", models.TextField()),
                ("sequence", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "round"), name="looked_once")
                ],
            },
        ),
    )
