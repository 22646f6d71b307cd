"""A system's budgets by place and stream, and its priorities: what a distribution starts from.

The budgets come to what the ICB plans to spend, stream by stream, and to its allocation in all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from equipoise.samples.england.bodies import System, Trust
from equipoise.samples.england.draft import THOUSAND, Draft
from equipoise.samples.england.drafts import ALLOCATION
from equipoise.samples.england.needs import Needs
from equipoise.samples.england.tables import rows
from equipoise.units import Pence, apportion

HEADS: Final = (
    *("body", "stream", "counts_as", "before", "plan", "need", "least", "most"),
    "movable",
)
PRIORITY_HEADS: Final = (
    *("priority", "weight", "metric", "body", "stream", "counts_as", "agreed_by"),
    "agreed_on",
)
OF_KINDS: Final = {"mental health": "mental_health_other", "community": "community_other"}
"""Trusts whose contracts stand with other spend of their kind; all others are hospitals."""
LEAST_PER_MILLE: Final = 950
MOST_PER_MILLE: Final = 1_080
"""Between what a place's budget may move, of 1,000 of its plan."""
SURPLUS: Final = "Planned surplus"
PRIORITIES: Final = 3
Spend = dict[str, int]
"""By stream of spend, £000."""


@dataclass(frozen=True, kw_only=True)
class SystemBudgets:
    """The budgets of one system. Unit: £000 for all but need, which is whole pence."""

    needs: Needs
    system: System

    @property
    def draft(self) -> Draft:
        """The return of its ICB."""
        return self.needs.england.drafts[self.system.code]

    def budgets(self) -> Iterator[Mapping[str, str]]:
        """Yield the lines: by place where there is a need for it, and of the ICB where not."""
        plan, before = self._spent(self._planned()), self._spent(self.draft.prior)
        for row in rows("streams.csv"):
            after, was = (spend.get(row["spend"], 0) for spend in (plan, before))
            if not after:
                continue
            words = {"stream": row["stream"], "counts_as": row["counts_as"]}
            if row["need"]:
                for line in self._by_place(row["need"], plan=after, before=was):
                    yield {**words, **line}
            else:
                yield {**words, **self._of_icb(plan=after, before=was)}
        surplus = sum(map(self.draft.year, ALLOCATION)) - sum(plan.values())
        assert surplus >= 0, "no ICB plans a deficit"
        if surplus:
            had = sum(map(self.draft.last_year, ALLOCATION)) - sum(before.values())
            yield {"stream": SURPLUS, "counts_as": "", **self._of_icb(plan=surplus, before=had)}

    def priorities(self) -> Iterator[Mapping[str, str]]:
        """Yield three priorities, drawn with their weights, as agreed before the year."""
        random = self._random("priorities")
        agreed = date(self.needs.england.year.year.starts_in, 2, random.randint(1, 28))
        for row in random.sample(rows("priorities.csv"), PRIORITIES):
            yield {
                **{head: row.get(head, "") for head in PRIORITY_HEADS},
                "weight": str(random.randint(int(row["least_weight"]), int(row["most_weight"]))),
                "agreed_by": f"{self.system.name} partnership board (made up)",
                "agreed_on": agreed.isoformat(),
            }

    def _by_place(self, need: str, *, plan: int, before: int) -> Iterator[Mapping[str, str]]:
        """Yield a stream's lines by place: spent by people and habit, due by formula."""
        random = self._random(need)
        people: dict[str, int] = {}
        for practice in self.needs.within[self.system.code]:
            people[practice.place] = people.get(practice.place, 0) + practice.people
        habit = {place: count * random.randint(940, 1060) for place, count in people.items()}
        planned, were = (apportion(Pence(amount), habit) for amount in (plan, before))
        weighted = self.needs.by_place(need, self.system.code)
        due = apportion(Pence(plan * THOUSAND), weighted)
        for place, amount in planned.items():
            yield {
                "body": place,
                "before": str(were[place]),
                "plan": str(amount),
                "need": _thousands(due[place]),
                "least": str(amount * LEAST_PER_MILLE // 1000),
                "most": str(amount * MOST_PER_MILLE // 1000),
                "movable": "yes",
            }

    def _of_icb(self, *, plan: int, before: int) -> Mapping[str, str]:
        return {
            "body": self.system.code,
            "before": str(before),
            "plan": str(plan),
            "movable": "no",
        }

    def _planned(self) -> Mapping[tuple[str, str | None, str], int]:
        return {line: sum(months) for line, months in self.draft.values.items()}

    def _spent(self, lines: Mapping[tuple[str, str | None, str], int]) -> Spend:
        """Return what is spent by stream; contracts by what kind of trust they are with."""
        found: Spend = {}
        bodies = self.needs.england.bodies.by_code
        for (measure, payee, _), pence in lines.items():
            part, _, stream = measure.partition(".")
            if part != "spend":
                continue
            trust = bodies.get(payee or "")
            if stream == "healthcare" and isinstance(trust, Trust):
                stream = OF_KINDS.get(trust.kind, stream)
            found[stream] = found.get(stream, 0) + pence // THOUSAND
        return found

    def _random(self, of: str) -> Random:
        england = self.needs.england
        return Random(f"{england.bodies.seed}/{of}/{self.system.code}/{england.year.year}")


def _thousands(pence: int) -> str:
    whole, part = divmod(pence, THOUSAND)
    return f"{whole}.{part:05}".rstrip("0").rstrip(".")
