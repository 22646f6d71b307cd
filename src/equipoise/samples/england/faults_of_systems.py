"""What is wrong with the plan of a system as a whole, though every return of it is in order.

Seen when the plan is collated. A position that moves in one system moves as much the other way in
another, so that England's stays what was published.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from enum import Enum
from random import Random
from typing import Final

from equipoise.samples.england.draft import Draft
from equipoise.samples.england.drafts import England

AMOUNT: Final = 1_500
"""By how much a plan is wrong, £000."""
STATED: Final = ("system.stated", None, "")
CAPITAL: Final = "capital.operational"


class OfSystem(Enum):
    """What is wrong: the check that says so, and its words."""

    STATED = ("EQ-SYS-001", "a position stated for the system that is not that of its members")
    CAPITAL = ("EQ-CAP-001", "more operational capital than the envelope of the system")
    SHORT = ("EQ-LIM-001", "plans that are short of the control total of the system")
    SURPLUS = ("EQ-SYS-004", "a surplus of the ICB beside deficits of its trusts")

    def __init__(self, code: str, words: str) -> None:
        self.code, self.words = code, words


@dataclass(frozen=True, kw_only=True)
class SystemFault:
    """One fault of a system's plan: in whose return, and by how much the check is to be told.

    Shape: `added` is what the return plans more than it would; capital has first to use up what
        the envelope leaves.
    Unit: £000
    """

    of: OfSystem
    system: str
    body: str
    amount: int = AMOUNT
    added: int = AMOUNT


def of_systems(england: England, random: Random, *, among: Set[str]) -> tuple[SystemFault, ...]:
    """Return the faults of plans, each in a system of its own, as far as there are systems.

    A position moves only where no support brings every system to balance.
    """
    systems = [code for code in england.bodies.members if code in among]
    in_deficit = [code for code in systems if england.position(code, support=False) < -AMOUNT * 2]
    found = []
    if not england.year.supported and len(in_deficit) > 1:
        for of, system in zip(
            (OfSystem.SHORT, OfSystem.SURPLUS), random.sample(in_deficit, 2), strict=True
        ):
            found.append(SystemFault(of=of, system=system, body=system))
    taken = {fault.system for fault in found}
    stated, capital = random.sample([code for code in systems if code not in taken], 2)
    found.append(SystemFault(of=OfSystem.STATED, system=stated, body=stated))
    found.append(_capital(england, capital))
    return tuple(found)


def plan_wrongly(draft: Draft, fault: SystemFault) -> None:
    """Plan a fault in a draft, which stays without one of its own."""
    match fault.of:
        case OfSystem.STATED:
            draft.add(STATED, fault.added)
        case OfSystem.CAPITAL:
            project = next(line for line in draft.values if line[0] == CAPITAL)
            draft.add(project, fault.added)
        case OfSystem.SHORT:
            _spend(draft, fault.added)
        case OfSystem.SURPLUS:
            _spend(draft, -fault.added)


def _capital(england: England, system: str) -> SystemFault:
    """Return a fault of the trust with the largest plan of capital."""
    planned = {code: england.drafts[code].year(CAPITAL) for code in england.members(system)}
    spare = england.envelope(system) - sum(planned.values())
    largest = max(sorted(planned), key=planned.__getitem__)
    return SystemFault(of=OfSystem.CAPITAL, system=system, body=largest, added=spare + AMOUNT)


def _spend(draft: Draft, thousands: int) -> None:
    """Spend more of an ICB's own, or less, and say so wherever its position shows."""
    draft.add(("spend.prescribing", None, ""), thousands)
    draft.add(("bridge.demand", None, ""), thousands)
    draft.add(("underlying.stated", None, ""), -thousands)
    draft.add(STATED, -thousands)
