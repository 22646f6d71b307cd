"""Every return of a synthetic England, before anything is planted in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from equipoise.register import Kind
from equipoise.samples.england import commissioner, northmere, plans, provider
from equipoise.samples.england.bodies import NATION, Bodies, System, Trust
from equipoise.samples.england.draft import Draft
from equipoise.samples.england.flows import Flows, flows, has_own_plan
from equipoise.samples.england.plans import Frame
from equipoise.samples.england.positions import Positions, Year, positions
from equipoise.samples.england.provider import Subject

ICB_CAPITAL: Final = 800
"""Operational capital of an ICB, £000."""
CAPITAL_PER_MILLE: Final = 38
"""Of 1,000 of a trust's income, what it plans of operational capital."""
TRUST_INCOME: Final = ("income.patient_care", "income.other")
ALLOCATION: Final = ("allocation.recurrent", "allocation.non_recurrent")
SPARE_PER_MILLE: Final = 20
"""Of 1,000 of operational capital, by how much an envelope is larger."""


@dataclass(frozen=True, kw_only=True)
class England:
    """Who there is, what is set for the year, and what each body will return."""

    bodies: Bodies
    year: Year
    flows: Flows
    positions: Positions

    @cached_property
    def drafts(self) -> Mapping[str, Draft]:
        """The returns, by code: trusts, then ICBs, then NHS England."""
        trusts = {
            trust.code: self._trust(trust)
            for trust in self.bodies.trusts
            if not has_own_plan(trust.system, self.year.year)
        }
        own = {}
        if any(has_own_plan(system.code, self.year.year) for system in self.bodies.systems):
            own = northmere.northmere_drafts()
        trusts |= {code: draft for code, draft in own.items() if self.kind(code) is Kind.PROVIDER}
        icbs = {
            system.code: own.get(system.code) or self._icb(system, trusts)
            for system in self.bodies.systems
        }
        for system in self.bodies.systems:
            commissioner.standards(icbs[system.code], system.councils)
        nation = Draft(code=NATION)
        commissioner.national(nation, trusts)
        return {**trusts, **icbs, NATION: nation}

    def kind(self, code: str) -> Kind:
        """Return what a body is."""
        if code == NATION:
            return Kind.NATIONAL
        return Kind.ICB if isinstance(self.bodies.by_code[code], System) else Kind.PROVIDER

    def members(self, system: str) -> tuple[str, ...]:
        """Return the codes of a system's bodies, its ICB first."""
        return (system, *(trust.code for trust in self.bodies.members[system]))

    def position(self, system: str, *, support: bool) -> int:
        """Return what a system is to come to, £000, with or without support."""
        found = self.positions
        of = found.including if support else found.excluding.__getitem__
        return sum(of(code) for code in self.members(system))

    def envelope(self, system: str) -> int:
        """Return the capital envelope of a system, £000: a little more than is planned."""
        planned = sum(
            self.drafts[code].year("capital.operational") for code in self.members(system)
        )
        if has_own_plan(system, self.year.year):
            return planned
        return planned + planned * SPARE_PER_MILLE // 1000

    def _trust(self, trust: Trust) -> Draft:
        draft = Draft(code=trust.code)
        subject = Subject(
            trust=trust,
            year=self.year,
            earned=self.flows.earned[trust.code],
            bought=self.flows.paid.get(trust.code, ()),
            positions=self.positions,
            seed=self.bodies.seed,
        )
        provider.finance(subject, draft)
        provider.activity(subject, draft)
        provider.workforce(subject, draft)
        provider.quality(subject, draft)
        provider.specialised(subject, draft)
        operational = trust.income * CAPITAL_PER_MILLE // 1000
        depreciation = draft.year("nonpay.depreciation")
        plans.capital(draft, operational=operational, depreciation=depreciation)
        frame = self._frame(trust.code, trust.name, draft)
        self._common(frame, draft, kinds="scheme_kinds.csv", per_mille=44)
        plans.cash(frame, draft, depreciation=depreciation)
        return draft

    def _icb(self, system: System, trusts: Mapping[str, Draft]) -> Draft:
        draft = Draft(code=system.code)
        paid = self.flows.paid.get(system.code, ())
        commissioner.finance(draft, paid, excluding=self.positions.excluding[system.code])
        commissioner.activity(draft, trusts)
        commissioner.quality(draft)
        commissioner.specialised_spend(draft, paid)
        draft.annual("system.stated", self.position(system.code, support=True))
        plans.capital(draft, operational=ICB_CAPITAL, depreciation=0)
        frame = self._frame(system.code, system.icb, draft)
        self._common(frame, draft, kinds="icb_scheme_kinds.csv", per_mille=12)
        plans.cash(frame, draft, depreciation=0)
        return draft

    def _frame(self, code: str, name: str, draft: Draft) -> Frame:
        is_trust = self.kind(code) is Kind.PROVIDER
        comes_in = TRUST_INCOME if is_trust else ALLOCATION
        turnover = sum(map(draft.year, comes_in))
        return Frame(
            name=name,
            turnover=turnover,
            excluding=self.positions.excluding[code],
            support=self.positions.support.get(code, 0),
            outturn=provider.outturn(draft) if is_trust else 0,
            growth=turnover - sum(map(draft.last_year, comes_in)),
        )

    def _common(self, frame: Frame, draft: Draft, *, kinds: str, per_mille: int) -> None:
        plans.efficiency(frame, draft, kinds=kinds, per_mille=per_mille)
        plans.bridge(frame, draft)
        plans.risk(frame, draft)
        plans.narrative(frame.name, draft)


def england(bodies: Bodies, year: Year) -> England:
    """Return a year of the synthetic England."""
    return England(
        bodies=bodies, year=year, flows=flows(bodies, year), positions=positions(bodies, year)
    )
