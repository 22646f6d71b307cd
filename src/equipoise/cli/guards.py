"""What goes wrong, in one line and an exit code: never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, NoReturn

import click

from equipoise.cli.logs import our_fault
from equipoise.reports.display import tidied
from equipoise.usecases.errors import DAMAGED, REFUSED, WRONG

NOT_THERE: Final = (
    FileExistsError,
    FileNotFoundError,
    IsADirectoryError,
    NotADirectoryError,
    PermissionError,
)
"""A path that somebody named, and that is not what they took it for."""


def guarded(home: Path, act: Callable[[], None]) -> None:
    """Run a command; turn what it raises into one line and an exit code."""
    try:
        act()
    except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
        raise
    except DAMAGED as error:
        _leave(5, str(error))
    except REFUSED as error:
        _leave(4, str(error))
    except WRONG as error:
        _leave(2, str(error))
    except NOT_THERE as error:
        _leave(2, f"{error.strerror}: {error.filename}")
    except Exception as error:  # the last door: say it in a line, keep the rest in a file
        _leave(70, our_fault(error, home))


def _leave(code: int, message: str) -> NoReturn:
    click.echo(f"equipoise: {tidied(message)}", err=True)
    raise click.exceptions.Exit(code)
