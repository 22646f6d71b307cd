"""What government asks of the NHS in a year: a mandate, and its metrics as they became known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import yaml

from equipoise.units import UNITS, FinancialYear, Period, Unit

HOUSE: Final = Path(__file__).parent / "mandates"
STATUSES: Final = ("final", "draft", "proposed", "suspended", "assumed")
CITED: Final = ("status", "source", "place")
HEAD: Final = ("title", "year", "issuer", "unit_of_account", "published", "metrics", *CITED)
METRIC: Final = ("code", "title", "definition", "unit", "announced_on", "applies", *CITED)
PROMISE: Final = ("what", "due", "announced_on", *CITED)


class MandateError(LookupError):
    """A mandate file is refused, or none was known for what was asked."""


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One thing a mandate measures.

    `definition` names how it is counted. `target` is the least that is asked, None where the
    mandate sets no target. `status` is assumed where no source says that the mandate holds it.
    """

    code: str
    title: str
    definition: str
    unit: Unit
    announced_on: date
    applies: Period
    target: Fraction | None
    status: str
    source: str
    place: str

    @property
    def target_words(self) -> str:
        """The target as written; `no target set` where there is none.

        >>> mandate(FinancialYear(2021), date(2021, 4, 1)).metrics[2].target_words
        'no target set'
        """
        return "no target set" if self.target is None else f"at least {self.target} ({self.unit})"


@dataclass(frozen=True, kw_only=True)
class Promise:
    """Something a mandate says is still to come."""

    what: str
    due: Period
    announced_on: date
    status: str
    source: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """The mandate for a year; `unit_of_account` says who is held to account by it."""

    title: str
    year: FinancialYear
    issuer: str
    unit_of_account: str
    published: date
    metrics: tuple[Metric, ...]
    promises: tuple[Promise, ...]
    status: str
    source: str
    place: str

    def known_on(self, day: date) -> Mandate:
        """Return the mandate with the metrics and promises announced by `day`.

        Law knowledge_only_grows: what was known on a day is known on every later day.
        """
        return replace(
            self,
            metrics=tuple(metric for metric in self.metrics if metric.announced_on <= day),
            promises=tuple(promise for promise in self.promises if promise.announced_on <= day),
        )


def mandate(year: FinancialYear, known_on: date) -> Mandate:
    """Return the mandate of `year` with the metrics known on a day.

    Raises: MandateError when there is none, or it was not yet published.
    """
    path = HOUSE / f"{year.code}.yaml"
    if not path.exists():
        raise MandateError(f"no mandate is held for {year}")
    found = read(path.read_text("utf-8"), path.name)
    if found.published > known_on:
        raise MandateError(f"the mandate for {year} was published only on {found.published}")
    return found.known_on(known_on)


def mandate_years() -> tuple[FinancialYear, ...]:
    """Return the years for which a mandate is held."""
    return tuple(sorted(FinancialYear.parse(path.stem) for path in HOUSE.glob("*.yaml")))


class _Text(yaml.BaseLoader):
    """YAML in which everything stays text, and nothing is written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise MandateError(f"line {node.start_mark.line + 1}: written twice: {twice}")
        return super().construct_mapping(node, deep)


def read(text: str, name: str) -> Mandate:
    """Return the mandate written as YAML `text`.

    Raises: MandateError naming the file and what it lacks, repeats or does not know.
    """
    try:
        fields = yaml.load(text, Loader=_Text)
        _refuse(fields, HEAD, optional=("promises",))
        metrics = tuple(_metric(entry) for entry in fields["metrics"])
        found = Mandate(
            title=fields["title"],
            year=FinancialYear.parse(fields["year"]),
            issuer=fields["issuer"],
            unit_of_account=fields["unit_of_account"],
            published=date.fromisoformat(fields["published"]),
            metrics=metrics,
            promises=tuple(_promise(entry) for entry in fields.get("promises", ())),
            **_citation(fields),
        )
    except MandateError as error:
        raise MandateError(f"{name}: {error}") from error
    except (AttributeError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise MandateError(f"{name}: missing or not readable: {error}") from error
    codes = [metric.code for metric in metrics]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise MandateError(f"{name}: metrics written twice: {', '.join(twice)}")
    return found


def _metric(fields: Mapping[str, str]) -> Metric:
    _refuse(fields, METRIC, optional=("target",))
    return Metric(
        code=fields["code"],
        title=fields["title"],
        definition=fields["definition"],
        unit=UNITS[fields["unit"]],
        announced_on=date.fromisoformat(fields["announced_on"]),
        applies=Period.parse(fields["applies"]),
        target=Fraction(fields["target"]) if "target" in fields else None,
        **_citation(fields),
    )


def _promise(fields: Mapping[str, str]) -> Promise:
    _refuse(fields, PROMISE)
    return Promise(
        what=fields["what"],
        due=Period.parse(fields["due"]),
        announced_on=date.fromisoformat(fields["announced_on"]),
        **_citation(fields),
    )


def _citation(fields: Mapping[str, str]) -> dict[str, str]:
    if fields["status"] not in STATUSES:
        raise MandateError(f"status is one of {', '.join(STATUSES)}: {fields['status']}")
    return {name: fields[name] for name in CITED}


def _refuse(
    fields: Mapping[str, object], needed: tuple[str, ...], *, optional: tuple[str, ...] = ()
) -> None:
    if missing := [name for name in needed if not fields.get(name)]:
        raise MandateError(f"lacks {', '.join(missing)}: {fields.get('code') or fields}")
    if unknown := sorted(fields.keys() - {*needed, *optional}):
        raise MandateError(f"does not know {', '.join(unknown)}")
