"""Bodies merge in the middle of a round: what they planned is seen as was and as is.

Source of the positions of version 1, in £000: fact book 5 (users-and-outputs), section 6: ZQ1
6,000, ZR1 (14,500), ZR2 (3,000) including and (9,000) excluding support, ZR3 2,500; together
(9,000). The mergers are made up for the tests, on 1 October 2023.
"""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from equipoise.records.models import Event, Round
from equipoise.register import View
from equipoise.reports.pages.page import Page
from equipoise.reports.pages.successors import positions_page, registered_page
from equipoise.samples import PACK
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.packs import PackError
from equipoise.usecases.positions import Positions, Seen, positions
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import OPERATOR, NotAllowedError
from equipoise.usecases.round_register import Registered, round_register
from equipoise.usecases.rounds import open_round
from equipoise.usecases.verify import verify
from equipoise.workings import Support
from tests.northmere_figures import lines
from tests.northmere_round import BODIES, TODAY, Northmere, money

THE_DAY, DAY_BEFORE = date(2023, 10, 1), date(2023, 9, 30)
REASON = "Order of 1 September"
HEADING = "predecessor,successor,on,share,source\n"
SOUTHMERE = {
    "organisations.csv": "ZQ2,NHS Southmere ICB,icb,2023-10-01,,made up\n"
    "ZR4,Southmere Hospitals,provider,2023-10-01,,made up\n",
    "links.csv": "statutory,ZR4,ZQ2,1,2023-10-01,2026-04-01,made up\n",
}
MERGERS: Mapping[str, Mapping[str, str]] = {
    "within": {"successions.csv": f"{HEADING}ZR2,ZR1,2023-10-01,1,made up\n"},
    "across": {
        **SOUTHMERE,
        "successions.csv": f"{HEADING}ZR3,ZR1,2023-10-01,3/5,made up\n"
        "ZR3,ZR4,2023-10-01,2/5,made up\n",
    },
}
AS_WAS = {"ZQ1": 6_000, "ZR1": -14_500, "ZR2": -3_000, "ZR3": 2_500}


def changed(folder: Path, files: Mapping[str, str]) -> Path:
    """Return the pack of Northmere with lines added to its files."""
    pack = folder / "changed"
    shutil.copytree(PACK, pack)
    for name, text in files.items():
        with (pack / name).open("a", encoding="utf-8") as file:
            file.write(text)
    return pack


def icbs_merged(folder: Path) -> Path:
    """Return the pack in which a new ICB takes over ZQ1, and all its trusts, on the day."""
    pack = changed(folder, {
        "organisations.csv": "ZQ9,NHS Great Mere ICB,icb,2023-10-01,,made up\n",
        "successions.csv": f"{HEADING}ZQ1,ZQ9,2023-10-01,1,made up\n",
    })  # fmt: skip
    links = (pack / "links.csv").read_text("utf-8")
    for trust in ("ZR1", "ZR2", "ZR3"):
        old = f"statutory,{trust},ZQ1,1,2022-07-01,2026-04-01"
        assert old in links
        links = links.replace(old, f"statutory,{trust},ZQ1,1,2022-07-01,2023-10-01")
        links += f"statutory,{trust},ZQ9,1,2023-10-01,2026-04-01,made up\n"
    (pack / "links.csv").write_text(links, "utf-8")
    return pack


def register(plan: Northmere, pack: Path, reason: str = REASON) -> Outcome[Registered]:
    outcome = round_register(plan.one, pack, reason=reason, by=OPERATOR, now=plan.now())
    plan.one = outcome.result.round
    return outcome


def seen(
    plan: Northmere, view: View = View.AS_IS, on: date = THE_DAY, support: Support = Support.WITH
) -> Outcome[Positions]:
    by = plan.actor("national.lead")
    return positions(plan.one, seen=Seen(view=view, on=on, support=support), by=by, on=TODAY)


def thousands(amounts: Mapping[str, int]) -> dict[str, int]:
    return {code: amount // money(1) for code, amount in amounts.items()}


def page_of(outcome: Outcome[Positions]) -> Page:
    return positions_page(outcome, "2023-24")


def test_a_merger_within_a_system_moves_nothing_between_systems(
    collated: Northmere, tmp_path: Path
) -> None:
    register(collated, changed(tmp_path, MERGERS["within"]))
    was = seen(collated, View.AS_WAS).result
    assert thousands(was.shown.bodies) == AS_WAS
    is_now = seen(collated).result
    assert thousands(is_now.shown.bodies) == {"ZQ1": 6_000, "ZR1": -17_500, "ZR3": 2_500}
    assert thousands(is_now.views.was.systems) == thousands(is_now.views.is_now.systems)
    assert thousands(is_now.shown.systems) == {"ZQ1": -9_000}
    assert set(is_now.views.moved.values()) == {0}
    said = page_of(seen(collated)).sentences
    assert said[0] == ("All systems together: £(9.0)m including support, as was and as is alike.")
    assert said[1] == "As is on 1 October 2023, every system comes to the same sum as was."


def test_it_is_as_was_until_the_day_before(collated: Northmere, tmp_path: Path) -> None:
    register(collated, changed(tmp_path, MERGERS["within"]))
    assert thousands(seen(collated, on=DAY_BEFORE).result.shown.bodies) == AS_WAS
    assert "ZR2" not in seen(collated, on=THE_DAY).result.shown.bodies


def test_a_merger_across_systems_moves_the_plan_and_not_the_whole(
    collated: Northmere, tmp_path: Path
) -> None:
    register(collated, changed(tmp_path, MERGERS["across"]))
    found = seen(collated).result
    assert thousands(found.shown.bodies) == {
        "ZQ1": 6_000, "ZR1": -13_000, "ZR2": -3_000, "ZR4": 1_000,
    }  # fmt: skip
    assert thousands(found.shown.systems) == {"ZQ1": -10_000, "ZQ2": 1_000}
    assert thousands(found.views.moved) == {"ZQ1": -1_000, "ZQ2": 1_000}
    page = page_of(seen(collated))
    assert page.sentences[1] == (
        "As is on 1 October 2023, 2 systems come to another sum than as was."
    )
    assert page.facts["as_was_pence"] == page.facts["as_is_pence"] == -money(9_000)
    (table,) = [table for table in page.tables if table.name == "reconciliation"]
    assert [row.cells["system"] for row in table.rows] == ["ZQ1", "ZQ2", "All systems"]


def test_an_icb_that_merges_takes_its_system_along(collated: Northmere, tmp_path: Path) -> None:
    register(collated, icbs_merged(tmp_path))
    found = seen(collated).result
    assert thousands(found.shown.systems) == {"ZQ9": -9_000}
    assert thousands(found.shown.bodies)["ZQ9"] == 6_000
    assert thousands(found.views.moved) == {"ZQ1": 9_000, "ZQ9": -9_000}
    excluding = seen(collated, support=Support.WITHOUT).result
    assert thousands(excluding.shown.systems) == {"ZQ9": -15_000}


def test_bodies_go_on_planning_under_the_codes_they_began_with(
    collated: Northmere, tmp_path: Path
) -> None:
    register(collated, icbs_merged(tmp_path))
    assert tuple(collated.one.members("ZQ1")) == BODIES
    assert {line.organisation for line in lines(collated)} == set(BODIES)
    collated.settle("ZR1", 1_021_500)
    collated.sign("ZR1", "ZQ1")
    assert collated.collate().result.ref.pin == "v2"


def test_the_register_is_pinned_and_the_change_is_on_record(
    collated: Northmere, tmp_path: Path
) -> None:
    before = collated.one.register.digest
    outcome = register(collated, changed(tmp_path, MERGERS["across"]))
    event = Event.objects.get(verb="round_register")
    assert (event.reason, event.facts["from"]) == (REASON, before)
    assert event.facts["register"] == collated.one.register.digest != before
    assert event.facts["successions"] == ["ZR3 to ZR1 on 2023-10-01, 3/5",
                                          "ZR3 to ZR4 on 2023-10-01, 2/5"]  # fmt: skip
    assert registered_page(outcome).sentences[1] == (
        "ZR1 takes over 60.0% of ZR3 on 1 October 2023."
    )
    checked = verify(collated.one, by=collated.actor("auditor"), on=TODAY).result
    assert checked.faults == ()


def test_a_register_put_back_behind_the_record_is_found(
    collated: Northmere, tmp_path: Path
) -> None:
    before = collated.one.register.digest
    register(collated, changed(tmp_path, MERGERS["within"]))
    Round.objects.update(register=before)
    collated.one = open_round(collated.workspace)
    faults = verify(collated.one, by=collated.actor("auditor"), on=TODAY).result.faults
    assert [fault.what for fault in faults] == ["register of 2023-24"]


@pytest.mark.parametrize(
    ("files", "error", "said"),
    [
        ({}, RefusedError, "the one the round has already"),
        ({"organisations.csv": "ZR4,New Trust,provider,2013-04-01,,made up\n",
          "links.csv": "statutory,ZR4,ZQ1,1,2022-07-01,2026-04-01,made up\n"},
         RefusedError, "ZQ1 would have other members on 2023-04-01"),
        ({"successions.csv": f"{HEADING}ZR2,ZR1,2023-10-01,1/2,made up\n"},
         PackError, "the shares out of ZR2 sum to 1/2"),
        ({"successions.csv": f"{HEADING}ZR2,ZR9,2023-10-01,1,made up\n"},
         PackError, "unknown bodies: ZR9"),
    ],
)  # fmt: skip
def test_a_register_that_does_not_hold_is_refused(
    collated: Northmere, tmp_path: Path, files: Mapping[str, str], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        register(collated, changed(tmp_path, files))
    assert not Event.objects.filter(verb="round_register").exists()


def test_a_body_that_plans_must_stay_in_the_register(collated: Northmere, tmp_path: Path) -> None:
    pack = changed(tmp_path, {})
    for name in ("organisations.csv", "links.csv"):
        text = (pack / name).read_text("utf-8")
        kept = [line for line in text.splitlines() if "ZR3" not in line]
        (pack / name).write_text("\n".join(kept) + "\n", "utf-8")
    with pytest.raises(RefusedError, match="ZR3 plans in this round"):
        register(collated, pack)


def test_a_register_changes_for_a_reason_and_by_whom_it_belongs_to(
    collated: Northmere, tmp_path: Path
) -> None:
    pack = changed(tmp_path, MERGERS["within"])
    with pytest.raises(RefusedError, match="for a reason"):
        register(collated, pack, " ")
    for name in ("zr1.editor", "zr1.approver", "zq1.approver", "auditor"):
        with pytest.raises(NotAllowedError):
            round_register(
                collated.one, pack, reason=REASON, by=collated.actor(name), now=collated.now()
            )
    seen_by = collated.actor("zr1.approver")
    with pytest.raises(NotAllowedError):
        positions(collated.one, seen=Seen(view=View.AS_IS, on=THE_DAY), by=seen_by, on=TODAY)


def test_what_is_not_collated_is_named(returned: Northmere) -> None:
    page = page_of(seen(returned, View.AS_WAS))
    assert page.sentences == (
        "No system has collated its plan yet.", "Not collated, and not counted as nil: ZQ1.",
    )  # fmt: skip


def test_an_unchanged_figure_keeps_its_reference(collated: Northmere, tmp_path: Path) -> None:
    register(collated, changed(tmp_path, MERGERS["within"]))
    (table, _) = page_of(seen(collated)).tables
    refs = {row.cells["organisation"]: row.ref("position") for row in table.rows}
    assert str(refs["ZR3"]) == "figure:2023-24/ZQ1/position/ZR3/including@v1"
    assert refs["ZR1"] is None
