"""Risks and mitigations (T16)."""

from typing import Final

from equipoise.reports.columns import money, ratio, words
from equipoise.reports.pages.page import listed
from equipoise.reports.table import Sign, Table
from equipoise.reports.tables.drawing import drawn, said, whose
from equipoise.usecases.tabling import Gathered

TITLE: Final = "Risks and mitigations"
LIKELY: Final = ("probability", "expected")


def risks_and_mitigations_table(found: Gathered) -> Table:
    """Return each risk with its owner and amounts; at the foot, where the outturn may land."""
    return drawn(
        found,
        (TITLE, _sentence(found)),
        columns=[
            words("ref", "Ref"),
            words("risk", "Risk"),
            words("organisation", "Body"),
            words("owner", "Owner"),
            money("gross", "Gross"),
            ratio("probability", "Probability", basis="likely"),
            money("expected", "Expected"),
            money("mitigation", "Mitigation"),
            money("net", "Net"),
            words("trend", "Trend"),
            money("outturn", "Outturn", sign=Sign.SURPLUS, basis="including support"),
        ],
        silent=() if _likely(found) else LIKELY,
        notes=(
            _note(found),
            "Net is gross less mitigation. At worst, every risk comes about in full.",
        ),
    )


def _likely(found: Gathered) -> bool:
    """Return whether any risk has a probability."""
    return any("probability" in entry.figures for entry in found.entries)


def _note(found: Gathered) -> str:
    if not _likely(found):
        return (
            "Probabilities are not returned, so no expected amount and no likely outturn is "
            "available."
        )
    told = "Expected is probability times gross, before mitigation"
    risks = [entry for entry in found.entries if not entry.is_total]
    without = [entry.words["ref"] for entry in risks if "probability" not in entry.figures]
    return f"{told}; without a probability: {listed(without)}." if without else f"{told}."


def _sentence(found: Gathered) -> str:
    rows = {entry.key.rpartition("/")[2]: entry.figures for entry in found.entries}
    total = next(entry.figures for entry in found.entries if entry.is_total)
    return (
        f"{whose(found)} sees risks of {said(total.get('gross'))}, {said(total.get('net'))} after "
        f"mitigation; the outturn lies between {said(rows['best']['outturn'])} and "
        f"{said(rows['worst']['outturn'])}."
    )
