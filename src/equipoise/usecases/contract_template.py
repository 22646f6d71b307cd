"""Write the files of contracts to fill in: a row for each contract, and for each value of it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from equipoise.rules.contract import ADJUSTMENTS, PODS, Mechanism
from equipoise.sources import layout
from equipoise.sources.contracts import CONTRACTS, LAYERS, MONTHS, VALUES, WORDS
from equipoise.units import FinancialYear
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.refusals import RefusedError

CASES: Final = tuple(layout("best_practice_cases").columns)
README: Final = "README.txt"
PARTIES: Final = ("commissioner", "provider", *WORDS)
ROW: Final = ("commissioner", "provider", "layer", "pod", "price_base", *MONTHS)
HELP: Final = f"""contracts.csv: one row for each contract.
  provider_type    nhs or other
  commissioner_type icb or nhs england
  same_system      yes or no: are both of one system
  unit_price       yes or no: is there a unit price for what is bought
  listed           yes or no: is the pair in the low volume schedule
  mechanism        blank for the rule to choose, or {", ".join(Mechanism)}

values.csv: amounts in £000, by month from April (M01) to March (M12).
  layer            {", ".join(LAYERS)}
    baseline       what is agreed, for every month
    actual         what activity was worth; a blank month is not in, and is not nil
    commissioner   the commissioner's own baseline, without a provider: those of its providers
                   must sum to it
    reference      for the tariff to 2018/19: emergencies (NEL) of the baseline year
    adjustment     what is paid on top; its pod is one of the words below
    allocation     what the nation gives a commissioner, without a provider; pod ALL
    cost           what care costs a provider, without a commissioner; pod ALL
  pod              {"; ".join(f"{code} {title.lower()}" for code, title in PODS.items())}
  adjustments      {"; ".join(f"{word}: {title.lower()}" for word, title in ADJUSTMENTS.items())}
                   best_practice instead by its cases, in best_practice.csv: {", ".join(CASES)};
                   prices in £ for one case, with market forces
  price_base       whose prices, in words: the same for all contracts of a commissioner
"""


@dataclass(frozen=True, kw_only=True)
class ContractTemplate:
    """The files that were written."""

    folder: Path
    files: tuple[str, ...]
    rows: int


def contract_template(
    folder: Path, *, year: FinancialYear, commissioner: str, providers: tuple[str, ...]
) -> Outcome[ContractTemplate]:
    """Write contracts.csv, values.csv and a README to a folder that is new or empty.

    Raises: RefusedError when something is there.
    """
    if folder.exists() and any(folder.iterdir()):
        raise RefusedError(f"{folder} is not empty.", "Name a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    parties = [
        [commissioner, provider, *(known[0] for known in WORDS.values())] for provider in providers
    ]
    _write(folder / CONTRACTS, PARTIES, parties)
    base = f"{year} prices"
    blank = [""] * len(MONTHS)
    values = [
        [commissioner, provider, layer, pod, base, *blank]
        for layer in ("baseline", "actual")
        for provider in providers
        for pod in PODS
    ]
    values += [[commissioner, "", "commissioner", pod, base, *blank] for pod in PODS]
    _write(folder / VALUES, ROW, values)
    (folder / README).write_text(HELP, "utf-8")
    found = ContractTemplate(
        folder=folder, files=(CONTRACTS, VALUES, README), rows=len(parties) + len(values)
    )
    return Outcome(result=found)


def _write(path: Path, head: tuple[str, ...], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(head)
        writer.writerows(rows)
