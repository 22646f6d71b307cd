"""What was said on lines of a body's return: comments, and why a part was sent back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from equipoise.records import Actor
from equipoise.records.models import Event
from equipoise.usecases.rounds import OpenRound
from equipoise.workings import Reference

COMMENT: Final = "comment"
SEND_BACK: Final = "send_back"
SAID: Final = (COMMENT, SEND_BACK)
"""Acts that say something on a line of a return."""


@dataclass(frozen=True, kw_only=True)
class Comment:
    """What somebody said on a line of a version of a part, and when.

    `sent_back` says that the part went back to its body with it; `on_draft` that it was said of
    a draft, so that only the body and that of the writer see it.
    """

    ref: Reference
    line: str
    text: str
    person: str
    organisation: str
    at: datetime
    sent_back: bool = False
    on_draft: bool = False

    @property
    def part(self) -> str:
        """The part that it was said of."""
        return self.ref.parts[2]


def comments_on(one: OpenRound, organisation: str, *, by: Actor) -> tuple[Comment, ...]:
    """Return what was said on a body's return, the latest first, as far as the actor may see it.

    Whoever may see the return sees what was said of it; what was said of a draft only those of
    the body and of the body of whoever said it.

    Law a_draft_is_spoken_of_between_two: nobody else is shown a comment on a draft.
    """
    start = f"{Reference('version', (one.code, organisation))}/"
    events = Event.objects.filter(stream=one.stream, verb__in=SAID, subject__startswith=start)
    found = (_comment(event) for event in events.order_by("-sequence"))
    return tuple(said for said in found if _may_see(said, organisation, by))


def _comment(event: Event) -> Comment:
    facts = event.facts
    return Comment(
        ref=Reference.parse(event.subject),
        line=facts["line"],
        text=facts["comment"],
        person=event.person,
        organisation=event.organisation,
        at=event.at,
        sent_back=event.verb == SEND_BACK,
        on_draft=bool(facts.get("on_draft", False)),
    )


def _may_see(said: Comment, organisation: str, by: Actor) -> bool:
    return not said.on_draft or by.organisation in (organisation, said.organisation)
