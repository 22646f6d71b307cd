"""A dispute over a contract, raised or withdrawn."""

from equipoise.reports.display import day
from equipoise.reports.pages.page import Page
from equipoise.usecases.disputes import Dispute
from equipoise.usecases.outcome import Outcome


def dispute_page(outcome: Outcome[Dispute], *, is_withdrawn: bool) -> Page:
    """Return whose dispute it is, and what ends it."""
    found = outcome.result
    pair = f"{found.key.commissioner} and {found.key.provider}"
    facts = {
        "commissioner": found.key.commissioner,
        "provider": found.key.provider,
        "raised_by": found.raised_by,
        "reason": found.reason,
    }
    names = f"{found.key.commissioner} {found.key.provider}"
    if is_withdrawn:
        return Page(
            title=f"Dispute of {pair}",
            sentences=(f"{found.raised_by} no longer disputes the contract of {pair}.",),
            next_steps=("equipoise match",),
            facts=facts,
        )
    return Page(
        title=f"Dispute of {pair}",
        sentences=(
            f"{found.raised_by} disputes the contract of {pair}: {found.reason}",
            "The plan does not add up until both sides have named one value, or it is withdrawn.",
        ),
        next_steps=(
            f"equipoise agree {names} --value THOUSANDS  # a value both sides can sign",
            f"equipoise dispute {names} --withdraw  # by {found.raised_by}",
        ),
        facts=facts,
    )


def dispute_alert(found: Dispute) -> str:
    """Return an open dispute in one sentence: whose, since when and why."""
    return (
        f"{found.key.commissioner} and {found.key.provider} are in dispute, raised by "
        f"{found.person} of {found.raised_by} on {day(found.at.date())}: {found.reason}"
    )
