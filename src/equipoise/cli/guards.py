"""What goes wrong, in one line and an exit code: never a traceback."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir
from typing import Final, NoReturn

import click

from equipoise.reports.display import tidied
from equipoise.usecases.errors import DAMAGED, REFUSED, WRONG

LOG: Final = "fault.log"
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
        _leave(70, f"Our fault: {error or type(error).__name__}. Details: {_logged(home)}")


def _leave(code: int, message: str) -> NoReturn:
    click.echo(f"equipoise: {tidied(message)}", err=True)
    raise click.exceptions.Exit(code)


def _logged(home: Path) -> Path:
    """Return where the traceback is kept: in the workspace, or where it has no room for it."""
    for folder in (home, Path(gettempdir())):
        path = folder / LOG
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as log:
                traceback.print_exc(file=log)
        except OSError:
            continue
        return path
    return Path("nowhere: no folder could be written to")
