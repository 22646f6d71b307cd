"""Signing and accepting ask the database the same number of questions, however many the parts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from equipoise.findings import WaiverKind
from equipoise.records.models import Version
from equipoise.usecases.accept import accept
from equipoise.usecases.answer_waiver import answer_waiver
from equipoise.usecases.judged import weigh, weigh_each
from equipoise.usecases.signoff import signoff
from equipoise.usecases.versions import signatures
from equipoise.usecases.waive import Request, waive
from equipoise.usecases.waivers import WaiverStatus
from tests.northmere_round import TODAY, Northmere


@contextmanager
def counted(found: list[int]) -> Iterator[None]:
    with CaptureQueriesContext(connection) as context:
        yield
    found.append(len(context))


def test_signing_and_accepting_several_parts_ask_no_more_than_one(handed_in: Northmere) -> None:
    one, found, several = handed_in.one, list[int](), list[int]()
    approver = handed_in.approver("ZR1")
    for parts in (("finance",), ()):
        now = handed_in.now()
        with counted(found):
            signed = signoff(one, "ZR1", by=approver, now=now, parts=parts)
        several.append(len(signed.result.versions))
    for parts in (("finance",), ()):
        now = handed_in.now()
        with counted(found):
            accepted = accept(one, ("ZR1",), by=handed_in.lead, now=now, parts=parts)
        several.append(len(accepted.result))
    assert several == [1, 4, 1, 4]
    assert found[0] == found[1]
    assert found[2] == found[3]


def test_each_is_weighed_as_it_is_alone(returned: Northmere) -> None:
    one = returned.one
    request = Request(
        code="EQ-WTE-001",
        place="Workforce!D14",
        kind=WaiverKind.KNOWN_FAULT,
        reason="The form adds a row twice.",
        until=date(2023, 5, 4),
    )
    asked = waive(one, "ZR3", request=request, by=returned.editor("ZR3"), now=returned.now())
    answer_waiver(
        one, asked.result.name, answer=WaiverStatus.APPROVED, by=returned.lead,
        now=returned.now(),
    )  # fmt: skip
    rows = list(Version.objects.order_by("organisation", "part"))
    found = weigh_each(one, rows, on=TODAY)
    assert found == {row: weigh(one, row, on=TODAY) for row in rows}
    assert [len(one.waived) for row, one in found.items() if row.organisation == "ZR3"].count(
        1
    ) == 1


def test_signatures_are_looked_up_by_subject(returned: Northmere) -> None:
    assert returned.one.stream
    with CaptureQueriesContext(connection) as context:
        signatures(Version.objects.all()[:3])
    sql = context.captured_queries[-1]["sql"]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "USING INDEX event_subject (subject=?)" in plan
