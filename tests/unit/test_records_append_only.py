"""What is money or evidence is only added to, whoever asks and however (CONVENTIONS 18)."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, models, transaction

from equipoise.records import Actor, connect
from equipoise.records.changes import chain, change
from equipoise.records.models import (
    Approval,
    Consent,
    Decision,
    DueDate,
    Event,
    Judgement,
    Round,
    SystemVersion,
    Version,
    Waiver,
    WaiverAnswer,
)
from equipoise.workings import Reference

NOW = datetime(2023, 2, 20, 9, 30, tzinfo=UTC)
ADA = Actor(person="Ada Lund", role="editor", organisation="ZR1", via="cli")
DAY = date(2023, 5, 4)
FOR_GOOD: list[type[models.Model]] = [
    *(Event, Version, Decision, Consent, SystemVersion, Approval),
    *(Waiver, WaiverAnswer, Judgement, DueDate),
]


@pytest.fixture
def filled(database_url: str) -> str:
    connect(database_url)
    with change("N1", by=ADA, now=NOW) as block:
        round_ = Round.objects.create(
            code="N1", year="2023/24", title="Plan", opened_at=NOW, known_on=date(2023, 2, 1)
        )
        version = Version.objects.create(
            round=round_,
            organisation="ZR1",
            part="finance",
            number=1,
            cells="c",
            reading="r",
            prepared_at=NOW,
        )
        decision = Decision.objects.create(
            round=round_, number=1, kind="contract", system="ZS1", body={"pence": 1}, at=NOW
        )
        Consent.objects.create(decision=decision, organisation="ZQ1", at=NOW)
        SystemVersion.objects.create(round=round_, system="ZS1", number=1, made_at=NOW)
        Approval.objects.create(round=round_, system="ZS1", number=1, organisation="ZR1", at=NOW)
        waiver = Waiver.objects.create(round=round_, number=1, at=NOW, expires_on=DAY)
        WaiverAnswer.objects.create(waiver=waiver, answer="approved", at=NOW)
        Judgement.objects.create(version=version, known_on=DAY, at=NOW)
        DueDate.objects.create(round=round_, part="finance", due_on=DAY, at=NOW)
        block.event("submit", Reference("version", ("N1", "ZR1", "finance")), {"number": 1})
    return connection.vendor


def refused(sql: str) -> None:
    with pytest.raises(IntegrityError, match="is only added to"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.parametrize("model", FOR_GOOD)
def test_no_row_is_changed_or_removed(filled: str, model: type[models.Model]) -> None:
    table = model._meta.db_table
    columns = [str(field.column) for field in model._meta.concrete_fields]
    before = list(model._default_manager.values())
    assert len(before) == 1
    for column in columns:
        refused(f"UPDATE {table} SET {column} = {column}")
    refused(f"DELETE FROM {table}")
    if filled == "sqlite":
        everything = ", ".join(columns)
        refused(f"INSERT OR REPLACE INTO {table} SELECT {everything} FROM {table}")
        refused(f"UPDATE OR REPLACE {table} SET id = id + 1")
    else:
        refused(f"TRUNCATE {table} CASCADE")
        refused(f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET id = 7")
    assert list(model._default_manager.values()) == before


def test_a_number_that_is_taken_stays_taken_even_by_replacing(filled: str) -> None:
    verb = "INSERT OR REPLACE" if filled == "sqlite" else "INSERT"
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute(
            f"{verb} INTO records_decision (round_id, number, kind, system, body, proposed_by,"
            " organisation, at) SELECT round_id, number, 'other', system, body, proposed_by,"
            " organisation, at FROM records_decision"
        )
    assert Decision.objects.get().kind == "contract"


@pytest.mark.usefixtures("filled")
def test_django_is_refused_as_well() -> None:
    event = Event.objects.get()
    event.reason = "on second thoughts"
    with pytest.raises(IntegrityError):
        event.save()
    with pytest.raises(IntegrityError):
        Event.objects.all().delete()
    with pytest.raises(IntegrityError):
        Version.objects.update(cells="other")
    assert chain("N1").broken_at is None


def test_what_a_record_points_to_stays(filled: str) -> None:
    with pytest.raises(models.ProtectedError):
        Round.objects.get().delete()
    if filled == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys")
            assert cursor.fetchone() == (1,)
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute("DELETE FROM records_round")


def test_every_other_table_is_one_that_moves() -> None:
    tables = {model.__name__ for model in Event._meta.apps.get_app_config("records").get_models()}
    for_good = {model.__name__ for model in FOR_GOOD}
    assert tables - for_good == {
        "Round",
        "Person",
        "Stream",
        "ReturnHead",
        "SystemHead",
    }
