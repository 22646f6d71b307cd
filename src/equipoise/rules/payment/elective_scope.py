"""Which records count towards an elective scheme: planned care, without what is set aside."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from equipoise.params import Parameters, Values
from equipoise.rules.payment.exclusions import UNGROUPABLE, is_private
from equipoise.rules.payment.outpatient_price import ATTENDANCE, ATTENDED, FIRST, attendance_code
from equipoise.rules.payment.point_of_delivery import ELECTIVE_METHODS
from equipoise.rules.payment.records import Attendance, Spell
from equipoise.rules.payment.years import ELECTIVE_VALUE
from equipoise.rules.registry import rule
from equipoise.units import Period
from equipoise.workings import Number

CLASSES: Final = frozenset({"1", "2"})
MATERNITY: Final = "NZ"
TERMINATIONS: Final = ("MA50Z", "MA56B")
"""The first and the last HRG of terminations of pregnancy."""
EXCLUDED: Final = "payment/elective_scope/excluded_function_count"
NO_ATTENDANCE: Final = "payment/elective_scope/excluded_attendance_count"

FOLLOW_UPS: Final = "payment/elective_scope/nhs_follow_up_count"


class Outside(StrEnum):
    """Why a record does not count; of several, the first in this order."""

    DEVOLVED = "the provider belongs to another nation"
    PRIVATE = "the patient pays, or somebody abroad"
    NOT_ELECTIVE = "not planned, or a regular attender"
    NOT_ATTENDED = "nobody came"
    HRG = "an HRG that is set aside"
    FUNCTION = "a treatment function that is set aside"
    FOLLOW_UP = "a follow-up attendance of an NHS provider"


@dataclass(frozen=True, kw_only=True)
class Functions:
    """The treatment functions that are set aside: for all records, and for attendances besides.

    `follow_ups` says whether follow-up attendances of NHS providers count.
    """

    excluded: frozenset[str]
    no_attendance: frozenset[str]
    follow_ups: bool = False


@dataclass(frozen=True, kw_only=True)
class Scoped:
    """A record, what is known of its provider, and the treatment functions that are set aside.

    `procedure_priced` says whether the outpatient procedure has a national price.
    """

    record: Spell | Attendance
    functions: Functions
    procedure_priced: bool = False
    independent: bool = False
    devolved: bool = False


def functions_of(params: Parameters, period: Period, *, known_on: date) -> Functions:
    """Return the treatment functions that are set aside in a period.

    >>> from equipoise.params import load
    >>> found = functions_of(load(), Period.parse("2024/25"), known_on=date(2025, 5, 4))
    >>> len(found.excluded), found.no_attendance
    (18, frozenset({'812'}))
    """
    excluded, attendance = (
        params.keys(path, period, known_on=known_on) for path in (EXCLUDED, NO_ATTENDANCE)
    )
    count = params.exact.at(FOLLOW_UPS, period, known_on=known_on)
    return Functions(excluded=excluded, no_attendance=attendance, follow_ups=bool(count))


@rule(
    applies=ELECTIVE_VALUE,
    source="HFMA on the elective recovery funds of 2022/23 and 2023/24; elective activity views of "
    "a London data service, 2024/25 to 2025/26 (public repository highspring), an ICB's own "
    "practice, not national guidance",
)
def elective_scope(scoped: Scoped, params: Values[Number], *, known_on: date) -> Outside | None:
    """Return why a record does not count towards an elective scheme; None if it counts.

    Spells count when planned, in an ordinary bed or as a day case. Outpatient procedures count
    with a national price, and without one as a first attendance. First attendances count;
    follow-ups of independent providers, and in 2022/23 those of NHS providers too. First and
    follow-up go by the WF code of the HRG.

    Assumption: the lists are those of one system in 2024/25 and 2025/26, and hold for 2022/23 and
    2023/24; the source takes first attendance 3 for one of several professionals, which it is
    not, and that is not followed.
    Law nothing_outside_counts_for_its_price: a record's price plays no part but for procedures.

    >>> from equipoise.params import load
    >>> from equipoise.rules.payment.sample import attendance, spell
    >>> functions = functions_of(load(), Period.parse("2024/25"), known_on=date(2025, 5, 4))
    >>> def found(record, **known):
    ...     scoped = Scoped(record=record, functions=functions, **known)
    ...     return elective_scope(scoped, load().exact, known_on=date(2025, 5, 4))
    >>> found(spell()), found(attendance(hrg="WF01A"), independent=True)
    (None, None)
    >>> print(found(attendance(hrg="WF01A")))
    a follow-up attendance of an NHS provider
    """
    del params, known_on
    record = scoped.record
    if scoped.devolved:
        return Outside.DEVOLVED
    if is_private(record.administrative_category, record.commissioner):
        return Outside.PRIVATE
    if isinstance(record, Spell):
        return _spell(record, scoped.functions)
    return _attendance(record, scoped)


def _spell(spell: Spell, functions: Functions) -> Outside | None:
    if spell.admission_method not in ELECTIVE_METHODS or spell.classification not in CLASSES:
        return Outside.NOT_ELECTIVE
    if spell.hrg.startswith((UNGROUPABLE, MATERNITY)):
        return Outside.HRG
    return Outside.FUNCTION if spell.treatment_function in functions.excluded else None


def _attendance(attendance: Attendance, scoped: Scoped) -> Outside | None:
    if attendance.attended not in ATTENDED:
        return Outside.NOT_ATTENDED
    first, last = TERMINATIONS
    if attendance.hrg.startswith((UNGROUPABLE, MATERNITY)) or first <= attendance.hrg <= last:
        return Outside.HRG
    if attendance.treatment_function in scoped.functions.excluded:
        return Outside.FUNCTION
    seen_only = attendance.hrg.startswith(ATTENDANCE)
    if seen_only and attendance.treatment_function in scoped.functions.no_attendance:
        return Outside.FUNCTION
    if not seen_only and scoped.procedure_priced:
        return None
    follow_up = attendance_code(attendance)[-1:] not in FIRST
    counts = seen_only and (scoped.independent or scoped.functions.follow_ups)
    return Outside.FOLLOW_UP if follow_up and not counts else None
