"""As many questions are asked, however many the parts of a return or the lines of a plan."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from equipoise.cube import Asked, Cells, Total
from equipoise.cube.listing import LISTED
from equipoise.records.models import Version
from equipoise.usecases import plans
from equipoise.usecases.accept import accept
from equipoise.usecases.plans import LAYERS, plan_of
from equipoise.usecases.signoff import signoff
from equipoise.usecases.statement import Statement
from equipoise.usecases.versions import signatures
from tests.northmere_round import SYSTEM, Northmere


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


def test_signatures_are_looked_up_by_subject(returned: Northmere) -> None:
    assert returned.one.stream
    with CaptureQueriesContext(connection) as context:
        signatures(Version.objects.all()[:3])
    sql = context.captured_queries[-1]["sql"]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "USING INDEX event_subject (subject=?)" in plan


def test_every_line_of_a_plan_takes_one_question_of_its_cells(
    collated: Northmere, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_of(collated.one, plans.collated(collated.one, SYSTEM))
    asked: list[Mapping[str, object]] = []

    class Counting(Cells):
        def totals(self, by: Sequence[str], **where: Asked) -> dict[tuple[str, ...], Total]:
            asked.append({"by": tuple(by), **where})
            return super().totals(by, **where)

    monkeypatch.setattr(plans, "Cells", Counting)
    statement = Statement(plan=plan)
    assert len(statement.position.members) == 4
    assert statement.risks.found is not None
    lines, risks = asked
    assert lines == {"by": LISTED, "layer": LAYERS, "year": "2023-24"}
    assert risks["by"] == ("organisation", "item")  # which risks there are
