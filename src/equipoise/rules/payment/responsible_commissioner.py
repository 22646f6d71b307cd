"""Which commissioner pays for a patient: the first of a few questions that has an answer."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from equipoise.params import Values
from equipoise.rules.payment.years import ASSIGNMENT
from equipoise.rules.registry import rule
from equipoise.workings import Number

PRIVATE_CODE: Final = "VPP00"
ARMED_FORCES_CODE: Final = "13Q"


class Because(StrEnum):
    """What decided who pays."""

    PRIVATE = "private or overseas"
    RETAINED = "specialised, retained by NHS England"
    ARMED_FORCES = "armed forces"
    DELEGATED = "specialised, delegated to the commissioner of the practice"
    PRACTICE = "the practice the patient is registered with"
    RESIDENCE = "where the patient usually lives"
    PROVIDER = "where the provider is, the patient having no fixed address"
    NOBODY = "nothing that would say who"


@dataclass(frozen=True, kw_only=True)
class Patient:
    """What is known of who answers for a patient: codes of commissioners, blank where unknown.

    `practice` is the sub-ICB of an open practice; a closed one counts as none. `residence` is
    that of the usual postcode, and `pseudo_postcode` says that this stands for no address.
    `hub` is NHS England's regional hub for the provider, `provider_site` the sub-ICB of the
    provider's main site. `service_line` is `retained`, `delegated` or blank.
    """

    private: bool = False
    armed_forces: bool = False
    service_line: str = ""
    hub: str = ""
    practice: str = ""
    residence: str = ""
    pseudo_postcode: bool = False
    provider_site: str = ""


@dataclass(frozen=True, kw_only=True)
class Assigned:
    """Who pays, blank when nobody was found, and what decided it."""

    commissioner: str
    because: Because


@rule(
    applies=ASSIGNMENT,
    source="NHS England, Commissioner Assignment Method 2025/26 (public repository highspring)",
)
def responsible_commissioner(
    patient: Patient, params: Values[Number], *, known_on: date
) -> Assigned:
    """Return who pays: private, then specialised, then the patient's own commissioner.

    Assumption: retained specialised services come before the armed forces; a delegated service
    of a patient without a practice goes the way of any other.
    Law somebody_pays_for_whoever_has_a_practice: unless the patient pays, or it is retained
        without a hub being known.

    >>> from equipoise.params import load
    >>> patient = Patient(practice="36L", residence="72Q")
    >>> found = responsible_commissioner(patient, load().exact, known_on=date(2025, 5, 4))
    >>> print(found.commissioner, "-", found.because)
    36L - the practice the patient is registered with
    """
    del params, known_on
    if patient.private:
        return Assigned(commissioner=PRIVATE_CODE, because=Because.PRIVATE)
    if patient.service_line == "retained":
        return _found((patient.hub, Because.RETAINED))
    if patient.armed_forces:
        return Assigned(commissioner=ARMED_FORCES_CODE, because=Because.ARMED_FORCES)
    delegated = patient.service_line == "delegated"
    return _found(
        (patient.practice, Because.DELEGATED if delegated else Because.PRACTICE),
        ("" if patient.pseudo_postcode else patient.residence, Because.RESIDENCE),
        (patient.provider_site if patient.pseudo_postcode else "", Because.PROVIDER),
    )


def _found(*ways: tuple[str, Because]) -> Assigned:
    for code, because in ways:
        if code:
            return Assigned(commissioner=code, because=because)
    return Assigned(commissioner="", because=Because.NOBODY)
