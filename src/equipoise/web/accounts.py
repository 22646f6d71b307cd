"""Accounts: made by an administrator for people on record, never by whoever comes along."""

from __future__ import annotations

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse

from equipoise.web.refusing import FORBIDDEN, refusal

TOO_MANY: Final = 429


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: an account stands for a person with a role in a round."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that it never is."""
        del request
        return False


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Whoever a provider vouches for signs in to the account of the same name, or not at all."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Return that a provider makes no accounts."""
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Join the provider's person to their account, by the name the provider gives.

        Raises: ImmediateHttpResponse with a refusal where there is no such account.
        """
        if sociallogin.is_existing:
            return
        name = sociallogin.account.extra_data.get("userinfo", {}).get("preferred_username", "")
        account = get_user_model().objects.filter(username=name, is_active=True).first()
        if account is None:
            words = "You have no account here. Ask whoever administers Equipoise for one."
            raise ImmediateHttpResponse(
                refusal(request, "No account", words=words, status=FORBIDDEN)
            )
        sociallogin.connect(request, account)


def locked_out(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    """Return what somebody sees after too many wrong passwords."""
    words = "Too many wrong passwords. Wait 15 minutes and try again, or ask for a new one."
    return refusal(request, "Sign-in is locked for a while", words=words, status=TOO_MANY)
