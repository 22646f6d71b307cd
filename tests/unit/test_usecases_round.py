"""A round is opened once, with its rules pinned; what is not known is refused with what is."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from equipoise.params import ParameterError
from equipoise.records import Actor
from equipoise.records.models import Event, Person
from equipoise.samples import PACK
from equipoise.units import FinancialYear
from equipoise.usecases.packs import PackError, last_years, notice, read_pack
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import OPERATOR, NotAllowedError
from equipoise.usecases.round_open import round_open
from equipoise.usecases.rounds import OpenRound, StalePackError, actor_named, open_round
from equipoise.usecases.workspace import Workspace
from tests.northmere_round import BODIES, START, YEAR, Northmere, money

CONTROL_TOTALS = "params/control_total/system_pence-2023-24.csv"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of Northmere's pack, to be spoilt."""
    shutil.copytree(PACK, tmp_path / "northmere")
    return tmp_path / "northmere"


def spoilt(pack: Path, name: str, old: str, new: str) -> Path:
    text = (pack / name).read_text("utf-8")
    assert old in text
    (pack / name).write_text(text.replace(old, new), "utf-8")
    return pack


def opening(home: Path, pack: Path, by: Actor = OPERATOR) -> OpenRound:
    return round_open(Workspace.open(home), YEAR, by=by, now=START, pack=pack).result


def test_a_round_knows_its_year_its_system_and_its_members(opened: Northmere) -> None:
    one = opened.one
    assert (one.code, one.year, one.known_on) == ("2023-24", YEAR, date(2023, 3, 30))
    assert one.systems == ("ZQ1",)
    assert tuple(one.members("ZQ1")) == BODIES
    assert [one.system_of(code) for code in BODIES] == ["ZQ1"] * 4
    assert one.parts(one.organisation("ZQ1").kind) == ("finance", "efficiency", "risk", "capital")
    assert one.parts(one.organisation("ZR1").kind)[1] == "workforce"
    assert [event.verb for event in Event.objects.all()] == ["round_open"]


def test_a_year_has_one_round(opened: Northmere) -> None:
    with pytest.raises(RefusedError, match="2023-24 is open already"):
        round_open(opened.workspace, YEAR, by=OPERATOR, now=opened.now(), pack=PACK)
    later = FinancialYear(2024)
    with pytest.raises(UnknownError, match="There is: 2023-24"):
        open_round(opened.workspace, later.code)


def test_the_system_lead_may_open_a_round_and_an_editor_may_not(tmp_path: Path) -> None:
    editor = Actor(person="Ada", role="organisation_editor", organisation="ZQ1", via="test")
    with pytest.raises(NotAllowedError):
        opening(tmp_path / "home", PACK, by=editor)
    lead = Actor(person="Ada", role="system_lead", organisation="ZQ1", via="test")
    assert opening(tmp_path / "home", PACK, by=lead).systems == ("ZQ1",)


def test_a_pack_that_was_changed_since_is_refused(opened: Northmere) -> None:
    table = opened.workspace.packs / "northmere" / CONTROL_TOTALS
    table.write_text(table.read_text("utf-8").replace("-900000000", "-800000000"), "utf-8")
    again = open_round(opened.workspace)
    with pytest.raises(StalePackError, match=r"rules of 2023-24 are not those it was opened with"):
        assert again.params
    table.write_text(table.read_text("utf-8").replace("-800000000", "-900000000"), "utf-8")
    assert open_round(opened.workspace).params.digest == opened.one.record.params


def test_a_pack_outside_may_change_after_the_round_was_opened(tmp_path: Path, pack: Path) -> None:
    one = opening(tmp_path / "home", pack)
    shutil.rmtree(pack)
    assert open_round(one.workspace).params.digest == one.record.params


def test_next_years_pack_does_not_overwrite_this_years(opened: Northmere, pack: Path) -> None:
    """Of one name, it is taken only if it is the same."""
    pinned = opened.one.record.params

    def opening_next(folder: Path) -> OpenRound:
        year = FinancialYear(2024)
        return round_open(opened.workspace, year, by=OPERATOR, now=opened.now(), pack=folder).result

    spoilt(pack, CONTROL_TOTALS, "-900000000", "-500000000")
    with pytest.raises(RefusedError, match="a different pack named northmere"):
        opening_next(pack)
    assert open_round(opened.workspace).params.digest == pinned
    assert opening_next(pack.rename(pack.with_name("next"))).record.packs == ["next"]
    assert open_round(opened.workspace, "2023-24").params.digest == pinned
    with pytest.raises(UnknownError, match="There is: 2023-24, 2024-25"):
        open_round(opened.workspace)


def test_one_pack_may_serve_two_rounds(opened: Northmere) -> None:
    year = FinancialYear(2024)
    later = round_open(opened.workspace, year, by=OPERATOR, now=opened.now(), pack=PACK).result
    assert later.record.packs == opened.one.record.packs


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("organisations.csv", "Northmere Partnership,provider", "Northmere,hospital", "line 5"),
        ("organisations.csv", "2013-04-01,,Organisation Data Service", "no day,,x", "line 7"),
        ("links.csv", "statutory,ZR2,ZQ1,1", "statutory,ZR2,ZQ1,all", "line 3"),
        ("links.csv", "statutory,ZY1", "stately,ZY1", "line 6"),
        ("people.csv", "auditor,auditor,X24", "auditor,auditor", "line 20"),
        ("people.csv", "person,role", "person,post", "line 2"),
    ],
)
def test_a_pack_that_cannot_be_read_is_refused_at_its_line(
    pack: Path, name: str, old: str, new: str, told: str
) -> None:
    with pytest.raises(PackError, match=f"{name}, {told}"):
        read_pack(spoilt(pack, name, old, new))


def test_a_pack_without_a_file_is_refused(pack: Path) -> None:
    (pack / "people.csv").unlink()
    with pytest.raises(PackError, match=r"northmere: no readable people\.csv"):
        read_pack(pack)


def test_a_pack_with_an_uncited_value_opens_no_round(tmp_path: Path, pack: Path) -> None:
    spoilt(pack, "params/control_total/system_pence.yaml", "    source: Northmere", "    sauce: N")
    with pytest.raises(ParameterError):
        opening(tmp_path / "home", pack)
    with pytest.raises(UnknownError):
        open_round(Workspace.open(tmp_path / "home"))


def test_a_pack_may_lie_in_the_workspace_already(tmp_path: Path, pack: Path) -> None:
    inside = tmp_path / "home" / "packs" / "northmere"
    shutil.copytree(pack, inside)
    assert opening(tmp_path / "home", inside).record.packs == ["northmere"]


def test_last_year_is_read_from_the_pack_and_may_be_absent(pack: Path) -> None:
    """ZR1's income from the ICB was 985,000 last year, in the sample; here in pence."""
    prior = last_years(pack)["ZR1"]
    assert prior["income.patient_care", "ZQ1", ""] == money(985_000)
    assert "ZR9" not in last_years(pack)
    assert "made up" in notice(pack)
    spoilt(pack, "last_year.csv", str(money(985_000)), "much")
    with pytest.raises(PackError, match=r"last_year\.csv, line \d+: "):
        last_years(pack)
    for name in ("last_year.csv", "notice.txt"):
        (pack / name).unlink()
    assert (last_years(pack), notice(pack)) == ({}, "")


def test_what_is_not_known_is_told_with_what_is(opened: Northmere) -> None:
    one = opened.one
    with pytest.raises(UnknownError, match=r"No organisation ZR9\. There is: X24, ZC1, ZQ1, ZR1"):
        one.organisation("ZR9")
    with pytest.raises(UnknownError, match=r"No system ZR1\. There is: ZQ1"):
        one.members("ZR1")
    with pytest.raises(UnknownError, match=r"ZY1.* There is: ZQ1"):
        one.system_of("ZY1")
    assert one.system_of("X24") == "X24"
    with pytest.raises(UnknownError, match=r"zr9\.editor.* There is: auditor, national\.lead"):
        opened.actor("zr9.editor")


def test_people_act_from_their_first_day_to_the_day_before_their_last(opened: Northmere) -> None:
    Person.objects.filter(name="auditor").update(
        starts_on=date(2023, 3, 30), ends_on=date(2023, 4, 1)
    )
    for on, acts in (
        (date(2023, 3, 29), False),
        (date(2023, 3, 30), True),
        (date(2023, 3, 31), True),
        (date(2023, 4, 1), False),
    ):
        if acts:
            found = actor_named(opened.workspace, "auditor", via="test", on=on)
            assert (found.role, found.organisation) == ("auditor", "X24")
        else:
            with pytest.raises(UnknownError):
                actor_named(opened.workspace, "auditor", via="test", on=on)
