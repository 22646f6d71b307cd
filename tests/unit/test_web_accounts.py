"""Accounts: passwords, codes, single sign-on, locks; nobody makes one for themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.totp.internal import auth
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.test import Client, RequestFactory, override_settings

from equipoise.web.accounts import SingleSignOnAdapter
from equipoise.web.serving import new_accounts
from equipoise.web.single_sign_on import single_sign_on
from tests.northmere_round import Northmere
from tests.web_visits import shown, words

LOGIN = "/account/login/"
SSO = single_sign_on(
    {"EQUIPOISE_OIDC_URL": "https://id.example/", "EQUIPOISE_OIDC_ID": "equipoise"}
)
GOOD = "a long and odd phrase"
pytestmark = pytest.mark.usefixtures("plan")


@pytest.fixture
def plan(opened: Northmere, monkeypatch: pytest.MonkeyPatch) -> Iterator[Northmere]:
    """Northmere's round is open; one of its people has an account."""
    monkeypatch.setenv("EQUIPOISE_NOW", "2023-03-31T09:00:00+00:00")
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nothing is kept from here
    kept = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    with (
        shown(opened.workspace),
        override_settings(PASSWORD_HASHERS=quick, EMAIL_BACKEND=kept, SOCIALACCOUNT_PROVIDERS=SSO),
    ):
        get_user_model().objects.create_user("zq1.lead", "lead@northmere.example", GOOD)
        yield opened


def sign_in(browser: Client, password: str = GOOD, name: str = "zq1.lead") -> Any:
    return browser.post(LOGIN, {"login": name, "password": password})


def code(secret: str) -> str:
    """Return the code that an authenticator app shows now."""
    counter = next(iter(auth.yield_hotp_counters_from_time()))
    return str(auth.format_hotp_value(auth.hotp_value(secret, counter)))


def test_a_right_password_leads_home_and_signing_out_leads_back() -> None:
    browser = Client()
    assert "Sign in" in words(browser.get(LOGIN))
    assert sign_in(browser)["Location"] == "/"
    assert "What needs you today" in words(browser.get("/"))
    browser.post("/account/logout/")
    assert browser.get("/")["Location"] == f"{LOGIN}?next=/"


def test_a_wrong_password_says_no_more_than_that() -> None:
    for name in ("zq1.lead", "nobody"):
        answer = sign_in(Client(), "wrong", name)
        assert "There is a problem" in words(answer)
        assert "not correct" in words(answer)


def test_five_wrong_passwords_lock_the_name_for_a_while() -> None:
    browser = Client()
    answers = [sign_in(browser, "wrong") for _ in range(5)]
    assert answers[-1].status_code == 429
    assert "Too many wrong passwords. Wait 15 minutes" in words(sign_in(browser))


def test_nobody_signs_up() -> None:
    browser = Client()
    assert "Accounts are made by an administrator" in words(browser.get("/account/signup/"))
    browser.post("/account/signup/", {"username": "eve", "password1": GOOD, "password2": GOOD})
    assert not get_user_model().objects.filter(username="eve").exists()


def test_a_code_is_asked_for_once_an_app_is_in_use() -> None:
    browser = Client()
    sign_in(browser)
    again = browser.get("/account/2fa/totp/activate/", follow=True)
    assert "Confirm that it is you" in words(again)
    page = browser.post(again.redirect_chain[-1][0], {"password": GOOD}, follow=True)
    found = re.search(r"<code[^>]*>([A-Z2-7]+)</code>", page.content.decode())
    assert found is not None
    browser.post("/account/2fa/totp/activate/", {"code": code(found[1])})
    assert "An authenticator app is in use." in words(browser.get("/account/2fa/"))
    browser.post("/account/logout/")
    other = Client()
    sign_in(other)
    assert other.get("/")["Location"].startswith(LOGIN), "the password alone is not enough"
    asked = other.get("/account/2fa/authenticate/")
    assert "Enter your code" in words(asked)


def test_a_forgotten_password_is_set_anew_by_a_link_in_an_email() -> None:
    browser = Client()
    browser.post("/account/password/reset/", {"email": "lead@northmere.example"})
    assert len(mail.outbox) == 1
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert found is not None
    page = browser.get(found[1], follow=True)
    new = {"password1": "another odd phrase", "password2": "another odd phrase"}
    browser.post(page.request["PATH_INFO"], new)
    assert sign_in(Client(), "another odd phrase").status_code == 302
    browser.post("/account/password/reset/", {"email": "nobody@northmere.example"})
    assert "There is a problem" not in words(browser.get("/account/password/reset/done/"))


def test_everybody_on_record_gets_one_account_and_one_password() -> None:
    made = new_accounts()
    assert "zr1.editor" in made
    assert "zq1.lead" not in made, "they had one"
    assert sign_in(Client(), made["zr1.editor"], "zr1.editor").status_code == 302
    assert new_accounts() == {}


def test_single_sign_on_joins_an_account_of_the_same_name_and_makes_none() -> None:
    adapter = SingleSignOnAdapter()
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert not adapter.is_open_for_signup(request, None)
    adapter.pre_social_login(request, known := vouched_for("zq1.lead"))
    assert known.user.get_username() == "zq1.lead"
    with pytest.raises(ImmediateHttpResponse) as refused:
        adapter.pre_social_login(request, vouched_for("eve"))
    assert "You have no account here." in words(refused.value.response)


def vouched_for(name: str) -> SocialLogin:
    """Return somebody as a provider vouches for them."""
    facts = {"userinfo": {"preferred_username": name}}
    account = SocialAccount(provider="sso", uid=name, extra_data=facts)
    return SocialLogin(account=account, user=get_user_model()())
