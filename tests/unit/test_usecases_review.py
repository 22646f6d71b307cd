"""A return looked at: its figures, what was said on its lines, who is reminded, what is new."""

from datetime import timedelta

import pytest

from equipoise.usecases.comment import Remark, comment
from equipoise.usecases.headlines import Headline
from equipoise.usecases.news import Look, News, news
from equipoise.usecases.preview import preview
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.remind import remind
from equipoise.usecases.review import Review, review
from equipoise.usecases.rights import NotAllowedError
from equipoise.usecases.sheet import sheet
from tests.northmere_round import START, SYSTEM, THOUSAND, TODAY, Northmere

SAY = Remark(part="workforce", line="Workforce!D14", text="Which rows are missing?")


def seen(plan: Northmere, code: str, name: str) -> Review:
    return review(plan.one, code, by=plan.actor(name), on=TODAY).result


def figures(headlines: tuple[Headline, ...]) -> dict[str, tuple[int | None, int | None]]:
    """Return the headline figures, now and before, in £000 or in hundredths."""
    return {
        one.name: (
            None if one.now is None else one.now // (THOUSAND if one.unit.name == "pence" else 1),
            None
            if one.before is None
            else one.before // (THOUSAND if one.unit.name == "pence" else 1),
        )
        for one in headlines
    }


def test_a_return_comes_to_its_headline_figures(returned: Northmere) -> None:
    found = seen(returned, "ZR2", "zr2.editor")
    assert figures(found.headlines) == {
        "Income": (586_000, None),
        "Pay": (379_000, None),
        "Position including support": (-3_000, None),
        "Efficiency": (18_000, None),
        "Capital": (20_000, None),
        "Workforce": (660_000, None),
    }
    assert figures(seen(returned, "ZQ1", "zq1.lead").headlines)["Position including support"] == (
        6_000,
        None,
    )
    assert {handed.signed_by for handed in found.history} == {"zr2.approver"}
    assert (found.to_sign, found.to_mend) == ((), ())


def test_a_file_is_looked_at_beside_the_version_that_counts(returned: Northmere) -> None:
    file = returned.files["ZR3 corrected"]
    outcome = preview(returned.one, file, organisation="ZR3", by=returned.editor("ZR3"), on=TODAY)
    found = outcome.result
    assert figures(found.headlines)["Position including support"] == (2_500, 2_500)
    assert (found.must_fix, found.moves_far, found.is_readable) == ((), False, True)
    other = preview(
        returned.one, returned.files["ZR1"], organisation="ZR3", by=returned.editor("ZR3"), on=TODAY
    ).result
    assert not other.is_readable
    assert other.must_fix


def test_nothing_returned_has_no_figures(opened: Northmere) -> None:
    found = seen(opened, "ZR2", "zr2.editor")
    assert {one.now for one in found.headlines} == {None}
    assert len(found.due) == 5
    with pytest.raises(RefusedError, match="ZR2 has not returned workforce"):
        comment(opened.one, "ZR2", remark=SAY, by=opened.lead, now=opened.now())
    with pytest.raises(UnknownError):
        sheet(opened.one, "ZR2", file="0123", name="", by=opened.lead, on=TODAY)


def test_a_comment_on_a_draft_is_between_two_and_on_a_return_for_all(returned: Northmere) -> None:
    made = comment(returned.one, "ZR3", remark=SAY, by=returned.lead, now=returned.now())
    assert made.result.on_draft
    assert made.events[0].verb == "comment"
    comment(
        returned.one, "ZR3", remark=Remark(part="finance", line="Income!F23", text="Agreed?"),
        by=returned.lead, now=returned.now(),
    )  # fmt: skip
    told = {
        name: [one.text for one in seen(returned, "ZR3", name).comments]
        for name in ("zr3.editor", "zr3.approver", "zq1.system", "region.lead", "national.lead")
    }
    both = ["Agreed?", SAY.text]
    assert told == {
        "zr3.editor": both,
        "zr3.approver": both,
        "zq1.system": both,
        "region.lead": ["Agreed?"],
        "national.lead": ["Agreed?"],
    }
    for name in ("zr1.editor", "zr1.approver"):
        with pytest.raises(NotAllowedError):
            seen(returned, "ZR3", name)
    for remark in (
        Remark(part="finance", line=" ", text="why"),
        Remark(part="finance", line="Income!F23", text=""),
    ):
        with pytest.raises(RefusedError, match="A comment stands on a line"):
            comment(
                returned.one, "ZR3", remark=remark, by=returned.lead,
                now=returned.now(),
            )  # fmt: skip


def test_those_are_reminded_whose_step_it_is_once_a_day(returned: Northmere) -> None:
    one, lead = returned.one, returned.lead
    (found,) = remind(one, SYSTEM, organisations=(), by=lead, now=returned.now()).result
    assert (found.organisation, found.people) == (
        "ZR3",
        ("zr3.approver", "zr3.contracts", "zr3.editor"),
    )
    for bodies, said in ((("ZR3",), "ZR3 was reminded today"), ((), "Nothing waits"),
                         (("ZR1",), "Nothing waits for ZR1")):  # fmt: skip
        with pytest.raises(RefusedError, match=said):
            remind(one, SYSTEM, organisations=bodies, by=lead, now=returned.now())
    assert remind(
        one, SYSTEM, organisations=("ZR3",), by=lead, now=START + timedelta(days=1)
    ).result
    with pytest.raises(UnknownError, match="ZR9"):
        remind(one, SYSTEM, organisations=("ZR9",), by=lead, now=returned.now())


def told(plan: Northmere, name: str, look: Look | None) -> News:
    return news(plan.one, SYSTEM, since=look, by=plan.actor(name), on=TODAY).result


def test_what_changed_since_a_look_is_told_with_signed_values(returned: Northmere) -> None:
    first = told(returned, "zr3.approver", None)
    assert (first.since, first.moved, first.done) == (None, (), ())
    look = Look(at=returned.now(), sequence=first.head)
    nothing = told(returned, "zr3.approver", look)
    assert (nothing.moved, nothing.first, nothing.done) == ((), (), ())
    returned.close("ZR1")
    for name in ("zr1.approver", "zq1.lead"):
        (moved, other) = told(returned, name, look).moved
        assert {(one.organisation, one.change.change // THOUSAND) for one in (moved, other)} == {
            ("ZR1", -1_500),
            ("ZR1", 1_500),
        }
    assert told(returned, "zr3.approver", look).moved == ()
    early = told(returned, "zr3.editor", Look(at=START))
    assert len(early.first) == 5
    assert {one.subject.parts[1] for one in early.done} == {"ZR3"}


def test_a_sheet_is_shown_with_what_was_found_at_its_cells(returned: Northmere) -> None:
    found = seen(returned, "ZR3", "zq1.lead")
    file = found.counting[0].file[:12]
    shown = sheet(returned.one, "ZR3", file=file, name="", by=returned.lead, on=TODAY).result
    assert (shown.name, shown.file_name) == ("Workforce", "ZR3-2023-24.xlsx")
    cells = {cell.address: cell for row in shown.rows for cell in row.cells}
    assert [one.code for one in cells["D14"].findings] == ["EQ-WTE-001", "EQ-TPL-006"]
    assert cells["D14"].text == "5115"
    assert not shown.cut
    with pytest.raises(UnknownError, match="There is: Income"):
        sheet(returned.one, "ZR3", file=file, name="Nowhere", by=returned.lead, on=TODAY)
    with pytest.raises(UnknownError):
        sheet(returned.one, "ZR2", file=file, name="", by=returned.lead, on=TODAY)
    with pytest.raises(NotAllowedError):
        sheet(returned.one, "ZR3", file=file, name="", by=returned.approver("ZR1"), on=TODAY)
