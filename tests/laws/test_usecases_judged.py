"""The law of weighing several versions at once, on a round with a waiver."""

from datetime import date

from equipoise.findings import WaiverKind
from equipoise.records.models import Version
from equipoise.usecases.answer_waiver import answer_waiver
from equipoise.usecases.judged import weigh, weigh_each
from equipoise.usecases.waive import Request, waive
from equipoise.usecases.waivers import WaiverStatus
from tests.northmere_round import TODAY, Northmere


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
