"""Lines by counterparty, their items added up: shared by checks that compare two of them."""

from collections.abc import Mapping

from equipoise.checks.subjects import ReturnCells, summed


def by_counterparty(subject: ReturnCells, code: str) -> Mapping[str, int | None]:
    """Return the year's sum of a measure for each counterparty; None where a row has a blank."""
    lines: dict[str, list[int | None]] = {}
    for line in subject.rows_of(code):
        lines.setdefault(line[1] or "", []).append(subject.value(line))
    return {counterparty: summed(values) for counterparty, values in sorted(lines.items())}
