"""Walk through a YAML text and tell every fault where it stands: a path, and a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeVar

import yaml

from equipoise.sources.amounts import THOUSAND_POUNDS, number
from equipoise.sources.misfit import Misfit

Choice = TypeVar("Choice", bound=StrEnum)
YES_OR_NO: Final = {"yes": True, "no": False}
AMOUNT: Final = "an amount in £000 of nil or more, such as 1021.5"


@dataclass(frozen=True, kw_only=True)
class Spot:
    """One place in a text, and where every fault of the text is gathered."""

    source: str
    node: yaml.Node | None
    path: str = ""
    faults: list[Misfit] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        line = f"line {self.node.start_mark.line + 1}" if self.node else "the end"
        return f"{self.path}, {line}" if self.path else line

    @property
    def found(self) -> str:
        """What stands there, if it is a plain text."""
        return self.node.value if isinstance(self.node, yaml.ScalarNode) else ""

    def tell(self, why: str, *, expected: str, found: str | None = None) -> None:
        """Note a fault at this place."""
        what = self.found if found is None else found
        self.faults.append(
            Misfit(source=self.source, place=self.place, found=what, expected=expected, why=why)
        )

    def fields(self, known: Iterable[str], *, required: Iterable[str] = ()) -> dict[str, Spot]:
        """Return the fields of a mapping that are known; the rest, and what lacks, are told."""
        found = self.entries()
        for name in sorted(set(found) - set(known)):
            found.pop(name).tell("not known here", expected=", ".join(known), found=name)
        for name in required:
            if name not in found:
                self.tell(f"{name} is missing", expected=name, found="")
        return found

    def entries(self) -> dict[str, Spot]:
        """Return every entry of a mapping; one written twice is told."""
        if not isinstance(self.node, yaml.MappingNode):
            self.tell("not a list of names with values", expected="name: value")
            return {}
        found: dict[str, Spot] = {}
        for key, value in self.node.value:
            name = str(key.value)
            spot = self._at(value, f"{self.path}.{name}" if self.path else name)
            if name in found:
                spot.tell("written twice", expected="once", found=name)
            found[name] = spot
        return found

    def items(self) -> tuple[Spot, ...]:
        """Return the items of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.tell("not a list", expected="- one item a line, or [a, b]")
            return ()
        return tuple(
            self._at(item, f"{self.path}[{number}]")
            for number, item in enumerate(self.node.value, start=1)
        )

    def text(self) -> str:
        """Return a plain text."""
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip():
            self.tell("not a text", expected="a text")
            return ""
        return str(self.node.value).strip()

    def texts(self) -> tuple[str, ...]:
        """Return a list of plain texts."""
        return tuple(item.text() for item in self.items())

    def choice(self, among: type[Choice], default: Choice) -> Choice:
        """Return one of the words that can stand here."""
        if self.text() in set(among):
            return among(self.text())
        self.tell("not a word that can stand here", expected=" or ".join(among))
        return default

    def amount(self) -> Fraction:
        """Return money written in £000, in whole pence."""
        return self._number(THOUSAND_POUNDS, expected=AMOUNT)

    def plain(self) -> Fraction:
        """Return a number of nil or more."""
        found = number(self.text())
        if found is None or found < 0:
            self.tell("not a number of nil or more", expected="such as 420")
            return Fraction(0)
        return found

    def share(self) -> Fraction:
        """Return a percentage as a ratio: 0.8% is 0.008."""
        text = self.text()
        found = number(text.removesuffix("%").strip())
        if found is None or found < 0 or not text.endswith("%"):
            self.tell("not a percentage", expected="such as 0.8%")
            return Fraction(0)
        return found / 100

    def day(self) -> date | None:
        """Return a day."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            self.tell("not a day", expected="such as 2023-04-01")
            return None

    def yes(self) -> bool:
        """Return yes or no."""
        if self.text() not in YES_OR_NO:
            self.tell("neither yes nor no", expected="yes or no")
        return YES_OR_NO.get(self.text(), False)

    def _number(self, per_unit: int, *, expected: str) -> Fraction:
        found = number(self.text())
        if found is None or found < 0 or (found * per_unit).denominator != 1:
            self.tell("not an amount", expected=expected)
            return Fraction(0)
        return found * per_unit

    def _at(self, node: yaml.Node, path: str) -> Spot:
        return replace(self, node=node, path=path)


def spot_of(text: str, source: str) -> Spot:
    """Return the beginning of a YAML text; a text that is none is told as a fault.

    >>> spot_of("a: [1", "x.yaml").faults[0].why
    'not readable as YAML'
    """
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        spot = Spot(source=source, node=None)
        told = str(error).replace("\n", " ")
        spot.tell("not readable as YAML", expected="names and values by indentation", found=told)
        return spot
    spot = Spot(source=source, node=node)
    if node is None:
        spot.tell("empty", expected="an agreement")
    return spot


def given(fields: Mapping[str, Spot], name: str) -> tuple[Spot, ...]:
    """Return the field of that name, or nothing."""
    return (fields[name],) if name in fields else ()
