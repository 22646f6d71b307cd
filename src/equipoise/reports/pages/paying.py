"""What contracts pay: fixed part, variable part and adjustments, by contract and by month."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.display import percent
from equipoise.reports.pages.contracts import MODELS, assumed_alert, months_of
from equipoise.reports.pages.page import Page, counted, listed, million
from equipoise.reports.table import Amount, Row, Sign, Table
from equipoise.units import PENCE, Absence
from equipoise.usecases.of_files import CONTRACT, PAID
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.pay import ContractPaid, PaidContracts, SpanPaid, days_of, paid_of
from equipoise.workings import Basis, Reference, total

PARTS: Final = ("fixed", "variable", "adjustments", "total")
TITLES: Final = {
    "fixed": "Fixed",
    "variable": "Variable",
    "adjustments": "Adjustments",
    "total": "Paid",
}


def paid_page(outcome: Outcome[PaidContracts]) -> Page:
    """Return what every contract pays, as a year and by month."""
    found = outcome.result
    paid = [one.total for one in found.contracts.values() if one.total is not None]
    sum_of = million(int(total(paid).value)) if paid else "nothing yet"
    first = ", ".join(next(iter(found.contracts)))
    return Page(
        title=f"What contracts pay, {found.agreed.year}",
        sentences=(
            f"{counted(len(found.contracts), 'contract')}: {sum_of} paid for "
            f"{_through(found)} under the rules of the year.",
            *_waiting(found),
        ),
        alerts=(*_broken(found), *assumed_alert(paid)),
        tables=(_contracts(found), _months(found)),
        next_steps=(
            f"equipoise pay ... --year {found.agreed.year} --why '{first}' --working why.xlsx",
        ),
        facts={"sources": [found.agreed.files.folder], "through": found.through},
    )


def _through(found: PaidContracts) -> str:
    return "the year" if found.through == 12 else f"M01 to M{found.through:02}"


def _waiting(found: PaidContracts) -> Iterator[str]:
    """Yield which contracts wait for activity, and since when."""
    for pair, one in found.contracts.items():
        if one.waiting:
            months = months_of(one.waiting)
            yield f"{' with '.join(pair)}: activity of {months} is not in, and is not paid."


def _broken(found: PaidContracts) -> Iterator[str]:
    """Yield how far blended contracts are from plan, and what that means by their band, if known.

    One within its band is said too: both sides look at it.
    """
    away = {
        f"{' with '.join(pair)} {million(int(span.broken.difference.value))}": span.broken.why
        for pair, one in found.contracts.items()
        for span in one.spans
        if span.broken is not None
    }
    band = found.agreed.break_glass
    of = "" if band is None else f" (band {percent(Fraction(band.value))})"
    for why in dict.fromkeys(away.values()):
        named = listed(words for words, own in away.items() if own == why)
        yield f"From planned emergencies{of}: {named}. {why[0].upper()}{why[1:].rstrip('.')}."


def _contracts(found: PaidContracts) -> Table:
    rows = [row for pair, one in found.contracts.items() for row in _rows(found, pair, one)]
    return Table(
        name="paid",
        title="Paid by contract",
        sentence="",
        basis=f"{found.agreed.year}, {_through(found)}, from commissioner to provider",
        columns=(
            words("commissioner", "Commissioner"),
            words("provider", "Provider"),
            words("months", "Months"),
            words("model", "Model"),
            money("fixed", "Fixed"),
            money("variable", "Variable", sign=Sign.INCREASE),
            money("adjustments", "Adjustments", sign=Sign.INCREASE),
            money("total", "Paid"),
            money("planned", "Year as planned"),
        ),
        rows=tuple(rows),
    )


def _rows(found: PaidContracts, pair: tuple[str, str], one: ContractPaid) -> Iterator[Row]:
    start = (CONTRACT, found.agreed.year.code, *pair)
    several = len(one.spans) > 1
    for span in one.spans:
        yield _row(span, pair, start, planned=None if several else one)
    if several:
        yield Row(
            cells={
                "commissioner": pair[0],
                "provider": pair[1],
                "months": "Year",
                "total": one.total or Absence.NOT_SUBMITTED,
                "planned": one.planned,
            },
            refs={
                "planned": Reference("figure", (*start, "planned")),
                **({"total": Reference("figure", (*start, PAID))} if one.total else {}),
            },
            emphasis=True,
        )


def _row(
    span: SpanPaid, pair: tuple[str, str], start: tuple[str, ...], *, planned: ContractPaid | None
) -> Row:
    payment = span.payment
    return Row(
        cells={
            "commissioner": pair[0],
            "provider": pair[1],
            "months": months_of(span.months or span.span.months),
            "model": MODELS[span.span.contract.mechanism],
            **{
                part: Absence.NOT_SUBMITTED if payment is None else getattr(payment, part)
                for part in PARTS
            },
            "planned": None if planned is None else planned.planned,
        },
        refs={}
        if payment is None
        else {part: Reference("figure", (*start, days_of(span.months), part)) for part in PARTS},
    )


def _months(found: PaidContracts) -> Table:
    """Return fixed, variable, adjustments and the whole of every contract, month by month."""
    basis = Basis(period=found.agreed.year.period, unit=PENCE)
    rows = []
    for pair, one in found.contracts.items():
        by_month = {
            month: paid_of(payment)
            for span in one.spans
            for month, payment in span.by_month.items()
        }
        for part in PARTS:
            rows.append(
                Row(
                    cells={
                        "contract": " with ".join(pair),
                        "part": TITLES[part],
                        **{
                            f"M{month:02}": Amount(value=by_month[month][part], basis=basis)
                            if month in by_month
                            else Absence.NOT_SUBMITTED
                            for month in range(1, found.through + 1)
                        },
                    },
                    emphasis=part == "total",
                )
            )
    return Table(
        name="months",
        title="Paid by month",
        sentence="A month is what the months so far come to, less what was paid before.",
        basis=f"{found.agreed.year}, from commissioner to provider",
        columns=(
            words("contract", "Contract"),
            words("part", "Part"),
            *(
                money(f"M{month:02}", f"M{month:02}", sign=Sign.INCREASE)
                for month in range(1, found.through + 1)
            ),
        ),
        rows=tuple(rows),
    )
