"""The swing: the same elective activity under the rules of two days, by system and by trust."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from equipoise.rules.bases import at_stage_of
from equipoise.rules.elective import (
    BeforeAndAfter,
    GainOfSystem,
    Settlement,
    Swing,
    TrustChange,
    settlement,
)
from equipoise.rules.elective import swing as swing_of
from equipoise.usecases.elective import (
    Asked,
    Assessment,
    Decided,
    Part,
    assess,
    refuse_unusable,
)
from equipoise.usecases.of_files import ELECTIVE, SWING
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError
from equipoise.workings import Figure, Reference, named, total

NOBODY: Final[Mapping[str, Decided]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class SystemSwing:
    """What a change is worth to a system, to each of its contracts, and whose the gain is."""

    allocation: Swing[Figure]
    contracts: Mapping[str, Figure]
    carried: Figure
    settlement: Settlement[Figure]
    decided: Decided | None


@dataclass(frozen=True, kw_only=True)
class Swung:
    """The same activity twice, and the difference by system and in all of England."""

    before: Assessment
    after: Assessment
    systems: Mapping[str, SystemSwing]
    nation: Swing[Figure]

    @property
    def carried(self) -> Figure:
        """What of the swing all systems together carry between the two ledgers."""
        carried = total(one.carried for one in self.systems.values())
        return carried.named("Swing carried by systems, England")


def swing(
    asked: Asked, *, before: date, decisions: Mapping[str, Decided] = NOBODY
) -> Outcome[Swung]:
    """Return what the rules known on the day asked about are worth over those known `before`.

    The activity is the same. What protects (the full allocation) counts after, not before.
    `decisions` are agreed awards by system: who has the gain. `adds_up` is False while a row of
    the file could not be read.

    Raises: RefusedError for days in the wrong order, a year without a scheme, or a file without
        care; UnknownError for limits of a system that is not in the file; ParameterError before
        the scheme was known.
    Law swings_of_systems_come_to_the_nation: to the penny, and by target and protection too.
    """
    if before >= asked.known_on:
        raise RefusedError(
            f"The rules of {before} are not before those of {asked.known_on}.",
            "Name an earlier day with --before, or a later one with --on.",
        )
    refuse_unusable(asked)
    first = assess(replace(asked, known_on=before, way=replace(asked.way, full_allocation=False)))
    then = assess(asked)
    systems = {
        code: _swing(asked, code, (first.systems[code], then.systems[code]), decisions.get(code))
        for code in then.systems
    }
    result = Swung(before=first, after=then, systems=systems, nation=_nation(systems))
    return Outcome(
        result=result,
        figures=_figures(result),
        adds_up=False if asked.care.left_out else None,
    )


def _swing(
    asked: Asked, code: str, parts: tuple[Part, Part], agreed: Decided | None
) -> SystemSwing:
    old, new = parts
    change = BeforeAndAfter(
        before=old.ledgers.allocation,
        due=new.due if new.schemes else new.ledgers.allocation,
        after=new.ledgers.allocation,
    )
    found = swing_of(change, asked.params, known_on=asked.known_on)
    gain = found.swing.named(f"Swing, {code}")
    trusts = {
        trust: TrustChange(
            income_before=old.trusts[trust].income,
            adjustment_after=paid.adjustment,
            part=None if agreed is None else _part(agreed, trust, gain),
        )
        for trust, paid in new.trusts.items()
        if trust in old.trusts
    }
    return SystemSwing(
        allocation=replace(found, swing=gain),
        contracts={
            trust: named(
                new.trusts[trust].adjustment - old.trusts[trust].adjustment,
                f"Swing of the contract, {code}, {trust}",
            )
            for trust in trusts
        },
        carried=named(
            new.ledgers.carried - old.ledgers.carried, f"Swing carried by the system, {code}"
        ),
        settlement=settlement(
            GainOfSystem(gain=gain, trusts=trusts), asked.params, known_on=asked.known_on
        ),
        decided=agreed,
    )


def _part(agreed: Decided, trust: str, gain: Figure) -> Figure:
    """Return what an award gives a trust; nil where it names others alone."""
    if trust in agreed.parts:
        return at_stage_of(agreed.parts[trust], gain)
    return gain - gain


def _nation(systems: Mapping[str, SystemSwing]) -> Swing[Figure]:
    listed = [one.allocation for one in systems.values()]
    return Swing(
        target=named(total(one.target for one in listed), "Swing by target, England"),
        protection=named(total(one.protection for one in listed), "Swing by protection, England"),
        swing=named(total(one.swing for one in listed), "Swing, England"),
    )


def _figures(found: Swung) -> dict[Reference, Figure]:
    start = (ELECTIVE, found.after.asked.year.code)
    figures = {}
    for code, one in found.systems.items():
        figures[Reference("figure", (*start, code, SWING))] = one.allocation.swing
        for trust, amount in one.contracts.items():
            figures[Reference("figure", (*start, code, trust, SWING))] = amount
    return figures
