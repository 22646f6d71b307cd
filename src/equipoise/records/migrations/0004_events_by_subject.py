"""What was done to one subject is found without going through every event."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index, and nothing else."""

    dependencies = (("records", "0003_rounds_change"),)
    operations = (
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["subject", "sequence"], name="event_subject"),
        ),
    )
