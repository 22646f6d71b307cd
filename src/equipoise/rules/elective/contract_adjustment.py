"""What a commissioner pays a trust for elective care beyond its contract: another transaction.

The nation adjusts a system's allocation; the system's commissioner adjusts a trust's contract.
In blocks of 2020/21 and 2021/22 the second is nil, whatever the first is.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.elective.months import ROOM, MonthsOfCare, held
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number, named, rounded

APPLIES: Final = Period.parse("2020-09-01 to 2025-04-01")


@dataclass(frozen=True, kw_only=True)
class ContractAdjustment(Generic[Number]):
    """A trust's elective contract, what it is adjusted by, and the income that makes.

    Unit: pence; a positive adjustment is owed to the trust.
    """

    baseline: Number
    contract: Number
    actual: Number
    adjustment: Number
    income: Number


@rule(
    applies=APPLIES,
    source="HFMA, 31 March and 20 September 2022 (75% of the difference); NHS Payment Scheme "
    "2023/25 (elective activity wholly variable)",
)
def contract_adjustment(
    care: MonthsOfCare[Number], params: Values[Number], *, known_on: date
) -> ContractAdjustment[Number]:
    """Return a trust's contract value for elective care, its adjustment, and its income.

    Assumption: a trust's baseline is held against the target of its commissioner (most read the
        guidance so; HFMA, 16 June 2023), and is the value of its contract at that target.
    Assumption: the contract is in whole pence, and what it is adjusted by to the nearest.
    Unit: pence.
    Raises: ParameterError when a term was not yet published.
    Law a_wholly_variable_contract_pays_for_what_is_done: income is the actual value.
    Law a_block_pays_the_contract: income is the contract, whatever is done.

    Northmere's ZR2 at 107%, in £000.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> from equipoise.rules.elective.months import CareMonth
    >>> from equipoise.units import FinancialYear
    >>> year = CareMonth(period=FinancialYear(2023).period,
    ...     baseline=Fraction(100_000), actual=Fraction(104_500))
    >>> found = contract_adjustment(MonthsOfCare(scheme="erf", months=(year,)), load().exact,
    ...     known_on=date(2023, 7, 11))
    >>> print(found.contract, found.adjustment, found.income)
    107000 -2500 104500
    """
    sums = held(care, params, known_on=known_on)
    first = care.months[0].period
    rate = params.at(f"{ROOM}/contract_variable_ratio", first, known_on=known_on)
    contract = named(rounded(sums.target), "Contract value at target")
    due = named(rounded(rate * (sums.counted - contract)), "Contract adjustment")
    return ContractAdjustment(
        baseline=sums.baseline,
        contract=contract,
        actual=sums.actual,
        adjustment=due,
        income=named(contract + due, "Elective income"),
    )
