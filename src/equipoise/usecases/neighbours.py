"""Bodies outside a system whose own returns say something of contracts with its members."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from equipoise.cube import NOBODY, Cells
from equipoise.records import ReturnStatus
from equipoise.records.models import ReturnHead, Version
from equipoise.records.queries import numbered, version
from equipoise.store import Digest, Store
from equipoise.usecases.held import parquet_of
from equipoise.usecases.rounds import OpenRound
from equipoise.usecases.versions import SIGNED, latest_signed

PART_OF: Final[Mapping[str, str]] = {
    "income.patient_care": "finance",
    "income.support": "finance",
    "spend.healthcare": "finance",
    "spend.specialised": "finance",
    "spend.direct": "finance",
    "spend.support": "finance",
    "nonpay.purchased": "finance",
    "specialised.income": "specialised",
    "specialised.spend": "specialised",
}
"""The lines that one body says of its contracts with another, and the part each is in."""
LINES: Final = tuple(PART_OF)
SUBMITTED: Final = SIGNED | {ReturnStatus.SUBMITTED}
"""Statuses of a part that its body has handed over: before, nobody else sees what it says."""


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """What bodies outside a system say of contracts with its members, and nothing else of them.

    `lines` are those of contracts of these bodies and others, where they are open already.
    """

    round: OpenRound
    members: Collection[str]
    versions: tuple[Version, ...]
    lines: Cells | None = None

    @cached_property
    def parts(self) -> frozenset[tuple[str, str]]:
        """What there is of whom: bodies and parts."""
        return frozenset((row.organisation, row.part) for row in self.versions)

    @cached_property
    def cells(self) -> Cells:
        """The cells of contracts with a member of the system."""
        members = sorted(self.members)
        if self.lines is not None:
            bodies = sorted({row.organisation for row in self.versions})
            return self.lines.narrowed(organisation=bodies, counterparty=members)
        workspace = self.round.workspace
        paths = (parquet_of(workspace, row.reading) for row in self.versions)
        return lines_of(workspace.store, paths, counterparty=members)


def neighbours_of(
    one: OpenRound, members: Collection[str], *, named: Collection[str]
) -> Neighbours:
    """Return what others have submitted of contracts with `members`, as it is now.

    `named` are the bodies that members name as counterparties: of these a return without a row
    counts too, for it says that nothing is planned. Other bodies count if they name a member.
    """
    every = submitted_versions(one)
    rows = [row for row in every if row.organisation not in members]
    asked = (one.workspace.store, tuple(parquet_of(one.workspace, row.reading) for row in every))
    said = _named_in(*asked)
    concerned = {*named, *(body for body, others in said.items() if not others.isdisjoint(members))}
    kept = tuple(row for row in rows if row.organisation in concerned)
    return Neighbours(round=one, members=members, versions=kept, lines=every_line(*asked))


def lines_of(
    store: Store, parquets: Iterable[str], *, counterparty: Sequence[str] | None = None
) -> Cells:
    """Return the cells of contracts in these files, of some counterparties or of all."""
    only: dict[str, Sequence[str]] = {"measure": LINES}
    if counterparty is not None:
        only["counterparty"] = counterparty
    return Cells(*(store.path(Digest(parquet)) for parquet in parquets), only=only)


@lru_cache(maxsize=2)
def every_line(store: Store, parquets: tuple[str, ...]) -> Cells:
    """Return the cells of contracts in these files, opened once for every system of a round."""
    return lines_of(store, parquets)


@lru_cache(maxsize=4)
def _named_in(store: Store, parquets: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """Return by body whom it names as a counterparty; the same files always say the same."""
    found: dict[str, set[str]] = {}
    for body, other in every_line(store, parquets).totals(["organisation", "counterparty"]):
        found.setdefault(body, set()).add(other)
    return {body: frozenset(others) for body, others in found.items()}


def named_by(cells: Cells, members: Collection[str]) -> frozenset[str]:
    """Return the counterparties that these cells name, other than members."""
    found = cells.totals(["counterparty"], measure=LINES)
    return frozenset(other for (other,) in found if other not in members and other != NOBODY)


def submitted_versions(
    one: OpenRound, parts: Collection[str] = tuple(PART_OF.values())
) -> tuple[Version, ...]:
    """Return the version that counts of every part with contracts, of every body of the round."""
    heads = ReturnHead.objects.filter(round=one.code, part__in=sorted(set(parts)))
    keys = {
        (head.organisation, head.part, head.number): head
        for head in heads.order_by("organisation", "part")
    }
    rows = numbered(one.code, keys)
    found = (_counting(one, head, rows[key]) for key, head in keys.items())
    return tuple(row for row in found if row is not None)


def submitted_version(one: OpenRound, organisation: str, *, part: str) -> Version | None:
    """Return the version of a part that its body has handed over; None while it has not."""
    head = ReturnHead.objects.filter(round=one.code, organisation=organisation, part=part).first()
    if head is None:
        return None
    row = version(one.code, organisation, part=part, number=head.number)
    assert row is not None, f"a head points at a version: {head.pk}"
    return _counting(one, head, row)


def _counting(one: OpenRound, head: ReturnHead, row: Version) -> Version | None:
    """Return the version at the head if it is submitted; behind a decision's draft, the signed."""
    if head.status in SUBMITTED:
        return row
    return latest_signed(one, row.organisation, row.part) if row.decision else None
