"""The pages in this process, as a browser asks for them: a workspace, and who is signed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client, override_settings

from equipoise.usecases.workspace import Workspace

TAG = re.compile(r"<[^>]+>")


@contextmanager
def shown(workspace: Workspace) -> Iterator[None]:
    """Have the pages show this workspace, with the tables that accounts need."""
    call_command("migrate", interactive=False, verbosity=0)
    with override_settings(
        EQUIPOISE_HOME=workspace.home, DATABASE_URL=workspace.database_url, ALLOWED_HOSTS=["*"]
    ):
        yield


def signed_in(name: str) -> Client:
    """Return a browser in which somebody is signed in, by the name of their role in the round."""
    account, _ = get_user_model().objects.get_or_create(username=name)
    browser = Client()
    browser.force_login(account)
    return browser


def words(response: Any) -> str:
    """Return what a page says, without its tags, on one line."""
    return " ".join(unescape(TAG.sub(" ", response.content.decode())).split())


def sent(browser: Client, path: str, act: str, **fields: Any) -> Any:
    """Return the answer to a form of a page, filled in."""
    named = {f"{act}-{name}": value for name, value in fields.items()}
    return browser.post(path, {"act": act, **named})
