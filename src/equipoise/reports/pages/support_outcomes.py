"""Own result by system result: what each body with support ends the year with."""

from __future__ import annotations

from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.table import Row, Sign, Table, Value
from equipoise.rules.support import Ending
from equipoise.usecases.support import Supported
from equipoise.usecases.support_asked import Asked
from equipoise.workings import Figure

ENDINGS: Final = {
    "both_hit": ("Hits", "Hits"),
    "own_hit": ("Hits", "Misses"),
    "system_hit": ("Misses", "Hits"),
    "both_miss": ("Misses", "Misses"),
}
OUTCOME_COLUMNS: Final = (
    words("system", "System"),
    words("body", "Body"),
    words("own", "Own result"),
    words("others", "System result"),
    money("support", "Support earned"),
    money("position", "Position", sign=Sign.SURPLUS, basis="including support"),
    money("break_even", "Short of break-even", sign=Sign.SURPLUS),
    money("cash", "Cash not coming in"),
    money("financing", "Paid, not earned: financing"),
    money("open", "Open to decision"),
)


def outcomes_table(found: Supported) -> Table:
    """Return the four outcomes of each body with support."""
    rows = [
        _row(found.asked, (system, code), name, getattr(table, name))
        for system, part in found.systems.items()
        for code, table in part.tables.items()
        if table.both_hit.support.value
        for name in ENDINGS
    ]
    return Table(
        name="outcomes",
        title="If we hit or miss: own result by system result",
        sentence="What each body with support earns; a miss here is by next to nothing.",
        basis=f"{found.asked.year}, plan",
        columns=OUTCOME_COLUMNS,
        rows=tuple(rows),
    )


def _row(asked: Asked, whose: tuple[str, str], name: str, ending: Ending[Figure]) -> Row:
    own, others = ENDINGS[name]
    cells: dict[str, Value] = {
        "system": whose[0],
        "body": whose[1],
        "own": own,
        "others": others,
        "support": ending.support,
        "position": ending.position,
        "break_even": ending.break_even,
        "cash": ending.cash,
        "financing": ending.financing,
        "open": ending.open_to_decision,
    }
    refs = {"position": asked.ref(*whose, "if_missed")} if name == "own_hit" else {}
    return Row(cells=cells, refs=refs)
