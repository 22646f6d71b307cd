"""A round that was moved to later rules: what its checks say otherwise."""

from equipoise.reports.display import day
from equipoise.reports.pages.page import Page, counted
from equipoise.reports.table import Column, Row, Table
from equipoise.usecases.comparison import Flips
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.round_rules import Ruled


def ruled_page(outcome: Outcome[Ruled]) -> Page:
    """Return from which rules to which, how many versions were judged, and what flipped."""
    found = outcome.result
    versions = counted(found.judged, "version was", "versions were")
    return Page(
        title="Rules",
        sentences=(
            f"Plans are judged by what was published by {day(found.round.known_on)}; until now it "
            f"was {day(found.before)}.",
            f"{versions} judged again. Checks say something else of {len(found.flips)}.",
            "What was signed stays signed, under the checks of its day.",
        ),
        tables=(_table(found),) if found.flips else (),
        next_steps=("equipoise collect",),
        facts={
            "known_on": found.round.known_on.isoformat(),
            "params": found.round.record.params,
            "flipped": [str(ref) for ref in found.flips],
        },
    )


def _table(found: Ruled) -> Table:
    return Table(
        name="flipped",
        title="What checks say otherwise",
        sentence="",
        basis="",
        columns=(
            Column(key="version", title="Version"),
            Column(key="new", title="New"),
            Column(key="cleared", title="Cleared"),
            Column(key="reweighed", title="Of other weight"),
        ),
        rows=tuple(
            Row(cells={"version": str(ref), **_codes(what)}, refs={"version": ref})
            for ref, what in found.flips.items()
        ),
    )


def _codes(what: Flips) -> dict[str, str]:
    return {
        "new": ", ".join(sorted({finding.code for finding in what.new})),
        "cleared": ", ".join(sorted({finding.code for finding in what.cleared})),
        "reweighed": ", ".join(sorted({new.code for _, new in what.reweighed})),
    }
