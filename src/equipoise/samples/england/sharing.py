"""What a synthetic England shares money by, as files: populations, openings, places, budgets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from equipoise.samples.england.bodies import System
from equipoise.samples.england.budgets import HEADS, PRIORITY_HEADS, SystemBudgets
from equipoise.samples.england.drafts import England
from equipoise.samples.england.misplaced import PLACES, Fault, Misplaced
from equipoise.samples.england.needs import Needs, write_needs
from equipoise.samples.england.pack import NOTICE

FOLDER: Final = "sharing"
OPENINGS: Final = "openings.csv"
BUDGETS: Final = "budgets.csv"
PRIORITIES: Final = "priorities.csv"
RECURRENT: Final = "allocation.recurrent"
README: Final = """{notice}

What money of {year} is shared by. All was made up from one number, {seed}: the same number makes
the same files.

{needs}  populations by practice, under the headings published
                                   for the year
{openings}                       what each ICB was allocated last year, recurrent, in £000
ZQ1, and so on                     a folder for each system:
  {places}                         its practices by place and neighbourhood
  {budgets}                        its budgets by place and stream, in £000: its allocation in all
  {priorities}                     what it values, and by how much

This year's recurrent allocations come to {quantum} (£000):

equipoise allocate {needs} --sum {quantum} --openings {openings}
"""


def write_sharing(folder: Path, england: England, *, misplaced: Sequence[Misplaced] = ()) -> Path:
    """Return the folder of the files, written into `folder`, with practices misplaced as asked."""
    made = folder / FOLDER
    made.mkdir(parents=True)
    needs = Needs(england=england)
    named = write_needs(made, needs).name
    drafts = {system.code: england.drafts[system.code] for system in england.bodies.systems}
    openings = (
        {"area": code, "allocation": str(draft.last_year(RECURRENT))}
        for code, draft in drafts.items()
    )
    _table(made / OPENINGS, ("area", "allocation"), openings)
    for system in england.bodies.systems:
        own = made / system.code
        own.mkdir()
        faults = {one.practice: one.fault for one in misplaced if one.system == system.code}
        _table(own / PLACES, ("practice", "place", "neighbourhood"), _places(needs, system, faults))
        budgets = SystemBudgets(needs=needs, system=system)
        _table(own / BUDGETS, HEADS, budgets.budgets())
        _table(own / PRIORITIES, PRIORITY_HEADS, budgets.priorities())
    words = README.format(
        notice=NOTICE,
        year=england.year.year,
        seed=england.bodies.seed,
        needs=named,
        openings=OPENINGS,
        places=PLACES,
        budgets=BUDGETS,
        priorities=PRIORITIES,
        quantum=sum(draft.year(RECURRENT) for draft in drafts.values()),
    )
    (made / "README.txt").write_text(words, "utf-8")
    return made


def _places(
    needs: Needs, system: System, faults: Mapping[str, Fault]
) -> Iterator[Mapping[str, str]]:
    """Yield the practices of a system by place; a misplaced one twice, or not at all."""
    for practice in needs.within[system.code]:
        row = {
            "practice": practice.code,
            "place": practice.place,
            "neighbourhood": practice.network[1],
        }
        fault = faults.get(practice.code)
        if fault is not Fault.NOWHERE:
            yield row
        if fault is Fault.TWICE:
            other = next(name for _, name in system.places if name != practice.place)
            yield {**row, "place": other}


def _table(path: Path, heads: Sequence[str], lines: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, heads, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
