"""A negotiation: offers and what was said to each, in order, and how far each has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from equipoise.rules.registry import DEFINITIONS, rule


class Said(StrEnum):
    """What a party does about an offer."""

    YES = "yes"
    NO = "no"
    WITHDRAW = "withdraw"
    SIGN = "sign"
    """It has signed a version of its plan that holds the move."""


class Standing(StrEnum):
    """How far an offer has come."""

    OFFERED = "Offered"
    REFUSED = "Refused"
    COUNTERED = "Countered"
    WITHDRAWN = "Withdrawn"
    EXPIRED = "Expired"
    AGREED = "Agreed"
    """Every body it touches said yes; not every one has signed its version again."""
    COUNTS = "Counts"


class LedgerError(ValueError):
    """What the ledger says cannot have been: an offer or a party that is not there."""


@dataclass(frozen=True, kw_only=True)
class OfferMade:
    """An offer: by whom, when, which bodies it touches, which offer it answers, until when.

    Never changed: another amount is another offer, so that a yes is to one version.
    """

    number: int
    party: str
    on: date
    touches: tuple[str, ...]
    counters: int | None = None
    expires_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Word:
    """What a party said to an offer, and when."""

    offer: int
    party: str
    said: Said
    on: date


@dataclass(frozen=True, kw_only=True)
class Negotiation:
    """The entries of the ledger, in the order in which they were made."""

    entries: Sequence[OfferMade | Word]


@dataclass(frozen=True, kw_only=True)
class OfferStands:
    """How far an offer has come, who refuses, whose yes it waits for, and whose signature."""

    standing: Standing
    refusing: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()


@rule(
    applies=DEFINITIONS,
    source="Fact book 1, sections 2.2 and 2.5: each round records the ask and the answer, and "
    "every board approves the same version",
)
def negotiation(held: Negotiation, params: object, *, known_on: date) -> Mapping[int, OfferStands]:
    """Return how far each offer has come at the end of a day.

    Whoever makes an offer says yes to it where it touches them. A counter takes the place of the
    offer it answers. An offer is good through the day on which it expires.

    Raises: LedgerError for a word or a counter to no offer, a word from nobody it touches, or a
        withdrawal by another than its maker.
    Law a_move_counts_when_all_it_touches_have_signed: and not before.
    Law an_agreed_offer_stands: a later no, withdrawal, counter or day changes nothing.

    >>> made = OfferMade(number=1, party="ZR1", on=date(2023, 5, 4), touches=("ZQ1", "ZR1"))
    >>> found = negotiation(Negotiation(entries=[made]), None, known_on=date(2023, 5, 4))
    >>> print(found[1].standing, *found[1].waits_for)
    Offered ZQ1
    """
    del params
    table: dict[int, _Thread] = {}
    for entry in held.entries:
        if entry.on > known_on:
            continue
        if isinstance(entry, OfferMade):
            if entry.counters is not None:
                _named(table, entry.counters, party=entry.party).end(Standing.COUNTERED, entry.on)
            table[entry.number] = _Thread(entry)
        else:
            _named(table, entry.offer, party=entry.party).hear(entry)
    return {number: thread.stands(known_on) for number, thread in table.items()}


def _named(table: Mapping[int, _Thread], number: int, *, party: str) -> _Thread:
    if number not in table:
        raise LedgerError(f"{party} speaks to offer {number}, which is not there")
    return table[number]


class _Thread:
    """One offer while the ledger is read: who agrees, refuses, has signed, and what ended it."""

    def __init__(self, offer: OfferMade) -> None:
        self.offer = offer
        self.touched = {*offer.touches}
        self.agreeing = {offer.party} & self.touched
        self.refusing: set[str] = set()
        self.signed: set[str] = set()
        self.ended: Standing | None = None

    def end(self, standing: Standing, day: date) -> None:
        """End an offer that is still open."""
        if self._is_open(day):
            self.ended = standing

    def hear(self, word: Word) -> None:
        """Take in a word: a signature at any time, an answer while the offer is open."""
        speaking = {self.offer.party} if word.said is Said.WITHDRAW else self.touched
        if word.party not in speaking:
            raise LedgerError(f"offer {word.offer}: {word.party} cannot say {word.said}")
        if word.said is Said.SIGN:
            self.signed.add(word.party)
        elif word.said is Said.WITHDRAW:
            self.end(Standing.WITHDRAWN, word.on)
        elif self._is_open(word.on):
            yes, no = self.agreeing, self.refusing
            (yes if word.said is Said.YES else no).add(word.party)
            (no if word.said is Said.YES else yes).discard(word.party)

    def stands(self, day: date) -> OfferStands:
        """Return how far the offer has come on a day."""
        if self.agreeing == self.touched:
            unsigned = tuple(sorted(self.touched - self.signed))
            standing = Standing.AGREED if unsigned else Standing.COUNTS
            return OfferStands(standing=standing, unsigned=unsigned)
        if not self._is_open(day):
            return OfferStands(standing=self.ended or Standing.EXPIRED)
        return OfferStands(
            standing=Standing.REFUSED if self.refusing else Standing.OFFERED,
            refusing=tuple(sorted(self.refusing)),
            waits_for=tuple(sorted(self.touched - self.agreeing - self.refusing)),
        )

    def _is_open(self, day: date) -> bool:
        expires = self.offer.expires_on
        is_over = expires is not None and day > expires
        return self.ended is None and not is_over and self.agreeing != self.touched
