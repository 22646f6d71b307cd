"""The pot and the places of every system of a synthetic England, as files to be added.

Every pot ties to the plan of its ICB: what it may spend comes in by stream, and what it spends is
committed, kept in reserve, or its planned surplus.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Final

from equipoise.register import streams_of
from equipoise.samples.england.bodies import System, practices
from equipoise.samples.england.draft import THOUSAND, Draft
from equipoise.samples.england.drafts import England
from equipoise.samples.england.flows import has_own_plan
from equipoise.samples.northmere import PLACES, POT
from equipoise.units import Pence, apportion

FOLDER: Final = "pots"
SOURCE: Final = "Synthetic England; made up"
CRISIS: Final = "Crisis care"
MEDICAL_PER_CENT: Final = 85
"""Of spend on primary care, what goes to general practice."""
BY_PLACE: Final = {"continuing_care": "Continuing care", "prescribing": "Prescribing"}
"""Spend that can be told apart by place."""
WHOLE: Final = {"mental_health_other": "Mental health", "community_other": "Community",
                "other": "Other"}  # fmt: skip
"""Spend that cannot."""
Row = Mapping[str, object]


def write_pots(folder: Path, england: England) -> Path:
    """Return the folder of the pots, written into `folder`: lines and places of each system."""
    pots = folder / FOLDER
    pots.mkdir(parents=True)
    for system in england.bodies.systems:
        lines, places = (pots / f"{system.code}-{name}.csv" for name in ("pot", "places"))
        if has_own_plan(system.code, england.year.year):
            lines.write_bytes(POT.read_bytes())
            places.write_bytes(PLACES.read_bytes())
            continue
        made = SystemPot(england=england, system=system)
        _table(lines, POT, made.lines())
        _table(places, PLACES, made.places())
    return pots


@dataclass(frozen=True, kw_only=True)
class SystemPot:
    """The pot of one system, made up in proportion to the plan of its ICB. Unit: £000."""

    england: England
    system: System

    @property
    def draft(self) -> Draft:
        """The return of its ICB."""
        return self.england.drafts[self.system.code]

    @cached_property
    def people(self) -> Mapping[str, int]:
        """Registered people of each place, by name."""
        names = dict(self.system.places)
        found: dict[str, int] = dict.fromkeys(names.values(), 0)
        for _, place, size in practices(self.system, seed=self.england.bodies.seed):
            found[names[place]] += size
        return found

    def lines(self) -> Iterator[Row]:
        """Yield the lines of the pot: they add up, fund by fund."""
        special = self._special()
        begins = self.england.year.year.period.starts_on.isoformat()
        for row in (*self._sources(special), *self._uses(special)):
            yield {**row, "effective_on": begins}

    def places(self) -> Iterator[Row]:
        """Yield the places, with need that differs from heads by what was drawn."""
        random = Random(f"{self.england.bodies.seed}/places/{self.system.code}")
        names = dict(self.system.places)
        listed = practices(self.system, seed=self.england.bodies.seed)
        for place, people in self.people.items():
            yield {
                "place": place,
                "people": people,
                "weighted_people": people * random.randint(88, 114) // 100,
                "practices": sum(names[code] == place for _, code, _ in listed),
                "outcome": f"{random.randint(290, 470)} early deaths for each 100000",
                "direction": random.choice(("better", "worse", "no change")),
            }

    def _special(self) -> Mapping[str, int]:
        """Return the one-off money: fenced, won by bidding, and for elective work."""
        random = Random(f"{self.england.bodies.seed}/pots/{self.system.code}")
        one_off = self.draft.year("allocation.non_recurrent")
        fenced = one_off * random.randint(20, 40) // 100
        won = one_off * random.randint(10, 25) // 100
        return {"crisis": fenced, "hub": won, "elective": one_off - fenced - won}

    def _sources(self, special: Mapping[str, int]) -> Iterator[Row]:
        medical, other = self._primary
        lines = {
            "running": ("Running cost allowance", "running_costs", self._spend("running_costs")),
            "medical": ("General practice", "primary_medical", medical),
            "dental": ("Pharmacy, eyes and teeth", "other_direct", other),
        }
        if self._delegates_specialised:
            lines["special"] = ("Specialised services", "specialised", self._spend("specialised"))
        core = self.draft.year("allocation.recurrent") - sum(line[2] for line in lines.values())
        for code, (title, stream, amount) in {
            "core": ("Core allocation", "commissioning_core", core), **lines,
        }.items():  # fmt: skip
            yield _line(code, "source", title, stream=stream, amount=amount, route="formula",
                        recurrent="yes")  # fmt: skip
        yield _line("elective", "source", "Elective recovery money", stream="elective_recovery",
                    amount=special["elective"], route="transfer", recurrent="no",
                    condition="For elective activity")  # fmt: skip
        yield _line("crisis", "source", "Crisis care money", stream="transformation",
                    amount=special["crisis"], route="ring-fence", recurrent="no",
                    condition="Crisis care alone", ring_fence=CRISIS)  # fmt: skip
        yield _line("hub", "source", "Diagnostic hub", stream="transformation",
                    amount=special["hub"], route="bid", recurrent="no",
                    condition="Won by a bid")  # fmt: skip

    def _uses(self, special: Mapping[str, int]) -> Iterator[Row]:
        yield from self._contracts(special["elective"])
        yield _use("crisis-care", CRISIS, "transformation", special["crisis"], draws_on="crisis")
        yield _use("hub-use", "Diagnostics", "transformation", special["hub"])
        less = {"mental_health_other": special["crisis"], "community_other": special["hub"]}
        for name, programme in WHOLE.items():
            amount = self._spend(name) - less.get(name, 0)
            yield _use(name, programme, "commissioning_core", amount)
        for name, programme in BY_PLACE.items():
            yield from self._placed(name, programme, "commissioning_core", self._spend(name))
        medical, other = self._primary
        yield from self._placed("practice", "Primary medical care", "primary_medical", medical)
        yield _use("dental-care", "Other primary care", "other_direct", other)
        yield _use("running-costs", "Running costs", "running_costs", self._spend("running_costs"),
                   organisation=self.system.code)  # fmt: skip
        core = "commissioning_core"
        yield _line("reserve", "reserve", "Reserve", stream=core, amount=self._spend("reserves"))
        spent = sum(
            self.draft.year(measure) for measure in {line[0] for line in self.draft.values}
            if measure.startswith("spend.")
        )  # fmt: skip
        allocation = sum(
            self.draft.year(f"allocation.{kind}") for kind in ("recurrent", "non_recurrent")
        )
        yield _line("surplus", "surplus", "Planned surplus", stream=core,
                    amount=allocation - spent)  # fmt: skip

    def _contracts(self, elective: int) -> Iterator[Row]:
        """Yield what is paid to trusts; elective money goes to the one that is paid the most."""
        paid = self._payees("spend.healthcare")
        largest = max(sorted(paid), key=lambda payee: paid[payee])
        for payee, amount in paid.items():
            less = elective if payee == largest else 0
            yield _use(f"care-{payee}", "Care", "commissioning_core", amount - less,
                       organisation=payee)  # fmt: skip
        yield _use(f"elective-{largest}", "Elective care", "elective_recovery", elective,
                   organisation=largest)  # fmt: skip
        stream = "specialised" if self._delegates_specialised else "commissioning_core"
        for payee, amount in self._payees("spend.specialised").items():
            yield _use(f"special-{payee}", "Specialised services", stream, amount,
                       organisation=payee)  # fmt: skip

    def _placed(self, name: str, programme: str, stream: str, amount: int) -> Iterator[Row]:
        parts = apportion(Pence(amount), self.people)
        for number, (place, part) in enumerate(sorted(parts.items()), start=1):
            yield _use(f"{name}-{number}", programme, stream, part, place=place)

    def _payees(self, measure: str) -> Mapping[str, int]:
        return {
            payee: sum(months) // THOUSAND
            for (found, payee, _), months in self.draft.values.items()
            if found == measure and payee is not None
        }

    @property
    def _delegates_specialised(self) -> bool:
        return "specialised" in streams_of(self.england.year.year) and bool(
            self._spend("specialised")
        )

    @property
    def _primary(self) -> tuple[int, int]:
        whole = self._spend("primary_care")
        medical = whole * MEDICAL_PER_CENT // 100
        return medical, whole - medical

    def _spend(self, name: str) -> int:
        return self.draft.year(f"spend.{name}")


def _line(code: str, role: str, title: str, **cells: object) -> Row:
    amount = cells.pop("amount")
    first = {"line": code, "role": role, "title": title, "amount_thousands": amount}
    return {**first, **cells, "source": SOURCE}


def _use(code: str, programme: str, stream: str, amount: int, **cells: object) -> Row:
    return _line(code, "committed", programme, stream=stream, amount=amount, programme=programme,
                 **cells)  # fmt: skip


def _table(path: Path, like: Path, rows: Iterator[Row]) -> None:
    """Write rows under the heading that Northmere's own file has."""
    with like.open(encoding="utf-8", newline="") as stream:
        heading = next(csv.reader(stream))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, heading, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
