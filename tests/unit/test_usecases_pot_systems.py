"""Money between two systems: both pots show it, once the other system has agreed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from equipoise.records import Actor
from equipoise.samples.england.bodies import bodies
from equipoise.samples.england.drafts import england
from equipoise.samples.england.pack import write_pack
from equipoise.samples.england.positions import year_of
from equipoise.samples.england.pots import write_pots
from equipoise.units import FinancialYear
from equipoise.usecases.pot import pot
from equipoise.usecases.pot_add import pot_add
from equipoise.usecases.pot_answer import pot_answer
from equipoise.usecases.pot_move import Moved, pot_move
from equipoise.usecases.pot_withdraw import pot_withdraw
from equipoise.usecases.potting import Act
from equipoise.usecases.potting.recording import Terms
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rights import OPERATOR, NotAllowedError
from equipoise.usecases.round_open import round_open
from equipoise.usecases.rounds import OpenRound, actor_named
from equipoise.usecases.status import status
from equipoise.usecases.workspace import Workspace
from tests.northmere_round import START, money, thousands

HERE, THERE = "ZS01", "ZS02"
JUNE = datetime(2023, 6, 5, tzinfo=UTC)


@dataclass
class Two:
    """A round of three systems, two of which have a pot."""

    one: OpenRound
    now: datetime = JUNE

    def lead(self, system: str) -> Actor:
        return actor_named(
            self.one.workspace, f"{system.lower()}.lead", via="test", on=self.now.date()
        )

    def core(self, system: str) -> int:
        seen = pot(self.one, system, by=self.lead(system), on=self.now.date())
        return thousands(seen.result.pot.held["core"])

    def move(self, out_of: str, into: str, amount: int) -> Act:
        moved = Moved(source=out_of, target=into, amount_pence=money(amount))
        terms = Terms(effective_on=date(2023, 6, 1), reason="Patients across the border")
        return pot_move(
            self.one, HERE, moved=moved, terms=terms, by=self.lead(HERE), now=self.now
        ).result


@pytest.fixture
def two(tmp_path: Path) -> Two:
    few = england(bodies(3), year_of(FinancialYear(2023)))
    pack, folder = write_pack(tmp_path, few), write_pots(tmp_path, few)
    workspace = Workspace.open(tmp_path / "home")
    one = round_open(workspace, FinancialYear(2023), by=OPERATOR, now=START, pack=pack).result
    found = Two(one)
    for system in (HERE, THERE):
        path = folder / f"{system}-pot.csv"
        assert not pot_add(one, system, path=path, by=found.lead(system), now=START).findings
    return found


@pytest.mark.parametrize("sign", [1, -1])
def test_both_pots_move_when_the_other_has_agreed(two: Two, sign: int) -> None:
    here, there = ("core", f"{THERE}/core")[::sign]
    before = {system: two.core(system) for system in (HERE, THERE)}
    act = two.move(here, there, 250)
    assert (act.status, act.positions.waits_for) == ("Proposed", (THERE,))
    assert {system: two.core(system) for system in before} == before
    home = status(two.one, THERE, by=two.lead(THERE), on=two.now.date()).result
    assert home.yours[-1].command == f"equipoise pot answer {act.name} --yes"
    with pytest.raises(RefusedError, match="does not speak for a party"):
        pot_answer(two.one, act.name, answer="yes", by=two.lead(HERE), now=two.now)
    pot_answer(two.one, act.name, answer="yes", by=two.lead(THERE), now=two.now)
    assert two.core(HERE) == before[HERE] - sign * 250
    assert two.core(THERE) == before[THERE] + sign * 250


def test_what_both_agreed_both_undo(two: Two) -> None:
    before = {system: two.core(system) for system in (HERE, THERE)}
    act = two.move("core", f"{THERE}/core", 250)
    pot_answer(two.one, act.name, answer="yes", by=two.lead(THERE), now=two.now)
    undo = pot_withdraw(
        two.one, act.name, reason="Counted twice", by=two.lead(HERE), now=two.now
    ).result
    assert two.core(THERE) == before[THERE] + 250
    pot_answer(two.one, undo.name, answer="yes", by=two.lead(THERE), now=two.now)
    assert {system: two.core(system) for system in before} == before


def test_a_system_does_not_see_the_pot_of_another(two: Two) -> None:
    with pytest.raises(NotAllowedError, match="has no right to see the pot for ZS02"):
        pot(two.one, THERE, by=two.lead(HERE), on=two.now.date())
