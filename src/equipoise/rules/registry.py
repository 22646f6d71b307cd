"""The rules there are: what each is called, when it applies, and where it was published.

A rule is a pure function `f(inputs, params, *, known_on)`. Its name is the path of its module,
so `equipoise.rules.balance.ladder` holds `balance/ladder`. A superseded rule stays in its
module under its own dates. Every rule has that one shape; a definition that needs neither
parameters nor a day drops both in its first line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

from equipoise.rules.walking import changed
from equipoise.units import Period
from equipoise.workings import Figure, Reference, Selector

Function = TypeVar("Function", bound=Callable[..., Any])
ROOM: Final = "equipoise.rules."
DEFINITIONS: Final = Period.parse("2016-04-01 to 2029-04-01")
"""The years for which the house's definitions hold, whatever the regime."""


class RuleClashError(ImportError):
    """Two rules claim one name on one day."""

    def __init__(self, one: Rule, other: Rule) -> None:
        super().__init__(f"{one.id}: two rules, for {one.applies} and for {other.applies}")


class NoRuleError(LookupError):
    """No one rule of that name applies throughout the period, as known on the day."""

    def __init__(self, name: str, period: Period, *, known_on: date) -> None:
        super().__init__(f"{name}: no one rule for all of {period}, as known on {known_on}")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One dated rule. Without `published` it is a definition, and was always known."""

    id: str
    applies: Period
    published: date | None
    source: str
    run: Callable[..., Any]

    @property
    def ref(self) -> Reference:
        """The reference that stands on every figure the rule makes."""
        return Reference("rule", tuple(self.id.split("/")))

    @property
    def title(self) -> str:
        """The first line of its docstring: what it returns."""
        return (self.run.__doc__ or "").strip().partition("\n")[0]

    def known(self, on: date) -> bool:
        """Return whether the rule had been published by then."""
        return self.published is None or self.published <= on

    def clashes(self, other: Rule) -> bool:
        """Return whether both would answer for one day, with nothing to choose between them."""
        alike = (self.id, self.published) == (other.id, other.published)
        return alike and self.applies.overlaps(other.applies)


_RULES: Final[dict[str, tuple[Rule, ...]]] = {}
RULES: Final[Mapping[str, tuple[Rule, ...]]] = MappingProxyType(_RULES)
"""Every rule by its name; more than one where the rule has changed."""


def rule(
    *, applies: Period, source: str, published: date | None = None
) -> Callable[[Function], Function]:
    """Return a decorator that registers a rule, and puts its name on the figures it makes.

    Figures that only pass through (from outside, or from another rule) keep their own record.

    Raises: RuleClashError when the module already holds a rule for one of those days.
    Law every_rule_runs_both_ways: over figures and over bare fractions, with equal values.
    """

    def registered(function: Function) -> Function:
        name = function.__module__.removeprefix(ROOM).replace(".", "/")
        ref = Reference("rule", tuple(name.split("/")))

        @wraps(function)
        def run(*args: Any, **keywords: Any) -> Any:
            return changed(function(*args, **keywords), lambda figure: _stamped(figure, ref))

        new = Rule(id=name, applies=applies, published=published, source=source, run=run)
        for old in _RULES.get(name, ()):
            if new.clashes(old):
                raise RuleClashError(old, new)
        _RULES[name] = (*_RULES.get(name, ()), new)
        return cast(Function, run)

    return registered


def rule_for(name: str, period: Period, *, known_on: date) -> Rule:
    """Return the rule that applied throughout `period`, as published by `known_on`.

    Of several, the one published last counts, as for parameters.

    Raises: NoRuleError when there is none, or when it changes within the period.
    """
    known = [
        rule
        for rule in RULES.get(name, ())
        if rule.known(known_on) and rule.applies.overlaps(period)
    ]
    latest = max(known, key=lambda rule: rule.published or date.min, default=None)
    if latest is None or period not in latest.applies:
        raise NoRuleError(name, period, known_on=known_on)
    return latest


def _stamped(figure: Figure, ref: Reference) -> Figure:
    work = figure.working
    passed_through = work.rule or work.ref or isinstance(work.of, Selector)
    return figure if passed_through else figure.made_by(ref)
