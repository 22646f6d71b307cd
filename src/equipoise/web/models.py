"""What the pages remember of a person: the file they are working on, and when they last looked.

Neither is on record: a file becomes a version when it is submitted, by a use case.
"""

from typing import Final

from django.conf import settings
from django.db import models

OWNER: Final = settings.AUTH_USER_MODEL


class HeldFile(models.Model):
    """A file that a person has uploaded for a body and not submitted; nobody else is shown it.

    `digest` and `mapping` are of the store; `explanations` are sentences by the code of a check.
    """

    owner = models.ForeignKey(OWNER, on_delete=models.CASCADE, related_name="+")
    round = models.TextField()
    organisation = models.TextField()
    digest = models.TextField()
    name = models.TextField()
    mapping = models.TextField(blank=True)
    explanations = models.JSONField(default=dict)

    class Meta:
        """One file to a person and body."""

        constraints = (
            models.UniqueConstraint(fields=("owner", "round", "organisation"), name="held_once"),
        )


class LastLook(models.Model):
    """When a person last looked at a round, and the last event on record then."""

    owner = models.ForeignKey(OWNER, on_delete=models.CASCADE, related_name="+")
    round = models.TextField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        """One look to a person and round."""

        constraints = (models.UniqueConstraint(fields=("owner", "round"), name="looked_once"),)
