"""What is asked of elective care: which file, which year, as known when, and by which reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Final

from equipoise.params import Parameters
from equipoise.rules.elective import NoElectiveSchemeError, Scheme, schemes_of
from equipoise.sources import CareRow, ElectiveCare, ElectiveSystems, SystemLimit
from equipoise.units import PENCE, RATIO, FinancialYear
from equipoise.usecases.elective.revisions import revisions
from equipoise.usecases.refusals import RefusedError, UnknownError
from equipoise.workings import Basis, Figure, Reference, Stage, given

ERF: Final = "elective/erf"
NO_LIMIT: Final = SystemLimit(fund=None, target=None, place="")


@dataclass(frozen=True, kw_only=True)
class Way:
    """How a scheme is read.

    `by_month`: a revision governs only the months it was made for, not the whole year.
    `as_run`: as money in fact moved, not as it was published. `full_allocation`: nothing is taken
    back. `working_days`: baselines are values of 2019/20, to be adjusted for working days.
    """

    by_month: bool = False
    as_run: bool = False
    full_allocation: bool = False
    working_days: bool = False


PLAIN: Final = Way()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A file of elective care, its year, what limits each system, and the day that is known."""

    care: ElectiveCare
    year: FinancialYear
    params: Parameters
    known_on: date
    systems: ElectiveSystems = field(default_factory=lambda: ElectiveSystems(source="", limits={}))
    way: Way = PLAIN
    only: Scheme | None = None

    @property
    def basis(self) -> Basis:
        """The basis of every amount: the year, and what was delivered in it."""
        return Basis(period=self.year.period, unit=PENCE, stage=Stage.ACTUAL)

    @cached_property
    def schemes(self) -> tuple[Scheme, ...]:
        """The schemes of the year that were published by the day; or the one asked about alone.

        Raises: RefusedError for a year without one, or before any was published.
        """
        try:
            every = schemes_of(self.year)
        except NoElectiveSchemeError as error:
            raise RefusedError(f"{error}.", "Ask about 2020/21 to 2024/25.") from error
        first = {scheme: revisions(self.params, (scheme,))[0] for scheme in every}
        found = tuple(one for one in every if first[one] <= self.known_on)
        if not found:
            raise RefusedError(
                f"No elective scheme of {self.year} was published by {self.known_on}.",
                f"The first was on {min(first.values())}.",
            )
        return found if self.only is None else (self.only,)

    @property
    def months(self) -> tuple[int, ...]:
        """The months of the schemes that have an actual value anywhere."""
        return tuple(
            sorted(
                {
                    row.month
                    for row in self.care.rows
                    for scheme in self.schemes
                    if row.actual is not None and self.year.month(row.month) in scheme.applies
                }
            )
        )

    @cached_property
    def rows(self) -> Mapping[str, Mapping[str, tuple[CareRow, ...]]]:
        """The rows of the file by system and provider, each in the order of their codes."""
        found: dict[str, dict[str, list[CareRow]]] = {}
        for row in sorted(self.care.rows, key=lambda row: row.key):
            found.setdefault(row.system, {}).setdefault(row.provider, []).append(row)
        return {
            system: {provider: tuple(listed) for provider, listed in providers.items()}
            for system, providers in found.items()
        }

    def amount(self, row: CareRow, column: str) -> Figure:
        """Return an amount of a row, with its place in the file."""
        pence = getattr(row, column)
        assert pence is not None, f"{column} of {row.place} is not blank"
        place = (column == "actual" and row.place_actual) or row.place
        return given(
            pence,
            self.basis,
            Reference("file", (self.care.source, place.replace(" ", "-"), column)),
            name=f"{column.capitalize()}, {row.system}, {row.provider}, month {row.month}, "
            f"{row.pod}",
        )

    def fund(self, system: str) -> Figure | None:
        """Return what a system's fund was first allocated; None where that is not given."""
        limit = self.systems.limits.get(system, NO_LIMIT)
        if limit.fund is None:
            return None
        return given(limit.fund, self.basis, self._limit(system, "fund"), name=f"Fund of {system}")

    def own_target(self, system: str) -> Figure | None:
        """Return a system's own target as first published: as given, or as the house knows it."""
        limit = self.systems.limits.get(system, NO_LIMIT)
        if limit.target is not None:
            basis = Basis(period=self.year.period, unit=RATIO)
            ref = self._limit(system, "target")
            return given(Fraction(limit.target), basis, ref, name=f"Own target of {system}")
        path, period = f"{ERF}/own_target_ratio", self.year.period
        if not self.params.has(path, period, known_on=self.known_on, key=system):
            return None
        return self.params.at(path, period, known_on=self.known_on, key=system)

    def _limit(self, system: str, column: str) -> Reference:
        place = self.systems.limits[system].place.replace(" ", "-")
        return Reference("file", (self.systems.source, place, column))


def refuse_unusable(asked: Asked) -> None:
    """Refuse limits of a system that is not in the file of care, and a file without any care.

    Raises: UnknownError; RefusedError when no row can be read, or none is of a scheme's months.
    """
    if not asked.care.rows:
        why = f": {asked.care.misfits[0].why}" if asked.care.misfits else ""
        raise RefusedError(
            f"{asked.care.source} has no row that can be read{why}.",
            "Write its headings with: equipoise erf --template care.csv.",
        )
    if strange := sorted(asked.systems.limits.keys() - asked.rows.keys()):
        raise UnknownError(f"system in {asked.care.source}", strange[0], tuple(asked.rows))
    if not asked.months:
        raise RefusedError(
            f"{asked.care.source} has no actual value in a month of the scheme of {asked.year}."
        )
