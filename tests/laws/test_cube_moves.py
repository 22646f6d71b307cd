"""Laws of bridges and of moves between organisations."""

from collections import Counter
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.cube import Cell, CellKey, Transfer, UnbalancedError, balanced, bridge
from equipoise.workings import Reference
from tests.engines.cube_cases import (
    FEWER,
    ORGANISATIONS,
    THIS,
    WEIGHTS,
    groupings,
    kept,
    known_values,
    pence,
    sets,
)

changes = st.lists(
    st.tuples(st.sampled_from(ORGANISATIONS), st.sampled_from(sorted(WEIGHTS)), pence),
    unique_by=lambda change: change[:2],
)


def moved(found: list[tuple[str, str, int]]) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            key=CellKey(
                organisation=organisation,
                counterparty=None,
                measure=measure,
                period=THIS.month(6),
                item="moved",
                layer="transfer.D9",
            ),
            value=value,
            source=Reference("decision", ("D9",)),
        )
        for organisation, measure, value in found
    )


def settled(found: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Return the changes with one more, at an organisation of its own, that balances them."""
    net = sum(WEIGHTS[measure] * value for _, measure, value in found)
    return [*found, ("ZX9", "income.other", -net)]


@FEWER
@given(sets(known_values), sets(known_values), groupings)
def test_steps_sum_to_the_difference(before: list[Cell], after: list[Cell], by: list[str]) -> None:
    with kept(before) as old, kept(after) as new:
        moves = bridge(old, new, by=by, weights=WEIGHTS)
    listed = set(chain.from_iterable(moves.absent.values()))
    values = [
        sum(
            WEIGHTS[cell.key.measure] * int(cell.value)
            for cell in side
            if cell.key.measure in WEIGHTS and cell.key not in listed
        )
        for side in (before, after)
    ]
    assert sum(moves.steps.values()) == moves.difference == values[1] - values[0]
    assert [moves.before.value, moves.after.value] == values


@FEWER
@given(sets(known_values), sets(known_values), groupings)
def test_the_way_back_mirrors_the_way(before: list[Cell], after: list[Cell], by: list[str]) -> None:
    with kept(before) as old, kept(after) as new:
        way = bridge(old, new, by=by, weights=WEIGHTS)
        back = bridge(new, old, by=by, weights=WEIGHTS)
    assert dict(back.steps) == {parts: -step for parts, step in way.steps.items()}
    assert (back.before, back.after, back.absent) == (way.after, way.before, way.absent)
    assert (back.appeared, back.disappeared) == (way.disappeared, way.appeared)


@FEWER
@given(sets(known_values), sets(known_values))
def test_every_cell_is_counted(before: list[Cell], after: list[Cell]) -> None:
    with kept(before) as old, kept(after) as new:
        moves = bridge(old, new, by=["organisation"], weights=WEIGHTS)
    keys = [{cell.key for cell in side if cell.key.measure in WEIGHTS} for side in (before, after)]
    listed = set(chain.from_iterable(moves.absent.values()))
    assert [moves.before.count, moves.after.count] == [len(side) for side in keys]
    assert moves.disappeared == len(keys[0] - keys[1] - listed)
    assert moves.appeared == len(keys[1] - keys[0] - listed)
    kinds = Counter(
        kind
        for key in {*keys[0], *keys[1]}
        for kind in {cell.value for cell in (*before, *after) if cell.key == key}
        if isinstance(kind, str)
    )
    assert {kind: len(found) for kind, found in moves.absent.items()} == kinds


@FEWER
@given(sets(pence), changes)
def test_a_transfer_moves_no_total(cells: list[Cell], found: list[tuple[str, str, int]]) -> None:
    transfer = Transfer(cells=moved(settled(found)), weights=WEIGHTS)
    with kept(cells) as before, kept(cells, transfer.cells) as after:
        moves = bridge(before, after, by=["organisation"], weights=WEIGHTS)
    assert moves.difference == 0
    gains = {(body,): gain for body, gain in transfer.gains.items() if gain}
    assert dict(moves.steps) == gains


@given(changes)
def test_balanced_moves_sum_to_zero(found: list[tuple[str, str, int]]) -> None:
    assert sum(balanced(moved(settled(found)), WEIGHTS).values()) == 0
    net = sum(WEIGHTS[measure] * value for _, measure, value in found)
    if net:
        with pytest.raises(UnbalancedError) as caught:
            balanced(moved(found), WEIGHTS)
        assert caught.value.difference == net
