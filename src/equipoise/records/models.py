"""The tables. Money and digests stand in them; cells do not, they lie in the store.

What moves is a head: Stream, ReturnHead, SystemHead; the rules and the register of a Round; a
Person. Every other row is only ever added to: triggers of the database refuse UPDATE and DELETE.
"""

from __future__ import annotations

import json
from typing import Any, Final

from django.db import models

from equipoise.records.actor import Actor
from equipoise.records.canonical import canonical, digest, instant
from equipoise.records.connection import set_up
from equipoise.records.status import ReturnStatus, SystemStatus

GENESIS: Final = "0" * 64
"""What stands for the event before the first."""

set_up()


class Round(models.Model):
    """One planning round: a year, what was known when it opened, and who takes part.

    `year` is printed as a financial year; `register` and `params` are digests; `packs` names rule
    packs, `parts` the parts asked for, `systems` the codes of the systems.
    """

    code = models.TextField(primary_key=True)
    year = models.TextField()
    title = models.TextField()
    opened_at = models.DateTimeField()
    known_on = models.DateField()
    register = models.TextField()
    params = models.TextField()
    packs = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    systems = models.JSONField(default=list)


class Person(models.Model):
    """Somebody with a role in an organisation, from a day (included) to a day (excluded)."""

    name = models.TextField(unique=True)
    role = models.TextField()
    organisation = models.TextField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)


class Stream(models.Model):
    """The head of a chain of events: the number and the hash of its last."""

    name = models.TextField(primary_key=True)
    sequence = models.BigIntegerField()
    head = models.TextField()


class Event(models.Model):
    """Something somebody did, chained to what was done before it.

    `content` is the digest of `body`, which is canonical JSON; `hash` covers every other field.
    """

    stream = models.TextField()
    sequence = models.BigIntegerField()
    verb = models.TextField()
    subject = models.TextField()
    person = models.TextField()
    role = models.TextField()
    organisation = models.TextField()
    via = models.TextField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    content = models.TextField()
    body = models.TextField()
    previous = models.TextField()
    hash = models.TextField()

    class Meta:
        """One event to a place in a stream; what was done to one subject is found by an index."""

        constraints = (
            models.UniqueConstraint(fields=("stream", "sequence"), name="event_place"),
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="event_from_one"),
        )
        indexes = (models.Index(fields=("subject", "sequence"), name="event_subject"),)

    @property
    def actor(self) -> Actor:
        """Who did it."""
        return Actor(
            person=self.person, role=self.role, organisation=self.organisation, via=self.via
        )

    @property
    def facts(self) -> Any:
        """The body, read."""
        return json.loads(self.body)

    def sealed(self) -> str:
        """Return the hash that the fields come to; an untouched event carries the same."""
        return digest(
            canonical(
                {
                    "stream": self.stream,
                    "sequence": self.sequence,
                    "verb": self.verb,
                    "subject": self.subject,
                    "actor": self.actor.canonical(),
                    "reason": self.reason,
                    "at": instant(self.at),
                    "content": self.content,
                    "previous": self.previous,
                }
            )
        )


class Version(models.Model):
    """One part of one organisation's return, as it was handed in, for good.

    `file`, `cells`, `totals` and `reading` are digests in the store; `parent` is the number of the
    version it was made from; `decision` names the decision it carries out, if any.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    organisation = models.TextField()
    part = models.TextField()
    number = models.BigIntegerField()
    file = models.TextField()
    cells = models.TextField()
    totals = models.TextField()
    reading = models.TextField()
    parent = models.BigIntegerField(null=True)
    decision = models.TextField(blank=True)
    prepared_by = models.TextField()
    prepared_at = models.DateTimeField()

    class Meta:
        """One version to a number, and one to what was handed in."""

        constraints = (
            models.UniqueConstraint(
                fields=("round", "organisation", "part", "number"), name="version_number"
            ),
            models.UniqueConstraint(
                fields=("round", "organisation", "part", "cells", "reading"),
                name="version_content",
            ),
        )


class ReturnHead(models.Model):
    """Which version of a part counts at the moment, and how far it has come."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    organisation = models.TextField()
    part = models.TextField()
    number = models.BigIntegerField()
    status = models.TextField()

    class Meta:
        """One head to a part; its status is one of the words."""

        constraints = (
            models.UniqueConstraint(fields=("round", "organisation", "part"), name="return_head"),
            models.CheckConstraint(
                condition=models.Q(status__in=[str(word) for word in ReturnStatus]),
                name="return_status",
            ),
        )


class Decision(models.Model):
    """Something proposed by one organisation, which counts when those it touches consent.

    `base` is the number of the system's version it was taken on; None before there was one.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    number = models.BigIntegerField()
    kind = models.TextField()
    system = models.TextField()
    base = models.BigIntegerField(null=True)
    body = models.JSONField()
    proposed_by = models.TextField()
    organisation = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """One decision to a number."""

        constraints = (models.UniqueConstraint(fields=("round", "number"), name="decision_number"),)


class Consent(models.Model):
    """An organisation's answer to a decision; the last one counts, the earlier ones stay."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    organisation = models.TextField()
    person = models.TextField()
    role = models.TextField()
    at = models.DateTimeField()
    answer = models.TextField()


class SystemVersion(models.Model):
    """A system's plan: a manifest that names each member's version by digest, for good."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    system = models.TextField()
    number = models.BigIntegerField()
    manifest = models.TextField()
    made_by = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        """One version to a number."""

        constraints = (
            models.UniqueConstraint(
                fields=("round", "system", "number"), name="system_version_number"
            ),
        )


class SystemHead(models.Model):
    """Which version of a system's plan counts at the moment, how far it is, if it is locked."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    system = models.TextField()
    number = models.BigIntegerField()
    status = models.TextField()
    locked = models.BooleanField(default=False)

    class Meta:
        """One head to a system; its status is one of the words."""

        constraints = (
            models.UniqueConstraint(fields=("round", "system"), name="system_head"),
            models.CheckConstraint(
                condition=models.Q(status__in=[str(word) for word in SystemStatus]),
                name="system_status",
            ),
        )


class Approval(models.Model):
    """A member board's approval of one version of the system's plan, named by its manifest."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    system = models.TextField()
    number = models.BigIntegerField()
    manifest = models.TextField()
    organisation = models.TextField()
    person = models.TextField()
    role = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """One approval to an organisation and version."""

        constraints = (
            models.UniqueConstraint(
                fields=("round", "system", "number", "organisation"), name="approval_once"
            ),
        )


class Waiver(models.Model):
    """A finding that somebody asks to let stand: which, where, why, until when (excluded).

    `worth` is the amount at stake, in pence; None where the finding names none.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    number = models.BigIntegerField()
    organisation = models.TextField()
    part = models.TextField()
    code = models.TextField()
    place = models.TextField()
    kind = models.TextField()
    reason = models.TextField()
    worth = models.BigIntegerField(null=True)
    requester = models.TextField()
    at = models.DateTimeField()
    expires_on = models.DateField()

    class Meta:
        """One waiver to a number."""

        constraints = (models.UniqueConstraint(fields=("round", "number"), name="waiver_number"),)


class WaiverAnswer(models.Model):
    """That a waiver was approved, refused or withdrawn: by whom and when; each at most once."""

    waiver = models.ForeignKey(Waiver, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField()
    person = models.TextField()
    role = models.TextField()
    organisation = models.TextField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        """One answer of each kind to a waiver."""

        constraints = (
            models.UniqueConstraint(fields=("waiver", "answer"), name="waiver_answer_once"),
        )


class Judgement(models.Model):
    """What was found in a version by later rules: those known on a day, of these parameters.

    `params` and `findings` are digests; what was found is in the store.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    known_on = models.DateField()
    params = models.TextField()
    findings = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """One judgement of a version by the same rules."""

        constraints = (
            models.UniqueConstraint(
                fields=("version", "known_on", "params"), name="judgement_once"
            ),
        )


class DueDate(models.Model):
    """The day by which a part is due, of one body or (blank) of all; the last row counts."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    part = models.TextField()
    organisation = models.TextField(blank=True)
    due_on = models.DateField()
    reason = models.TextField(blank=True)
    person = models.TextField()
    at = models.DateTimeField()
