"""The price of one record: its steps as a table, then the working in words with its sources."""

from __future__ import annotations

from typing import Final

from equipoise.reports.columns import words
from equipoise.reports.display import day, money_in_prose
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page
from equipoise.reports.pages.reasons import explanation_page
from equipoise.reports.table import Column, ColumnKind, Row, Table
from equipoise.rules.payment import PointOfDelivery, Reason
from equipoise.sources import Misfit
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.price_record import PricedRecord, why_price
from equipoise.workings import Figure

DELIVERED: Final = {
    PointOfDelivery.REGULAR_DAY: "regular day attender",
    PointOfDelivery.REGULAR_NIGHT: "regular night attender",
    PointOfDelivery.DAY_CASE: "day case",
    PointOfDelivery.ELECTIVE: "elective spell",
    PointOfDelivery.OTHER_NON_ELECTIVE: "non-elective spell, not an emergency",
    PointOfDelivery.SHORT_STAY: "emergency spell of less than two days",
    PointOfDelivery.NON_ELECTIVE: "emergency spell",
    PointOfDelivery.OTHER: "admission of an unknown kind",
    PointOfDelivery.PROCEDURE: "outpatient procedure",
    PointOfDelivery.FIRST_ATTENDANCE: "first attendance",
    PointOfDelivery.FOLLOW_UP_ATTENDANCE: "follow-up attendance",
    PointOfDelivery.EMERGENCY_DEPARTMENT: "attendance at an emergency department",
}
REASONS: Final = {
    Reason.NO_BOOK: "there is no price book for its day",
    Reason.PRIVATE: "the patient, or somebody abroad, pays",
    Reason.NOT_ATTENDED: "nobody came, or nobody was seen",
    Reason.UNGROUPABLE: "the grouper found no HRG",
    Reason.UNKNOWN_DELIVERY: "its codes name no point of delivery",
    Reason.REGULAR_ATTENDER: "regular attenders have no national price",
    Reason.UNKNOWN_HRG: "the price book does not have its HRG",
    Reason.UNKNOWN_FUNCTION: "the price book has no attendance of its treatment function",
    Reason.NO_PRICE: "the price book prints none there: it goes to a local price",
    Reason.NO_MARKET_FORCES: "the price book has no market forces factor for its provider",
}


def priced_record_page(outcome: Outcome[PricedRecord], misfits: tuple[Misfit, ...]) -> Page:
    """Return what a record comes to step by step, or why it has no price."""
    found = outcome.result
    priced, book, record = found.priced, found.book, found.asked.record
    told = DELIVERED[priced.point_of_delivery]
    first = f"{record.hrg} on {day(record.priced_on)} is {_a(told)} ({priced.point_of_delivery})"
    if priced.reason is not None:
        answer = f"{first} and has no price: {REASONS[priced.reason]}."
        working: tuple[str, ...] = ()
    else:
        assert priced.price is not None
        answer = f"{first} and costs {money_in_prose(int(priced.price.value))}."
        working = explanation_page(why_price(outcome)).sentences
    return Page(
        title=f"Price of {record.hrg}, {told}",
        sentences=(
            answer,
            f"By {book.name}: {book.source}, published {day(book.published)} ({book.status}).",
            *(
                f"{limit.working.name}: {limit.value} ({limit.working.note})."
                for limit in found.limits
            ),
            *working,
        ),
        alerts=tuple(
            f"{hrg} has no national price: it is not in this one, and goes to a local price."
            for hrg in priced.local
        ),
        tables=(_steps(found),) if priced.reason is None else (),
        cards=(*_rules(found), *((misfits_table(misfits),) if misfits else ())),
        facts={
            "point_of_delivery": str(priced.point_of_delivery),
            "reason": priced.reason and str(priced.reason),
            "book": book.name,
            "market_forces": priced.market_forces and str(priced.market_forces.value),
            "local": list(priced.local),
            "assumed": [str(ref) for ref in found.assumed],
        },
    )


def _steps(found: PricedRecord) -> Table:
    priced = found.priced
    assert priced.price is not None
    assert priced.market_forces is not None
    factor = priced.market_forces.value
    decimal = f"{factor.numerator / factor.denominator:.9f}".rstrip("0")
    parts = {
        "Base price": priced.base,
        "Specialised top-up": priced.top_up,
        "Best practice payments": priced.additional,
        "Excess days": priced.excess,
        "Unbundled care": priced.unbundled,
        f"Price, times market forces of {decimal}": priced.price,
    }
    return Table(
        name="steps",
        title="Steps of the price",
        sentence="",
        basis="",
        columns=(
            words("step", "Step"),
            words("made", "How"),
            Column(key="amount", title="Amount", kind=ColumnKind.PRICE),
        ),
        rows=tuple(
            Row(cells={"step": step, "made": _made(figure), "amount": figure})
            for step, figure in parts.items()
            if figure is not None
        ),
    )


def _made(figure: Figure) -> str:
    work = figure.working
    return str(work.ref) if work.ref else str(work.rule or "")


def _rules(found: PricedRecord) -> tuple[Table, ...]:
    table = Table(
        name="rules",
        title="Rules, and where each was published",
        sentence="",
        basis="",
        columns=(words("rule", "Rule"), words("source", "Source")),
        rows=tuple(
            Row(cells={"rule": rule, "source": source}) for rule, source in found.rules.items()
        ),
    )
    return (table,)


def _a(thing: str) -> str:
    return f"{'an' if thing[0] in 'aeiou' else 'a'} {thing}"
