"""What every command needs: a workspace, a round, an actor, the clock, and a way to answer."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

import click

from equipoise.cli.answers import Format, Manner, answer
from equipoise.cli.guards import guarded
from equipoise.findings import blocking
from equipoise.reports.pages.page import Page
from equipoise.units import FinancialYear
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.rights import OPERATOR
from equipoise.usecases.rounds import OpenRound, actor_named, open_round
from equipoise.usecases.workspace import DATABASE, Workspace

HOME = "equipoise-home"


@dataclass(frozen=True, kw_only=True)
class Session:
    """One call of the command line: where, who, when, and how to answer."""

    home: Path
    person: str | None
    year: FinancialYear | None
    manner: Manner

    @property
    def has_workspace(self) -> bool:
        """Whether there is a workspace."""
        return bool(os.environ.get("DATABASE_URL")) or (self.home / DATABASE).exists()

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace, opened once.

        Raises: UsageError when there is none: only `round open` makes one.
        """
        if not self.has_workspace:
            raise click.UsageError(
                f"There is no workspace in {self.home}. Name its folder with --home or "
                "EQUIPOISE_HOME, or make one with: equipoise round open."
            )
        return self.made_workspace()

    def made_workspace(self) -> Workspace:
        """Return the workspace, made if it is not there."""
        objects = os.environ.get("EQUIPOISE_STORE")
        return Workspace.open(
            self.home,
            database_url=os.environ.get("DATABASE_URL"),
            objects=Path(objects) if objects else None,
        )

    @property
    def now(self) -> datetime:
        """The time of the act: the clock's, or EQUIPOISE_NOW for a repeatable run.

        Raises: UsageError when that is no time. One without a zone is taken as UTC.
        """
        fixed = os.environ.get("EQUIPOISE_NOW")
        if not fixed:
            return datetime.now(UTC)
        try:
            found = datetime.fromisoformat(fixed)
        except ValueError as error:
            raise click.UsageError(f"EQUIPOISE_NOW is no time: {fixed!r}.") from error
        return found if found.tzinfo else found.replace(tzinfo=UTC)

    @property
    def today(self) -> date:
        """The day of the act."""
        return self.now.date()

    def plan_year(self) -> FinancialYear:
        """Return the year asked for.

        Raises: UsageError when none is named.
        """
        if self.year is None:
            raise click.UsageError("Say which year it is for, as --year 2025/26.")
        return self.year

    def round(self) -> OpenRound:
        """Return the round of the year asked for, or the only one."""
        return open_round(self.workspace, self.year.code if self.year else None)

    def actor(self) -> Any:
        """Return who acts: the person named, or whoever runs the program."""
        if self.person is None:
            return OPERATOR
        return actor_named(self.workspace, self.person, via="command line", on=self.today)

    def body(self, one: OpenRound, named: str | None) -> str:
        """Return the body named, or the actor's own.

        Raises: UnknownError when the round does not know it; UsageError when none is named.
        """
        actor = self.actor()
        if named is None and actor is OPERATOR:
            raise click.UsageError("Name a body, or say who acts with --as.")
        return one.organisation(named or actor.organisation).code

    def system(self, one: OpenRound, named: str | None) -> str:
        """Return the system named, the actor's own, or the only one.

        Raises: UnknownError when the round has no such system; UsageError when none is named.
        """
        if named is not None:
            one.members(named)
            return named
        actor = self.actor()
        own = [s for s in one.systems if actor.organisation in one.members(s)]
        (*others, found) = own or one.systems
        if others:
            raise click.UsageError(f"Name a system: {', '.join(one.systems)}.")
        return found

    def show(self, outcome: Outcome[Any], page: Page) -> None:
        """Answer with the page; what it shows is no fault of this command."""
        answer(page, outcome, self.manner, now=self.now)

    def finish(self, outcome: Outcome[Any], page: Page) -> None:
        """Answer with the page, and leave with the exit code that the outcome means."""
        answer(page, outcome, self.manner, now=self.now)
        if blocking(outcome.findings) and outcome.adds_up is None:
            raise click.exceptions.Exit(1)
        if outcome.adds_up is False:
            raise click.exceptions.Exit(3)


def common(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every command takes, and hand over a session."""

    @click.option(
        "--home",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="EQUIPOISE_HOME",
        default=Path(HOME),
        show_default=True,
        help="Folder of the workspace.",
    )
    @click.option("--as", "person", envvar="EQUIPOISE_AS", help="Who acts, by name.")
    @click.option("--year", help="Plan year, such as 2023/24; the only round if left out.")
    @click.option(
        "--format",
        "format_",
        type=click.Choice([one.value for one in Format]),
        default="table",
        show_default=True,
        help="How to answer. With --out alone: xlsx; datapackage, a Frictionless Data Package of "
        "every table in whole pence, unrounded, in a folder or a .zip.",
    )
    @click.option(
        "--units",
        type=click.Choice(["k", "m"]),
        default="m",
        show_default=True,
        help="Show money in £000 (k) or £m (m); JSON is always whole pence, and a package too.",
    )
    @click.option(
        "--out", type=click.Path(path_type=Path), help="Write the answer to a file, or a folder."
    )
    @click.option("--table", help="Which table csv writes, by name; the first if left out.")
    @click.pass_context
    @wraps(function)
    def run(context: click.Context, /, *args: Any, **given: Any) -> None:
        session = Session(
            home=given.pop("home"),
            person=given.pop("person"),
            year=_year(given.pop("year")),
            manner=Manner(
                format=Format(given.pop("format_")),
                units=given.pop("units"),
                out=given.pop("out"),
                table=given.pop("table"),
                verb=_verb(context),
            ),
        )
        guarded(session.home, lambda: function(session, *args, **given))

    return run


def _verb(context: click.Context) -> str:
    """Return the words of a command without the program's own: pot-show."""
    words: list[str] = []
    at: click.Context | None = context
    while at is not None and at.parent is not None:
        words.insert(0, at.info_name or "")
        at = at.parent
    return "-".join(words)


def _year(text: str | None) -> FinancialYear | None:
    if text is None:
        return None
    try:
        return FinancialYear.parse(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--year") from error
