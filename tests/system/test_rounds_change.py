"""What changes in the middle of a round, at people's terminals, on both databases.

Everything goes over the command line; the database is SQLite, then PostgreSQL.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connections

from equipoise.samples import PACK
from tests.cli_calls import THOUSAND, Answer, Called, Caller
from tests.cli_journey import LEAD


@dataclass
class Round:
    """A round on one database, as people see it at their terminals."""

    call: Caller
    url: str
    files: Mapping[str, Path] = field(default_factory=dict)

    def do(self, *words: str, who: str = LEAD, code: int = 0, now: str = "") -> Called:
        more = {"EQUIPOISE_NOW": now} if now else {}
        return self.call(*words, who=who, code=code, DATABASE_URL=self.url, **more)

    def see(self, *words: str, who: str = LEAD, code: int = 0, now: str = "") -> Answer:
        called = self.do(*words, "--format", "json", who=who, code=code, now=now)
        return Answer(json.loads(called.out))

    def hand_in(self, code: str, file: str = "", *more: str, exit_code: int = 0) -> Answer:
        path = str(self.files[file or code])
        return self.see("submit", path, *more, who=f"{code.lower()}.editor", code=exit_code)

    def sign(self, *codes: str) -> None:
        for code in codes:
            self.do("signoff", who=f"{code.lower()}.approver")


@pytest.fixture
def northmere(tmp_path: Path, database_url: str, returns: Mapping[str, Path]) -> Iterator[Round]:
    found = Round(call=Caller(tmp_path / "home"), url=database_url, files=returns)
    found.do("round", "open", "2023/24", "--pack", str(PACK), who="")
    yield found
    connections.close_all()


UNTIL = ("--kind", "known fault in the form", "--reason", "It adds a row twice.")
NOT_CLEAN = "Not clean: signed with 1 waiver of unknown worth."


def test_a_finding_stands_by_a_waiver_and_never_in_silence(northmere: Round) -> None:
    assert northmere.hand_in("ZR3", exit_code=1).content["facts"]["blocked"] is True
    asked = ("waive", "EQ-WTE-001", "Workforce!D14", *UNTIL, "--until", "2023-05-04")
    assert northmere.see(*asked, who="zr3.editor").content["facts"]["waiver"] == "W1"
    refused = northmere.do("waive", "--approve", "W1", who="zr3.editor", code=4)
    assert "has no right to approve a waiver for ZR3" in refused.err
    approved = northmere.see("waive", "--approve", "W1")
    assert approved.content["facts"]["status"] == "Approved"
    assert northmere.hand_in("ZR3").content["facts"]["blocked"] is False
    signing = ("signoff", "ZR3")
    late = northmere.do(*signing, who="zr3.approver", code=4, now="2023-05-04T09:00:00+00:00")
    assert "has 1 to fix" in late.err
    said = northmere.see(*signing, who="zr3.approver", now="2023-05-03T09:00:00+00:00").said
    assert "Signed with 1 waiver of unknown worth." in said
    for code in ("ZQ1", "ZR1", "ZR2"):
        northmere.hand_in(code)
    northmere.sign("ZQ1", "ZR1", "ZR2")
    northmere.do("accept", "ZQ1", "ZR1", "ZR2", "ZR3")
    assert NOT_CLEAN in northmere.see("collect").content["alerts"]
    assert NOT_CLEAN in northmere.see("collate", code=3).content["alerts"]
    listed = northmere.see("waive").rows("waivers")
    assert [row["status"]["value"] for row in listed] == ["Approved"]


def test_one_thing_is_asked_of_waive_at_a_time(northmere: Round) -> None:
    both = northmere.do("waive", "--approve", "W1", "--refuse", "W1", code=2)
    assert "One thing at a time" in both.err
    half = northmere.do("waive", "EQ-WTE-001", who="zr3.editor", code=2)
    assert "name PLACE, --kind, --reason and --until" in half.err
    day = northmere.do("waive", "X", "Y", "--until", "4 May", who="zr3.editor", code=2)
    assert "is not a day such as 2023-06-30" in day.err


def test_an_upload_counts_by_an_act_and_says_what_it_changes(northmere: Round) -> None:
    northmere.hand_in("ZR3", exit_code=1)
    beside = northmere.hand_in("ZR3", "ZR3 corrected", "--not-candidate")
    assert "Kept, and does not count: ZR3 finance (v2)" in beside.said
    board = northmere.see("collect")
    (row,) = [
        row for row in board.rows("board")
        if (row["organisation"]["value"], row["part"]["value"]) == ("ZR3", "workforce")
    ]  # fmt: skip
    assert (row["version"]["value"], row["later"]["value"]) == ("v1", "v2")
    chosen = northmere.see("candidate", "ZR3", "workforce", "v2", who="zr3.editor")
    assert chosen.said == (
        "This version now counts: ZR3 workforce (v2). ZR3 workforce (v1) did before."
    )
    changed = northmere.see("changes", "ZR3", "workforce")
    assert "Checks: 0 new, 2 cleared, 0 of other weight." in changed.said
    northmere.do("changes", "ZR3", "workforce", "--from", "v3", code=2)


def test_a_part_is_reopened_and_the_plan_keeps_what_was_accepted(northmere: Round) -> None:
    for code in ("ZQ1", "ZR1", "ZR2"):
        northmere.hand_in(code)
    northmere.hand_in("ZR3", "ZR3 corrected")
    northmere.sign("ZQ1", "ZR1", "ZR2", "ZR3")
    northmere.do("accept", "ZQ1", "ZR1", "ZR2", "ZR3")
    northmere.do("reopen", "ZR1", "finance", code=4)  # without a reason
    said = northmere.do("reopen", "ZR1", "finance", "--reason", "A contract was agreed").said
    assert "ZR1 finance (v1) stays in the plan" in said
    board = northmere.see("collect")
    assert board.row("board", "comment", "Reopened; v1 stays in the plan. A contract was agreed")
    assert northmere.see("collate", code=3).content["facts"]["version"].endswith("@v1")
    assert northmere.hand_in("ZR1").content["facts"]["before"]


def test_bodies_merge_in_the_middle_of_the_round(northmere: Round, tmp_path: Path) -> None:
    """ZR2 goes to ZR1: (3,000) and (14,500) make (17,500), and the system keeps its (9,000)."""
    for code in ("ZQ1", "ZR1", "ZR2"):
        northmere.hand_in(code)
    northmere.hand_in("ZR3", "ZR3 corrected")
    northmere.sign("ZQ1", "ZR1", "ZR2", "ZR3")
    northmere.do("accept", "ZQ1", "ZR1", "ZR2", "ZR3")
    northmere.do("collate", code=3)
    pack = tmp_path / "october"
    shutil.copytree(PACK, pack)
    (pack / "successions.csv").write_text(
        "predecessor,successor,on,share,source\nZR2,ZR1,2023-10-01,1,made up\n", "utf-8"
    )
    changing = ("round", "register", "--pack", str(pack))
    northmere.do(*changing, code=4)  # without a reason
    said = northmere.do(*changing, "--reason", "Order of 1 September").said
    assert "ZR1 takes over 100.0% of ZR2 on 1 October 2023." in said
    found = {}
    for view in ("as-was", "as-is"):
        answer = northmere.see(
            "positions", "--view", view, "--on", "2023-10-01", who="national.lead"
        )
        found[view] = {
            row["organisation"]["value"]: row["position"]["value"] // THOUSAND
            for row in answer.rows("positions")
        }
        assert answer.content["facts"]["moved_pence"] == {"ZQ1": 0}
    assert (found["as-was"]["ZR1"], found["as-was"]["ZR2"]) == (-14_500, -3_000)
    assert (found["as-is"]["ZR1"], "ZR2" in found["as-is"]) == (-17_500, False)
    assert found["as-was"]["System total"] == found["as-is"]["System total"] == -9_000


def test_rules_move_on_and_signatures_stand(northmere: Round) -> None:
    northmere.hand_in("ZR1")
    northmere.sign("ZR1")
    moving = ("round", "rules", "--known-on", "2023-10-01")
    october = "2023-10-02T09:00:00+00:00"
    northmere.do(*moving, "--reason", "Guidance", code=4)  # it is March: nobody knows
    northmere.do(*moving, code=4, now=october)  # without a reason
    said = northmere.do(*moving, "--reason", "Guidance", now=october).said
    assert "judged by what was published by 1 October 2023; until now it was 30 March 2023" in said
    board = northmere.see("collect")
    comments = [
        row["comment"]["value"] for row in board.rows("board")
        if row["organisation"]["value"] == "ZR1"
    ]  # fmt: skip
    assert set(comments) == {"Signed under the checks of 30 March 2023"}
    northmere.do("accept", "ZR1")
    assert "Nothing was altered" in northmere.do("verify", who="auditor").said


def test_a_deadline_is_moved_for_one_body(northmere: Round) -> None:
    northmere.do("deadline", "finance", "2023-04-04", code=4)  # without a reason
    northmere.do("deadline", "finance", "2023-04-04", "--reason", "As every year")
    moving = ("deadline", "finance", "2023-04-11", "--org", "ZR1", "--reason", "Auditors")
    said = northmere.do(*moving).said
    assert "Finance of ZR1 is due on 11 April 2023; until now it was 4 April 2023." in said
    assert northmere.see("status").content["alerts"] == [
        "Finance of ZQ1, ZR2 and ZR3 is due on 4 April 2023: 5 days left."
    ]
    late = northmere.see("collect", now="2023-04-05T09:00:00+00:00").content["alerts"]
    assert late == [
        "Finance of ZQ1, ZR2 and ZR3 was due on 4 April 2023: 1 day late.",
        "Finance of ZR1 is due on 11 April 2023: 6 days left.",
    ]
