"""Bridges and transfers, by hand."""

from pathlib import Path
from typing import Any

import pytest

from equipoise.cube import (
    AbsentMoveError,
    Cell,
    CellKey,
    Cells,
    MixedTransferError,
    Moves,
    OutOfRangeError,
    Total,
    Transfer,
    UnbalancedError,
    UnknownPartError,
    UnweightedError,
    WeightError,
    balanced,
    bridge,
)
from equipoise.units import Absence, FinancialYear
from equipoise.workings import Reference

SOURCE = Reference("decision", ("D3",))
WEIGHTS = {"income.patient_care": 1, "pay.agency": -1}


def cell(organisation: str, value: int | Absence, layer: str = "plan", **parts: Any) -> Cell:
    key = CellKey(
        organisation=organisation,
        counterparty=parts.get("counterparty"),
        measure=parts.get("measure", "income.patient_care"),
        period=FinancialYear(2023).month(parts.get("month", 1)),
        layer=layer,
    )
    return Cell(key=key, value=value, source=SOURCE)


BEFORE = [
    cell("ZR1", 100),
    cell("ZR1", 40, measure="pay.agency"),
    cell("ZR1", 8, measure="wte.bank"),
    cell("ZR2", 70),
    cell("ZR2", Absence.MISSING, month=2),
    cell("ZR2", 9, month=3),
    cell("ZR3", 5),
    cell("ZR4", 6),
]
AFTER = [
    cell("ZR1", 110),
    cell("ZR1", 45, measure="pay.agency"),
    cell("ZR1", 3, "transfer.D3", measure="pay.agency"),
    cell("ZR2", 70),
    cell("ZR2", 500, month=2),
    cell("ZR2", Absence.SUPPRESSED, month=3),
    cell("ZR2", Absence.NOT_SUBMITTED, month=4),
    cell("ZR4", 6),
]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cells, Cells]:
    folder = tmp_path_factory.mktemp("versions")
    return Cells.write(BEFORE, folder / "v1"), Cells.write(AFTER, folder / "v2")


def test_a_bridge_lists_what_changed_and_what_cannot_be_compared(
    versions: tuple[Cells, Cells],
) -> None:
    moves = bridge(*versions, by=["organisation"], weights=WEIGHTS)
    # ZR1: +10 income, -5 agency, -3 agency by D3; ZR3 is gone; ZR2 and ZR4 did not move
    assert moves == Moves(
        steps={("ZR1",): 2, ("ZR3",): -5},
        before=Total(100 - 40 + 70 + 5 + 6, {Absence.MISSING: 1}, 7),
        after=Total(110 - 45 - 3 + 70 + 6, {Absence.SUPPRESSED: 1, Absence.NOT_SUBMITTED: 1}, 8),
        absent={
            Absence.MISSING: (BEFORE[4].key,),
            Absence.SUPPRESSED: (BEFORE[5].key,),
            Absence.NOT_SUBMITTED: (AFTER[6].key,),
        },
        appeared=1,
        disappeared=1,
    )
    assert moves.difference == -3


def test_each_decision_is_a_driver_of_its_own(versions: tuple[Cells, Cells]) -> None:
    moves = bridge(*versions, by=["layer", "measure"], weights=WEIGHTS)
    assert moves.steps == {
        ("plan", "income.patient_care"): 5,
        ("plan", "pay.agency"): -5,
        ("transfer.D3", "pay.agency"): -3,
    }


def test_a_bridge_by_nothing_is_the_difference(versions: tuple[Cells, Cells]) -> None:
    assert bridge(*versions, by=[], weights=WEIGHTS).steps == {(): -3}


def test_a_bridge_to_itself_has_no_steps(versions: tuple[Cells, Cells]) -> None:
    moves = bridge(versions[0], versions[0], by=["organisation"], weights=WEIGHTS)
    assert (moves.steps, moves.difference) == ({}, 0)
    assert moves.absent == {Absence.MISSING: (BEFORE[4].key,)}


def test_a_bridge_from_nothing_is_the_whole(versions: tuple[Cells, Cells]) -> None:
    moves = bridge(Cells(), versions[1], by=["year"], weights={"pay.agency": -1})
    assert (moves.steps, moves.appeared) == ({("2023-24",): -48}, 2)


def test_a_bridge_weighs_by_one(versions: tuple[Cells, Cells]) -> None:
    with pytest.raises(WeightError, match=r"pay.agency is added \(1\)") as caught:
        bridge(*versions, by=[], weights={"pay.agency": 2})
    assert (caught.value.measure, caught.value.found) == ("pay.agency", 2)
    with pytest.raises(UnknownPartError):
        bridge(*versions, by=["system"], weights=WEIGHTS)


def test_a_step_beyond_64_bits_is_refused(tmp_path: Path) -> None:
    before = Cells.write([cell("ZR1", -(2**63))], tmp_path / "a")
    after = Cells.write([cell("ZR1", 1)], tmp_path / "b")
    with pytest.raises(OutOfRangeError, match="the step of"):
        bridge(before, after, by=["organisation"], weights=WEIGHTS)


def test_steps_that_do_not_sum_are_our_fault() -> None:
    one = Total(1, {}, 1)
    with pytest.raises(AssertionError, match="steps must sum"):
        Moves(steps={("ZR1",): 1}, before=one, after=one, absent={}, appeared=0, disappeared=0)


def test_a_transfer_says_who_gains() -> None:
    found = Transfer(
        cells=(
            cell("ZR2", -70, "transfer.D3"),
            cell("ZR1", -70, "transfer.D3", measure="pay.agency"),
        ),
        weights=WEIGHTS,
    )
    assert list(found.gains.items()) == [("ZR1", 70), ("ZR2", -70)]


def test_money_that_does_not_arrive_is_refused_by_a_penny() -> None:
    moved = [cell("ZR2", -70), cell("ZR1", 69)]
    with pytest.raises(UnbalancedError, match=r"sum to -1: ZR1 \+69, ZR2 -70") as caught:
        balanced(moved, WEIGHTS)
    assert (caught.value.net, caught.value.difference) == ({"ZR1": 69, "ZR2": -70}, -1)


def test_nothing_balances() -> None:
    assert balanced([], WEIGHTS) == {}


def test_a_move_has_a_value_and_a_weight() -> None:
    with pytest.raises(AbsentMoveError, match="moves nothing: missing") as absent:
        balanced([cell("ZR1", Absence.MISSING)], WEIGHTS)
    assert absent.value.cell.value is Absence.MISSING
    with pytest.raises(UnweightedError, match=r"no weight for wte\.bank") as unweighted:
        balanced([cell("ZR1", 1, measure="wte.bank")], WEIGHTS)
    assert unweighted.value.cell.key.measure == "wte.bank"
    with pytest.raises(WeightError):
        balanced([], {"pay.agency": 0})


@pytest.mark.parametrize("layers", [("plan",), ("transfer.D3", "transfer.D4")])
def test_a_transfer_is_of_one_decision(layers: tuple[str, ...]) -> None:
    cells = tuple(cell(f"ZR{place}", 0, layer) for place, layer in enumerate(layers))
    with pytest.raises(MixedTransferError) as caught:
        Transfer(cells=cells, weights=WEIGHTS)
    assert caught.value.layers == layers
