"""England, or a region: every system's plan against the mandate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from equipoise.cube import Cells, IncompleteError, NoCellsError
from equipoise.records import Actor
from equipoise.records.queries import latest_system_version, system_head
from equipoise.register import Kind, Mandate, MandateError, mandate
from equipoise.rules.balance import InBalance, NobodyReturnedError, Positions, in_balance
from equipoise.rules.productivity import Growth, NotAvailable, OutputAndInput, growth
from equipoise.usecases.england_match import EnglandMatch, SystemMatch, england_match
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.plans import Plan, plan_of, plan_waivers
from equipoise.usecases.rights import demand
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.statement import Statement
from equipoise.usecases.waivers import Carried
from equipoise.workings import Expand, Figure, Reference, Selector, Support

TOLERANCE = "mandate/balance_tolerance_pence"
ACTIVITY = "activity"
ENGLAND = "england"
"""Stands where the system would, in the reference of a national figure."""


@dataclass(frozen=True, kw_only=True)
class SystemLine:
    """One system's latest version; None of the rest while nothing is collated or a cell is blank.

    `members` are the positions of its bodies, on the reading asked for; `waivers` those that
    the parts of its plan were signed with; `contracts` those of its members with anybody.
    """

    system: str
    name: str
    version: int | None
    status: str
    position: Figure | None
    members: Mapping[str, Figure | None]
    waivers: Carried
    contracts: SystemMatch

    @property
    def adds_up(self) -> bool | None:
        """Whether no tested contract differs; None while there is no position to say it of."""
        return None if self.position is None else self.contracts.adds_up


@dataclass(frozen=True, kw_only=True)
class England:
    """All systems of a round against the mandate of its year, on one reading of support.

    `tolerance` is the deficit that still counts as balance; `contracts` are those of all systems.
    """

    support: Support
    tolerance: Figure
    mandate: Mandate | None
    systems: tuple[SystemLine, ...]
    in_systems: InBalance[Figure]
    in_organisations: InBalance[Figure]
    productivity: Growth[Figure] | NotAvailable
    contracts: EnglandMatch

    @property
    def received(self) -> int:
        """How many systems have a collated version."""
        return self.in_systems.received


def national(
    one: OpenRound,
    *,
    by: Actor,
    on: date,
    support: Support = Support.WITH,
    known_on: date | None = None,
) -> Outcome[England]:
    """Return the position of every system, and the mandate's counts, on one reading of support.

    A system without a collated version is missing: named, and never counted as nil. `known_on`
    is the day whose knowledge of the mandate counts; today if None.

    Raises: NotAllowedError.
    """
    demand(by, "national", one.subject(one.systems[0]), on)
    plans = {system: _latest(one, system) for system in one.systems}
    known = [plan for plan in plans.values() if plan is not None]
    contracts = england_match(one, known)
    lines = tuple(
        _line(plan, contracts, system, support=support, on=on) for system, plan in plans.items()
    )
    systems = Positions(
        period=one.year.period, positions={line.system: line.position for line in lines}
    )
    bodies: dict[str, Figure | None] = {}
    for line in lines:
        bodies |= line.members
    organisations = Positions(period=one.year.period, positions=bodies)
    asked = (one.params, one.known_on)
    found = England(
        support=support,
        tolerance=one.params.at(TOLERANCE, one.year.period, known_on=one.known_on),
        mandate=_mandate(one, known_on or on),
        systems=lines,
        in_systems=in_balance(systems, asked[0], known_on=asked[1]),
        in_organisations=in_balance(organisations, asked[0], known_on=asked[1]),
        productivity=_productivity(one),
        contracts=contracts,
    )
    expand = _expand([*(plan.cells for plan in known), contracts.cells])
    return Outcome(result=found, figures=_figures(one, found), expand=expand)


def _latest(one: OpenRound, system: str) -> Plan | None:
    version = latest_system_version(one.code, system)
    return None if version is None else plan_of(one, version)


def _line(
    plan: Plan | None, contracts: EnglandMatch, system: str, *, support: Support, on: date
) -> SystemLine:
    one = contracts.round
    name = one.organisation(system).name
    members: dict[str, Figure | None] = dict.fromkeys(one.members(system))
    head = system_head(one.code, system)
    status = "Missing" if head is None else str(head.status)
    position = None
    if plan is not None:
        statement = Statement(plan=plan)
        try:
            found = statement.position
        except (IncompleteError, NoCellsError, NobodyReturnedError):
            status = "Incomplete"
        else:
            with_support = support is Support.WITH
            position = found.including if with_support else found.excluding
            for code, both in found.members.items():
                members[code] = both.including if with_support else both.excluding
    return SystemLine(
        system=system,
        name=name,
        version=None if plan is None else int(plan.pin[1:]),
        status=status,
        position=position,
        members=members,
        contracts=contracts.systems[system],
        waivers=Carried() if plan is None else plan_waivers(plan, on),
    )


def _mandate(one: OpenRound, known_on: date) -> Mandate | None:
    try:
        return mandate(one.year, known_on)
    except MandateError:
        return None


def _productivity(one: OpenRound) -> Growth[Figure] | NotAvailable:
    """Return productivity growth of the round's plans: no return holds spend at constant prices."""
    missing: NotAvailable = NotAvailable(
        "activity is collected and not added up over England, and no spend at constant prices"
        if ACTIVITY in one.parts(Kind.PROVIDER)
        else "this round collects no activity, and no spend at constant prices"
    )
    asked = OutputAndInput[Figure](output=missing, input=missing)
    found = growth(asked, one.params, known_on=one.known_on)
    assert isinstance(found, NotAvailable)
    return found


def _figures(one: OpenRound, found: England) -> dict[Reference, Figure]:
    named: dict[str, Figure | None] = {
        "systems_in_balance": found.in_systems.count,
        "organisations_in_balance": found.in_organisations.count,
        "overall": found.in_systems.net,
        "gross_deficit": found.in_systems.gross_deficit,
    }
    reading = "including" if found.support is Support.WITH else "excluding"
    positions = {
        Reference("figure", (one.code, ENGLAND, name, reading)): figure
        for name, figure in named.items()
        if figure is not None
    }
    contracts = {
        Reference("figure", (one.code, ENGLAND, *name.split("/"))): figure
        for name, figure in found.contracts.named()
    }
    return {**positions, **contracts}


def _expand(sets: Sequence[Cells]) -> Expand:
    """Return a reader of cells over several sets."""
    by_digest = {cells.digest(): cells for cells in sets}

    def expand(selector: Selector) -> tuple[Figure, ...]:
        return by_digest[selector.digest].expand(selector)

    return expand
