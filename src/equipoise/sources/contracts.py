"""Contracts as a system writes them down: who with whom, and what they are worth by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from equipoise.rules.contract import ADJUSTMENTS, PODS, Mechanism
from equipoise.sources.amounts import THOUSAND_POUNDS, pence
from equipoise.sources.best_practice_cases import (
    BEST_PRACTICE,
    BestPracticeCases,
    best_practice_cases,
)
from equipoise.sources.misfit import Misfit
from equipoise.sources.table import Row, Table, read_table
from equipoise.units import Pence

CONTRACTS: Final = "contracts.csv"
VALUES: Final = "values.csv"
LAYERS: Final = (
    *("baseline", "actual", "commissioner", "reference", "adjustment"),
    *("allocation", "cost"),
)
FULL: Final = frozenset({"baseline", "commissioner", "allocation", "cost"})
"""The layers in which no month may be blank: they are agreed or planned for the whole year."""
OF_ONE_BODY: Final = {"commissioner": "provider", "allocation": "provider", "cost": "commissioner"}
"""Layers of one body alone, and the party that they do not name."""
WHOLE: Final = "ALL"
"""Stands for a point of delivery where an allocation or a cost is of everything."""
WITHOUT_PRICES: Final = frozenset({"adjustment", "allocation", "cost"})
"""Layers that are money as it is, in no price base."""
MONTHS: Final = tuple(f"M{number:02}" for number in range(1, 13))
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "provider_type": ("nhs", "other"),
    "commissioner_type": ("icb", "nhs england"),
    "same_system": ("yes", "no"),
    "unit_price": ("yes", "no"),
    "listed": ("no", "yes"),
    "mechanism": ("", *Mechanism),
}
"""What a column of the contracts may hold; the first is what a blank stands for."""
Pair = tuple[str, str]
"""Commissioner and provider."""


@dataclass(frozen=True, kw_only=True)
class ContractLine:
    """Two parties, what decides the model between them, and the model if it is stated."""

    commissioner: str
    provider: str
    provider_is_nhs: bool
    commissioner_is_nhs_england: bool
    same_system: bool
    has_unit_price: bool
    is_listed: bool
    stated: Mechanism | None
    place: str


@dataclass(frozen=True, kw_only=True)
class ContractValues:
    """A row of values by month of the year; a blank month is not there. Unit: pence.

    `pod` is a point of delivery, or for an adjustment its word. `provider` is blank in the layers
    `commissioner`, the commissioner's own baseline, and `allocation`, what the nation gives it;
    `commissioner` in the layer `cost`, what its care costs a provider.
    """

    commissioner: str
    provider: str
    layer: str
    pod: str
    price_base: str
    months: Mapping[int, Pence]
    place: str


@dataclass(frozen=True, kw_only=True)
class ContractFiles:
    """The contracts of a folder, and what in them does not fit."""

    folder: str
    contracts: Mapping[Pair, ContractLine]
    values: tuple[ContractValues, ...]
    misfits: tuple[Misfit, ...]
    best_practice: tuple[BestPracticeCases, ...] = ()

    def of(self, pair: Pair, layer: str) -> Mapping[str, ContractValues]:
        """Return the rows of a contract in a layer, by point of delivery or adjustment."""
        return self._rows.get((*pair, layer), {})

    @cached_property
    def _rows(self) -> Mapping[tuple[str, str, str], Mapping[str, ContractValues]]:
        found: dict[tuple[str, str, str], dict[str, ContractValues]] = {}
        for row in self.values:
            found.setdefault((row.commissioner, row.provider, row.layer), {})[row.pod] = row
        return found

    @property
    def allocations(self) -> Mapping[str, ContractValues]:
        """What the nation gives each commissioner, where it is written."""
        return {row.commissioner: row for row in self.values if row.layer == "allocation"}

    @property
    def costs(self) -> Mapping[str, ContractValues]:
        """What its care costs each provider, where it is written."""
        return {row.provider: row for row in self.values if row.layer == "cost"}

    def own_baseline(self, commissioner: str) -> Mapping[str, ContractValues]:
        """Return the commissioner's own baseline, by point of delivery."""
        return self.of((commissioner, ""), "commissioner")


def contract_files(folder: Path) -> ContractFiles:
    """Return the contracts in contracts.csv and their values in values.csv of a folder.

    Best practice cases stand in best_practice.csv, if there are any; what they come to may then
    not be an adjustment of the same contract as well. A row that cannot be
    used is left out, and is a misfit.
    """
    parties = read_table(folder / CONTRACTS, "contracts")
    amounts = read_table(folder / VALUES, "contract_values")
    misfits = [*parties.misfits, *amounts.misfits]
    contracts: dict[Pair, ContractLine] = {}
    for row in parties.rows:
        pair = (row["commissioner"], row["provider"])
        faults = [*_words(parties, row)]
        if pair in contracts:
            why = f"{' with '.join(pair)} stands in {contracts[pair].place} too"
            faults.append(parties.misfit(row, found=" ".join(pair), expected="once", why=why))
        misfits += faults
        if not faults:
            contracts[pair] = _line(row)
    seen: dict[tuple[str, str, str, str], ContractValues] = {}
    for row in amounts.rows:
        key = (row["commissioner"], row["provider"], row["layer"], row["pod"])
        faults = [*_unusable(amounts, row, contracts)]
        if key in seen:
            why = f"{' '.join(filter(None, key))} stands in {seen[key].place} too"
            faults.append(amounts.misfit(row, found=row["pod"], expected="once", why=why))
        misfits += faults
        if not faults:
            seen[key] = _values(row)
    values = tuple(seen.values())
    misfits += [
        *_without_baseline(parties, contracts, values),
        *_bases(amounts, values),
    ]
    cases: tuple[BestPracticeCases, ...] = ()
    if (folder / BEST_PRACTICE).exists():
        cases, faults_of_cases = best_practice_cases(folder / BEST_PRACTICE, contracts)
        misfits += [*faults_of_cases, *_twice(amounts, values, cases)]
    return ContractFiles(
        folder=folder.name,
        contracts=contracts,
        values=values,
        misfits=tuple(misfits),
        best_practice=cases,
    )


def _words(table: Table, row: Row) -> Iterable[Misfit]:
    for column, known in WORDS.items():
        word = row[column].casefold()
        if word and word not in known:
            expected = " or ".join(filter(None, known))
            why = f"{column} is {expected}"
            yield table.misfit(row, found=row[column], expected=expected, why=why)


def _line(row: Row) -> ContractLine:
    word = {column: row[column].casefold() or known[0] for column, known in WORDS.items()}
    return ContractLine(
        commissioner=row["commissioner"],
        provider=row["provider"],
        provider_is_nhs=word["provider_type"] == "nhs",
        commissioner_is_nhs_england=word["commissioner_type"] == "nhs england",
        same_system=word["same_system"] == "yes",
        has_unit_price=word["unit_price"] == "yes",
        is_listed=word["listed"] == "yes",
        stated=Mechanism(word["mechanism"]) if word["mechanism"] else None,
        place=row.place,
    )


def _unusable(table: Table, row: Row, contracts: Mapping[Pair, ContractLine]) -> Iterable[Misfit]:
    layer = row["layer"]
    if layer not in LAYERS:
        expected = " or ".join(LAYERS)
        yield table.misfit(row, found=layer, expected=expected, why=f"layer is {expected}")
        return
    known = {"adjustment": tuple(ADJUSTMENTS), "allocation": (WHOLE,), "cost": (WHOLE,)}.get(
        layer, tuple(PODS)
    )
    if row["pod"] not in known:
        what = "an adjustment" if layer == "adjustment" else "a point of delivery"
        expected = " or ".join(known)
        yield table.misfit(row, found=row["pod"], expected=expected, why=f"pod is not {what}")
    yield from _parties(table, row, contracts)
    if layer not in WITHOUT_PRICES and not row["price_base"]:
        yield table.misfit(row, found="", expected="such as 2023/24 prices", why="no price base")
    for month in MONTHS:
        if row[month] and pence(row[month], per_unit=THOUSAND_POUNDS) is None:
            why = f"{month} is not an amount in £000"
            yield table.misfit(row, found=row[month], expected="such as 1021.5", why=why)
        if not row[month] and layer in FULL:
            yield table.misfit(row, found="", expected="an amount", why=f"{month} is blank")


def _parties(table: Table, row: Row, contracts: Mapping[Pair, ContractLine]) -> Iterable[Misfit]:
    """Yield a misfit where a row names a party it should not, or lacks one, or no contract."""
    alone = OF_ONE_BODY.get(row["layer"])
    if alone is None:
        if (row["commissioner"], row["provider"]) not in contracts:
            found = f"{row['commissioner']} with {row['provider']}"
            expected = f"a row in {CONTRACTS}"
            yield table.misfit(row, found=found, expected=expected, why="no such contract")
        return
    named = "commissioner" if alone == "provider" else "provider"
    if row[alone]:
        why = f"the layer {row['layer']} names no {alone}"
        yield table.misfit(row, found=row[alone], expected="nothing", why=why)
    if not row[named]:
        yield table.misfit(row, found="", expected=named, why=f"{named} is blank")


def _values(row: Row) -> ContractValues:
    months = {}
    for number, month in enumerate(MONTHS, start=1):
        amount = pence(row[month], per_unit=THOUSAND_POUNDS) if row[month] else None
        if amount is not None:
            months[number] = amount
    return ContractValues(
        commissioner=row["commissioner"],
        provider=row["provider"],
        layer=row["layer"],
        pod=row["pod"],
        price_base=row["price_base"],
        months=months,
        place=row.place,
    )


def _without_baseline(
    table: Table, contracts: Mapping[Pair, ContractLine], values: Iterable[ContractValues]
) -> Iterable[Misfit]:
    """Yield a misfit for each contract without a baseline: there is nothing to pay by."""
    there = {(row.commissioner, row.provider) for row in values if row.layer == "baseline"}
    for pair, line in contracts.items():
        if pair not in there:
            yield Misfit(
                source=table.source,
                place=line.place,
                found=" with ".join(pair),
                expected=f"a baseline in {VALUES}",
                why="a contract without a baseline",
            )


def _twice(
    table: Table, values: Iterable[ContractValues], cases: Iterable[BestPracticeCases]
) -> Iterable[Misfit]:
    """Yield a misfit for each adjustment of best practice where cases of it are written too."""
    counted = {case.pair: case for case in cases}
    for row in values:
        pair = (row.commissioner, row.provider)
        if (row.layer, row.pod) == ("adjustment", "best_practice") and pair in counted:
            yield Misfit(
                source=table.source,
                place=row.place,
                found=" with ".join(pair),
                expected="an amount, or cases, and not both",
                why=f"its best practice cases stand in {BEST_PRACTICE} too",
            )


def _bases(table: Table, values: Iterable[ContractValues]) -> Iterable[Misfit]:
    """Yield a misfit for each row in another price base than the first of its commissioner."""
    first: dict[str, ContractValues] = {}
    for row in values:
        if row.layer in WITHOUT_PRICES:
            continue
        base = first.setdefault(row.commissioner, row).price_base
        if row.price_base != base:
            yield Misfit(
                source=table.source,
                place=row.place,
                found=row.price_base,
                expected=base,
                why=f"another price base than {first[row.commissioner].place}",
            )
