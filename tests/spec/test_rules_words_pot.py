"""What the rules of the pot say of themselves, as `explain` prints it; amounts worked by hand."""

from datetime import date
from fractions import Fraction

from equipoise.rules.pot import (
    Award,
    Delegated,
    Fundings,
    Grant,
    Grants,
    Holding,
    Holdings,
    PlaceLines,
    PlaceSpend,
    Posting,
    Postings,
    PotAndPlans,
    Routed,
    SourceLine,
    Transfer,
    award_shares,
    delegation_room,
    fold_in,
    ledger,
    movement,
    place_path,
    pot_balance,
    reconciliation,
    route_shares,
    stream_totals,
)
from equipoise.units import COUNT, PEOPLE, RATIO
from equipoise.workings import Figure
from tests.rules_cases import PARAMS, figure, money, sentences

DAY = date(2023, 5, 4)


def told(*found: Figure | None) -> list[str]:
    """Return the line of each figure, without the name of its rule."""
    return [line.partition(" [rule:")[0] for line in sentences(*found)]


def test_a_line_of_the_ledger_in_words() -> None:
    postings = tuple(
        Posting(line="core", amount=amount, effective_on=DAY, recorded_on=DAY)
        for amount in (money(100_000, "Core"), money(5_000, "Pay award"))
    )
    found = ledger(Postings(as_at=DAY, postings=postings), PARAMS, known_on=DAY)
    assert told(found["core"]) == ["core £105.0m = the total of Core £100.0m and Pay award £5.0m"]


def test_a_movement_in_words() -> None:
    transfer = Transfer(amount=money(5_000, "Notice"), source="X24", target="core")
    found = movement(transfer, PARAMS, known_on=DAY)
    assert [each.working.name for each in found.values()] == ["From X24", "To core"]
    assert told(found["X24"]) == ["From X24 £(5.0)m = minus Notice £5.0m"]


def test_a_balance_in_words() -> None:
    lines = {
        "core": Holding(role="source", fund="core", amount=money(100_000, "Core")),
        "care": Holding(role="committed", fund="core", amount=money(80_000, "Care")),
        "kept": Holding(role="reserve", fund="core", amount=money(10_000, "Kept")),
        "left": Holding(role="surplus", fund="core", amount=money(6_000, "Left")),
    }
    found = pot_balance(Holdings(lines=lines), PARAMS, known_on=DAY)
    assert told(
        found.sources, found.committed, found.reserve, found.surplus, found.unallocated
    ) == [
        "Sources £100.0m = the total of Core £100.0m",
        "Committed uses £80.0m = the total of Care £80.0m",
        "Uncommitted reserve £10.0m = the total of Kept £10.0m",
        "Planned surplus £6.0m = the total of Left £6.0m",
        "Unallocated difference £4.0m = Sources £100.0m less Uses £96.0m",
    ]
    fund = found.funds["core"]
    assert told(fund.sources, fund.uses, fund.unallocated) == [
        "Sources, core £100.0m = the total of Core £100.0m",
        "Uses, core £96.0m = the total of Care £80.0m, Kept £10.0m and Left £6.0m",
        "Unallocated, core £4.0m = Sources, core £100.0m less Uses, core £96.0m",
    ]


def test_streams_in_words() -> None:
    lines = {
        "core": Grant(stream="core", is_recurrent=True, opening=money(100000, "Core"),
                      moved=money(5000, "Moved")),
        "hub": Grant(stream="other", is_recurrent=False, opening=money(4000, "Hub"),
                     moved=money(0, "Nothing")),
    }  # fmt: skip
    found = stream_totals(Grants(lines=lines), PARAMS, known_on=DAY)
    core = found.streams["core"]
    assert told(core.opening, core.moved, core.now, core.recurrent) == [
        "Opening, core £100.0m = the total of Core £100.0m",
        "Movements in the year, core £5.0m = the total of Moved £5.0m",
        "Now, core £105.0m = Opening, core £100.0m plus Movements in the year, core £5.0m",
        "Recurrent, core £105.0m = the total of (Core £100.0m plus Moved £5.0m)",
    ]
    assert told(core.non_recurrent, found.streams["other"].recurrent) == [
        "Non-recurrent, core £0.00 by definition",
        "Recurrent, other £0.00 by definition",
    ]
    names = [each.working.name for each in vars(found.whole).values()]
    assert names == [
        "Opening, all streams", "Movements in the year, all streams", "Now, all streams",
        "Recurrent, all streams", "Non-recurrent, all streams",
    ]  # fmt: skip


def test_routes_in_words() -> None:
    routes = Routed(amounts={"formula": money(3000, "Core"), "bid": money(1000, "Hub")})
    found = route_shares(routes, PARAMS, known_on=DAY)
    assert told(found["bid"].ratio) == [
        "Share of sources by bid 0.25 = Hub £1.0m divided by All sources £4.0m"
    ]


def test_folding_in_in_words() -> None:
    lines = {
        "core": SourceLine(stream="core", is_fenced=False, amount=money(10000, "Core")),
        "fence": SourceLine(stream="other", is_fenced=True, amount=money(2000, "Fence")),
    }
    found = fold_in(Fundings(into="core", lines=lines), PARAMS, known_on=DAY)
    core, other = found.streams["core"], found.streams["other"]
    assert told(found.folded, core.after, other.fenced, other.after) == [
        "Folded in £2.0m = the total of Fence £2.0m",
        "After, core £12.0m = (Before, core £10.0m less Fenced, core £0.00) plus Folded in £2.0m",
        "Fenced, other £2.0m = the total of Fence £2.0m",
        "After, other £0.00 = (Before, other £2.0m less Fenced, other £2.0m) plus Nil £0.00",
    ]


def test_a_reconciliation_in_words() -> None:
    both = PotAndPlans(
        sources=money(100000, "Sources"),
        surplus=money(6000, "Surplus"),
        allocation=money(101000, "Allocation"),
        commissioner=money(7000, "ICB"),
        trusts={"ZR1": money(-15000, "ZR1")},
    )
    found = reconciliation(both, PARAMS, known_on=DAY)
    assert told(found.sources_difference, found.surplus_difference, found.trusts, found.system) == [
        "Allocation in the plan less the pot's sources £1.0m = Allocation £101.0m less "
        "Sources of the pot £100.0m",
        "ICB's position less the pot's surplus £1.0m = Position of the ICB in the plan "
        "£7.0m less Planned surplus in the pot £6.0m",
        "Positions of trusts, outside the pot £(15.0)m = the total of ZR1 £(15.0)m",
        "Position of the system £(8.0)m = the total of Planned surplus in the pot £6.0m, "
        "ICB's position less the pot's surplus £1.0m and Positions of trusts, outside the "
        "pot £(15.0)m",
    ]


def test_a_share_of_an_award_in_words() -> None:
    weights = {
        code: figure(Fraction(weight), f"Weight of {code}", unit=COUNT)
        for code, weight in (("ZR1", 3), ("ZR2", 1))
    }
    award = Award(amount=money(8000, "Award"), weights=weights)
    found = award_shares(award, PARAMS, known_on=DAY)["ZR1"]
    assert told(found.ratio, found.amount) == [
        "Share of the key, ZR1 0.75 = Weight of ZR1 3 divided by The key, of all bodies 4",
        "Share of the award, ZR1 £6.0m = Award £8.0m shared by largest remainder: "
        "Weight of ZR1 3 out of (the total of Weight of ZR1 3 and Weight of ZR2 1)",
    ]


def test_room_for_a_delegation_in_words() -> None:
    wanted = Delegated(available=money(10000, "Reserve"), asked={"north": money(4000, "North")})
    found = delegation_room(wanted, PARAMS, known_on=DAY)
    assert told(found.asked, found.left) == [
        "To be delegated £4.0m = the total of North £4.0m",
        "Left £6.0m = Reserve £10.0m less To be delegated £4.0m",
    ]


def test_a_path_in_words() -> None:
    places = {
        code: PlaceSpend(
            spend=money(spend * 1000, f"Spend {code}"),
            need=figure(need, f"Need {code}", unit=PEOPLE),
        )
        for code, spend, need in (("N", 600, 1), ("S", 400, 1))
    }
    most = figure(Fraction(1, 10), "Most", unit=RATIO)
    lines = PlaceLines(places=places, most=most, years=2)
    found = place_path(lines, PARAMS, known_on=DAY)["N"]
    assert [each.working.name for each in (found.target, found.gap, *found.path)] == [
        "Formula share, N", "Gap to the formula share, N", "Path, N, year 1", "Path, N, year 2",
    ]  # fmt: skip
    assert [int(each.value) for each in found.path] == [55_000_000_000, 50_000_000_000]
    whole = next(step for step in found.target.steps())
    assert told(whole) == [
        "Spend on all places £1,000.0m = the total of Spend N £600.0m and Spend S £400.0m"
    ]
