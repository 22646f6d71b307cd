"""Risks and mitigations of a plan, and where the outturn may land (T16)."""

from __future__ import annotations

from equipoise.rules.bases import as_ratio, movement
from equipoise.sheets import Item
from equipoise.usecases.refusals import RefusedError
from equipoise.usecases.tabling.book import Book, column_totals, summed
from equipoise.usecases.tabling.gathered import SYSTEM, Entry, Gathered, Told
from equipoise.workings import Figure

NAME = "risks_and_mitigations"
PART = "risk"
AMOUNTS = {"gross": "risk.gross", "mitigation": "risk.mitigation"}


def gathered(book: Book) -> Gathered:
    """Return every risk before and after mitigation, and the best and worst outturn.

    What is expected of a risk is its probability times its gross amount, where it has one.

    Assumption: at best no risk comes about; at worst all do, and no mitigation works.

    Raises: RefusedError when no body asked for has returned its risks.
    """
    items = [
        (code, item)
        for (code, _), item in sorted(book.plan.items(PART).items())
        if code in book.bodies
    ]
    if not any(book.has(code, PART) for code in book.bodies):
        raise RefusedError("No risk has been returned in this round.")
    of = SYSTEM if book.whole else book.bodies[0]
    rows = {(code, item.ref): _amounts(book, code, item) for code, item in items}
    entries = [
        Entry(
            key=f"{code}/{item.ref}",
            words={
                "ref": item.ref,
                "risk": item.name,
                "organisation": code,
                "owner": item.attributes.get("owner", ""),
                "trend": item.attributes.get("trend", ""),
            },
            figures=rows[code, item.ref],
        )
        for code, item in items
    ]
    whole = column_totals(rows.values(), f"All risks, {of}")
    whole.pop("probability", None)
    entries.append(Entry(key=of, words={"ref": "All risks"}, figures=whole, is_total=True))
    return book.gathered(NAME, [*entries, *_outturns(book, of, whole)])


def _amounts(book: Book, code: str, item: Item) -> dict[str, Told]:
    gross, mitigation = (
        book.year.entered_or_nil(code, measure, f"{word.capitalize()}: {item.name}, {code}",
                                 items=[item.ref])
        for word, measure in AMOUNTS.items()
    )  # fmt: skip
    net = (gross - mitigation).named(f"Net: {item.name}, {code}")
    found: dict[str, Told] = {"gross": gross, "mitigation": mitigation, "net": net}
    returned = book.statement.risks.probability(code, item.ref)
    if returned is not None:
        likely = as_ratio(returned).named(f"Probability: {item.name}, {code}")
        found["probability"] = likely
        found["expected"] = (gross * likely).named(f"Expected: {item.name}, {code}")
    return found


def _outturns(book: Book, of: str, whole: dict[str, Told]) -> list[Entry]:
    """Return the plan as it stands at best, after mitigation, and at worst."""
    position = summed(
        (
            both.including
            for code, both in book.statement.position.members.items()
            if code in book.bodies
        ),
        f"Position, {of}",
    )
    if not isinstance(position, Figure):
        return []
    steps = {
        "best": ("Best: no risk comes about", None),
        "mitigated": ("All risks come about, and every mitigation works", whole.get("net")),
        "worst": ("Worst: all risks come about, and no mitigation works", whole.get("gross")),
    }
    return [
        Entry(
            key=f"{of}/{key}",
            words={"ref": words},
            figures={"outturn": _less(position, taken).named(f"{words}, {of}")},
            is_total=True,
        )
        for key, (words, taken) in steps.items()
    ]


def _less(position: Figure, taken: Told) -> Figure:
    return position - movement(taken, position) if isinstance(taken, Figure) else position
