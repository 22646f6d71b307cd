"""An ICB's finance and activity, and the payments of NHS England: the other side of contracts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from equipoise.samples.england import standards as national_standards
from equipoise.samples.england.bodies import NATION
from equipoise.samples.england.draft import EVEN, LATE, WINTER, Draft, spread
from equipoise.samples.england.flows import Contract
from equipoise.samples.england.provider import GROWTH, PRICES

OTHER_SPEND = {
    "mental_health_other": 14,
    "community_other": 29,
    "continuing_care": 57,
    "prescribing": 76,
    "primary_care": 79,
    "running_costs": 12,
    "reserves": 5,
    "other": 4,
}
"""Of 1,000 paid to trusts, what an ICB spends elsewhere beside it."""
LEVELS = (
    ("dementia_expected", 62, 64),
    ("dementia_diagnosed", 39, 43),
    ("learning_disability", 30, 31),
    ("severe_mental_illness", 53, 54),
    ("severe_mental_illness_checks", 29, 33),
)
"""Where people on registers begin and end, for each £10m of spend."""
COUNTS = (
    ("gp_appointments", 29_000, 970, WINTER),
    ("urgent_community", 40, 950, EVEN),
    ("urgent_community_in_time", 29, 920, EVEN),
    ("learning_disability_checks", 24, 940, LATE),
)
"""What is done in the year for each £10m of spend, last year in thousandths of it, and when."""
NON_RECURRENT = 12
"""Of 1,000 of allocation."""


def finance(draft: Draft, paid: Sequence[Contract], *, excluding: int) -> None:
    """Enter what the ICB may spend and spends; it has as much as its position asks for."""
    for contract in paid:
        if contract.general:
            _paid(draft, "spend.healthcare", contract.general, contract.payee)
        if contract.specialised:
            _paid(draft, "spend.specialised", sum(contract.specialised.values()), contract.payee)
    trusts = draft.year("spend.healthcare") + draft.year("spend.specialised")
    for name, per_mille in OTHER_SPEND.items():
        amount = trusts * per_mille // 1000
        draft.money(f"spend.{name}", amount)
        draft.before(f"spend.{name}", amount * 1000 // (1000 + PRICES))
    allocation = _spent(draft.year) + excluding
    one_off = allocation * NON_RECURRENT // 1000
    draft.money("allocation.recurrent", allocation - one_off)
    draft.money("allocation.non_recurrent", one_off)
    before = _spent(draft.last_year)
    draft.before("allocation.recurrent", before - one_off)
    draft.before("allocation.non_recurrent", one_off)


def quality(draft: Draft) -> None:
    """Enter trajectories of the whole system, made up in proportion to what is spent in it."""
    scale = _spent(draft.year) // 10_000
    for name, begins, ends in LEVELS:
        draft.level(f"quality.{name}", scale * begins, scale * ends)
    for name, of_scale, before, weights in COUNTS:
        year = scale * of_scale
        draft.values[f"quality.{name}", None, ""] = spread(year, weights)
        draft.prior[f"quality.{name}", None, ""] = year * before // 1000


def standards(draft: Draft, councils: Sequence[tuple[str, str]]) -> None:
    """Enter what national standards count of what the ICB spends."""
    national_standards.standards(draft, councils, spent=_spent(draft.year))


def specialised_spend(draft: Draft, paid: Iterable[Contract]) -> None:
    """Enter the service lines of the contracts, by provider."""
    for contract in paid:
        for line, amount in contract.specialised.items():
            draft.money("specialised.spend", amount, to=contract.payee, item=line)


def activity(draft: Draft, trusts: Mapping[str, Draft]) -> None:
    """Enter the activity that each trust plans for this ICB, month by month."""
    for code, trust in trusts.items():
        for (measure, payer, item), months in trust.values.items():
            if measure.startswith("activity.") and payer == draft.code:
                draft.values[measure, code, item] = months
                before = trust.prior.get((measure, payer, item))
                if before is not None:
                    draft.prior[measure, code, item] = before


def national(draft: Draft, trusts: Mapping[str, Draft]) -> None:
    """Enter what NHS England pays each trust, as the trust expects it."""
    for code, trust in trusts.items():
        lines = {
            item: months
            for (measure, payer, item), months in trust.values.items()
            if measure == "specialised.income" and payer == NATION
        }
        for item, months in lines.items():
            draft.values["specialised.spend", code, item] = months
        contract = trust.values.get(("income.patient_care", NATION, ""))
        if contract is not None:
            special = [sum(months) for months in zip(*lines.values(), strict=True)] or [0] * 12
            direct = [all_ - own for all_, own in zip(contract, special, strict=True)]
            if any(special):
                draft.values["spend.specialised", code, ""] = special
            draft.values["spend.direct", code, ""] = direct
        support = trust.values.get(("income.support", NATION, ""), ())
        if any(support):
            draft.values["spend.support", code, ""] = support


def _paid(draft: Draft, measure: str, amount: int, payee: str) -> None:
    draft.money(measure, amount, to=payee)
    draft.before(measure, amount * 1000 // (1000 + GROWTH), to=payee)


def _spent(of: Callable[[str], int]) -> int:
    paid = ["healthcare", "specialised", *OTHER_SPEND]
    return sum(of(f"spend.{name}") for name in paid)
