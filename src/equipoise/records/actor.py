"""Who does something, and by which door."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A person acting in a role for an organisation; `via` is the door: cli, web, api."""

    person: str
    role: str
    organisation: str
    via: str

    def canonical(self) -> dict[str, str]:
        """Return the actor as plain text, for hashes and listings."""
        return {
            "person": self.person,
            "role": self.role,
            "organisation": self.organisation,
            "via": self.via,
        }
