"""The pages in a real browser: by mouse, by keyboard alone, without JavaScript, at 400% zoom.

Debian's Chromium is driven by Playwright against a server in this process. Every page that a
journey comes to is checked by axe; a violation fails the journey.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import pytest
from cheroot.wsgi import Server
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

from equipoise.usecases.workspace import Workspace
from tests.web_visits import shown

CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser")
AXE: Final = Path(__file__).parent / "axe.min.js"
NARROW: Final = 320
"""CSS pixels that are left of 1,280 at 400% zoom."""
FLAGS: Final = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
MOST_TABS: Final = 400
BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"


class Way(StrEnum):
    """How somebody works the pages."""

    MOUSE = "mouse"
    KEYBOARD = "keyboard"
    NO_SCRIPT = "no script"
    ZOOM = "zoom"


def ways(usual: Way) -> list[Way]:
    """Return the way a journey is walked in each run; all four with EQUIPOISE_WAYS=all."""
    return list(Way) if os.environ.get("EQUIPOISE_WAYS") == "all" else [usual]


def _pressed(page: Page, target: Locator, *, key: str) -> None:
    """Move the focus with Tab until it is on the target, then press a key."""
    for _ in range(MOST_TABS):
        if target.evaluate("one => one === document.activeElement"):
            page.keyboard.press(key)
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {target}")


@dataclass
class Browsing:
    """One person at a browser, in one of the ways; `seen` are the pages that axe has checked."""

    page: Page
    way: Way
    base: str
    seen: set[str] = field(default_factory=set)

    def go(self, path: str) -> None:
        """Open an address."""
        self.page.goto(f"{self.base}{path}")
        self.look()

    def press(self, words: str, *, role: Any = None, exact: bool = False) -> None:
        """Follow a link or press a button by its words."""
        target = self._named(words, role=role, exact=exact)
        if self.way is Way.KEYBOARD:
            _pressed(self.page, target, key="Enter")
            self.page.wait_for_load_state()
        else:
            target.click()
        self.look()

    def unfold(self, words: str) -> None:
        """Open what is folded away."""
        target = self.page.locator("summary", has_text=words).first
        if self.way is Way.KEYBOARD:
            _pressed(self.page, target, key="Enter")
        else:
            target.click()

    def fill(self, label: str, text: str) -> None:
        """Type into the field of this label."""
        target = self.page.get_by_label(label, exact=True).locator("visible=true").first
        if self.way is Way.KEYBOARD:
            _pressed(self.page, target, key="Control+a")
            self.page.keyboard.type(text)
        else:
            target.fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose an option of a list."""
        target = self.page.get_by_label(label, exact=True).locator("visible=true").first
        target.select_option(label=option)

    def tick(self, label: str) -> None:
        """Tick a box, or one of several."""
        target = self.page.get_by_label(label, exact=True).locator("visible=true").first
        if self.way is not Way.KEYBOARD:
            target.check()
        elif target.is_checked():
            return
        elif target.get_attribute("type") == "checkbox":
            _pressed(self.page, target, key="Space")
        else:  # Tab comes to one of a group alone; arrows go from there
            target.focus()
            self.page.keyboard.press("Space")
        assert target.is_checked(), f"{label} is not ticked"

    def upload(self, label: str, path: Path) -> None:
        """Choose a file."""
        self.page.get_by_label(label, exact=True).set_input_files(path)

    def says(self, *words: str) -> None:
        """Assert that the page says all this, somewhere in its main part."""
        said = " ".join(self.page.locator("main").inner_text().split())
        for one in words:
            assert one in said, f"{self.page.url} does not say {one!r}:\n{said[:3000]}"

    def look(self) -> None:
        """Check the page that is shown by axe, once for each address and heading."""
        heading = self.page.locator("h1").inner_text()
        key = f"{self.page.url} {heading} {self.page.locator('form').count()}"
        if key in self.seen:
            return
        self.seen.add(key)
        found = axe(self.page) if self.way is not Way.NO_SCRIPT else []
        assert found == [], f"{self.page.url}: {found}"
        if self.way is Way.ZOOM:
            width = self.page.evaluate("document.documentElement.scrollWidth")
            assert width <= NARROW, f"{self.page.url} is {width} wide: it scrolls both ways"

    def _named(self, words: str, *, role: Any, exact: bool) -> Locator:
        if role is not None:
            return self.page.get_by_role(role, name=words, exact=exact).first
        link = self.page.get_by_role("link", name=words, exact=exact)
        button = self.page.get_by_role("button", name=words, exact=exact)
        return link.or_(button).locator("visible=true").first


def axe(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds wrong with a page: each rule, and the first place."""
    page.evaluate(f"{AXE.read_text('utf-8')}; 0")
    result = page.evaluate("axe.run()")
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in result["violations"]]


@contextmanager
def served(workspace: Workspace) -> Iterator[str]:
    """Serve the pages of a workspace from this process; yield their address."""
    with shown(workspace):
        server = Server(("127.0.0.1", 0), get_wsgi_application(), numthreads=4)
        server.prepare()
        thread = threading.Thread(target=server.serve, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.bind_addr[1]}"
        finally:
            server.stop()
            thread.join()
            connections.close_all()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium, or skip the test where there is none."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs a loop of its own in this thread, where Django looks for none of ours
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def person(browser: Browser, name: str, *, base: str, way: Way) -> Browsing:
    """Return somebody signed in, as if they had typed their password just now."""
    context = browser.new_context(
        viewport=ViewportSize(width=NARROW if way is Way.ZOOM else 1200, height=900),
        java_script_enabled=way is not Way.NO_SCRIPT,
    )
    context.add_cookies([{"name": "sessionid", "value": _session(name), "url": base}])
    return Browsing(page=context.new_page(), way=way, base=base)


def _session(name: str) -> str:
    """Return the key of a new session of an account."""
    account, _ = get_user_model().objects.get_or_create(username=name)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(session.session_key)
