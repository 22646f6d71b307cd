"""The service on one machine: its tables, its accounts, and a server for a handful of people."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Final

import django
from cheroot.wsgi import Server
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from equipoise.usecases.rounds import people_on_record
from equipoise.usecases.workspace import Workspace
from equipoise.web.secrets import keep_secret_key

THREADS: Final = 8
PASSWORD_BYTES: Final = 9


def prepare() -> None:
    """Have the tables of records and of accounts ready, and Django set up for the pages."""
    keep_secret_key(settings.EQUIPOISE_HOME)
    django.setup()
    Workspace.open(settings.EQUIPOISE_HOME, database_url=settings.DATABASE_URL)
    call_command("migrate", interactive=False, verbosity=0)


def new_accounts() -> Mapping[str, str]:
    """Return the name and a new password of everybody on record who had no account until now.

    A password is made up and told once; only its hash is kept.
    """
    accounts = get_user_model().objects
    known = set(accounts.values_list("username", flat=True))
    made = {one.person: token_urlsafe(PASSWORD_BYTES) for one in people_on_record()}
    fresh = {name: password for name, password in made.items() if name not in known}
    for name, password in fresh.items():
        accounts.create_user(name, password=password)
    return fresh


def serve(host: str, port: int) -> None:
    """Answer requests until the process is stopped."""
    server = Server((host, port), get_wsgi_application(), numthreads=THREADS)
    try:
        server.start()
    finally:
        server.stop()
