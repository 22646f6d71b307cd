"""Budgets to distribute, local rules and local priorities, as a system writes them down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

from equipoise.sources.amounts import THOUSAND_POUNDS, number, pence
from equipoise.sources.misfit import Misfit
from equipoise.sources.table import Row, Table, read_table
from equipoise.units import Pence

YES_OR_NO: Final = {"yes": True, "no": False, "": True}
AMOUNTS: Final = ("plan", "before", "spend", "need", "least", "most")
SENSES: Final = ("at least", "at most", "exactly")


@dataclass(frozen=True, kw_only=True)
class Which:
    """Which budgets a rule or a priority speaks of; blank is all."""

    body: str = ""
    stream: str = ""
    counts_as: str = ""


@dataclass(frozen=True, kw_only=True)
class BudgetLine:
    """One budget as written down. Unit: pence; None where nothing is written.

    `counts_as` says which national rule counts it (mental health, primary medical, community,
    running costs); `before` is what it was last year, `spend` what its body expects to spend.
    """

    body: str
    stream: str
    place: str
    plan: Pence
    programme: str
    counts_as: str
    before: Pence | None
    spend: Pence | None
    need: Pence | None
    least: Pence | None
    most: Pence | None
    movable: bool

    def within(self, which: Which) -> bool:
        """Return whether a rule or a priority speaks of this budget."""
        asked = ((which.body, self.body), (which.stream, self.stream))
        return all(not wanted or wanted == own for wanted, own in asked) and (
            not which.counts_as or which.counts_as == self.counts_as
        )


@dataclass(frozen=True, kw_only=True)
class LocalRule:
    """A rule of the system's own: what a sum of budgets must be. Unit: pence."""

    name: str
    sentence: str
    which: Which
    sense: str
    amount: Pence


@dataclass(frozen=True, kw_only=True)
class Priority:
    """What the system values, by how much beside the others, and who agreed that when."""

    name: str
    weight: Fraction
    metric: str
    which: Which
    agreed_by: str
    agreed_on: date


@dataclass(frozen=True, kw_only=True)
class Written:
    """What was written down, from which file, and what there does not fit."""

    source: str
    budgets: tuple[BudgetLine, ...] = ()
    rules: tuple[LocalRule, ...] = ()
    priorities: tuple[Priority, ...] = ()
    misfits: tuple[Misfit, ...] = ()


def budgets(path: Path) -> Written:
    """Return the budgets of a csv: body, stream and plan, and whatever else is known of each.

    A line with an amount that is none is left out, and so is one that repeats body and stream;
    both are misfits.
    """
    table = read_table(path, "distribution")
    found: dict[tuple[str, str], BudgetLine] = {}
    misfits = list(table.misfits)
    for row in table.rows:
        faults = [*_not_amounts(table, row, AMOUNTS)]
        if row["movable"].casefold() not in YES_OR_NO:
            why = "movable is yes or no"
            faults.append(table.misfit(row, found=row["movable"], expected="yes or no", why=why))
        key = (row["body"], row["stream"])
        if key in found:
            why = f"{', '.join(key)} stands in {found[key].place} too"
            faults.append(table.misfit(row, found=", ".join(key), expected="once", why=why))
        misfits += faults
        if not faults:
            found[key] = _budget(row)
    return Written(source=path.name, budgets=tuple(found.values()), misfits=tuple(misfits))


def local_rules(path: Path) -> Written:
    """Return the local rules of a csv: what a sum of budgets is at least, at most or exactly."""
    table = read_table(path, "local_rules")
    misfits = list(table.misfits)
    found = []
    for row in table.rows:
        faults = [*_not_amounts(table, row, ("amount",))]
        if row["sense"] not in SENSES:
            why = "a rule is at least, at most or exactly its amount"
            expected = " or ".join(SENSES)
            faults.append(table.misfit(row, found=row["sense"], expected=expected, why=why))
        misfits += faults
        amount = _amount(row["amount"])
        if not faults and amount is not None:
            found.append(
                LocalRule(
                    name=row["rule"],
                    sentence=row["sentence"],
                    which=_which(row),
                    sense=row["sense"],
                    amount=amount,
                )
            )
    return Written(source=path.name, rules=tuple(found), misfits=tuple(misfits))


def priorities(path: Path) -> Written:
    """Return the priorities of a csv: each with its weight, above nil, and who agreed it when."""
    table = read_table(path, "priorities")
    misfits = list(table.misfits)
    found = []
    for row in table.rows:
        weight = number(row["weight"])
        if weight is None or weight <= 0:
            why = f"the weight of {row['priority']} is a number above nil"
            misfits.append(table.misfit(row, found=row["weight"], expected="such as 3", why=why))
            continue
        found.append(
            Priority(
                name=row["priority"],
                weight=weight,
                metric=row["metric"],
                which=_which(row),
                agreed_by=row["agreed_by"],
                agreed_on=date.fromisoformat(row["agreed_on"]),
            )
        )
    return Written(source=path.name, priorities=tuple(found), misfits=tuple(misfits))


def together(written: Written, *others: Written) -> Written:
    """Return what several files say as one; it is named by the first."""
    every = (written, *others)
    return replace(
        written,
        budgets=tuple(one for each in every for one in each.budgets),
        rules=tuple(one for each in every for one in each.rules),
        priorities=tuple(one for each in every for one in each.priorities),
        misfits=tuple(one for each in every for one in each.misfits),
    )


def _budget(row: Row) -> BudgetLine:
    amounts: Mapping[str, Pence | None] = {name: _amount(row[name]) for name in AMOUNTS}
    return BudgetLine(
        body=row["body"],
        stream=row["stream"],
        place=row.place,
        plan=amounts["plan"] or Pence(0),
        programme=row["programme"],
        counts_as=row["counts_as"],
        before=amounts["before"],
        spend=amounts["spend"],
        need=amounts["need"],
        least=amounts["least"],
        most=amounts["most"],
        movable=YES_OR_NO[row["movable"].casefold()],
    )


def _amount(text: str) -> Pence | None:
    return pence(text, per_unit=THOUSAND_POUNDS) if text else None


def _not_amounts(table: Table, row: Row, names: tuple[str, ...]) -> list[Misfit]:
    expected = "an amount in £000, such as 1021500"
    return [
        table.misfit(row, found=row[name], expected=expected, why=f"{name} is not an amount")
        for name in names
        if row[name] and _amount(row[name]) is None
    ]


def _which(row: Row) -> Which:
    return Which(body=row["body"], stream=row["stream"], counts_as=row["counts_as"])
