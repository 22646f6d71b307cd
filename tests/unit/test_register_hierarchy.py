from datetime import date
from fractions import Fraction

import pytest

from equipoise.register import Hierarchy, HierarchyError, Link, since
from equipoise.register.hierarchy import refuse_unsound
from equipoise.units import FinancialYear, Period

THEN = FinancialYear(2022).period
NEXT = FinancialYear(2023).period


def link(child: str, parent: str, *, weight: str = "1", applies: Period = THEN,
         hierarchy: Hierarchy = Hierarchy.STATUTORY) -> Link:  # fmt: skip
    return Link(
        hierarchy=hierarchy,
        child=child,
        parent=parent,
        weight=Fraction(weight),
        applies=applies,
        source="made up",
    )


def refuse(*links: Link) -> None:
    refuse_unsound(sorted(links, key=lambda one: one.order))


def test_a_body_may_move_from_one_day_to_the_next() -> None:
    refuse(link("ZR1", "ZQ1"), link("ZR1", "ZQ2", applies=NEXT))


def test_a_body_has_one_statutory_parent_on_a_day() -> None:
    overlapping = since(date(2023, 3, 31))
    with pytest.raises(HierarchyError, match="several statutory parents on 2023-03-31"):
        refuse(link("ZR1", "ZQ1"), link("ZR1", "ZQ2", applies=overlapping))


def test_a_statutory_parent_holds_all_of_it() -> None:
    with pytest.raises(HierarchyError, match="sum to 1/2"):
        refuse(link("ZR1", "ZQ1", weight="1/2"))


def test_apportioned_weights_are_whole_on_every_day() -> None:
    halves = [
        link("ZR1", "ZQ1", weight="1/2", hierarchy=Hierarchy.APPORTIONMENT),
        link("ZR1", "ZQ2", weight="1/2", hierarchy=Hierarchy.APPORTIONMENT),
    ]
    refuse(*halves)
    longer = Period(THEN.starts_on, NEXT.ends_on)
    late = link("ZR1", "ZQ3", weight="1/2", applies=longer, hierarchy=Hierarchy.APPORTIONMENT)
    with pytest.raises(HierarchyError, match="2023-04-01 sum to 1/2"):
        refuse(halves[0], late)
    with pytest.raises(HierarchyError, match="2022-04-01 sum to 3/2"):
        refuse(*halves, link("ZR1", "ZQ4", weight="1/2", hierarchy=Hierarchy.APPORTIONMENT))


@pytest.mark.parametrize("hierarchy", [Hierarchy.PLACE, Hierarchy.COLLABORATIVE])
def test_a_body_may_belong_to_several_places_with_less_than_all_of_it(
    hierarchy: Hierarchy,
) -> None:
    joined = [link("ZR1", f"ZP{n}", weight="0", hierarchy=hierarchy) for n in range(3)]
    refuse(*joined, link("ZR1", "ZP9", weight="1/3", hierarchy=hierarchy))
    with pytest.raises(HierarchyError, match="sum to 2"):
        refuse(link("ZR1", "ZP1", hierarchy=hierarchy), link("ZR1", "ZP2", hierarchy=hierarchy))


def test_one_link_twice_is_refused() -> None:
    joined = link("ZR1", "ZP1", weight="0", hierarchy=Hierarchy.PLACE)
    again = link("ZR1", "ZP1", weight="1/2", hierarchy=Hierarchy.PLACE)
    with pytest.raises(HierarchyError, match="linked twice to one parent"):
        refuse(joined, again)


def test_a_circle_on_one_day_is_refused() -> None:
    with pytest.raises(HierarchyError, match="a circle in statutory on 2022-04-01"):
        refuse(link("A", "B"), link("B", "C"), link("C", "A"))


def test_a_circle_over_different_days_is_none() -> None:
    refuse(link("A", "B"), link("B", "A", applies=NEXT))


@pytest.mark.parametrize("weight", ["-1/2", "3/2"])
def test_a_weight_is_between_nothing_and_all(weight: str) -> None:
    with pytest.raises(HierarchyError, match="must be 0 to 1"):
        link("ZR1", "ZQ1", weight=weight)


def test_a_link_names_its_source() -> None:
    with pytest.raises(HierarchyError, match="names no source"):
        Link(
            hierarchy=Hierarchy.PLACE,
            child="A",
            parent="B",
            weight=Fraction(1),
            applies=THEN,
            source="",
        )
