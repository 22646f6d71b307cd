"""Load the parameter tree, and answer: what was this value, for this period, known then?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol, TypeVar

from equipoise.params.entry import LIVE, PROPOSED, Entry, Parameter, ParameterError
from equipoise.params.reading import read
from equipoise.units import Period
from equipoise.workings import Basis, Figure, Reference, given

HOUSE: Final = Path(__file__).parent
"""The tree that comes with the program."""
Number_co = TypeVar("Number_co", Figure, Fraction, covariant=True)


class Values(Protocol[Number_co]):
    """What a rule asks for its values: figures to explain, or bare fractions for speed."""

    def at(self, path: str, period: Period, *, known_on: date, key: str | None = None) -> Number_co:
        """Return the value that applied throughout `period`, as published by `known_on`."""
        ...


@dataclass(frozen=True)
class Parameters:
    """The tree, read once; never changed. `admits` are the statuses that count."""

    tree: Mapping[str, Parameter]
    admits: frozenset[str] = LIVE

    def at(self, path: str, period: Period, *, known_on: date, key: str | None = None) -> Figure:
        """Return the value that applied throughout `period`, as published by `known_on`.

        `key` is the organisation, where the value is a table. Of several, the one published
        last counts; a proposal or a suspended value does only where it is admitted.

        Raises: ParameterError when none was known, when it changes within the period, or when
            the table has no row for the organisation.
        """
        entry = self._entry(path, period, known_on)
        value = _value(entry, path, period=period, key=key)
        parameter = self.tree[path]
        parts = (*path.split("/"),) if key is None else (*path.split("/"), key)
        return given(
            value if value.denominator > 1 or parameter.unit.name == "ratio" else int(value),
            Basis(unit=parameter.unit, period=period, support=parameter.support),
            Reference("parameter", (*parts, _when(entry.applies)), entry.published.isoformat()),
            name=parameter.title,
            note=f"{entry.source}, {entry.place}; {entry.status}, {entry.kind}",
            status=entry.status,
        )

    def has(self, path: str, period: Period, *, known_on: date, key: str | None = None) -> bool:
        """Return whether `at` would answer."""
        try:
            self.at(path, period, known_on=known_on, key=key)
        except ParameterError:
            return False
        return True

    def keys(self, path: str, period: Period, *, known_on: date) -> frozenset[str]:
        """Return the organisations that the table for a period names; none without a table."""
        try:
            return frozenset(self._entry(path, period, known_on).table)
        except ParameterError:
            return frozenset()

    def admitting(self, status: str) -> Parameters:
        """Return the tree with values of another status counted too: a model, never a plan.

        Law what_is_admitted_only_adds: where a live value stands last, the answer is the same.
        """
        return replace(self, admits=self.admits | {status})

    @property
    def exact(self) -> Exact:
        """The same values as bare fractions, without their record."""
        return Exact(self)

    @cached_property
    def digest(self) -> str:
        """The sha-256 of every value and citation, in the order of their names."""
        content = {
            path: {
                "title": parameter.title,
                "unit": parameter.unit.name,
                "support": parameter.support,
                "values": [entry.canonical() for entry in parameter.entries],
            }
            for path, parameter in sorted(self.tree.items())
        }
        return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def _entry(self, path: str, period: Period, known_on: date) -> Entry:
        if path not in self.tree:
            raise ParameterError(f"{path}: no such parameter")
        listed = [
            entry
            for entry in self.tree[path].entries
            if entry.published <= known_on and entry.applies.overlaps(period)
        ]
        known = [entry for entry in listed if entry.status in self.admits]
        if not known:
            only = "".join(
                f"; one is {entry.status} ({entry.source}), to be modelled and never planned on"
                for entry in listed[:1]
            )
            raise ParameterError(f"{path}: no value for {period} published by {known_on}{only}")
        latest = max(known, key=lambda entry: entry.published)
        if period not in latest.applies:
            raise ParameterError(f"{path}: changes within {period}; ask for a shorter period")
        return latest


@dataclass(frozen=True)
class Exact:
    """The tree, answering with bare fractions."""

    parameters: Parameters

    def at(self, path: str, period: Period, *, known_on: date, key: str | None = None) -> Fraction:
        """Return the value alone; raises as `Parameters.at` does."""
        entry = self.parameters._entry(path, period, known_on)
        return _value(entry, path, period=period, key=key)


def load(*packs: Path) -> Parameters:
    """Return the house's tree with each pack laid over it in turn, every file named by its path.

    Raises: ParameterError naming the file, and what it lacks.
    Law a_pack_only_adds: values on other days than the pack's stay as they were.
    """
    tree: dict[str, Parameter] = {}
    for root in (HOUSE, *packs):
        for name, found in _files(root):
            tree[name] = tree[name].overlaid(found, name) if name in tree else found
    return Parameters(tree)


def proposals(pack: Path, period: Period) -> tuple[tuple[str, Entry], ...]:
    """Return what a pack proposes for a period, by path; not what it has agreed since.

    Raises: ParameterError naming the file, and what it lacks.
    """
    return tuple(
        (name, entry)
        for name, found in _files(pack)
        for entry in found.entries
        if entry.status == PROPOSED
        and entry.applies.overlaps(period)
        and not any(
            other.status in LIVE
            and other.published > entry.published
            and other.applies.overlaps(period)
            for other in found.entries
        )
    )


def _files(root: Path) -> Iterator[tuple[str, Parameter]]:
    for path in sorted(root.rglob("*.yaml")):
        shown = path.relative_to(root).as_posix()
        found = read(_text(path), shown, beside=_reader(path.parent))
        yield path.relative_to(root).with_suffix("").as_posix(), found


def _value(entry: Entry, path: str, *, period: Period, key: str | None) -> Fraction:
    """Return what an entry says for everybody, or for one organisation."""
    if key is None and entry.value is not None:
        return entry.value
    if key is not None and key in entry.table:
        return entry.table[key]
    asked = f"for {key}" if key else "without an organisation"
    raise ParameterError(f"{path}: no value {asked} in {period}")


def _when(applies: Period) -> str:
    if applies == applies.year.period:
        return applies.year.code
    return f"{applies.starts_on}_to_{applies.ends_on}"


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ParameterError(f"{path}: not text in UTF-8: {error}") from error


def _reader(folder: Path) -> Callable[[str], str]:
    def beside(name: str) -> str:
        if Path(name).name != name:
            raise ParameterError(f"a table lies beside its file: {name}")
        return (folder / name).read_text("utf-8")

    return beside
