"""Laws of looking at a return: who is shown a comment on a draft, and what is new."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equipoise.usecases.comment import Remark, comment
from equipoise.usecases.comments import comments_on
from equipoise.usecases.news import Look, news
from tests.northmere_round import SYSTEM, TODAY, Northmere

PEOPLE = ("zr1.editor", "zr2.approver", "zr3.editor", "zq1.lead", "zq1.system", "region.lead",
          "national.lead", "auditor")  # fmt: skip
of_one_workspace = settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@of_one_workspace
@given(who=st.sampled_from(PEOPLE), part=st.sampled_from(("workforce", "finance")))
def test_a_draft_is_spoken_of_between_two(returned: Northmere, who: str, part: str) -> None:
    if not comments_on(returned.one, "ZR3", by=returned.lead):
        for of in ("workforce", "finance"):
            said = Remark(part=of, line="Workforce!D14", text=f"Of {of}")
            comment(returned.one, "ZR3", remark=said, by=returned.lead, now=returned.now())
    by = returned.actor(who)
    seen = {one.part: one.on_draft for one in comments_on(returned.one, "ZR3", by=by)}
    assert part in seen or (part == "workforce" and by.organisation not in ("ZR3", "ZQ1"))
    assert not any(seen.values()) or by.organisation in ("ZR3", "ZQ1")


@of_one_workspace
@given(who=st.sampled_from(PEOPLE))
def test_nothing_is_new_that_was_seen(returned: Northmere, who: str) -> None:
    by = returned.actor(who)
    head = news(returned.one, SYSTEM, since=None, by=by, on=TODAY).result.head
    look = Look(at=returned.now(), sequence=head)
    found = news(returned.one, SYSTEM, since=look, by=by, on=TODAY).result
    assert (found.moved, found.of, found.first, found.done) == ((), 0, (), ())
