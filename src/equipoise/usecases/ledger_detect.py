"""Find blocks in a ledger of payments: equal instalments, breaks, top-ups, an advance unwound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from equipoise.params import Parameters
from equipoise.rules.contract import Instalments, PaymentsOfYear, instalments
from equipoise.sources import LedgerPayment, PaymentsLedger
from equipoise.units import PENCE, FinancialYear, Pence
from equipoise.usecases.of_files import DETECTED, LEDGER
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import UnknownError
from equipoise.workings import Basis, Figure, Reference, Stage, given, named, total

TOLERANCE: Final = "contract/instalments/tolerance_pence"
LEAST: Final = "contract/instalments/least_months_count"
MONTHS: Final = 12


@dataclass(frozen=True, kw_only=True)
class LedgerLook:
    """How to look at a ledger: by which year's rules, and whether each spelling stands alone."""

    params: Parameters
    known_on: date
    year: FinancialYear | None = None
    exact_names: bool = False


@dataclass(frozen=True, kw_only=True)
class SupplierBlock:
    """A supplier that is paid in instalments, with every spelling of its name."""

    spellings: tuple[str, ...]
    found: Instalments[Figure]


@dataclass(frozen=True, kw_only=True)
class Detected:
    """What a ledger shows. Unit: pence.

    `months` were published; `paid` is what each named supplier was paid by month, whether in
    instalments or not; `blocks` those that are.
    """

    ledger: PaymentsLedger
    year: FinancialYear
    months: tuple[int, ...]
    paid: Mapping[str, Mapping[int, Pence]]
    blocks: Mapping[str, SupplierBlock]
    other_years: int

    @property
    def missing(self) -> tuple[int, ...]:
        """The months of the year without a single payment."""
        return tuple(number for number in range(1, MONTHS + 1) if number not in self.months)

    @property
    def unnamed(self) -> Pence:
        """What was paid to suppliers that the ledger does not name, in the year."""
        own = (each.amount for each in self.ledger.unnamed if each.day in self.year.period)
        return Pence(sum(own))


def ledger_detect(ledger: PaymentsLedger, look: LedgerLook) -> Outcome[Detected]:
    """Return the suppliers that a ledger shows to be paid in equal instalments.

    Raises: UnknownError when no line is of the year asked for, or of any.
    """
    year = look.year or _only_year(ledger)
    own = [payment for payment in ledger.payments if payment.day in year.period]
    if not own:
        raise UnknownError("payment of", str(year), tuple(sorted(_years(ledger))))
    months = tuple(sorted({_month(payment) for payment in own}))
    names = _names(ledger, exact=look.exact_names)
    by_supplier: dict[str, list[LedgerPayment]] = {}
    for payment in own:
        if payment.supplier:
            by_supplier.setdefault(names[payment.supplier], []).append(payment)
    blocks = {}
    for name in sorted(by_supplier):
        found = _found(by_supplier[name], months, look, ledger=ledger.source, year=year)
        if found is not None:
            known = tuple(sorted({payment.supplier for payment in by_supplier[name]}))
            blocks[name] = SupplierBlock(spellings=known, found=found)
    ordered = sorted(blocks, key=lambda name: (-blocks[name].found.amount.value, name))
    result = Detected(
        ledger=ledger,
        year=year,
        months=months,
        paid={name: _paid(by_supplier[name]) for name in sorted(by_supplier)},
        blocks={name: blocks[name] for name in ordered},
        other_years=len(ledger.payments) - len(own),
    )
    return Outcome(result=result, figures=_figures(result))


def _found(
    payments: Sequence[LedgerPayment],
    months: tuple[int, ...],
    look: LedgerLook,
    *,
    ledger: str,
    year: FinancialYear,
) -> Instalments[Figure] | None:
    """Return the instalments of a supplier; worked out without a record first, as most have none.

    Most suppliers are paid in too few months to have any.
    """
    tolerance = look.params.at(TOLERANCE, year.period, known_on=look.known_on)
    least = int(look.params.at(LEAST, year.period, known_on=look.known_on).value)
    quick: dict[int, tuple[Fraction, ...]] = dict.fromkeys(months, ())
    for payment in payments:
        quick[_month(payment)] += (Fraction(payment.amount),)
    bare = PaymentsOfYear(months=quick, tolerance=Fraction(tolerance.value), least=least)
    if instalments(bare, look.params.exact, known_on=look.known_on) is None:
        return None
    basis = Basis(period=year.period, unit=PENCE, stage=Stage.ACTUAL)
    listed: dict[int, tuple[Figure, ...]] = dict.fromkeys(months, ())
    for payment in payments:
        ref = Reference("file", (ledger, payment.place.replace(" ", "-"), "amount"))
        name = f"{payment.supplier}, {payment.day.isoformat()}"
        listed[_month(payment)] += (given(payment.amount, basis, ref, name=name),)
    limit = given(
        tolerance.value,
        basis,
        tolerance.working.ref or Reference("parameter", tuple(TOLERANCE.split("/"))),
        name=tolerance.working.name,
        status=tolerance.working.status,
    )
    asked = PaymentsOfYear(months=listed, tolerance=limit, least=least)
    return instalments(asked, look.params, known_on=look.known_on)


def _names(ledger: PaymentsLedger, *, exact: bool) -> Mapping[str, str]:
    """Return what each spelling is counted under."""
    return {
        spelling: spelling if exact else name
        for name, known in ledger.spellings.items()
        for spelling in known
    }


def _paid(payments: Sequence[LedgerPayment]) -> Mapping[int, Pence]:
    found: dict[int, Pence] = {}
    for payment in payments:
        month = _month(payment)
        found[month] = Pence(found.get(month, 0) + payment.amount)
    return {month: found[month] for month in sorted(found)}


def _month(payment: LedgerPayment) -> int:
    """Return the month of the financial year, 1 for April."""
    return (payment.day.month + 8) % MONTHS + 1


def _years(ledger: PaymentsLedger) -> set[str]:
    return {str(FinancialYear.of(payment.day)) for payment in ledger.payments}


def _only_year(ledger: PaymentsLedger) -> FinancialYear:
    """Return the year of the ledger.

    Raises: UnknownError when it holds none, or several.
    """
    years = sorted(_years(ledger))
    if len(years) != 1:
        raise UnknownError(
            "one year in the ledger; say which with --year:", "several", tuple(years)
        )
    return FinancialYear.parse(years[0])


def _figures(found: Detected) -> dict[Reference, Figure]:
    """Return every figure by its reference; the last of a supplier is the one asked for by name.

    That is what it was paid beyond instalments; without such, what it is short of at the end, or
    the instalment itself.
    """
    figures: dict[Reference, Figure] = {}
    for name, block in found.blocks.items():
        shown = block.found
        of = {"instalment": shown.amount, "anew": shown.anew, "unwound": shown.unwound}
        of |= {f"M{month:02}": each for month, each in shown.beyond.items()}
        beyond = tuple(shown.beyond.values())
        last = named(total(beyond), f"Beyond instalments, {name}") if beyond else shown.unwound
        of[DETECTED] = last or shown.amount
        for word, figure in of.items():
            if figure is not None:
                parts = (LEDGER, found.year.code, name, word)
                figures[Reference("figure", parts)] = figure
    return figures
