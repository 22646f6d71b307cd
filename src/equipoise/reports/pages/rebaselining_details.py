"""Tables of a re-baselining beside the money: strikes, capacity, assumptions, meetings."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.reports.columns import money, ratio, words
from equipoise.reports.pages.page import listed
from equipoise.reports.table import Column, ColumnKind, Row, Table, Value
from equipoise.usecases.potting import Act
from equipoise.usecases.rebaselining import Worked
from equipoise.usecases.rebaselining.kinds import ASSUMPTION, CAPACITY, MEETING, STRIKE


def strikes_table(worked: Worked) -> Iterator[Table]:
    """Yield the log of strikes, with what each cost England and the system."""
    acts = worked.exercise.coded(STRIKE)
    if not acts:
        return
    rows = []
    for code, act in acts.items():
        cells: dict[str, Value] = {
            "group": act.body["group"].replace("_", " "),
            "from": act.body["from_day"],
            "days": act.body["days"],
            "parts": listed(_part(act, part) for part in act.body["parts"]),
        }
        refs = {"group": act.ref}
        if code in worked.strikes:
            cost = worked.strikes[code]
            cells |= {"england": cost.national, "own": cost.own}
            refs["own"] = worked.ref(f"strike/{code}/system")
            if cost.national is not None:
                refs["england"] = worked.ref(f"strike/{code}/england")
        rows.append(Row(cells=cells, refs=refs))
    yield Table(
        name="strikes",
        title="Strike-day log",
        sentence="Costs to England are estimates; the system's part is its share of the key, with "
        "what it states itself.",
        basis="Estimated cost",
        columns=(
            words("group", "Staff group"),
            words("from", "From"),
            Column(key="days", title="Days", kind=ColumnKind.COUNT),
            words("parts", "What is counted"),
            money("england", "England"),
            money("own", "System"),
        ),
        rows=tuple(rows),
    )


def _part(act: Act, part: str) -> str:
    """Return a part of a strike's cost in words, with whether the system states it itself."""
    stated = ", stated" if part in act.body.get("stated_pence", {}) else ""
    return f"{part.replace('_', ' ')}{stated}"


def capacity_table(worked: Worked) -> Iterator[Table]:
    """Yield what elective work costs in core and premium capacity, by body and in all."""
    act = worked.exercise.last(CAPACITY)
    if act is None:
        return
    yield Table(
        name="capacity",
        title="Core and premium capacity",
        sentence="",
        basis="Cost of one spell, each capacity by itself",
        columns=(
            words("body", "Body"),
            Column(key="core", title="Core", kind=ColumnKind.PRICE),
            Column(key="premium", title="Premium", kind=ColumnKind.PRICE),
            ratio("share", "Done at a premium", basis="of spells"),
        ),
        rows=tuple(
            Row(
                cells={
                    "body": "All" if code == "system" else code,
                    "core": found.core_each,
                    "premium": found.premium_each,
                    "share": found.premium_share,
                },
                refs={
                    key: worked.ref(f"capacity/{code}/{name}")
                    for key, name in (
                        ("core", "core_each"),
                        ("premium", "premium_each"),
                        ("share", "premium_share"),
                    )
                    if getattr(found, name) is not None
                },
                emphasis=code == "system",
            )
            for code, found in worked.capacity.items()
        ),
    )


def assumptions_table(worked: Worked) -> Iterator[Table]:
    """Yield the register of planning assumptions: the letter's, and the system's own."""
    of_letter = worked.exercise.letter.named("assumptions")
    own = worked.exercise.coded(ASSUMPTION)
    said = {code: point.words for code, point in of_letter.items()} | {
        code: act.body["words"] for code, act in own.items()
    }
    if not said:
        return
    yield Table(
        name="assumptions",
        title="Planning assumptions",
        sentence="",
        basis="",
        columns=(
            words("code", "Assumption"),
            words("words", "What is assumed"),
            words("status", "Status"),
            words("why", "Why"),
        ),
        rows=tuple(
            Row(
                cells={
                    "code": code,
                    "words": text,
                    "status": "Broken" if code in worked.broken else "Holds",
                    "why": str(own[code].body["reason"]) if code in own else "The letter",
                }
            )
            for code, text in said.items()
        ),
    )


def meetings_table(worked: Worked) -> Iterator[Table]:
    """Yield the calendar of meetings, with who was there and what was agreed."""
    acts = worked.exercise.every(MEETING)
    if not acts:
        return
    yield acts_table(
        ("meetings", "Meetings"),
        {
            "on": "Day",
            "present": "Present",
            "agreed": "Agreed",
            "words": "Note",
            "papers": "Papers",
        },
        rows=[
            (act, {
                "on": act.body["on"],
                "present": "; ".join(act.body["present"]),
                "agreed": "; ".join(act.body["agreed"]) or "Nothing yet",
                "words": act.body["words"],
                "papers": f"{act.body['papers']}, {act.body['manifest'][:12]}",
            })
            for act in sorted(acts, key=lambda act: str(act.body["on"]))
        ],
    )  # fmt: skip


def acts_table(
    head: tuple[str, str], columns: dict[str, str], *, rows: list[tuple[Act, dict[str, str]]]
) -> Table:
    """Return a table of words, one decision to a row, each with its reference."""
    name, title = head
    return Table(
        name=name,
        title=title,
        sentence="",
        basis="",
        columns=(
            *(words(key, text) for key, text in columns.items()),
            words("decision", "Decision"),
        ),
        rows=tuple(
            Row(cells={**cells, "decision": act.name}, refs={"decision": act.ref})
            for act, cells in rows
        ),
    )
