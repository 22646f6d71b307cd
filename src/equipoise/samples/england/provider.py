"""A trust's finance, workforce and activity: every line of a year and of the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from equipoise.samples.england.bodies import NATION, Trust
from equipoise.samples.england.draft import EVEN, MONTHS, THOUSAND, WINTER, Draft, spread
from equipoise.samples.england.flows import Contract, income
from equipoise.samples.england.positions import Positions, Year
from equipoise.samples.england.tables import numbers

NATURE = {"fixed": 760, "variable": 160, "drugs": 60}
"""Of 1,000 of patient care income; the rest is other."""
GROWTH = 42
"""By how much income grows, in thousandths."""
PRICES = 22
"""By how much other costs grow, in thousandths."""
COST_OF_WEIGHTED_UNIT = 2_600
"""£ of contract for one unit of weighted activity, roughly."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One trust in one year: what it earns, what it buys, and what it is to come to."""

    trust: Trust
    year: Year
    earned: Sequence[Contract]
    bought: Sequence[Contract]
    positions: Positions
    seed: int

    def random(self, what: str) -> Random:
        """Return chance of its own for one thing, so that a change elsewhere moves nothing."""
        return Random(f"{self.seed}/{self.year.year}/{self.trust.code}/{what}")

    @property
    def share(self) -> dict[str, int]:
        """What is usual for trusts of its kind, in thousandths."""
        return dict(numbers("trust_kinds.csv", "kind")[self.trust.kind])


def finance(subject: Subject, draft: Draft) -> None:
    """Enter income, expenditure and what is left out of adjusted performance."""
    _earn(subject, draft)
    _staff(subject, draft)
    _spend(subject, draft)


def workforce(subject: Subject, draft: Draft) -> None:
    """Enter staff by group, from March to March; pay has been entered."""
    share, year = subject.share, subject.year
    whole = draft.year("pay.substantive") * 1000 // year.wte_cost
    grown = _growth(subject)
    left = 1000
    for group, measure in (
        ("medical", "wte.medical"),
        ("nursing", "wte.nursing"),
        ("clinical", "wte.other_clinical"),
    ):
        left -= share[group]
        _group(draft, measure, whole * share[group] // 1000, grown)
    _group(draft, "wte.non_clinical", whole * left // 1000, grown)
    for measure, pay, cost in (
        ("wte.bank", "pay.bank", year.wte_cost * 12 // 10),
        ("wte.agency", "pay.agency", year.wte_cost * 18 // 10),
    ):
        ends = draft.year(pay) * 100_000 // cost
        before = draft.last_year(pay) * (1000 + year.award)
        draft.level(measure, ends * before // max(draft.year(pay) * 1000, 1), ends)


def activity(subject: Subject, draft: Draft) -> None:
    """Enter activity by ICB, in proportion to its contract, and beds."""
    units = {
        "acute": {"elective": 9, "day_case": 52, "non_elective": 58, "outpatient": 720,
                  "emergency": 155},
        "specialist": {"elective": 30, "day_case": 70, "non_elective": 10, "outpatient": 900},
        "mental health": {"outpatient": 1_900},
        "community": {"outpatient": 2_600},
        "ambulance": {"emergency": 60},
    }[subject.trust.kind]  # fmt: skip
    icbs = [contract for contract in subject.earned if _of_icb(contract)]
    for name, for_million in units.items():
        measure = f"activity.{name}"
        for contract in icbs:
            year = contract.general * for_million // 1000
            draft.counts(measure, year, WINTER, to=contract.payer)
            draft.prior[measure, contract.payer, ""] = year * 980 // 1000
    beds = 0
    if subject.trust.kind in ("acute", "specialist"):
        beds = income(subject.trust, subject.year) // 1_100
    draft.level("activity.beds", beds * 990 // 1000, beds)


def quality(subject: Subject, draft: Draft) -> None:
    """Enter trajectories: who waits, for how long, and what happens in hospital."""
    scale = income(subject.trust, subject.year) // 1000
    acute = subject.trust.kind in ("acute", "specialist")
    waiting = scale * (62 if acute else 9)
    long_waits = waiting * 3 // 100
    draft.level("quality.waiting_list", waiting, waiting * 96 // 100)
    draft.level("quality.long_waits", long_waits, long_waits // 2)
    for measure, of_scale in (("over_12_hours", 9), ("infections", 1)):
        year = scale * of_scale if acute else 0
        draft.values[f"quality.{measure}", None, ""] = spread(year, WINTER)
        draft.prior[f"quality.{measure}", None, ""] = year * 105 // 100


def specialised(subject: Subject, draft: Draft) -> None:
    """Enter the service lines of the contracts for specialised services, by payer."""
    for contract in subject.earned:
        for line, amount in contract.specialised.items():
            draft.money("specialised.income", amount, to=contract.payer, item=line)


def outturn(draft: Draft) -> int:
    """Return what last year came to, with support, £000."""
    costs = _spent(draft, before=True) + draft.last_year("nonpay.other")
    return _earned(draft, before=True) - costs


def _of_icb(contract: Contract) -> bool:
    return contract.payer.startswith(("ZS", "ZQ"))


def _earn(subject: Subject, draft: Draft) -> None:
    for contract in subject.earned:
        draft.money("income.patient_care", contract.total, to=contract.payer)
        before = contract.total * 1000 // (1000 + GROWTH)
        draft.before("income.patient_care", before, to=contract.payer)
    whole = draft.year("income.patient_care")
    left = whole
    for name, share in NATURE.items():
        draft.money(f"nature.{name}", whole * share // 1000)
        left -= whole * share // 1000
    draft.money("nature.other", left)
    _nature_before(draft)
    other = income(subject.trust, subject.year) - whole
    draft.money("income.other", other)
    draft.before("income.other", other * 1000 // (1000 + PRICES))
    support = subject.positions.support.get(subject.trust.code, 0)
    _support(draft, support)
    draft.before("income.support", 0, to=NATION)


def _support(draft: Draft, thousands: int) -> None:
    """Enter support in whole £000 a month, so that quarters differ by £1,000 at most."""
    parts = spread(thousands, EVEN)
    draft.values["income.support", NATION, ""] = tuple(
        parts[month % 3 * 4 + month // 3] * THOUSAND for month in range(MONTHS)
    )


def _nature_before(draft: Draft) -> None:
    left = draft.last_year("income.patient_care")
    whole = left
    for name, share in NATURE.items():
        draft.before(f"nature.{name}", whole * share // 1000)
        left -= whole * share // 1000
    draft.before("nature.other", left)


def _staff(subject: Subject, draft: Draft) -> None:
    """Enter pay, and last year's so that it grew as staff in post and their award did."""
    share, whole = subject.share, income(subject.trust, subject.year)
    substantive = whole * share["substantive"] // 1000
    draft.money("pay.substantive", substantive)
    grew = (1000 + _growth(subject)) * (1000 + subject.year.award)
    draft.before("pay.substantive", substantive * 1_000_000 // grew)
    for kind, saved in (("bank", 940), ("agency", 820)):
        amount = whole * share[kind] // 1000
        draft.money(f"pay.{kind}", amount)
        draft.before(f"pay.{kind}", amount * 1000 // saved)


def _spend(subject: Subject, draft: Draft) -> None:
    """Enter all other costs; the last of them is what brings the trust to its position."""
    share, whole = subject.share, income(subject.trust, subject.year)
    for name, measure in (
        ("drugs", "nonpay.drugs"),
        ("depreciation", "nonpay.depreciation"),
        ("financing", "financing"),
    ):
        draft.money(measure, whole * share[name] // 1000)
        draft.before(measure, whole * share[name] // (1000 + PRICES))
    for contract in subject.bought:
        draft.money("nonpay.purchased", contract.total, to=contract.payee)
        draft.before(
            "nonpay.purchased", contract.total * 1000 // (1000 + GROWTH), to=contract.payee
        )
    for measure, per_mille in (("impairments", 3), ("donations", -1), ("other", 0)):
        draft.money(f"adjustment.{measure}", whole * per_mille // 1000)
        draft.before(f"adjustment.{measure}", 0)
    position = subject.positions.including(subject.trust.code)
    draft.money("nonpay.other", _earned(draft) - _spent(draft) - position)
    came_to = subject.positions.excluding[subject.trust.code] * 3 // 4
    draft.before("nonpay.other", outturn(draft) - came_to)


COSTS = (
    "pay.substantive",
    "pay.bank",
    "pay.agency",
    "nonpay.drugs",
    "nonpay.depreciation",
    "nonpay.purchased",
    "financing",
)
INCOMES = (
    "income.patient_care",
    "income.other",
    "income.support",
    "adjustment.impairments",
    "adjustment.donations",
    "adjustment.other",
)


def _earned(draft: Draft, *, before: bool = False) -> int:
    of = draft.last_year if before else draft.year
    return sum(of(measure) for measure in INCOMES)


def _spent(draft: Draft, *, before: bool = False) -> int:
    of = draft.last_year if before else draft.year
    return sum(of(measure) for measure in COSTS)


def _growth(subject: Subject) -> int:
    """Return by how much staff in post grow, in thousandths."""
    return subject.random("staff").randint(0, 8)


def _group(draft: Draft, measure: str, ends: int, grown: int) -> None:
    draft.level(measure, ends * 1000 // (1000 + grown), ends, scale=100)
