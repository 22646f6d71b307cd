from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest

from equipoise.register import (
    Hierarchy,
    HierarchyError,
    Kind,
    Link,
    Organisation,
    Register,
    RegisterError,
    Succession,
    SuccessionError,
    UnknownOrganisationError,
    View,
    since,
)
from equipoise.units import Pence

OLD, NEW = date(2019, 4, 1), date(2020, 4, 1)
KINDS = {"ZR": Kind.PROVIDER, "ZQ": Kind.ICB, "ZY": Kind.REGION, "ZE": Kind.NATIONAL}


def body(code: str, closes_on: date | None = None) -> Organisation:
    return Organisation(
        code=code, name=f"Body {code}", kind=KINDS[code[:2]], closes_on=closes_on, source="made up"
    )


def link(child: str, parent: str, share: str = "1",
         hierarchy: Hierarchy = Hierarchy.STATUTORY) -> Link:  # fmt: skip
    return Link(
        hierarchy=hierarchy,
        child=child,
        parent=parent,
        weight=Fraction(share),
        applies=since(OLD),
        source="made up",
    )


def step(predecessor: str, successor: str, share: str = "1") -> Succession:
    return Succession(
        predecessor=predecessor,
        successor=successor,
        on=NEW,
        share=Fraction(share),
        source="made up",
    )


BODIES = (
    *map(body, ("ZR1", "ZR2", "ZR3", "ZQ1", "ZQ2", "ZY1", "ZE1")),
    body("ZR9", closes_on=NEW),
)
LINKS = (
    *(link(f"ZR{number}", "ZQ1") for number in (1, 2, 9)),
    link("ZR3", "ZQ2"),
    link("ZQ1", "ZY1"),
    link("ZQ2", "ZY1"),
    link("ZY1", "ZE1"),
    link("ZR1", "ZQ1", "2/3", Hierarchy.APPORTIONMENT),
    link("ZR1", "ZQ2", "1/3", Hierarchy.APPORTIONMENT),
    link("ZR2", "ZQ2", "1/4", Hierarchy.COLLABORATIVE),
)
REGISTER = Register(BODIES, LINKS, (step("ZR9", "ZR1", "1/2"), step("ZR9", "ZR3", "1/2")))
AMOUNTS = {code: Pence(pounds) for code, pounds in
           {"ZR1": 100, "ZR2": 20, "ZR3": -7, "ZQ1": 3, "ZR9": 11}.items()}  # fmt: skip


def test_bodies_are_found_by_code_kind_and_day() -> None:
    assert REGISTER.organisation("ZQ1").kind is Kind.ICB
    assert "ZQ1" in REGISTER
    assert "ZQ9" not in REGISTER
    assert [one.code for one in REGISTER.of_kind(Kind.ICB)] == ["ZQ1", "ZQ2"]
    assert len(REGISTER.open_on(OLD)) == 8
    assert body("ZR9", NEW) not in REGISTER.open_on(NEW)
    with pytest.raises(UnknownOrganisationError, match="ZQ9"):
        REGISTER.organisation("ZQ9")


def test_a_hierarchy_is_walked_up_and_down() -> None:
    statutory = Hierarchy.STATUTORY
    assert REGISTER.parents("ZR1", statutory, on=OLD) == {"ZQ1": 1}
    assert REGISTER.ancestors("ZR1", statutory, on=OLD) == ("ZQ1", "ZY1", "ZE1")
    assert REGISTER.members("ZQ1", statutory, on=OLD) == ("ZR1", "ZR2", "ZR9")
    assert REGISTER.descendants("ZY1", statutory, on=OLD) == (
        *("ZQ1", "ZQ2", "ZR1", "ZR2", "ZR3", "ZR9"),
    )
    day_before = date(2019, 3, 31)
    assert REGISTER.parents("ZR1", statutory, on=day_before) == {}
    assert REGISTER.descendants("ZE1", statutory, on=day_before) == ()


def test_several_hierarchies_stand_side_by_side() -> None:
    shares = REGISTER.parents("ZR1", Hierarchy.APPORTIONMENT, on=OLD)
    assert shares == {"ZQ1": Fraction(2, 3), "ZQ2": Fraction(1, 3)}


def test_what_was_a_body_is_followed_from_its_last_day() -> None:
    assert REGISTER.as_is("ZR9", date(2020, 3, 31)) == {"ZR9": 1}
    assert REGISTER.as_is("ZR9", NEW) == {"ZR1": Fraction(1, 2), "ZR3": Fraction(1, 2)}
    assert REGISTER.as_is("ZR1", NEW) == {"ZR1": 1}


def test_paths_of_succession_multiply_and_meet() -> None:
    steps = (
        step("ZR1", "ZR2", "1/3"),
        step("ZR1", "ZR3", "2/3"),
        step("ZR2", "ZR9", "1/2"),
        step("ZR2", "ZQ1", "1/2"),
        step("ZR3", "ZR9"),
    )
    found = Register(BODIES, successions=steps).as_is("ZR1", NEW)
    assert found == {"ZQ1": Fraction(1, 6), "ZR9": Fraction(5, 6)}


def test_amounts_roll_up_as_they_were() -> None:
    found = REGISTER.roll_up(AMOUNTS, Hierarchy.STATUTORY, on=OLD)
    assert found.totals["ZQ1"] == 100 + 20 + 3 + 11
    assert found.totals["ZQ2"] == -7
    assert found.totals["ZY1"] == found.totals["ZE1"] == found.total == 127
    assert found.kept == {"ZE1": 127}


def test_amounts_roll_up_as_is_and_reconcile() -> None:
    was = REGISTER.roll_up(AMOUNTS, Hierarchy.STATUTORY, on=NEW)
    found = REGISTER.roll_up(AMOUNTS, Hierarchy.STATUTORY, on=NEW, view=View.AS_IS)
    assert found.totals["ZQ1"] == 100 + 6 + 20 + 3  # 11 in halves: the odd penny to the earlier
    assert found.totals["ZQ2"] == -7 + 5
    assert found.total == was.total
    assert found.differs_from(was) == {}


def test_money_is_apportioned_by_weight_and_the_rest_stays() -> None:
    by_share = REGISTER.roll_up(AMOUNTS, Hierarchy.APPORTIONMENT, on=OLD)
    assert (by_share.totals["ZQ1"], by_share.totals["ZQ2"]) == (3 + 67, 33)
    assert by_share.kept["ZR2"] == 20
    joined = REGISTER.roll_up(AMOUNTS, Hierarchy.COLLABORATIVE, on=OLD)
    assert (joined.kept["ZR2"], joined.totals["ZQ2"]) == (15, 5)
    assert joined.total == by_share.total == 127
    moved = joined.differs_from(by_share)
    assert (moved["ZR1"], moved["ZR2"], sum(moved.values())) == (100, -5, 0)


def test_an_amount_of_an_unknown_body_is_refused() -> None:
    with pytest.raises(UnknownOrganisationError, match="ZR7, ZR8"):
        REGISTER.roll_up({"ZR8": Pence(1), "ZR7": Pence(1)}, Hierarchy.PLACE, on=OLD)


@pytest.mark.parametrize(
    ("bodies", "links", "steps", "error", "why"),
    [
        ((body("ZR1"), body("ZR1")), (), (), RegisterError, "written twice: ZR1"),
        ((body("ZR1"),), (link("ZR1", "ZQ7"),), (), RegisterError, "unknown bodies: ZQ7"),
        ((body("ZR1"),), (), (step("ZR7", "ZR1"),), RegisterError, "unknown bodies: ZR7"),
        (BODIES, (link("ZR1", "ZQ1"), link("ZR1", "ZQ2")), (), HierarchyError, "several"),
        (BODIES, (), (step("ZR1", "ZR2", "1/2"),), SuccessionError, "sum to 1/2"),
    ],
)
def test_entries_that_cannot_stand_together_are_refused(
    bodies: Sequence[Organisation],
    links: Sequence[Link],
    steps: Sequence[Succession],
    error: type[Exception],
    why: str,
) -> None:
    with pytest.raises(error, match=why):
        Register(tuple(bodies), tuple(links), tuple(steps))


def test_two_registers_join_into_one() -> None:
    left, right = Register(BODIES[:4], LINKS[:2]), Register(BODIES[3:], LINKS[4:7])
    joined = left.joined(right)
    assert joined.organisations == Register(BODIES).organisations
    assert joined == right.joined(left)
    assert len(joined.links) == 5
    with pytest.raises(RegisterError, match="written twice: ZQ1"):
        left.joined(Register((body("ZQ1", NEW),)))


def test_the_digest_changes_with_any_entry() -> None:
    shorter = Register(BODIES, LINKS[1:], REGISTER.successions)
    renamed = Register((*BODIES[:-1], body("ZR9")), LINKS, REGISTER.successions)
    assert len({REGISTER.digest, shorter.digest, renamed.digest}) == 3
    assert Register(BODIES[::-1], LINKS[::-1], REGISTER.successions).digest == REGISTER.digest
