"""The pages, on this machine."""

import os
import subprocess
import sys

import click

from equipoise.cli.context import Session, common


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to answer at.")
@click.option("--port", type=int, default=8000, show_default=True, help="Port to answer at.")
@common
def command(session: Session, host: str, port: int) -> None:
    """Show the workspace in a browser, for people of this machine or a small office.

    Everybody with a role in a round gets an account; a new one's password is printed once.

    \b
    Example: equipoise serve --home equipoise-demo/home
    """
    home = session.workspace.home  # refused here, in words, where there is none
    settings = {"DJANGO_SETTINGS_MODULE": "equipoise.web.settings", "EQUIPOISE_HOME": str(home)}
    words = [sys.executable, "-m", "equipoise.web", host, str(port)]
    sys.exit(subprocess.call(words, env={**os.environ, **settings}))
