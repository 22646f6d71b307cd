"""What is wrong on purpose in a synthetic England, chosen by a number and listed in a manifest.

A body gets one fault at most, typed or planned; what two bodies plan at two values is beside it,
in the returns of the payer, and so is what is wrong with the plan of a system as a whole. Two
systems put a practice into two places, or into none.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Final

from equipoise.samples.england.bodies import NATION, NORTHMERE
from equipoise.samples.england.differences import Difference, Of, differences, lower
from equipoise.samples.england.draft import Draft
from equipoise.samples.england.drafts import England
from equipoise.samples.england.drawn_fault import DrawnFault
from equipoise.samples.england.faults_of_efficiency import OF_EFFICIENCY
from equipoise.samples.england.faults_of_parts import OF_PARTS
from equipoise.samples.england.faults_of_systems import SystemFault, of_systems, plan_wrongly
from equipoise.samples.england.faults_typed import TYPED, TypedFault
from equipoise.samples.england.misplaced import Misplaced, misplaced

FAULTY_OF_TEN: Final = 3
"""Of ten bodies, how many have a fault in their first return."""
Fault = TypedFault | DrawnFault
DRAWN: Final = (*OF_EFFICIENCY, *OF_PARTS)
"""Every kind of fault that is planned: the form is in order, and the plan asks for a word."""
LISTED: Final[tuple[Fault, ...]] = (*TYPED, *DRAWN)
FAULTS: Final = {fault.what: fault for fault in LISTED}
"""Every kind of fault, by what it is."""


class FoundBy(StrEnum):
    """When what was planted is to be seen."""

    SUBMIT = "submit"
    COLLATE = "collate"
    MATCH = "match"
    PLACE = "place"
    SETTLE = "riskshare settle"
    SUGGEST = "suggest"


@dataclass(frozen=True, kw_only=True)
class Planted:
    """One line of the manifest: a finding that must come, or a pair that must not agree.

    Shape: `file`, `sheet` and `cell` are those that the finding names; blank where it is told of
        no return. `other` is the second party of a contract, or a practice; `amount` is by how
        much the payee's figure is larger, what it expects from a body without a return, or by how
        much the plan of a system is wrong, in `unit`.
    """

    organisation: str
    found_by: FoundBy
    code: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    other: str = ""
    amount: int | str = ""
    unit: str = ""
    what: str


@dataclass(frozen=True, kw_only=True)
class Planting:
    """What to plant: the fault of each body, of systems, pairs that differ or have no answer.

    Shape: `drafts` are every return as it is once its own fault is mended.
    """

    england: England
    drafts: Mapping[str, Draft]
    faults: Mapping[str, Fault] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    of_systems: tuple[SystemFault, ...] = ()
    misplaced: tuple[Misplaced, ...] = ()

    @property
    def unanswered(self) -> tuple[Difference, ...]:
        """What is expected of councils, who return nothing, £000."""
        found = [
            Difference(
                of=Of.CARE, payer=contract.payer, payee=contract.payee, amount=contract.total
            )
            for contract in self.england.flows.contracts
            if contract.payer in self.england.bodies.councils
        ]
        return tuple(found)

    def first(self, code: str) -> Draft:
        """Return what a body hands in at first: with its fault, where that is one of its plan."""
        fault = self.faults.get(code)
        draft = self.drafts[code]
        if isinstance(fault, DrawnFault):
            draft = draft.copy()
            fault.change(draft)
        return draft


def clean(england: England) -> Planting:
    """Return an England in which nothing is wrong."""
    return Planting(england=england, drafts=england.drafts)


def planting(england: England, *, seed: int) -> Planting:
    """Return what to plant, the same for the same number; Northmere stays as its plan has it."""
    random = Random(f"{seed}/planting/{england.year.year}")
    found = differences(england, random, among=set(made_here(england)))
    drafts = dict(england.drafts)
    for one in found:
        draft = drafts[one.payer] = drafts[one.payer].copy()
        lower(draft, one)
    faults = _faults(england, random)
    plans = of_systems(england, random, among=set(made_here(england)))
    for fault in plans:
        draft = drafts[fault.body] = drafts[fault.body].copy()
        plan_wrongly(draft, fault)
    return Planting(
        england=england,
        drafts=drafts,
        faults=faults,
        differences=found,
        of_systems=plans,
        misplaced=misplaced(england, Random(f"{seed}/misplaced")),
    )


def write_manifest(path: Path, planted: Iterable[Planted]) -> None:
    """Write the manifest: a line for each thing that must be found."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(one.name for one in fields(Planted))
        writer.writerows(astuple(one) for one in planted)


def suits(fault: Fault, england: England, *, code: str) -> bool:
    """Return whether a body can have a fault: it is of the kind, and plans what it changes."""
    if england.kind(code) not in fault.kinds:
        return False
    return isinstance(fault, TypedFault) or fault.suits(england.drafts[code])


def _faults(england: England, random: Random) -> dict[str, Fault]:
    """Return the fault of each body that has one: every kind in its turn."""
    kinds = list(FAULTS.values())
    random.shuffle(kinds)
    codes = [code for code in england.drafts if code in set(made_here(england))]
    random.shuffle(codes)
    faults: dict[str, Fault] = {}
    for code in codes[: max(len(codes) * FAULTY_OF_TEN // 10, 1)]:
        fault = next(fault for fault in kinds if suits(fault, england, code=code))
        faults[code] = fault
        kinds.remove(fault)
        kinds.append(fault)
    return faults


def made_here(england: England) -> Iterator[str]:
    """Yield the trusts and ICBs whose plan is made up here, rather than Northmere's own."""
    own = england.members(NORTHMERE)
    return (code for code in england.drafts if code not in own and code != NATION)
