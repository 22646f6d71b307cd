"""The database itself holds what must be unique, and the words of a status."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, models, transaction

from equipoise.records import ReturnStatus, SystemStatus, connect
from equipoise.records.models import (
    Approval,
    Decision,
    Event,
    Person,
    ReturnHead,
    Round,
    SystemHead,
    SystemVersion,
    Version,
    Waiver,
    WaiverAnswer,
)

NOW = datetime(2023, 2, 20, 9, 30, tzinfo=UTC)
KEY = {"round_id": "N1", "organisation": "ZR1", "part": "finance"}
Maker = Callable[[], models.Model]


@pytest.fixture(autouse=True)
def opened(database_url: str) -> None:
    connect(database_url)
    Round.objects.create(
        code="N1", year="2023/24", title="Plan", opened_at=NOW, known_on=date(2023, 2, 1)
    )


def version(number: int, cells: str) -> Version:
    return Version(**KEY, number=number, cells=cells, reading="r", prepared_at=NOW)


def waiver(number: int) -> Waiver:
    return Waiver(round_id="N1", number=number, at=NOW, expires_on=date(2023, 6, 30))


def answered(key: int, answer: str) -> WaiverAnswer:
    """Return an answer to the one waiver there is, which it makes first if it is not there."""
    asked, _ = Waiver.objects.get_or_create(
        round_id="N1", number=9, defaults={"at": NOW, "expires_on": date(2023, 6, 30)}
    )
    return WaiverAnswer(pk=key, waiver=asked, answer=answer, at=NOW)


def event(sequence: int) -> Event:
    return Event(stream="N1", sequence=sequence, at=NOW)


TWICE: dict[str, tuple[Maker, Maker]] = {
    "an event's place": (lambda: event(1), lambda: event(1)),
    "a version's number": (lambda: version(1, "a"), lambda: version(1, "b")),
    "a version's content": (lambda: version(1, "a"), lambda: version(2, "a")),
    "a part's head": (
        lambda: ReturnHead(**KEY, number=1, status="Draft"),
        lambda: ReturnHead(**KEY, number=2, status="Draft"),
    ),
    "a decision's number": (
        lambda: Decision(round_id="N1", number=1, body={}, at=NOW),
        lambda: Decision(round_id="N1", number=1, body={}, at=NOW),
    ),
    "a system version's number": (
        lambda: SystemVersion(round_id="N1", system="ZS1", number=1, made_at=NOW),
        lambda: SystemVersion(round_id="N1", system="ZS1", number=1, manifest="m", made_at=NOW),
    ),
    "a system's head": (
        lambda: SystemHead(round_id="N1", system="ZS1", number=1, status="Collating"),
        lambda: SystemHead(round_id="N1", system="ZS1", number=2, status="Collating"),
    ),
    "a board's approval": (
        lambda: Approval(round_id="N1", system="ZS1", number=1, organisation="ZR1", at=NOW),
        lambda: Approval(round_id="N1", system="ZS1", number=1, organisation="ZR1", at=NOW),
    ),
    "a waiver's number": (lambda: waiver(1), lambda: waiver(1)),
    "an answer to a waiver": (lambda: answered(1, "approved"), lambda: answered(2, "approved")),
    "a person's name": (lambda: Person(name="Ada"), lambda: Person(name="Ada", role="editor")),
}


def refused(row: models.Model) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("what", TWICE)
def test_what_is_unique_stays_so(what: str) -> None:
    first, again = TWICE[what]
    first().save(force_insert=True)
    refused(again())


def test_events_count_from_one() -> None:
    refused(event(0))
    event(1).save()


def test_a_status_is_one_of_the_words_of_fact_book_5() -> None:
    returns = ["Draft", "Checked", "Submitted", "Signed off", "Accepted", "Included", "Locked"]
    assert list(ReturnStatus) == [*returns, "Returned"]
    systems = ["Collating", "Adds up", "Agreed", "Submitted to region", "Accepted", "Baseline"]
    assert list(SystemStatus) == [*systems, "Returned"]
    for number, status in enumerate(ReturnStatus):
        ReturnHead(round_id="N1", organisation=f"Z{number}", number=1, status=status).save()
    for number, word in enumerate(SystemStatus):
        SystemHead(round_id="N1", system=f"Z{number}", number=1, status=word).save()
    refused(ReturnHead(**KEY, number=1, status="Done"))
    refused(SystemHead(round_id="N1", system="ZS1", number=1, status="Draft"))


def test_pence_of_the_whole_country_and_more_fit_a_decision() -> None:
    body = {"pence": 10**18 + 1, "parts": ["b", "a"], "note": "£"}
    Decision(round_id="N1", number=1, body=body, at=NOW).save()
    assert Decision.objects.get().body == body
