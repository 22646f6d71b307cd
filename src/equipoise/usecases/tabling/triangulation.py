"""Pay, staff and activity, by trust: what each does, and what one of each costs (T9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from equipoise.register import Kind
from equipoise.rules.bases import in_period_of, per
from equipoise.rules.triangulation import Flag, PlanYears, pay_staff_activity
from equipoise.units import Absence
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.tabling.book import Book, change, proportion, summed, told
from equipoise.usecases.tabling.gathered import SYSTEM, Entry, Gathered, Told
from equipoise.usecases.tabling.plan_years import PAY, STAFF, plan_years, together
from equipoise.workings import Figure

NAME = "triangulation"
WEIGHED: Final = {
    "activity_change": "activity_change",
    "weighted": "cost_per_unit",
    "weighted_prior": "cost_per_unit_before",
}
"""The columns that rest on weighted activity, and what the rule calls them."""
OF_ACTIVITY: Final = (Flag.STAFF_UP_ACTIVITY_DOWN, Flag.STAFF_DOWN_ACTIVITY_UP)


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """What rests on weighted activity, by column, and what of it moves apart from staff."""

    figures: Mapping[str, Told]
    apart: tuple[Flag, ...]


def gathered(book: Book) -> Gathered:
    """Return, for each trust and all of them, pay, staff and activity beside last year's.

    What a WTE and a weighted unit cost stands beside what it cost last year.

    Assumption: staff are those of month 12, for last year has no other; pay is the year's.
    Raises: RefusedError when no body asked for is a trust.
    """
    trusts = book.of(Kind.PROVIDER)
    if not trusts:
        raise RefusedError("Triangulation is of trusts.", "Name a trust, or none.")
    amounts = {code: _amounts(book, code) for code in trusts}
    years = {code: plan_years(book, code) for code in trusts}
    entries = [
        _entry(book.name(code), code, own, _weighed(book, [code], years[code]))
        for code, own in amounts.items()
    ]
    if book.whole:
        whole = {
            key: summed((own[key] for own in amounts.values()), f"All trusts: {key}")
            for key in ("pay", "pay_prior", "staff", "staff_prior")
        }
        weighed = _weighed(book, trusts, together(list(years.values())))
        entries.append(_entry("All trusts", SYSTEM, whole, weighed))
    return book.gathered(NAME, entries)


def _weighed(book: Book, codes: Sequence[str], years: PlanYears[Figure]) -> Weighed:
    """Return what rests on weighted activity; why there is none where a trust has returned none."""
    one = book.plan.round
    found = pay_staff_activity(years, one.params, known_on=one.known_on)
    owed = "activity" in one.parts(Kind.PROVIDER)
    late = owed and not all(book.has(code, "activity") for code in codes)
    none = Absence.NOT_SUBMITTED if late else Absence.MISSING
    told_of = {key: getattr(found, name) for key, name in WEIGHED.items()}
    return Weighed(
        figures={key: none if one is None else one for key, one in told_of.items()},
        apart=tuple(flag for flag in found.flags if flag in OF_ACTIVITY),
    )


def _amounts(book: Book, code: str) -> dict[str, Told]:
    last = f"Pay, {code}, {book.before.year}"
    return {
        "pay": summed((book.line(code, each) for each in PAY), f"Pay, {code}"),
        "pay_prior": summed((told(book.before.line(code, each)) for each in PAY), last),
        "staff": book.staff(code, STAFF),
        "staff_prior": told(book.before.line(code, STAFF)),
    }


def _entry(name: str, code: str, own: Mapping[str, Told], weighed: Weighed) -> Entry:
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
        words={
            "organisation": name,
            "flag": "; ".join(filter(None, (flag_of(pay, staff), *weighed.apart))),
        },
        figures={
            **own,
            "pay_change": pay,
            "staff_change": staff,
            "unit_cost": _unit_cost(own["pay"], own["staff"], f"Pay per WTE, {code}"),
            "unit_cost_prior": _unit_cost(
                own["pay_prior"], own["staff_prior"], f"Pay per WTE last year, {code}"
            ),
            **weighed.figures,
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
