"""Two systems in one round, one of them without a return; and no limit known of either."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connections

from equipoise.records import Actor
from equipoise.reports.pages.rebaselining import everywhere_page
from equipoise.samples import PACK
from equipoise.sources import house_letter
from equipoise.usecases.agree import agree
from equipoise.usecases.collate import collate
from equipoise.usecases.ladder import ladder
from equipoise.usecases.national import national
from equipoise.usecases.rebaseline_national import rebaseline_national
from equipoise.usecases.rebaseline_open import rebaseline_open
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.usecases.rights import OPERATOR, NotAllowedError
from equipoise.usecases.round_open import round_open
from equipoise.usecases.rounds import open_round
from equipoise.usecases.send_back import send_back
from equipoise.usecases.status import status
from equipoise.usecases.submit import submit
from equipoise.usecases.verify import verify
from equipoise.usecases.workspace import Workspace
from tests.northmere import Homes
from tests.northmere_figures import statement
from tests.northmere_rebaselining import Rebaselining
from tests.northmere_round import BODIES, START, TODAY, YEAR, Northmere, money, thousands
from tests.workbooks.planting import TRUST, trust_content, written

SECOND = {
    "organisations.csv": (
        "ZQ2,NHS Southmere ICB,icb,2022-07-01,,made up\n"
        "ZR4,Southmere Hospitals,provider,2013-04-01,,made up\n"
    ),
    "links.csv": (
        "statutory,ZR4,ZQ2,1,2022-07-01,2026-04-01,made up\n"
        "statutory,ZQ2,ZY1,1,2022-07-01,2026-04-01,made up\n"
    ),
    "people.csv": "zq2.lead,system_lead,ZQ2\nzr4.editor,organisation_editor,ZR4\n",
}


@pytest.fixture(scope="session")
def two_systems(tmp_path_factory: pytest.TempPathFactory, homes: Homes) -> Path:
    """A workspace where Northmere is collated, and Southmere has returned nothing."""
    folder = tmp_path_factory.mktemp("two")
    pack = folder / "two"
    shutil.copytree(PACK, pack)
    for name, lines in SECOND.items():
        with (pack / name).open("a", encoding="utf-8") as file:
            file.write(lines)
    for limit in ("control_total", "capital"):
        shutil.rmtree(pack / "params" / limit)
    workspace = Workspace.open(folder / "home")
    one = round_open(workspace, YEAR, by=OPERATOR, now=START, pack=pack).result
    plan = Northmere(one=one, files=homes.files)
    for code in BODIES:
        plan.submit(code, "ZR3 corrected" if code == "ZR3" else code)
    plan.sign(*BODIES)
    plan.accept(*BODIES)
    plan.collate()
    connections.close_all()
    return folder / "home"


@pytest.fixture
def both(two_systems: Path, homes: Homes, tmp_path: Path) -> Iterator[Northmere]:
    shutil.copytree(two_systems, tmp_path / "home")
    one = open_round(Workspace.open(tmp_path / "home"))
    yield Northmere(one=one, files=homes.files, minutes=60)
    connections.close_all()


def southern(plan: Northmere) -> Actor:
    return plan.actor("zq2.lead")


def test_a_system_that_has_not_returned_is_missing_from_england(both: Northmere) -> None:
    """Northmere's version 1: (9,000) including support. Southmere is named, and not nil."""
    found = national(both.one, by=both.actor("national.lead"), on=TODAY).result
    assert [line.system for line in found.systems] == ["ZQ1", "ZQ2"]
    assert (found.received, found.in_systems.missing) == (1, ("ZQ2",))
    assert thousands(found.in_systems.net) == -9_000
    assert found.in_organisations.missing == ("ZQ2", "ZR4")
    assert found.in_organisations.received == 4


def test_a_contract_is_within_one_system(both: Northmere) -> None:
    for commissioner, provider, by in (("ZQ1", "ZR4", both.lead), ("ZQ2", "ZR1", southern(both))):
        with pytest.raises(RefusedError, match="are not in one system"):
            agree(both.one, commissioner, provider, value=money(1), by=by, now=both.now())


def test_a_lead_has_no_say_in_another_system(both: Northmere) -> None:
    by = southern(both)
    with pytest.raises(NotAllowedError):
        send_back(
            both.one, "ZR1", "finance", line="Income!F23", comment="why?", by=by, now=both.now()
        )
    with pytest.raises(NotAllowedError):
        status(both.one, "ZQ1", by=by, on=TODAY)
    found = status(both.one, "ZQ2", by=by, on=TODAY).result
    assert found.board is not None
    assert found.board.organisations == ("ZQ2", "ZR4")


def test_without_limits_a_plan_is_held_against_none(both: Northmere) -> None:
    found = statement(both, 1)
    assert (found.limit, found.capital) == (None, None)
    assert thousands(found.position.including) == -9_000
    assert not any(name.startswith("capital") for name, _ in found.named())
    with pytest.raises(UnknownError, match="control total for ZQ1"):
        ladder(both.one, "ZQ1", by=both.lead, on=TODAY)


def test_one_system_is_verified_and_returned_to_without_the_other(
    both: Northmere, tmp_path: Path
) -> None:
    identity = replace(TRUST, organisation="ZR4", name="Southmere Hospitals", round=both.one.code)
    path = tmp_path / "ZR4.xlsx"
    content = replace(trust_content(), items=())
    values = {line: months for line, months in content.values.items() if not line[2]}
    path.write_bytes(written(identity, replace(content, values=values)))
    outcome = submit(both.one, path, "ZR4", by=both.editor("ZR4"), now=both.now())
    assert not outcome.result.blocked
    assert verify(both.one, by=both.actor("auditor"), on=TODAY).result.faults == ()
    with pytest.raises(RefusedError, match=r"ZQ2 finance \(Not yet started\), .* ZR4 finance"):
        collate(both.one, "ZQ2", by=southern(both), now=both.now())


def test_a_system_without_a_rebaselining_is_named_and_its_award_still_ties(both: Northmere) -> None:
    """800,000 by 80 and 20 of the same pay bill: 640,000 recorded, 160,000 of Southmere's."""
    made = Rebaselining(both)
    both.lock(version=1)
    made.open()
    path = made.write("key.csv", "system,part,amount\nZQ1,claims,80\nZQ2,claims,20\n")
    made.award(path, key="claims", weights={})
    outcome = rebaseline_national(both.one, by=made.who("national.lead"), on=made.clock.date())
    found = outcome.result
    assert (outcome.adds_up, found.without) == (True, ("ZQ2",))
    assert thousands(found.awarded) == 640_000
    assert {code: thousands(each) for code, each in found.elsewhere.items()} == {"ZQ2": 160_000}
    assert not replace(found, pool_pence=found.pool_pence + 1).ties
    assert not replace(found, differs=("ZQ2",)).ties
    alerts = everywhere_page(
        replace(outcome, result=replace(found, differs=("ZQ2",), pool_pence=1))
    )
    assert alerts.alerts == (
        "ZQ2 rests on another list than the first.",
        "No award yet: ZQ2.",
    )
    assert "do not come to the pool of £0.01" in alerts.sentences[0]


def test_nobody_opens_a_rebaselining_of_a_plan_that_is_not_there(both: Northmere) -> None:
    path = both.workspace.home / "letter.yaml"
    path.write_text(house_letter(), "utf-8")
    by, now = both.actor("national.lead"), Rebaselining(both).now()
    with pytest.raises(UnknownError, match="not collated yet"):
        rebaseline_open(both.one, "ZQ2", path=path, by=by, now=now)
