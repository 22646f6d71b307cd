"""Suppliers under several spellings: one stated rule says which are one, and every one is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

LEGAL_FORM: Final = frozenset({"AND", "CIC", "FOUNDATION", "LIMITED", "LLP", "LTD", "NHS", "PLC",
                               "THE", "TRUST"})  # fmt: skip
RULE: Final = (
    "Two spellings are one supplier when they hold the same words, in any order: capitals, "
    "punctuation, & for AND, and words of legal form (NHS, FOUNDATION, TRUST, THE, LTD and the "
    "like) do not count."
)
"""The rule as it is printed."""


def supplier_key(name: str) -> frozenset[str]:
    """Return what a supplier is known by: the words of its name that count.

    A name of legal words alone is known by all of them.

    >>> one = supplier_key("TRUST GUYS & ST THOMAS HOSPITAL NHS FOUNDATION TRUST")
    >>> one == supplier_key("Guy's and St. Thomas Hospital NHS Foundation Trust")
    True
    >>> supplier_key("KINGSTON HOSPITAL") == supplier_key("KING`S COLLEGE HOSPITAL")
    False
    """
    plain = re.sub("[\u2019'`.]", "", name.upper()).replace("&", " AND ")
    words = frozenset(re.findall(r"\w+", plain))
    return words - LEGAL_FORM or words


def spellings(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the spellings of each supplier, under the one that most lines have.

    Of several that are as common, the first in the alphabet.
    """
    times: dict[frozenset[str], dict[str, int]] = {}
    for name in names:
        own = times.setdefault(supplier_key(name), {})
        own[name] = own.get(name, 0) + 1
    found = {min(own, key=lambda name: (-own[name], name)): tuple(sorted(own))
             for own in times.values()}  # fmt: skip
    return {name: found[name] for name in sorted(found)}
