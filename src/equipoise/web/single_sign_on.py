"""The provider of single sign-on that the environment names, if any."""

from collections.abc import Mapping
from typing import Any


def single_sign_on(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return allauth's settings for one OpenID Connect provider; empty where none is named.

    >>> single_sign_on({})
    {}
    >>> named = {"EQUIPOISE_OIDC_URL": "https://id.example/", "EQUIPOISE_OIDC_ID": "x"}
    >>> found = single_sign_on(named)
    >>> found["openid_connect"]["APPS"][0]["client_id"]
    'x'
    """
    address = environment.get("EQUIPOISE_OIDC_URL")
    if not address:
        return {}
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "sso",
                    "name": environment.get("EQUIPOISE_OIDC_NAME", "Single sign-on"),
                    "client_id": environment.get("EQUIPOISE_OIDC_ID", ""),
                    "secret": environment.get("EQUIPOISE_OIDC_SECRET", ""),
                    "settings": {"server_url": address},
                }
            ],
        }
    }
