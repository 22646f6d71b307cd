"""Refuse to change a system's plan while a version of it is locked."""

from equipoise.records.queries import system_head
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.rounds import OpenRound


class LockedError(RefusedError):
    """The plan is locked: what was agreed stays as it is until somebody starts a new version."""


def refuse_locked(one: OpenRound, system: str) -> None:
    """Raise LockedError when the latest version of the system's plan is locked."""
    head = system_head(one.code, system)
    if head is not None and head.locked:
        raise LockedError(
            f"Version {head.number} is locked. Start version {head.number + 1}.",
            f"With: equipoise reopen {system}",
        )
