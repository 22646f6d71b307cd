"""One page: the answer in its first sentence, what follows from it, tables, and what to do next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from equipoise.reports.display import THOUSAND, in_full, money_in_prose
from equipoise.reports.table import Table
from equipoise.units import PENCE
from equipoise.workings import Reference


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
    """Return money for a sentence of a report: £(9.0)m, or in full where that would say nil.

    >>> million(-900_000_000), million(230_000_000), million(0)
    ('£(9.0)m', '£2.3m', '£0.0m')
    >>> million(-4_000_000), million(1)
    ('£(40,000)', '£0.01')
    """
    shown = in_full(pence, PENCE)
    if not pence or any(digit in shown for digit in "123456789"):
        return shown
    size = money_in_prose(abs(pence))
    return size if pence > 0 else f"£({size.removeprefix('£')})"


def entered(pence: int) -> str:
    """Return money as people enter it on a form, to the penny: 1,021,500 (£000).

    >>> entered(102_150_000_000), entered(-1_234_500)
    ('1,021,500 (£000)', '-12.345 (£000)')
    """
    return f"{_thousands(pence, ',')} (£000)"


def typed(pence: int) -> str:
    """Return money as it is typed behind --value: whole £000, or with a decimal part.

    >>> typed(102_150_000_000)
    '1021500'
    """
    return _thousands(pence, "")


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence lists them.

    >>> listed(("ZR1", "ZR3", "ZQ1"))
    'ZR1, ZR3 and ZQ1'
    """
    told = tuple(words)
    return " and ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number of things, in the singular or the plural.

    >>> counted(1, "system"), counted(2, "system"), counted(0, "body", "bodies")
    ('1 system', '2 systems', '0 bodies')
    """
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def parts_named(refs: Iterable[Reference]) -> str:
    """Return versions of parts as people say them, by body.

    >>> one = Reference.parse("version:2023-24/ZR1/finance@v1")
    >>> parts_named((one, Reference.parse("version:2023-24/ZR1/capital@v2")))
    'ZR1 finance (v1) and capital (v2)'
    """
    bodies = groupby(refs, key=lambda ref: ref.parts[1])
    return "; ".join(
        f"{body} {listed(f'{ref.parts[2]} ({ref.pin})' for ref in own)}" for body, own in bodies
    )


def plan_named(ref: Reference) -> str:
    """Return a version of a system's plan as people say it.

    >>> plan_named(Reference.parse("version:2023-24/ZQ1@v3"))
    'version 3 of the plan of ZQ1'
    """
    return f"version {(ref.pin or '')[1:]} of the plan of {ref.parts[1]}"


def sentence(text: str) -> str:
    """Return text with a capital at its beginning.

    >>> sentence("version 3 of the plan of ZQ1")
    'Version 3 of the plan of ZQ1'
    """
    return text[:1].upper() + text[1:]


def _thousands(pence: int, comma: str) -> str:
    whole, part = divmod(abs(pence), THOUSAND)
    size = f"{whole:,}.{part:05}".rstrip("0").rstrip(".").replace(",", comma)
    return f"-{size}" if pence < 0 else size
