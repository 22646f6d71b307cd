"""Events as outcomes show them, and as later use cases look them up."""

from collections.abc import Iterable

from equipoise.records.models import Event
from equipoise.usecases.outcome import Recorded


def recorded(event: Event) -> Recorded:
    """Return an event as it goes into an outcome."""
    return Recorded(
        stream=event.stream,
        sequence=event.sequence,
        verb=event.verb,
        subject=event.subject,
        hash=event.hash,
    )


def all_recorded(events: Iterable[Event]) -> tuple[Recorded, ...]:
    """Return several events as they go into an outcome."""
    return tuple(recorded(event) for event in events)
