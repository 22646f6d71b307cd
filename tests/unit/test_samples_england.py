"""The synthetic England as data: who there is, what it comes to, that both sides agree."""

import csv
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from equipoise.register import Hierarchy, Kind
from equipoise.samples.england.bodies import NATION, NORTHMERE, Bodies, bodies, practices
from equipoise.samples.england.draft import Draft
from equipoise.samples.england.drafts import England, england
from equipoise.samples.england.pack import NOTICE, write_pack
from equipoise.samples.england.positions import year_of
from equipoise.units import FinancialYear
from equipoise.usecases.packs import Pack, read_pack
from equipoise.usecases.rights import OPERATOR
from equipoise.usecases.round_open import round_open
from equipoise.usecases.workspace import Workspace
from tests.northmere_round import START
from tests.shared_data import needs, shared

TO_MARCH = date(2026, 3, 31)
FROM_APRIL = date(2026, 4, 1)
YEARS = (2023, 2024)
COSTS = (
    "pay.substantive", "pay.bank", "pay.agency", "nonpay.drugs", "nonpay.other",
    "nonpay.depreciation", "nonpay.purchased", "financing",
)  # fmt: skip
INCOMES = ("income.patient_care", "income.other", "income.support")
ADJUSTMENTS = ("adjustment.impairments", "adjustment.donations", "adjustment.other")
NATURE = ("nature.fixed", "nature.variable", "nature.drugs", "nature.other")
SPEND = (
    "healthcare", "specialised", "mental_health_other", "community_other", "continuing_care",
    "prescribing", "primary_care", "running_costs", "reserves", "other",
)  # fmt: skip


@cache
def whole(year: int = 2023) -> England:
    return england(bodies(), year_of(FinancialYear(year)))


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pack(tmp_path_factory.mktemp("england"), whole())


@pytest.fixture(scope="module")
def read(pack: Path) -> Pack:
    return read_pack(pack)


def sums(draft: Draft, *measures: str) -> int:
    return sum(map(draft.year, measures))


def including(draft: Draft) -> int:
    return sums(draft, *INCOMES, *ADJUSTMENTS) - sums(draft, *COSTS)


def test_there_are_as_many_as_england_had() -> None:
    found = bodies()
    assert len(found.systems) == 42
    assert len(found.trusts) == 215
    assert len(found.regions) == 7
    assert found.systems[0].code == NORTHMERE
    assert [trust.code for trust in found.members[NORTHMERE]] == ["ZR1", "ZR2", "ZR3"]
    kinds = {code: {trust.kind for trust in own} for code, own in found.members.items()}
    assert all({"acute", "mental health"} <= own for own in kinds.values())


def test_trusts_are_of_the_sizes_that_trusts_have() -> None:
    found = [trust.income for trust in bodies().trusts]
    assert 100_000 <= min(found) < max(found) <= 2_000_000
    assert sum(found) == 122_000_000


def test_no_name_and_no_code_is_there_twice() -> None:
    found = bodies()
    assert len(found.names) == 1 + len(found.systems) + len(found.trusts) + len(found.councils)
    assert Counter(found.names.values()).most_common(1)[0][1] == 1


@pytest.mark.parametrize("count", [2, 43])
def test_other_numbers_of_systems_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="3 to 42"):
        bodies(count)


def test_a_year_without_an_england_is_refused() -> None:
    with pytest.raises(LookupError, match="2023/24, 2024/25, not of 2022/23"):
        year_of(FinancialYear(2022))


@needs("org-ods-highspring", "org-small-lookups")
def test_no_code_but_that_of_nhs_england_is_a_real_one(read: Pack) -> None:
    real = set()
    for folder, name in (
        ("org-ods-highspring", "ods_commissioners_2026-01-02.csv"),
        ("org-small-lookups", "etr_2025.csv"),
        ("org-small-lookups", "davewest_icbs_2026.csv"),
        ("org-small-lookups", "davewest_trusts_2026.csv"),
        ("org-small-lookups", "org_changes_2000_2018.csv"),
    ):
        with shared(folder, name).open(encoding="utf-8-sig", newline="") as stream:
            real |= {cell for row in csv.reader(stream) for cell in row if 2 < len(cell) < 7}
    assert {"RXW", "QOC"} <= real
    made_up = {body.code for body in read.register.organisations} - {NATION}
    assert made_up & real == set()
    assert all(code[0] == "Z" and code[1].isalpha() for code in made_up)


def test_42_systems_become_36(read: Pack) -> None:
    """42 - 12 + 6 = 36, as in April 2026."""
    register = read.register
    before, after = (
        {body.code for body in register.open_on(day) if body.kind is Kind.ICB}
        for day in (TO_MARCH, FROM_APRIL)
    )
    assert (len(before), len(before - after), len(after - before), len(after)) == (42, 12, 6, 36)
    for code in before - after:
        ((successor, share),) = register.as_is(code, FROM_APRIL).items()
        assert successor in after
        assert share == 1
        members = register.members(code, Hierarchy.STATUTORY, on=TO_MARCH)
        assert set(members) <= set(register.members(successor, Hierarchy.STATUTORY, on=FROM_APRIL))


@pytest.mark.parametrize("day", [date(2023, 4, 1), TO_MARCH, FROM_APRIL])
def test_every_trust_is_in_one_system_of_england(read: Pack, day: date) -> None:
    for trust in read.register.of_kind(Kind.PROVIDER):
        above = read.register.ancestors(trust.code, Hierarchy.STATUTORY, on=day)
        kinds = [read.register.organisation(code).kind for code in above]
        assert kinds == [Kind.ICB, Kind.REGION, Kind.NATIONAL]


@pytest.mark.parametrize(("year", "count"), [(2023, 42), (2025, 42), (2026, 36)])
def test_a_round_has_the_systems_of_its_first_day(
    tmp_path: Path, pack: Path, year: int, count: int
) -> None:
    workspace = Workspace.open(tmp_path / "home")
    one = round_open(workspace, FinancialYear(year), by=OPERATOR, now=START, pack=pack).result
    assert len(one.systems) == count


def test_places_and_practices_are_below_their_systems(read: Pack, pack: Path) -> None:
    places = {body.code for body in read.register.of_kind(Kind.PLACE)}
    with (pack / "practices.csv").open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    assert {row["place"] for row in listed} == places
    assert len({row["code"] for row in listed}) == len(listed)
    assert 5_000 < len(listed) < 7_000
    assert 50_000_000 < sum(int(row["registered"]) for row in listed) < 65_000_000
    system = bodies().systems[1]
    assert {place for _, place, _ in practices(system)} == {code for code, _ in system.places}


def test_every_file_of_the_pack_says_that_it_is_made_up(pack: Path) -> None:
    assert (pack / "notice.txt").read_text("utf-8").strip() == NOTICE
    assert NOTICE in (pack / "README.txt").read_text("utf-8")
    for path in pack.glob("params/*/*.yaml"):
        assert "Synthetic England; made up" in path.read_text("utf-8")
    with (pack / "organisations.csv").open(encoding="utf-8", newline="") as stream:
        sources = {row["source"] for row in csv.DictReader(stream) if row["code"] != NATION}
    assert sources == {"Synthetic England; made up"}


def test_2023_24_is_as_england_planned_it() -> None:
    """14 of 42 systems in deficit, £650m in all; Northmere as its version 3 has it."""
    found = whole(2023)
    systems = [system.code for system in found.bodies.systems]
    position = {code: found.position(code, support=True) for code in systems}
    assert sum(value < 0 for value in position.values()) == 14
    assert sum(position.values()) == -650_000
    assert position[NORTHMERE] == -9_000
    assert found.position(NORTHMERE, support=False) == -15_000


def test_2024_25_is_in_balance_after_support_of_2_2_bn() -> None:
    """31 of 42 systems plan a deficit; £2,200,000,000.00 before support, nil after it."""
    found = whole(2024)
    systems = [system.code for system in found.bodies.systems]
    before = {code: found.position(code, support=False) for code in systems}
    assert sum(value < 0 for value in before.values()) == 31
    assert sum(before.values()) == -2_200_000
    assert {found.position(code, support=True) for code in systems} == {0}
    paid = found.drafts[NATION].year("spend.support")
    assert paid == 2_200_000


@pytest.mark.parametrize("year", YEARS)
def test_what_a_trust_enters_comes_to_its_position(year: int) -> None:
    found = whole(year)
    for trust in found.bodies.trusts:
        draft = found.drafts[trust.code]
        if year == 2023 and trust.system == NORTHMERE:
            continue
        excluding = including(draft) - draft.year("income.support")
        assert excluding == found.positions.excluding[trust.code]
        assert sums(draft, *NATURE) == draft.year("income.patient_care")
        bridge = {line[0]: draft.year(line[0]) for line in draft.values if "bridge" in line[0]}
        assert excluding == (
            bridge["bridge.outturn"] - bridge["bridge.one_off"] - bridge["bridge.support"]
            + bridge["bridge.full_year"] + bridge["bridge.growth"] - bridge["bridge.inflation"]
            - bridge["bridge.demand"] - bridge["bridge.investment"] + bridge["bridge.efficiency"]
        )  # fmt: skip
        saved = sums(draft, "efficiency.recurrent", "efficiency.non_recurrent")
        assert bridge["bridge.efficiency"] == saved
        assert min(draft.values["cash.closing", None, ""]) > 0


@pytest.mark.parametrize("year", YEARS)
def test_what_an_icb_enters_comes_to_its_position(year: int) -> None:
    found = whole(year)
    for system in found.bodies.systems:
        if year == 2023 and system.code == NORTHMERE:
            continue
        draft = found.drafts[system.code]
        allocation = sums(draft, "allocation.recurrent", "allocation.non_recurrent")
        spent = sums(draft, *(f"spend.{name}" for name in SPEND))
        assert allocation - spent == found.positions.excluding[system.code]


def test_what_icbs_may_spend_is_about_what_they_may_in_england() -> None:
    """£130bn, and £122bn of trusts' income (fact book 1, 2.3)."""
    drafts = whole(2023).drafts.values()
    allocation = sum(sums(d, "allocation.recurrent", "allocation.non_recurrent") for d in drafts)
    assert 128_000_000 < allocation < 133_000_000
    assert 121_000_000 < sum(sums(d, *INCOMES[:2]) for d in drafts) < 123_000_000


@pytest.mark.parametrize("year", YEARS)
def test_both_sides_of_every_contract_agree(year: int) -> None:
    """By payer and payee: income against what ICBs, trusts and NHS England pay; councils aside."""
    drafts = whole(year).drafts
    earned: Counter[tuple[str, str]] = Counter()
    paid: Counter[tuple[str, str]] = Counter()
    for code, draft in drafts.items():
        for (measure, other, _), months in draft.values.items():
            if measure == "income.patient_care" and other in drafts:
                earned[str(other), code] += sum(months)
            elif measure in ("nonpay.purchased", "spend.healthcare", "spend.specialised",
                             "spend.direct"):  # fmt: skip
                paid[code, str(other)] += sum(months)
    assert earned == paid
    assert len(earned) > 800
    councils = {
        other for draft in drafts.values() for (measure, other, _) in draft.values
        if measure == "income.patient_care" and other not in drafts
    }  # fmt: skip
    assert councils == {code for code in councils if str(code).startswith("ZL")}
    assert len(councils) > 30


@pytest.mark.parametrize("year", YEARS)
def test_both_sides_plan_the_same_activity_and_service_lines(year: int) -> None:
    drafts = whole(year).drafts
    sides: dict[str, dict[tuple[str, str, str], tuple[int, ...]]] = {"from": {}, "to": {}}
    for code, draft in drafts.items():
        for (measure, other, item), months in draft.values.items():
            if measure.startswith("activity.") and other:
                side = "to" if code.startswith(("ZV", "ZR")) else "from"
                pair = (code, other) if side == "to" else (other, code)
                sides[side]["/".join(pair), measure, item] = tuple(months)
    if year == 2024:
        assert sides["from"] == sides["to"]
    else:
        assert {key for key in sides["to"] if "ZQ1" not in key[0]} == {
            key for key in sides["from"] if "ZQ1" not in key[0]
        }


@pytest.mark.parametrize("year", YEARS)
def test_pay_of_bank_and_agency_follows_their_staff_and_the_award(year: int) -> None:
    """To within 1%, however few there are (fact book 1, V13)."""
    found = whole(year)
    award = year_of(FinancialYear(year)).award
    for trust in found.bodies.trusts:
        if year == 2023 and trust.system == NORTHMERE:
            continue
        draft = found.drafts[trust.code]
        for pay, staff in (("pay.bank", "wte.bank"), ("pay.agency", "wte.agency")):
            ends, began = draft.values[staff, None, ""][-1], draft.prior[staff, None, ""]
            implied = draft.last_year(pay) * ends * (1000 + award) // (began * 1000)
            assert abs(draft.year(pay) - implied) * 100 <= implied, (trust.code, pay)


def test_months_sum_to_the_year_in_whole_thousands() -> None:
    for draft in whole(2023).drafts.values():
        for (measure, _, _), months in draft.values.items():
            if measure.startswith(("income", "pay", "nonpay", "spend", "nature", "efficiency")):
                assert len(months) == 12
                assert all(month % 100_000 == 0 for month in months)


def test_the_same_number_makes_the_same_files(tmp_path: Path, pack: Path) -> None:
    again = write_pack(tmp_path / "again", england(bodies(), year_of(FinancialYear(2023))))
    files = [path.relative_to(pack) for path in sorted(pack.rglob("*")) if path.is_file()]
    assert len(files) == 25
    for name in files:
        assert (again / name).read_bytes() == (pack / name).read_bytes()
    other = england(bodies(seed=7), year_of(FinancialYear(2023)))
    assert other.drafts["ZV001"].values != whole().drafts["ZV001"].values


def test_a_small_england_has_all_kinds_of_contract() -> None:
    small: Bodies = bodies(4)
    assert len(small.systems) == 4
    found = england(small, year_of(FinancialYear(2023)))
    payers = {contract.payer[:2] for contract in found.flows.contracts}
    assert {"ZS", "ZL", "ZV", "X2"} <= payers
