"""One page: the answer in its first sentence, what follows from it, tables, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from equipoise.reports.display import in_full
from equipoise.reports.table import Table
from equipoise.units import PENCE


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a use case has to say, for a terminal, a browser or a program.

    `alerts` stand apart, each with a word; `cards` are tables of long words, read one row at a
    time; `facts` are plain values for programs.
    """

    title: str
    sentences: tuple[str, ...]
    alerts: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    cards: tuple[Table, ...] = ()
    next_steps: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


def million(pence: int) -> str:
    """Return money for a sentence of a report: £(9.0)m.

    >>> million(-900_000_000), million(230_000_000)
    ('£(9.0)m', '£2.3m')
    """
    return in_full(pence, PENCE)


def thousand(pence: int) -> str:
    """Return money to the thousand, for amounts that people enter: £1,021,500k.

    >>> thousand(102_150_000_000)
    '£1,021,500k'
    """
    return in_full(pence, PENCE, "k")


def listed(words: tuple[str, ...]) -> str:
    """Return words as a sentence lists them.

    >>> listed(("ZR1", "ZR3", "ZQ1"))
    'ZR1, ZR3 and ZQ1'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
