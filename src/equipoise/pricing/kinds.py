"""What `rules/payment` says of each kind of record, as columns of SQL: one set for every book.

A column that a book decides ends with the book's number, here `n`. The columns of a kind stand in
layers, each over those before it; `text` puts them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from equipoise.pricing.coding import Codes, numbers
from equipoise.pricing.outcomes import POINTS, TWO_TARIFFS
from equipoise.pricing.regime import Regime
from equipoise.pricing.schema import Kind
from equipoise.pricing.tables import CONFLICT, FIXED, OWN, wf_codes, with_blank
from equipoise.rules.payment import PointOfDelivery, Reason
from equipoise.rules.payment.base_price import SHORT_STAY_METHODS
from equipoise.rules.payment.emergency_price import CONSULTANT_LED, MINOR_INJURY
from equipoise.rules.payment.excess_days import NON_ELECTIVE
from equipoise.rules.payment.exclusions import PRIVATE, PRIVATE_COMMISSIONER
from equipoise.rules.payment.outpatient_price import ATTENDED, FIRST, FIRST_CODES
from equipoise.rules.payment.point_of_delivery import ELECTIVE_METHODS, EMERGENCY, OTHER_METHODS

KEYS: Final = ("provider", "commissioner", "month")
"""What totals are by, beside the outcome under each book."""

Test = tuple[str, Reason | int]
"""What keeps a record from being priced, and the reason that is given for it."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """The books, and what the numbers of an activity's codes mean."""

    regimes: tuple[Regime, ...]
    codes: Codes

    def among(self, field: str, holds: Callable[[str], bool] | Iterable[str]) -> str:
        """Return SQL for whether a code is one of those of which something holds."""
        test = holds if callable(holds) else frozenset(holds).__contains__
        found = numbers(self.codes, field, holds=test)
        return f"{field} IN ({', '.join(map(str, found))})" if found else "FALSE"

    def is_private(self) -> str:
        """Return SQL for whether the patient, or somebody abroad, pays."""
        category = self.among("administrative_category", PRIVATE)
        return f"{category} OR {self.has_private_commissioner()}"

    def has_private_commissioner(self) -> str:
        """Return SQL for whether the commissioner stands for private patients."""
        return self.among("commissioner", lambda code: code.startswith(PRIVATE_COMMISSIONER))

    def joined(self, kind: Kind, own: Iterable[str], *, tables: Mapping[str, str]) -> str:
        """Return SQL that lays the tables beside the records of a kind, each by its key."""
        every = range(1, len(self.regimes) + 1)
        columns = [f"a.{name}" for name in ("fault", "practice", *KEYS, *own)]
        for table in tables:
            names = [*FIXED.get(table, ()), *(f"{one}_{n}" for n in every for one in OWN[table])]
            columns += [f"{table}.{name}" for name in names]
        joins = " ".join(f"JOIN {table} ON {table}.key = {key}" for table, key in tables.items())
        return f"SELECT {', '.join(columns)} FROM {kind} AS a {joins}"


@dataclass(frozen=True, kw_only=True)
class Layers:
    """The columns of one kind of record.

    `base` is the price it starts from, null where a dash is printed; `scaled` is the price before
    market forces, times the scale of the top-ups. `also` are further columns of each book.
    """

    records: Callable[[Setting], str]
    point: Callable[[Setting, Regime, int], str]
    base: Callable[[Setting, Regime, int], str]
    excess_days: Callable[[int], str]
    scaled: Callable[[Regime, int], str]
    tests: Callable[[Setting, int], tuple[Test, ...]]


def _point(*points: PointOfDelivery) -> str:
    return ", ".join(str(POINTS[point]) for point in sorted(points))


def _spells(setting: Setting) -> str:
    practice = len(with_blank(setting.codes, "best_practice"))
    return setting.joined(
        Kind.ADMITTED,
        (
            *("admission_method", "classification", "administrative_category"),
            *("length_of_stay", "age"),
        ),
        tables={
            "spells": f"a.hrg * {practice} + a.best_practice",
            "top_ups": "a.specialised",
            "beside": "a.unbundled",
            "providers": "a.provider",
        },
    )


def _spell_point(setting: Setting, regime: Regime, n: int) -> str:
    method, setting_of = "admission_method", "classification"
    elective = (
        f"CASE WHEN {setting.among(setting_of, '3')} THEN {_point(PointOfDelivery.REGULAR_DAY)}"
        f" WHEN {setting.among(setting_of, '4')} THEN {_point(PointOfDelivery.REGULAR_NIGHT)}"
        f" WHEN {setting.among(setting_of, '2')} AND length_of_stay = 0"
        f" THEN {_point(PointOfDelivery.DAY_CASE)} ELSE {_point(PointOfDelivery.ELECTIVE)} END"
    )
    emergency = setting.among(method, lambda code: code.startswith(EMERGENCY))
    return (
        f"CASE WHEN fault > 0 THEN 0 WHEN {setting.among(method, ELECTIVE_METHODS)} THEN {elective}"
        f" WHEN {setting.among(method, OTHER_METHODS)}"
        f" THEN {_point(PointOfDelivery.OTHER_NON_ELECTIVE)}"
        f" WHEN NOT ({emergency}) THEN {_point(PointOfDelivery.OTHER)}"
        f" WHEN short_stay_applies_{n} = 1 AND length_of_stay <= {regime.longest_days}"
        f" THEN {_point(PointOfDelivery.SHORT_STAY)}"
        f" ELSE {_point(PointOfDelivery.NON_ELECTIVE)} END"
    )


def _spell_base(setting: Setting, regime: Regime, n: int) -> str:
    reduced = (
        f"age >= {regime.lowest_age} AND {setting.among('admission_method', SHORT_STAY_METHODS)}"
    )
    full = _point(PointOfDelivery.OTHER_NON_ELECTIVE, PointOfDelivery.NON_ELECTIVE)
    return (
        f"CASE WHEN point_{n} = {_point(PointOfDelivery.DAY_CASE)} THEN day_case_{n}"
        f" WHEN point_{n} = {_point(PointOfDelivery.ELECTIVE)} THEN elective_{n}"
        f" WHEN point_{n} IN ({full}) THEN non_elective_{n}"
        f" WHEN point_{n} = {_point(PointOfDelivery.SHORT_STAY)}"
        f" THEN CASE WHEN {reduced} THEN short_stay_{n} ELSE non_elective_{n} END END"
    )


def _spell_excess(n: int) -> str:
    return (
        f"CASE WHEN point_{n} = {_point(PointOfDelivery.ELECTIVE)}"
        f" THEN greatest(length_of_stay - elective_trim_{n}, 0)"
        f" WHEN point_{n} IN ({_point(*NON_ELECTIVE)})"
        f" THEN greatest(length_of_stay - non_elective_trim_{n}, 0) ELSE 0 END"
    )


def _spell_scaled(regime: Regime, n: int) -> str:
    rest = f"additional_{n} + excess_days_{n} * per_day_{n} + beside_{n}"
    return f"base_{n} * ({regime.rate_scale} + rate_{n}) + ({rest}) * {regime.rate_scale}"


def _spell_tests(setting: Setting, n: int) -> tuple[Test, ...]:
    regular = _point(PointOfDelivery.REGULAR_DAY, PointOfDelivery.REGULAR_NIGHT)
    return (
        (setting.is_private(), Reason.PRIVATE),
        ("ungroupable = 1", Reason.UNGROUPABLE),
        (f"point_{n} = {_point(PointOfDelivery.OTHER)}", Reason.UNKNOWN_DELIVERY),
        (f"point_{n} IN ({regular})", Reason.REGULAR_ATTENDER),
        (f"known_{n} = 0", Reason.UNKNOWN_HRG),
        (f"base_{n} IS NULL", Reason.NO_PRICE),
        (f"base_{n} = {CONFLICT}", TWO_TARIFFS),
    )


def _wf(setting: Setting) -> str:
    """Return SQL for the place of the code that an attendance is priced by."""
    first = setting.among("first_attendance", FIRST_CODES)
    return f"coalesce(attendance_code, CASE WHEN {first} THEN 0 ELSE 1 END)"


def _visits(setting: Setting) -> str:
    listed = wf_codes(setting.regimes, setting.codes)
    return setting.joined(
        Kind.OUTPATIENT,
        ("first_attendance", "attended", "administrative_category"),
        tables={
            "procedures": "a.hrg",
            "attendances": f"a.treatment_function * {len(listed)} + {_wf(setting)}",
            "beside": "a.unbundled",
            "providers": "a.provider",
        },
    )


def _visit_point(setting: Setting, regime: Regime, n: int) -> str:
    del regime
    listed = wf_codes(setting.regimes, setting.codes)
    first = ", ".join(str(place) for place, code in enumerate(listed) if code[-1:] in FIRST)
    return (
        f"CASE WHEN fault > 0 THEN 0"
        f" WHEN procedure_{n} IS NOT NULL THEN {_point(PointOfDelivery.PROCEDURE)}"
        f" WHEN {_wf(setting)} IN ({first}) THEN {_point(PointOfDelivery.FIRST_ATTENDANCE)}"
        f" ELSE {_point(PointOfDelivery.FOLLOW_UP_ATTENDANCE)} END"
    )


def _visit_tests(setting: Setting, n: int) -> tuple[Test, ...]:
    return (
        (setting.is_private(), Reason.PRIVATE),
        (f"NOT ({setting.among('attended', ATTENDED)})", Reason.NOT_ATTENDED),
        ("ungroupable = 1", Reason.UNGROUPABLE),
        (f"base_{n} IS NULL AND function_known_{n} = 0", Reason.UNKNOWN_FUNCTION),
        (f"base_{n} IS NULL", Reason.NO_PRICE),
    )


def _departments(setting: Setting) -> str:
    return setting.joined(
        Kind.EMERGENCY,
        ("department_type",),
        tables={"departments": "a.hrg", "providers": "a.provider"},
    )


def _department_base(setting: Setting, regime: Regime, n: int) -> str:
    del regime
    led = setting.among("department_type", CONSULTANT_LED)
    return f"CASE WHEN {led} THEN types_1_2_{n} ELSE type_3_{n} END"


def _department_tests(setting: Setting, n: int) -> tuple[Test, ...]:
    named = setting.among("department_type", CONSULTANT_LED | MINOR_INJURY)
    return (
        (setting.has_private_commissioner(), Reason.PRIVATE),
        ("ungroupable = 1", Reason.UNGROUPABLE),
        (f"NOT ({named})", Reason.UNKNOWN_DELIVERY),
        (f"known_{n} = 0", Reason.UNKNOWN_HRG),
        (f"base_{n} IS NULL", Reason.NO_PRICE),
    )


LAYERS: Final[Mapping[Kind, Layers]] = {
    Kind.ADMITTED: Layers(
        records=_spells,
        point=_spell_point,
        base=_spell_base,
        excess_days=_spell_excess,
        scaled=_spell_scaled,
        tests=_spell_tests,
    ),
    Kind.OUTPATIENT: Layers(
        records=_visits,
        point=_visit_point,
        base=lambda _, __, n: f"coalesce(procedure_{n}, attendance_{n})",
        excess_days=lambda _: "0",
        scaled=lambda _, n: f"base_{n} + beside_{n}",
        tests=_visit_tests,
    ),
    Kind.EMERGENCY: Layers(
        records=_departments,
        point=lambda _, __, ___: (
            f"CASE WHEN fault > 0 THEN 0 ELSE {_point(PointOfDelivery.EMERGENCY_DEPARTMENT)} END"
        ),
        base=_department_base,
        excess_days=lambda _: "0",
        scaled=lambda _, n: f"base_{n}",
        tests=_department_tests,
    ),
}
