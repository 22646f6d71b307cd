"""A pot as at a day, and as it was known on another: every figure of it, by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from equipoise.register import Stream, streams
from equipoise.register.streams import GENERAL
from equipoise.rules.balance.shares import Share
from equipoise.rules.pot import (
    Folded,
    Fundings,
    Grant,
    Grants,
    Holding,
    Holdings,
    Postings,
    PotBalance,
    Reconciliation,
    Routed,
    SourceLine,
    StreamTotals,
    fold_in,
    ledger,
    pot_balance,
    reconciliation,
    route_shares,
    stream_totals,
)
from equipoise.rules.pot.pot_balance import SOURCE
from equipoise.units import Absence
from equipoise.usecases.plans import Plan
from equipoise.usecases.potting.acts import Act
from equipoise.usecases.potting.against_plan import against_plan
from equipoise.usecases.potting.kinds import ROUTES
from equipoise.usecases.potting.postings import Entry, PotLine, Writing
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Figure, Reference, constant, total

NAME: Final = "pot"
"""The first word of the names of figures here."""
WHOLE: Final = "whole"
"""Stands for all streams together."""
AMOUNTS: Final = ("opening", "moved", "now", "recurrent", "non_recurrent")


@dataclass(frozen=True, kw_only=True)
class Pot:
    """The fold of every decision about a system's pot. Each figure is worked out once.

    `acts` are those known; `plan` is the system's plan it is held against, None before any.

    Law a_pot_in_any_order: its decisions in another order make the same pot.
    """

    round: OpenRound
    system: str
    as_at: date
    known: date
    acts: tuple[Act, ...]
    plan: Plan | None = None

    @cached_property
    def writing(self) -> Writing:
        """What turns acts into lines and postings."""
        one = self.round
        return Writing(system=self.system, year=one.year.period, params=one.params)

    @cached_property
    def lines(self) -> Mapping[str, PotLine]:
        """Every line that an agreed act has made, by code; of one made twice, the last."""
        acts = sorted(self.acts, key=lambda act: act.decision.number)
        made = [line for act in acts if act.agreed_at for line in self.writing.lines(act)]
        return {line.code: line for line in made if line.code in self.held}

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Everything posted by agreed acts, by number."""
        acts = sorted(self.acts, key=lambda act: act.decision.number)
        return tuple(entry for act in acts for entry in self.writing.entries(act))

    @cached_property
    def held(self) -> Mapping[str, Figure]:
        """What each line holds."""
        return self._ledger(self.entries)

    @cached_property
    def opening(self) -> Mapping[str, Figure]:
        """What each line was entered with."""
        return self._ledger(entry for entry in self.entries if entry.is_opening)

    @cached_property
    def moved(self) -> Mapping[str, Figure]:
        """What was moved, awarded and delegated in the year, by line."""
        return self._ledger(entry for entry in self.entries if not entry.is_opening)

    @cached_property
    def balance(self) -> PotBalance[Figure]:
        """Sources, uses and what nobody has decided on."""
        lines = {
            code: Holding(role=line.role, fund=line.fund, amount=self.held[code])
            for code, line in self.lines.items()
        }
        return pot_balance(Holdings(lines=lines), self.writing.params, known_on=self.known)

    @property
    def sources(self) -> Mapping[str, PotLine]:
        """The lines of money that comes in."""
        return {code: line for code, line in self.lines.items() if line.role == SOURCE}

    @property
    def uses(self) -> Mapping[str, PotLine]:
        """The lines of what it is used for."""
        return {code: line for code, line in self.lines.items() if line.role != SOURCE}

    @cached_property
    def streams(self) -> StreamTotals[Figure]:
        """Each stream's opening, movements and what there is now."""
        order = list(streams())
        sources = sorted(self.sources.items(), key=lambda found: order.index(found[1].stream))
        lines = {
            code: Grant(
                stream=line.stream,
                is_recurrent=line.is_recurrent,
                opening=self.opening.get(code, self.nothing),
                moved=self.moved.get(code, self.nothing),
            )
            for code, line in sources
        }
        return stream_totals(Grants(lines=lines), self.writing.params, known_on=self.known)

    @cached_property
    def routes(self) -> Mapping[str, Share[Figure]]:
        """How much of the sources came by each route."""
        amounts = {
            route: self.summed(
                (self.held[code] for code, line in self.sources.items() if line.route == route),
                f"Sources by {route}",
            )
            for route in ROUTES
        }
        return route_shares(Routed(amounts=amounts), self.writing.params, known_on=self.known)

    @cached_property
    def folded(self) -> Folded[Figure]:
        """The scenario in which ring-fenced lines join the general allocation."""
        lines = {
            code: SourceLine(
                stream=line.stream, is_fenced=bool(line.ring_fence), amount=self.held[code]
            )
            for code, line in self.sources.items()
        }
        fundings = Fundings(into=GENERAL, lines=lines)
        return fold_in(fundings, self.writing.params, known_on=self.known)

    @cached_property
    def reconciled(self) -> Reconciliation[Figure] | Absence:
        """The way from the pot to the system's position; why there is none."""
        found = against_plan(self.plan, self.system, balance=self.balance)
        if isinstance(found, Absence):
            return found
        return reconciliation(found, self.writing.params, known_on=self.known)

    def uses_by(self, attribute: str) -> Mapping[str, Figure]:
        """Return committed uses added up by organisation, place or programme; blank for none."""
        committed = {c: line for c, line in self.uses.items() if line.role == "committed"}
        found: dict[str, list[Figure]] = {}
        for code, line in committed.items():
            found.setdefault(getattr(line, attribute), []).append(self.held[code])
        return {
            key: self.summed(amounts, f"Committed uses, {attribute} {key or 'none named'}")
            for key, amounts in sorted(found.items())
        }

    @cached_property
    def nothing(self) -> Figure:
        """Nil, on the basis of the pot."""
        return constant(0, self.writing.basis, name="Nil")

    def summed(self, amounts: Iterable[Figure], name: str) -> Figure:
        """Return a sum under a name; nil where there is nothing to add."""
        listed = tuple(amounts)
        return (total(listed) if listed else self.nothing).named(name)

    def stream(self, code: str) -> Stream:
        """Return a stream by its code."""
        return streams()[code]

    def named(self) -> Iterator[tuple[str, Figure]]:
        """Yield every figure with the name it has in references, such as pot/stream/support/now."""
        for name in ("sources", "committed", "reserve", "surplus", "unallocated"):
            yield f"{NAME}/{name}", getattr(self.balance, name)
        for code, line in self.lines.items():
            yield f"{NAME}/{line.figure}", self.held[code].named(line.title)
        for fund, found in self.balance.funds.items():
            yield f"{NAME}/fund/{fund}/unallocated", found.unallocated
        for code, stream in (*self.streams.streams.items(), (WHOLE, self.streams.whole)):
            for amount in AMOUNTS:
                yield f"{NAME}/stream/{code}/{amount}", getattr(stream, amount)
        for route, share in self.routes.items():
            yield f"{NAME}/route/{route}", share.part
            if share.ratio is not None:
                yield f"{NAME}/route/{route}/share", share.ratio
        for attribute in ("organisation", "place", "programme"):
            for key, figure in self.uses_by(attribute).items():
                yield f"{NAME}/{attribute}/{key or 'none'}", figure
        yield from self._beside()

    def _beside(self) -> Iterator[tuple[str, Figure]]:
        for code, stream in self.folded.streams.items():
            for amount in ("before", "fenced", "after"):
                yield f"{NAME}/fold-in/{code}/{amount}", getattr(stream, amount)
        if isinstance(self.reconciled, Reconciliation):
            for name, value in vars(self.reconciled).items():
                if isinstance(value, Figure):
                    yield f"{NAME}/plan/{name}", value

    def figures(self) -> Mapping[Reference, Figure]:
        """Return every figure under its reference, pinned to both days."""
        return {self.ref(name): figure for name, figure in self.named()}

    def ref(self, name: str) -> Reference:
        """Return the reference of a figure: figure:2023-24/ZQ1/pot/reserve@2023-07-01.2023-07-05.

        The pin is the day the pot is looked at, and the day by whose end it was known.
        """
        parts = (self.round.code, self.system, *name.split("/"))
        return Reference("figure", parts, f"{self.as_at}.{self.known}")

    def _ledger(self, entries: Iterable[Entry]) -> Mapping[str, Figure]:
        posted = Postings(as_at=self.as_at, postings=tuple(entry.posting for entry in entries))
        return ledger(posted, self.writing.params, known_on=self.known)
