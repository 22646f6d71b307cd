"""What a contract costs to run: invoices, disputes and hours under each payment model."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from equipoise.params import Values
from equipoise.rules.contract.scope import Mechanism
from equipoise.rules.registry import DEFINITIONS, rule
from equipoise.units import Period
from equipoise.workings import Number, named, total

FOLDER: Final = "contract/administration"


@dataclass(frozen=True, kw_only=True)
class Workload(Generic[Number]):
    """The contracts of one model, and the lines that are paid for by activity in the year.

    Unit: counts. A line is a point of delivery of a contract in a month.
    """

    period: Period
    mechanism: Mechanism
    contracts: Number
    fixed_lines: Number
    priced_lines: Number


@dataclass(frozen=True, kw_only=True)
class Administration(Generic[Number]):
    """What they come to in a year: expected numbers, which may be parts of one."""

    lines: Number
    invoices: Number
    disputes: Number
    hours: Number


@rule(
    applies=DEFINITIONS,
    source="Founding requirement F-004-09: measure contract lines, invoices, disputes and effort; "
    "every ratio is a house setting, to be overlaid by a pack",
)
def administration(
    work: Workload[Number], params: Values[Number], *, known_on: date
) -> Administration[Number]:
    """Return lines, invoices, disputes and hours of a year under a model.

    Assumption: invoices go with contracts, disputes with lines paid by activity, hours with all
    three.
    Unit: counts, and hours.
    Law what_pays_by_no_activity_has_no_disputes: without priced lines there is none.

    >>> from fractions import Fraction
    >>> from equipoise.params import load
    >>> work = Workload(period=Period.parse("2018/19"), mechanism=Mechanism.TARIFF,
    ...     contracts=Fraction(2), fixed_lines=Fraction(24), priced_lines=Fraction(120))
    >>> found = administration(work, load().exact, known_on=date(2018, 4, 1))
    >>> print(found.lines, found.invoices, found.disputes)
    144 48 6
    """

    def ratio(name: str, *, of_model: bool = False) -> Number:
        key = str(work.mechanism) if of_model else None
        return params.at(f"{FOLDER}/{name}", work.period, known_on=known_on, key=key)

    lines = named(total((work.fixed_lines, work.priced_lines)), "Contract lines")
    invoices = named(work.contracts * ratio("invoices_ratio", of_model=True), "Invoices")
    disputes = named(work.priced_lines * ratio("disputes_ratio"), "Disputes")
    hours = total(
        (
            lines * ratio("hours_a_line_ratio"),
            invoices * ratio("hours_an_invoice_ratio"),
            disputes * ratio("hours_a_dispute_ratio"),
        )
    )
    return Administration(
        lines=lines, invoices=invoices, disputes=disputes, hours=named(hours, "Hours")
    )
