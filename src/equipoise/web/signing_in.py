"""Signing in by name and password."""

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """A name and a password; the page itself leads to whoever has forgotten one."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"].help_text = ""
