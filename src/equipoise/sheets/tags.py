"""Tags: what a row is, written in its hidden first cell, so that nothing depends on its address.

    measure[/counterparty[/item]]        income.patient_care/ZQ1        efficiency/-/3

A row to be filled in by hand has a tag too: a spare counterparty is numbered, and so is each row
of a list of schemes or projects, under the name of its part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote

ABSENT: Final = "-"
SPARE: Final = "spare."
"""No body has a code with a full stop, so a spare row is never taken for one."""
CODE: Final = re.compile(r"[A-Z0-9]{2,12}")
"""What a body's code looks like."""


class NotATagError(ValueError):
    """The text, or the parts, make no tag."""

    def __init__(self, found: object) -> None:
        super().__init__(f"not a tag such as income.patient_care/ZQ1: {found!r}")


@lru_cache(maxsize=4096)
def _quoted(part: str) -> str:
    return quote(part, safe="")


@dataclass(frozen=True)
class Tag:
    """What one row holds: a measure or list, of a counterparty, of an item.

    Law a_tag_survives_printing: parse(str(tag)) == tag, and one row has one spelling.

    >>> Tag.parse("efficiency/-/3")
    Tag(head='efficiency', counterparty='', item='3')
    """

    head: str
    counterparty: str = ""
    item: str = ""

    def __post_init__(self) -> None:
        if not self.head or ABSENT in (self.counterparty, self.head):
            raise NotATagError((self.head, self.counterparty, self.item))

    @property
    def spare(self) -> bool:
        """Whether the counterparty is still to be typed."""
        return self.counterparty.startswith(SPARE)

    def __str__(self) -> str:
        parts = [self.head]
        if self.counterparty or self.item:
            parts.append(self.counterparty or ABSENT)
        if self.item:
            parts.append(self.item)
        return "/".join(map(_quoted, parts))

    @classmethod
    def parse(cls, text: str) -> Tag:
        """Return the tag that prints as `text`.

        Raises: NotATagError for any other text.
        Law whatever_is_a_tag_prints_the_same: no row has two spellings.
        """
        parts = [unquote(part) for part in text.split("/")]
        if not 1 <= len(parts) <= 3:
            raise NotATagError(text)
        head, counterparty, item = (*parts, "", "")[:3]
        tag = cls(head, "" if counterparty == ABSENT else counterparty, item)
        if str(tag) != text:
            raise NotATagError(text)
        return tag
