"""The program's commands, each in a module of its own that is loaded when it is asked for."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any, Final, NoReturn

import click
from click.exceptions import NoArgsIsHelpError

from equipoise.cli.logs import our_fault

TABLE: Final[dict[str, str]] = {
    "demo": "Run a made-up system's round: see what the program does.",
    "samples": "Write made-up returns to try: Northmere, or a whole England.",
    "round": "Open a planning round, or change what it rests on.",
    "deadline": "Set or move the day by which a part is due.",
    "template": "Make a body's workbook, filled with what is known.",
    "migrate": "Carry last year's form, or another version's, into this round's.",
    "map": "Say what the cells of another workbook stand for: draft or report.",
    "fill-form": "Fill another workbook in with a body's latest figures.",
    "check": "Check a workbook: what is wrong, at which cell, and what to do.",
    "submit": "Submit a workbook: each part in it becomes a version.",
    "submit-many": "Submit a folder of workbooks, read side by side.",
    "candidate": "Choose which upload of a part counts.",
    "changes": "Show what changed between two versions of a part.",
    "waive": "Ask that a finding may stand for a while, or approve that.",
    "signoff": "Sign off a body's return, or re-sign what a decision changed.",
    "accept": "Accept signed returns into the system's plan.",
    "send-back": "Return a part to its body, with a comment on a line.",
    "collect": "Show who has returned what, and what stands in the way.",
    "review": "Show one body's return: its parts, figures, findings, comments.",
    "comment": "Comment on a line of a body's return.",
    "remind": "Remind bodies of what waits for them.",
    "news": "Show what changed since a day.",
    "collate": "Collate the accepted returns as a new version of the plan.",
    "plan": "Show a version of the plan: figures, approvals, receipts.",
    "match": "Match both sides of every contract: does it add up?",
    "agree": "Name or confirm the value of a contract.",
    "dispute": "Say that a contract's value is not accepted, and why.",
    "close": "Propose an action that closes the gap.",
    "gap": "Show the gap: how it is split, what is offered, what holds it open.",
    "offer": "Offer a move that closes the gap, counter, answer or seal one.",
    "suggest": "Suggest several ways to close a gap, or say what conflicts.",
    "defer": "Propose to move a capital project into a later year.",
    "ladder": "Show the way from the sum of plans to the control total.",
    "triangulate": "Show whether pay, staff and activity tell one story.",
    "rules": "Test a plan against the national rules of its year.",
    "outturn": "Show the way from last year's outturn to the plan.",
    "bridge": "Show what moved between two versions, and why.",
    "pot": "Show a system's pot, add lines, move money, share awards.",
    "delegate": "Show delegations, delegate a budget, report back on one.",
    "table": "Show a table by its number or name, such as T11; list them all.",
    "chart": "Show a chart by its number or name, such as P1; draw it in a file.",
    "explain": "Why this number? Down to file, sheet, cell, signer, rule and source.",
    "approve": "Record a member board's approval of a version.",
    "lock": "Agree the plan and lock it.",
    "send": "Submit the locked plan to the region.",
    "month": "Show a month: plan, actual and forecast; import its actuals.",
    "forecast": "Show forecasts, change a reported one, keep a private one.",
    "reopen": "Start a new version of a locked plan, or reopen a part.",
    "rebaseline": "Show a re-baselining, or record a step: letter, pool, replan, actions.",
    "serve": "Show the workspace in a browser.",
    "verify": "Hash everything again, and prove that nothing was altered.",
    "status": "Show what needs you today.",
    "positions": "Show positions as was and as is: before and after mergers.",
    "price": "Price an extract of activity, every record to the penny.",
    "allocate": "Share a sum by formula, from published populations by practice.",
    "optimise": "Propose how a pot is distributed, and what each rule costs.",
    "compare": "Set up to five distributions side by side.",
    "erf": "Show what systems earn or repay for elective care.",
    "lodge-file": "Put a file of elective care or support on record.",
    "payments": "Show elective money from the file on record, and what a change did.",
    "meaning": "Show what the plan means for a body: support and elective money.",
    "swing": "Show what a change of the elective rules is worth, and whose it is.",
    "pooling": "Show what pooling support is worth to each body.",
    "debt": "Show what bodies owe from earlier years, entry by entry.",
    "support": "Show what support bodies earn, and what others put at risk.",
    "price-book": "Show what a price book holds, sheet by sheet; begin a new one.",
    "price-elective": "Write what elective care is worth to the file that erf takes.",
    "value-weighted": "Weigh a year's attendances by price, beside another year's.",
    "price-one": "Price one record step by step, each with its source.",
    "place": "Share a system's sum among its places, to the penny.",
    "contract": "Show contracts: how each pays, and whether they add up.",
    "pay": "Show what each contract pays under its year's payment model.",
    "riskshare": "Settle a risk-share agreement; show its clauses, simulate, compare.",
    "ledger": "Read a published ledger of payments: detect blocks in it.",
    "national": "Show all systems against the mandate, or published positions.",
}
"""Command and its help, in the order of a round."""
EPILOG: Final = (
    "Begin with: equipoise demo. Every command takes --help. Exit codes: 0 clean, 1 findings to "
    "fix, 2 wrong usage, 3 does not add up, 4 refused, 5 altered, 70 our fault."
)
STOPPED: Final = 130
"""The exit code of a program that was stopped from the keyboard, as shells have it."""
FAULT: Final = 70
SETTINGS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(click.Group):
    """Lists commands from the table; loads the module of one when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of a round."""
        del ctx
        return list(TABLE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, loaded now.

        Raises: UsageError for a DATABASE_URL that cannot be read: settings are, when loaded.
        """
        if cmd_name not in TABLE:
            return None
        try:
            module = import_module(f"equipoise.cli.commands.{cmd_name.replace('-', '_')}")
        except ValueError as error:
            if not os.environ.get("DATABASE_URL"):
                raise
            raise click.UsageError(f"DATABASE_URL cannot be used. {error}", ctx) from error
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without loading any of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(TABLE.items()))

    def main(self, *args: Any, **given: Any) -> NoReturn:
        """Run the command asked for, and leave; wrong usage is told in one line."""
        given["standalone_mode"] = False
        try:
            code = super().main(*args, **given)
        except NoArgsIsHelpError as error:
            error.show()
            sys.exit(error.exit_code)
        except click.ClickException as error:
            click.echo(_told(error), err=True)
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo("equipoise: Stopped.", err=True)
            sys.exit(STOPPED)
        except Exception as error:  # before a command could guard itself
            click.echo(f"equipoise: {our_fault(error)}", err=True)
            sys.exit(FAULT)
        sys.exit(code if isinstance(code, int) else 0)


def _told(error: click.ClickException) -> str:
    """Return what was asked for wrongly, in one line, and where the right way is told."""
    message = " ".join(error.format_message().split())
    stop = "" if message.endswith((".", "?", "!")) else "."
    context = error.ctx if isinstance(error, click.UsageError) else None
    help_ = f" See: {context.command_path} --help" if context else ""
    return f"equipoise: {message}{stop}{help_}"


@click.group(cls=Commands, epilog=EPILOG, context_settings=SETTINGS)
@click.version_option(package_name="equipoise")
def equipoise() -> None:
    """Equipoise: the finances of an integrated care system.

    Plans come in as workbooks, are checked, matched and agreed, and leave as figures that can
    each be traced back to a cell, a rule and a decision.
    """


def main() -> None:
    """Run the command line."""
    equipoise(prog_name="equipoise")
