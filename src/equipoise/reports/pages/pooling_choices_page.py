"""The choices of 2019/20 on one page: nothing pooled, a small share, and all of it."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from equipoise.reports.columns import money, ratio, words
from equipoise.reports.display import percent
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, million
from equipoise.reports.table import Row, Sign, Table, Value
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.pooling_choices import CHOICES, NOTHING, OTHERS, SYSTEM, WHOLE, Choices
from equipoise.workings import Figure

COLUMNS: Final = (
    words("system", "System"),
    words("choice", "Choice"),
    words("body", "Body"),
    money("expected", "Expected support"),
    money("more", "More than unpooled", sign=Sign.INCREASE),
    money("spread", "Spread", basis="on average about the expected"),
    money("lowest", "Lowest"),
    ratio("loss", "Chance of less than the award", basis="of all outcomes"),
    ratio("better", "Chance of more than unpooled", basis="of all outcomes"),
)


def pooling_choices_page(outcome: Outcome[Choices]) -> Page:
    """Return what each choice would be worth to each body, beside what is known of who made it."""
    found = outcome.result
    asked = found.expected.asked
    called = _called(found)
    return Page(
        title="Pooling of support: what systems chose in 2019/20",
        sentences=(
            "Linking support to the system's control total was voluntary: one system, Dorset, "
            "linked all of it, the others much less. How much was not published: "
            f"{percent(_exact(found.shares[OTHERS]))} is assumed.",
            *(_worth(system, found) for system in found.expected.systems),
            f"A body that misses while its system hits is given {percent(asked.missed)} of its "
            "pooled part. What Dorset's own bodies were awarded is not known here: its choice is "
            "tried on the awards and chances of this file.",
        ),
        tables=(_worths(found, called), _known(found, called)),
        cards=(misfits_table(asked.chances.misfits),) if asked.chances.misfits else (),
        next_steps=("equipoise pooling FILE --step 10",),
        facts={"sources": [asked.chances.source], "missed": str(asked.missed)},
    )


def _called(found: Choices) -> dict[str, str]:
    others, whole = (percent(_exact(found.shares[name])) for name in (OTHERS, WHOLE))
    return {
        NOTHING: "Nothing",
        OTHERS: f"{others}, as others (assumed)",
        WHOLE: f"{whole}, as Dorset",
    }


def _exact(figure: Figure) -> Fraction:
    return Fraction(figure.value)


def _worth(system: str, found: Choices) -> str:
    expected = {
        choice: million(int(found.found[system, choice, SYSTEM].expectation.expected.value))
        for choice in CHOICES
    }
    lost = found.found[system, WHOLE, SYSTEM].expectation.loss
    return (
        f"{system} may expect {expected[NOTHING]} of support with nothing pooled, "
        f"{expected[OTHERS]} with a small share and {expected[WHOLE]} with all; then it has less "
        f"than its awards with a chance of {percent(_exact(lost))}."
    )


def _worths(found: Choices, called: dict[str, str]) -> Table:
    asked = found.expected.asked
    rows = []
    for (system, choice, code), one in found.found.items():
        if code != SYSTEM and code not in asked.with_support:
            continue
        cells: dict[str, Value] = {
            "system": system,
            "choice": called[choice],
            "body": code or f"{system} together",
            "expected": one.expectation.expected,
            "more": one.more,
            "spread": one.expectation.spread,
            "lowest": one.expectation.lowest,
            "loss": one.expectation.loss,
            "better": one.expectation.better,
        }
        rows.append(Row(cells=cells, emphasis=code == SYSTEM))
    return Table(
        name="choices",
        title="What each choice is worth",
        sentence="The choice of the one system that pooled all, beside a small share and none.",
        basis=f"{asked.year}, plan",
        columns=COLUMNS,
        rows=tuple(rows),
    )


def _known(found: Choices, called: dict[str, str]) -> Table:
    return Table(
        name="known",
        title="What is known of who chose what",
        sentence="",
        basis="2019/20",
        columns=(
            words("choice", "Choice"),
            ratio("share", "Share linked", basis="of support"),
            words("status", "Status"),
            words("source", "Source"),
        ),
        rows=tuple(
            Row(
                cells={
                    "choice": called[name],
                    "share": figure,
                    "status": (figure.working.status or "").capitalize(),
                    "source": figure.working.note or "",
                }
            )
            for name, figure in found.shares.items()
        ),
    )
