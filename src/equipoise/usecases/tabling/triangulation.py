"""Finance against workforce, by trust: what pay and staff do, and what a WTE costs (T9)."""

from __future__ import annotations

from typing import Final

from equipoise.register import Kind
from equipoise.rules.bases import in_period_of, per
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.tabling.book import Book, change, proportion, summed, told
from equipoise.usecases.tabling.gathered import SYSTEM, Entry, Gathered, Told
from equipoise.workings import Figure

NAME = "triangulation"
PAY: Final = ("pay.substantive", "pay.bank", "pay.agency")
STAFF: Final = "wte.total"


def gathered(book: Book) -> Gathered:
    """Return, for each trust and all of them, pay and staff beside last year's, and pay per WTE.

    Assumption: staff are those of month 12, for last year has no other; pay is the year's.
    Raises: RefusedError when no body asked for is a trust.
    """
    trusts = book.of(Kind.PROVIDER)
    if not trusts:
        raise RefusedError("Triangulation is of trusts.", "Name a trust, or none.")
    amounts = {code: _amounts(book, code) for code in trusts}
    entries = [_entry(book.name(code), code, own) for code, own in amounts.items()]
    if book.whole:
        whole = {
            key: summed((own[key] for own in amounts.values()), f"All trusts: {key}")
            for key in ("pay", "pay_prior", "staff", "staff_prior")
        }
        entries.append(_entry("All trusts", SYSTEM, whole))
    return book.gathered(NAME, entries)


def _amounts(book: Book, code: str) -> dict[str, Told]:
    last = f"Pay, {code}, {book.before.year}"
    return {
        "pay": summed((book.line(code, each) for each in PAY), f"Pay, {code}"),
        "pay_prior": summed((told(book.before.line(code, each)) for each in PAY), last),
        "staff": book.staff(code, STAFF),
        "staff_prior": told(book.before.line(code, STAFF)),
    }


def _entry(name: str, code: str, own: dict[str, Told]) -> Entry:
    pay, staff = (
        proportion(
            change(own[key], own[f"{key}_prior"], name=f"Change of {key}, {code}"),
            own[f"{key}_prior"],
            name=f"Change of {key} in %, {code}",
        )
        for key in ("pay", "staff")
    )
    return Entry(
        key=code,
        words={"organisation": name, "flag": flag_of(pay, staff)},
        figures={
            **own,
            "pay_change": pay,
            "staff_change": staff,
            "unit_cost": _unit_cost(own["pay"], own["staff"], f"Pay per WTE, {code}"),
            "unit_cost_prior": _unit_cost(
                own["pay_prior"], own["staff_prior"], f"Pay per WTE last year, {code}"
            ),
        },
        is_total=code == SYSTEM,
    )


def _unit_cost(pay: Told, staff: Told, name: str) -> Told:
    if not isinstance(pay, Figure) or not isinstance(staff, Figure):
        return staff if isinstance(pay, Figure) else pay
    if not staff.value:
        return None
    return per(pay, in_period_of(staff, pay)).named(name)


def flag_of(pay: Told, staff: Told) -> str:
    """Return whether pay and staff go the same way; it is not said how far apart is too far."""
    if not isinstance(pay, Figure) or not isinstance(staff, Figure):
        return ""
    if pay.value * staff.value < 0:
        return "Pay and staff go opposite ways"
    return "Pay grows faster" if pay.value > staff.value else "Staff grow as fast or faster"
