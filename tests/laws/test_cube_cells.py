"""Laws of sets of cells and of their sums."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from equipoise.cube import Asked, Cell, Cells, Listing
from equipoise.cube.listing import LISTED
from equipoise.units import PENCE, Absence, Period
from equipoise.workings import Basis, Figure, Reference, Selector
from tests.engines.cube_cases import (
    FEWER,
    LARGEST,
    LAST,
    MEASURES,
    ORGANISATIONS,
    THIS,
    any_cells,
    groupings,
    kept,
    known_values,
    pence,
    questions,
    sets,
    sources,
)

BOTH_YEARS = Period(LAST.period.starts_on, THIS.period.ends_on)


@FEWER
@given(any_cells)
def test_cells_survive_their_file(cells: list[Cell]) -> None:
    with kept(cells) as found:
        assert list(found) == sorted(cells, key=lambda cell: cell.key.ordering)
        assert len(found) == len(cells)
        assert all(found.get(cell.key) == cell for cell in cells[:3])


@FEWER
@given(any_cells, st.integers(0, 12), st.randoms(use_true_random=False))
def test_a_digest_forgets_order_and_files(cells: list[Cell], cut: int, rng: Random) -> None:
    shuffled = rng.sample(cells, len(cells))
    with kept(cells) as whole, kept(shuffled[:cut], shuffled[cut:]) as halves:
        assert whole.digest() == halves.digest()


@FEWER
@given(sets(known_values, smallest=1), known_values, sources, st.integers(0, 3))
def test_a_digest_tells_sets_apart(
    cells: list[Cell], value: int | Absence, source: Reference, change: int
) -> None:
    first, *rest = cells
    others = (
        [replace(first, value=value), *rest],
        [replace(first, source=source), *rest],
        [replace(first, key=replace(first.key, item="another")), *rest],
        rest,
    )
    assume(others[change] != cells)
    with kept(cells) as found, kept(others[change]) as changed:
        assert found.digest() != changed.digest()


NARROW = st.fixed_dictionaries(
    {},
    optional={
        "organisation": st.lists(st.sampled_from(ORGANISATIONS), max_size=2),
        "measure": st.lists(st.sampled_from(MEASURES), max_size=2),
        "item": st.lists(st.sampled_from(["", "-", "Ward 7"]), max_size=2),
    },
)


@FEWER
@given(sets(known_values), NARROW, questions, st.integers(0, 40))
def test_what_is_narrowed_is_what_is_read(
    cells: list[Cell], only: dict[str, list[str]], where: dict[str, Asked], cut: int
) -> None:
    with kept(cells[:cut], cells[cut:]) as found:
        narrowed, read = found.narrowed(**only), Cells(*found.paths, only=only)
        assert list(narrowed) == list(read)
        assert narrowed.digest() == read.digest()
        assert narrowed.total(**where) == read.total(**where)


@FEWER
@given(sets(known_values), questions, groupings)
def test_totals_sum_to_the_total(cells: list[Cell], where: dict[str, Asked], by: list[str]) -> None:
    with kept(cells) as found:
        whole, listed = found.total(**where), found.totals(by, **where).values()
    assert sum(one.value for one in listed) == whole.value
    assert sum(one.count for one in listed) == whole.count
    absent: Counter[Absence] = Counter()
    for one in listed:
        absent.update(one.absent)
    assert absent == whole.absent


@FEWER
@given(sets(known_values), questions, st.lists(groupings, min_size=1, max_size=4))
def test_levels_are_the_totals_of_each(
    cells: list[Cell], where: dict[str, Asked], levels: list[list[str]]
) -> None:
    with kept(cells) as found:
        several = found.levels(levels, **where)
        assert list(several) == [found.totals(by, **where) for by in levels]


@FEWER
@given(sets(pence, smallest=5), questions)
def test_a_figure_is_the_sum_of_its_cells(cells: list[Cell], where: dict[str, Asked]) -> None:
    with kept(cells) as found:
        count = found.total(**where).count
        asked = where if count else {}
        figure = found.figure(Basis(period=BOTH_YEARS, unit=PENCE), "Any", **asked)
        selector = figure.working.of
        assert isinstance(selector, Selector)
        expanded = found.expand(selector)
    assert sum(cell.value for cell in expanded) == figure.value
    assert len(expanded) == selector.count


def told(asked: Callable[[], Figure]) -> object:
    """Return a figure with its working, or what was raised instead, with all that it says."""
    try:
        figure = asked()
    except (ArithmeticError, LookupError, ValueError) as error:
        return type(error), str(error), vars(error)
    return figure.value, figure.basis, figure.working


def listed_and_alone(
    found: Cells, common: dict[str, Asked], own: dict[str, Asked]
) -> tuple[object, object]:
    basis = Basis(period=THIS.period, unit=PENCE)
    listing = Listing(found, **common)
    return (
        told(lambda: listing.figure(basis, "Any", **own)),
        told(lambda: found.figure(basis, "Any", **common, **own)),
    )


@FEWER
@given(
    sets(known_values) | sets(st.integers(LARGEST - 1, LARGEST)),
    questions,
    st.lists(questions, min_size=1, max_size=5),
)
def test_a_listed_figure_is_the_one_asked_alone(
    cells: list[Cell], common: dict[str, Asked], each: list[dict[str, Asked]]
) -> None:
    where = {part: one for part, one in common.items() if part not in LISTED}
    with kept(cells) as found:
        for own in each:
            asked = {part: one for part, one in own.items() if part in LISTED}
            listed, alone = listed_and_alone(found, where, asked)
            assert listed == alone
