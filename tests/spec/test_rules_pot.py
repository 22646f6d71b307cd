"""National ledgers by stream, waterfalls and dated limits, through the rules of the pot.

Source: fact book 2, section 2.5, typed from the page; £m there, pence here.
"""

from datetime import date
from fractions import Fraction

import pytest

from equipoise.params import load
from equipoise.rules.pot import (
    Grant,
    Grants,
    PlaceLines,
    PlaceSpend,
    Posting,
    Postings,
    Routed,
    ledger,
    place_path,
    route_shares,
    stream_totals,
)

PARAMS = load().exact
MILLION = 100_000_000
LATE = date(2030, 1, 1)


def pence(millions: int) -> Fraction:
    return Fraction(millions * MILLION)


def grants(amounts: dict[str, int]) -> Grants[Fraction]:
    return Grants(
        lines={
            stream: Grant(
                stream=stream, is_recurrent=True, opening=pence(amount), moved=Fraction(0)
            )
            for stream, amount in amounts.items()
        }
    )


# CIPFA, resource allocation: NHS England by stream, £m.
COMMISSIONED = {
    "2015/16": {"CCGs": 69_484, "primary care": 7_342, "specialised": 14_643},
    "2016/17": {"CCGs": 71_853, "primary care": 7_652, "specialised": 15_662},
    "2019/20": {"CCGs": 76_469, "primary care": 8_716, "specialised": 17_918},
}
OTHERS = {
    "2015/16": {"transformation": 200, "other direct": 6_684, "central": 1_708, "drawdown": 300},
    "2016/17": {"transformation": 2_139, "other direct": 6_642, "central": 1_637, "drawdown": 250},
    "2019/20": {"transformation": 3_434, "other direct": 6_526, "central": 1_312, "drawdown": 400},
}


@pytest.mark.parametrize(
    ("year", "subtotal", "whole"),
    [("2015/16", 91_469, 100_361), ("2016/17", 95_167, 105_835), ("2019/20", 103_103, 114_775)],
)
def test_nhs_england_by_stream_adds_up(year: str, subtotal: int, whole: int) -> None:
    commissioned, others = COMMISSIONED[year], OTHERS[year]
    found = stream_totals(grants(commissioned), PARAMS, known_on=LATE)
    assert found.whole.now == pence(subtotal)
    everything = stream_totals(grants({**commissioned, **others}), PARAMS, known_on=LATE)
    assert everything.whole.now == everything.whole.recurrent == pence(whole)
    assert everything.streams["specialised"].now == pence(commissioned["specialised"])


@pytest.mark.parametrize(
    ("allocated", "nhs_england", "per_cent"),
    [
        (89_730, 123_377, 73),
        (101_907, 149_473, 68),
        (115_007, 150_614, 76),
        (119_174, 158_521, 75),
        (123_880, 167_313, 74),
    ],
)
def test_what_systems_are_allocated_of_all(allocated: int, nhs_england: int, per_cent: int) -> None:
    """2019/20 to 2023/24 (month 2); the page prints whole per cents."""
    routes = Routed(amounts={"allocated": pence(allocated), "kept": pence(nhs_england - allocated)})
    ratio = route_shares(routes, PARAMS, known_on=LATE)["allocated"].ratio
    assert ratio is not None
    assert round(ratio * 100) == per_cent


PRIMARY_MEDICAL = (
    (date(2022, 4, 1), (9_194, 55, 20, 82, 225, 91), 9_667),
    (date(2022, 10, 1), (-1, 5), 9_671),
    (date(2023, 4, 1), (165, 211), 10_047),
)
"""GP contract 2023/24, financial implications. The page gives steps; the days stand for their
order."""


def test_the_waterfall_of_primary_medical_care() -> None:
    posted = tuple(
        Posting(line="primary_medical", amount=pence(step), effective_on=day, recorded_on=day)
        for day, steps, _ in PRIMARY_MEDICAL
        for step in steps
    )
    for day, _, after in PRIMARY_MEDICAL:
        found = ledger(Postings(as_at=day, postings=posted), PARAMS, known_on=LATE)
        assert found == {"primary_medical": pence(after)}


def test_the_mandate_as_first_issued_and_as_revised() -> None:
    """Financial directions 2023/24: £171,318m on 30 March 2023, £179,660m from 26 March 2024."""
    first, revised = date(2023, 3, 30), date(2024, 3, 26)
    year = date(2023, 4, 1)
    posted = (
        Posting(line="limit", amount=pence(171_318), effective_on=year, recorded_on=first),
        Posting(line="limit", amount=pence(8_342), effective_on=year, recorded_on=revised),
    )
    entries = Postings(as_at=date(2024, 3, 31), postings=posted)
    assert ledger(entries, PARAMS, known_on=date(2023, 3, 29)) == {}
    assert ledger(entries, PARAMS, known_on=first)["limit"] == pence(171_318)
    assert ledger(entries, PARAMS, known_on=date(2024, 3, 25))["limit"] == pence(171_318)
    assert ledger(entries, PARAMS, known_on=revised)["limit"] == pence(179_660)
    not_yet = Postings(as_at=date(2023, 3, 31), postings=posted)
    assert ledger(not_yet, PARAMS, known_on=revised) == {}


def test_a_delegation_of_core_in_south_yorkshire() -> None:
    """Worked example B: £1,000m of core, shared by need; by heads alone Sheffield has 418.4."""
    core = {"Barnsley": 294_236, "Doncaster": 359_905, "Rotherham": 293_180, "Sheffield": 601_154}
    people = {
        "Barnsley": 267_208,
        "Doncaster": 329_701,
        "Rotherham": 268_234,
        "Sheffield": 622_445,
    }
    everyone = sum(people.values())
    lines = PlaceLines(
        places={
            place: PlaceSpend(
                spend=Fraction(1000 * MILLION) * count / everyone, need=Fraction(core[place])
            )
            for place, count in people.items()
        },
        most=Fraction(1, 10),
        years=1,
    )
    found = place_path(lines, PARAMS, known_on=LATE)
    targets = {place: round(path.target / MILLION, 1) for place, path in found.items()}
    assert targets == {
        "Barnsley": Fraction("190.0"),
        "Doncaster": Fraction("232.4"),
        "Rotherham": Fraction("189.3"),
        "Sheffield": Fraction("388.2"),
    }
    assert round(found["Sheffield"].spend / MILLION, 1) == Fraction("418.4")
    assert found["Sheffield"].path[0] == found["Sheffield"].target
