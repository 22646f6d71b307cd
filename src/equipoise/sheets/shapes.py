"""What a form is made of: its fixed places, the styles of its sheets, and their description."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from equipoise.register import Kind

FORM: Final = "equipoise.plan"
VERSION: Final = "2"
META: Final = "_meta"
TAGS: Final = "tags"
"""Stands in the hidden first cell of the hidden row that holds the tags of the columns."""
TAGS_ROW: Final = 5
HEAD_ROW: Final = 6
FIRST_ROW: Final = 7
MONTH_CODES: Final = tuple(f"M{number:02}" for number in range(1, 13))
LATER_CODES: Final = tuple(f"Y{number}" for number in range(2, 7))
"""The years after the first, each entered as a whole; a form has as many as its plan."""
AMOUNTS: Final = ("prior", "year", *MONTH_CODES, *LATER_CODES)


class Style(StrEnum):
    """How the rows of a sheet are described before their amounts."""

    PLAIN = "plain"
    COUNTERPARTIES = "counterparties"
    SERVICES = "services"
    """By counterparty, and for each by what is bought of it."""
    ITEMS = "items"
    REGISTER = "register"
    """Items with words, and perhaps amounts of the year as a whole, one to a column."""


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """A column of words about an item; `choices` are the only ones, or there are none to keep to.

    Shape: `measures` says which measure a row feeds when the column holds the word; one that is
        not `needed` may be left blank.
    """

    code: str
    words: str
    choices: tuple[str, ...] = ()
    measures: tuple[tuple[str, str], ...] = ()
    needed: bool = True
    width: int = 18


@dataclass(frozen=True, kw_only=True)
class SheetForm:
    """One sheet: the lines of a part whose codes begin so, for some kinds of body.

    Shape: `heading` stands over the lines without a counterparty or item, `headings` over further
        ones, by the code that each begins with; `by` says what the counterparties are. Of several
        lists, those of `above` stand over the totals, each at least `room` rows long, so that
        published addresses hold (`Income` F23 is the first payer); `everybody` are the lists
        that have a row for each usual counterparty. `spare` empty rows follow the known ones.
        `item` is what a row describes; `fixed` are the references and names of items that every
        form has.
    """

    name: str
    part: str
    kinds: frozenset[Kind]
    codes: tuple[str, ...]
    style: Style
    heading: str
    headings: tuple[tuple[str, str], ...] = ()
    by: str = ""
    above: tuple[str, ...] = ()
    everybody: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    spare: int = 4
    room: int = 6
    item: str = ""
    fixed: tuple[tuple[str, str], ...] = ()

    @property
    def listed(self) -> bool:
        """Whether its rows describe items."""
        return self.style in (Style.ITEMS, Style.REGISTER)

    @property
    def head(self) -> str:
        """What the tags of its items begin with."""
        return self.part if self.style is Style.ITEMS else self.item
