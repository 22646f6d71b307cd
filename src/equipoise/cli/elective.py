"""Elective care on the command line: the file, what limits systems, and how a scheme is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import click

from equipoise.cli.context import Session
from equipoise.cli.contracts import FOLDER, agreed
from equipoise.cli.files import sheet_option
from equipoise.cli.populations import FILE
from equipoise.cli.references import DAY
from equipoise.params import load
from equipoise.sources import ElectiveCare, ElectiveSystems, elective_care, elective_systems
from equipoise.usecases.contracted.care import care_of
from equipoise.usecases.elective import Asked, Way

NOBODY = ElectiveSystems(source="", limits={})


OPTIONS: Final = (
    sheet_option,
    click.option("--pack", type=FOLDER, help="A rule pack to lay over the house's terms."),
    click.option(
        "--working-days",
        is_flag=True,
        help="Baselines are values of 2019/20: adjust each month for working days.",
    ),
    click.option(
        "--full-allocation",
        is_flag=True,
        help="Take nothing back: systems have their allocation in full.",
    ),
    click.option("--as-run", is_flag=True, help="As money in fact moved, not as it was published."),
    click.option(
        "--by-month",
        is_flag=True,
        help="A revision governs only the months it was made for, not the whole year.",
    ),
    click.option(
        "--systems",
        type=FILE,
        help="A csv of system, and fund (£000) or own target (%) or both.",
    ),
    click.option(
        "--contracts",
        type=FOLDER,
        help="In place of FILE, a folder of contracts: their baselines and actual values.",
    ),
    click.option("--on", type=DAY, help="The day whose knowledge of the rules counts; today."),
)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was typed: how the file is to be read, and by which rules."""

    sheet: str
    contracts: Path | None
    systems: Path | None
    pack: Path | None
    on: date | None
    way: Way

    def asked(self, session: Session, file: Path | None) -> Asked:
        """Return what is asked of a file, or of the contracts that were named in its place.

        Raises: UsageError where neither was named, or both; RefusedError.
        """
        return Asked(
            care=self._care(session, file),
            year=session.plan_year(),
            params=load(self.pack) if self.pack else load(),
            known_on=self.on or session.today,
            systems=elective_systems(self.systems) if self.systems else NOBODY,
            way=self.way,
        )

    def _care(self, session: Session, file: Path | None) -> ElectiveCare:
        if (file is None) == (self.contracts is None):
            raise click.UsageError(
                "Name either a FILE of elective care (erf --template writes one), or a folder of "
                "contracts with --contracts."
            )
        if self.contracts is not None:
            return care_of(agreed(session, self.contracts, known=self.on))
        assert file is not None
        return elective_care(file, sheet=self.sheet)


def of_elective(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say how elective care is read, and by which rules."""
    for add in OPTIONS:
        function = add(function)
    return function


def typed_reading(said: Mapping[str, object]) -> Reading:
    """Return the reading among the options of a command."""
    flags = ("by_month", "as_run", "full_allocation", "working_days")
    systems, pack, on = said["systems"], said["pack"], said["on"]
    contracts = said["contracts"]
    assert contracts is None or isinstance(contracts, Path)
    assert systems is None or isinstance(systems, Path)
    assert pack is None or isinstance(pack, Path)
    assert on is None or isinstance(on, date)
    return Reading(
        sheet=str(said["sheet"]),
        contracts=contracts,
        systems=systems,
        pack=pack,
        on=on,
        way=Way(**{flag: bool(said[flag]) for flag in flags}),
    )
