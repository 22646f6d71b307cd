"""The whole round on the synthetic England, for the demo: files, checks, plans, the matching."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from equipoise.cli.context import Session
from equipoise.reports.display import money_in_prose
from equipoise.reports.pages.england import england_page
from equipoise.reports.pages.page import Page
from equipoise.samples.england.bodies import SEED, bodies
from equipoise.samples.england.differences import CONTRACTS_DIFFER
from equipoise.samples.england.drafts import england
from equipoise.samples.england.pack import NOTICE, write_pack
from equipoise.samples.england.planted_returns import Files, write_planted
from equipoise.samples.england.planting import FoundBy, planting
from equipoise.samples.england.positions import year_of
from equipoise.units import FinancialYear
from equipoise.usecases.accept import accept
from equipoise.usecases.collate import collate
from equipoise.usecases.national import England, national
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rights import OPERATOR
from equipoise.usecases.round_open import round_open
from equipoise.usecases.rounds import OpenRound, actor_named
from equipoise.usecases.signoff import signoff
from equipoise.usecases.submit_many import FileOutcome, submit_many
from equipoise.usecases.workspace import Workspace

EVERY = 25
"""After how many files or bodies a line says how far it is."""
Found = Counter[tuple[str, str, str, str]]
"""Findings by body, check, sheet and cell."""


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What became of the round: what was planted and found, and England's position."""

    files: Files
    found: Found
    outcome: Outcome[England]
    took: float


def run(session: Session, folder: Path, *, year: FinancialYear, systems: int) -> None:
    """Run the round in the folder, and answer with England's position and what was found."""
    started, now = time.monotonic(), session.now
    whole = england(bodies(systems), year_of(year))
    say(f"Building the workbooks of {len(whole.drafts)} bodies in {systems} systems")
    files = write_planted(folder, planting(whole, seed=SEED), told=_Progress("written").told)
    pack = write_pack(folder, whole)
    workspace = Workspace.open(folder / "home")
    one = round_open(workspace, year, by=OPERATOR, now=now, pack=pack).result
    say("Checking and submitting the first returns, then the mended ones, on every core")
    both = _submitted(one, [*files.first.values(), *files.mended.values()], now)
    first = both[: len(files.first)]
    _signed_and_collated(one, files, now)
    say("Matching both sides of every contract of England")
    outcome = national(one, by=_person(one, "national.lead", now), on=now.date())
    ran = Ran(files=files, found=_found(first), outcome=outcome, took=time.monotonic() - started)
    session.show(outcome, _page(folder, ran))


def say(words: str) -> None:
    """Say on standard error what is going on, so that the answer stays clean."""
    click.echo(f"  {words} ...", err=True)


class _Progress:
    """Says how many are done, every so often."""

    def __init__(self, word: str) -> None:
        self.word, self.done = word, 0

    def told(self, _: object) -> None:
        """Count one more."""
        self.done += 1
        if self.done % EVERY == 0:
            click.echo(f"    {self.done} {self.word}", err=True)


def _submitted(one: OpenRound, files: Sequence[Path], now: datetime) -> tuple[FileOutcome, ...]:
    return submit_many(
        one,
        files,
        by=lambda code: _person(one, f"{code.lower()}.editor", now),
        now=now,
        told=_Progress("read").told,
    ).result


def _signed_and_collated(one: OpenRound, files: Files, now: datetime) -> None:
    say("Signing every return")
    signing = _Progress("signed")
    for code in files.first:
        signoff(one, code, by=_person(one, f"{code.lower()}.approver", now), now=now)
        signing.told(code)
    say("Accepting the returns and collating every system's plan")
    for number, system in enumerate(one.systems, start=1):
        lead = _person(one, f"{system.lower()}.lead", now)
        members = tuple(code for code in one.members(system) if code in files.first)
        accept(one, members, by=lead, now=now)
        collate(one, system, by=lead, now=now)
        click.echo(f"    {number} of {len(one.systems)}: {one.organisation(system).name}", err=True)


def _person(one: OpenRound, name: str, now: datetime) -> Any:
    return actor_named(one.workspace, name, via="command line", on=now.date())


def _found(files: Iterable[FileOutcome]) -> Found:
    return Counter(
        (file.organisation, finding.code, finding.sheet, finding.cell)
        for file in files
        if file.outcome is not None
        for finding in file.outcome.findings
    )


def _page(folder: Path, ran: Ran) -> Page:
    page = england_page(ran.outcome)
    home, faulty = folder / "home", min(ran.files.mended)
    return Page(
        title=f"Synthetic England {ran.outcome.result.contracts.round.year}",
        sentences=(
            NOTICE,
            _returned(ran),
            _faults(ran),
            _contracts(ran),
            _position(ran),
            f"Done in {ran.took:.0f} seconds.",
        ),
        tables=page.tables,
        next_steps=(
            f"export EQUIPOISE_HOME={home}  # on Windows: set EQUIPOISE_HOME={home}",
            f"equipoise check {ran.files.first[faulty]} --as {faulty.lower()}.editor",
            "equipoise national --as national.lead",
            *(f"equipoise match {code} --as {code.lower()}.lead" for code in _apart(ran)[:1]),
        ),
        facts={
            "folder": str(folder),
            "manifest": str(ran.files.manifest),
            "seconds": round(ran.took),
        },
    )


def _planted(ran: Ran) -> Found:
    return Counter(
        (one.organisation, one.code, one.sheet, one.cell)
        for one in ran.files.planted
        if one.found_by is FoundBy.SUBMIT
    )


def _apart(ran: Ran) -> list[str]:
    """Return the ICBs of contracts that differ within their systems."""
    return sorted(one.other for one in ran.files.planted if one.code == CONTRACTS_DIFFER)


def _returned(ran: Ran) -> str:
    found = ran.outcome.result
    return (
        f"{len(ran.files.first)} bodies have returned, signed and been accepted; "
        f"{found.received} of {len(found.systems)} systems have a collated plan."
    )


def _faults(ran: Ran) -> str:
    planted = _planted(ran)
    of_planted, others = (ran.found & planted).total(), (ran.found - planted).total()
    more = f"{others} others were found too" if others else "nothing else was found"
    return (
        f"{of_planted} of {planted.total()} planted faults were found at their cells in "
        f"{len(ran.files.mended)} first returns, and {more}; each was mended and sent again."
    )


def _contracts(ran: Ran) -> str:
    found = ran.outcome.result.contracts.matching
    assert found is not None, "an England of several systems has contracts"
    apart = sum(bool(pair.difference and pair.difference.value) for pair in found.pairs.values())
    matched, tested = _money(found.matched.value), _money(found.income_tested.value)
    return (
        f"{matched} of {tested} of NHS income matched; {_money(found.income_untested.value)} has "
        f"no counterparty return, and {apart} contracts are planned at two values."
    )


def _position(ran: Ran) -> str:
    found = ran.outcome.result
    net, count = found.in_systems.net, found.in_systems.count
    assert net is not None
    assert count is not None, "every system is collated"
    balanced = f"{count.value} of {found.received} systems are in balance"
    word = "a deficit" if net.value < 0 else "a surplus"
    return f"England plans {word} of {_money(abs(net.value))} including support; {balanced}."


def _money(pence: object) -> str:
    assert isinstance(pence, int), "contracts and positions are whole pence"
    return money_in_prose(pence)
