"""What one record of activity must say to be priced: codes, days and dates, and nothing else.

No field can name a patient. A length of stay is adjusted: the days spent in critical care,
rehabilitation or palliative care, or after discharge was delayed, are already taken off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Spell:
    """One hospital spell, by the codes of the national data set and its spell core HRG.

    Unit: days, and whole years on admission for `age`. The day of discharge decides the price
    book. `specialised` are the prescribed specialised flags for which the provider is eligible;
    `best_practice` the tariffs every one of whose criteria are met; `unbundled` one HRG for each
    time it was delivered.
    """

    provider: str
    commissioner: str
    practice: str
    hrg: str
    treatment_function: str
    admission_method: str
    classification: str
    length_of_stay: int
    age: int
    discharged_on: date
    administrative_category: str
    specialised: tuple[str, ...] = ()
    best_practice: tuple[str, ...] = ()
    unbundled: tuple[str, ...] = ()

    @property
    def priced_on(self) -> date:
        """The day that decides the price book."""
        return self.discharged_on


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """One outpatient appointment: its HRG is of a procedure, or WF with who was seen by whom."""

    provider: str
    commissioner: str
    practice: str
    hrg: str
    treatment_function: str
    first_attendance: str
    attended: str
    attended_on: date
    administrative_category: str
    unbundled: tuple[str, ...] = ()

    @property
    def priced_on(self) -> date:
        """The day that decides the price book."""
        return self.attended_on


@dataclass(frozen=True, kw_only=True)
class EmergencyAttendance:
    """One attendance at an emergency department, by the type of the department."""

    provider: str
    commissioner: str
    practice: str
    hrg: str
    department_type: str
    arrived_on: date

    @property
    def priced_on(self) -> date:
        """The day that decides the price book."""
        return self.arrived_on


Record = Spell | Attendance | EmergencyAttendance
