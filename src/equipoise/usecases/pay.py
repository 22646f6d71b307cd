"""What each contract pays for a year, or so much of it as is in, under that year's model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from equipoise.rules import bare
from equipoise.rules.contract import (
    BreakGlass,
    Contract,
    ContractMonths,
    Mechanism,
    Part,
    Payment,
    PlanAndBand,
    break_glass,
    paid,
)
from equipoise.units import Pence
from equipoise.usecases.contracted.agreed import Agreed, Pair, Span
from equipoise.usecases.of_files import CONTRACT, PAID
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import UnknownError
from equipoise.workings import Figure, Reference, named, total


@dataclass(frozen=True, kw_only=True)
class SpanPaid:
    """Months of a contract under one model: what they pay, and each of them. Unit: pence.

    `months` are those whose activity is in, from the first on; `waiting` the others. `broken` is
    whether a blended contract is beyond its band. `payment` is None where no month is in.
    """

    span: Span
    months: tuple[int, ...]
    waiting: tuple[int, ...]
    payment: Payment[Figure] | None
    by_month: Mapping[int, Payment[Fraction]]
    broken: BreakGlass[Figure] | None


@dataclass(frozen=True, kw_only=True)
class ContractPaid:
    """A contract: its spans, what they come to, and what the whole year pays if done as planned."""

    spans: tuple[SpanPaid, ...]
    total: Figure | None
    planned: Figure

    @property
    def waiting(self) -> tuple[int, ...]:
        """The months whose activity is not in."""
        return tuple(month for span in self.spans for month in span.waiting)


@dataclass(frozen=True, kw_only=True)
class PaidContracts:
    """Every contract of the folder, or those of one body; paid up to a month of the year."""

    agreed: Agreed
    through: int
    contracts: Mapping[Pair, ContractPaid]


def pay(agreed: Agreed, *, through: int = 12, whose: str = "") -> Outcome[PaidContracts]:
    """Return what each contract pays, month by month, up to a month of the year.

    Within a year, and within each model of it, a month pays what the months so far come to, less
    what was paid before, so that a rate that begins at a baseline counts the year and not a month.

    Raises: RefusedError when a row of the files was left out; UnknownError when nobody in them is
        called so.
    Law months_of_a_contract_sum_to_its_year: each part of its payment, to the penny.
    Law a_month_not_in_is_not_paid: nor does it change what those before it pay.
    """
    agreed.refuse_misfits()
    pairs = tuple(pair for pair in agreed.pairs if not whose or whose in pair)
    if not pairs:
        known = tuple(sorted({body for pair in agreed.pairs for body in pair}))
        raise UnknownError("contract of" if whose else "contract in", whose or "the folder", known)
    contracts = {pair: _contract(agreed, pair, through) for pair in pairs}
    found = PaidContracts(agreed=agreed, through=through, contracts=contracts)
    return Outcome(result=found, figures=_figures(found))


def planned_payment(agreed: Agreed, span: Span) -> Payment[Figure]:
    """Return what the months of a span pay when everything is as planned."""
    asked = ContractMonths(contract=span.contract.as_planned, months=span.months)
    return paid(asked, agreed.params, known_on=agreed.known_on)


def _contract(agreed: Agreed, pair: Pair, through: int) -> ContractPaid:
    spans = tuple(_span(agreed, span, through) for span in agreed.spans[pair])
    name = " with ".join(pair)
    amounts = [span.payment.total for span in spans if span.payment is not None]
    planned = [planned_payment(agreed, span).total for span in agreed.spans[pair]]
    return ContractPaid(
        spans=spans,
        total=named(total(amounts), f"Paid, {name}") if amounts else None,
        planned=named(total(planned), f"As planned, {name}"),
    )


def _span(agreed: Agreed, span: Span, through: int) -> SpanPaid:
    asked = tuple(month for month in span.months if month <= through)
    months = span.contract.months_in(asked)
    payment, broken = None, None
    if months:
        whole = ContractMonths(contract=span.contract, months=months)
        payment = paid(whole, agreed.params, known_on=agreed.known_on)
        broken = _broken(agreed, span.contract, months)
    return SpanPaid(
        span=span,
        months=months,
        waiting=tuple(month for month in asked if month not in months),
        payment=payment,
        by_month=by_month(agreed, span.contract, months=months),
        broken=broken,
    )


def by_month(
    agreed: Agreed, contract: Contract[Figure], *, months: tuple[int, ...]
) -> Mapping[int, Payment[Fraction]]:
    """Return each month: what all months up to it pay, less those before; without a record."""
    plain: Contract[Fraction] = bare(contract)
    found: dict[int, Payment[Fraction]] = {}
    before = Payment(fixed=Fraction(0), variable=Fraction(0), adjustments=Fraction(0),
                     total=Fraction(0))  # fmt: skip
    for count, month in enumerate(months, start=1):
        so_far = ContractMonths(contract=plain, months=months[:count])
        now = paid(so_far, agreed.params.exact, known_on=agreed.known_on)
        found[month] = Payment(
            fixed=now.fixed - before.fixed,
            variable=now.variable - before.variable,
            adjustments=now.adjustments - before.adjustments,
            total=now.total - before.total,
        )
        before = now
    return found


def _broken(
    agreed: Agreed, contract: Contract[Figure], months: tuple[int, ...]
) -> BreakGlass[Figure] | None:
    """Return how far a blended contract is from plan, and whether that is beyond its band."""
    if contract.mechanism is not Mechanism.BLENDED:
        return None
    asked: PlanAndBand[Figure] = PlanAndBand(
        planned=contract.planned(months, Part.EMERGENCY),
        actual=contract.done(months, Part.EMERGENCY),
        band=agreed.break_glass,
    )
    return break_glass(asked, agreed.params, known_on=agreed.known_on)


def days_of(months: tuple[int, ...]) -> str:
    """Return months one after another as they stand in a reference.

    >>> days_of((1, 2, 3))
    'M01-M03'
    """
    return f"M{months[0]:02}-M{months[-1]:02}"


def paid_of(payment: Payment[Fraction]) -> Mapping[str, Pence]:
    """Return the parts of a payment in whole pence, by name."""
    return {
        "fixed": Pence(int(payment.fixed)),
        "variable": Pence(int(payment.variable)),
        "adjustments": Pence(int(payment.adjustments)),
        "total": Pence(int(payment.total)),
    }


def _figures(found: PaidContracts) -> dict[Reference, Figure]:
    figures: dict[Reference, Figure] = {}
    for pair, one in found.contracts.items():
        start = (CONTRACT, found.agreed.year.code, *pair)
        if one.total is not None:
            figures[Reference("figure", (*start, PAID))] = one.total
        figures[Reference("figure", (*start, "planned"))] = one.planned
        for span in one.spans:
            if span.payment is not None:
                days = days_of(span.months)
                for name in ("fixed", "variable", "adjustments", "total"):
                    ref = Reference("figure", (*start, days, name))
                    figures[ref] = getattr(span.payment, name)
    return figures
