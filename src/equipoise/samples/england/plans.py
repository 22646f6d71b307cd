"""The parts that trusts and ICBs both return: bridge, efficiency, risk, capital, cash, words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from equipoise.samples.england.draft import LATE, MONTHS, THOUSAND, Draft
from equipoise.samples.england.tables import rows
from equipoise.units import Pence, apportion

PARTS: Final = (
    "finance",
    "activity",
    "workforce",
    "quality",
    "standards",
    "specialised",
    "efficiency",
    "risk",
    "capital",
    "cash",
    "narrative",
)
"""What a return of the synthetic England has."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What the common parts rest on, £000: the body's turnover, and its positions."""

    name: str
    turnover: int
    excluding: int
    support: int
    outturn: int
    """Last year's position, with support."""
    growth: int
    """How much more comes in than last year."""


def efficiency(frame: Frame, draft: Draft, *, kinds: str, per_mille: int) -> int:
    """Enter the schemes, of so many thousandths of turnover; return what they save, £000."""
    whole = frame.turnover * per_mille // 1000
    listed = list(enumerate(rows(kinds), start=1))
    shares = apportion(Pence(whole), {number: int(row["weight"]) for number, row in listed})
    for number, row in listed:
        ref = draft.item(
            f"{draft.code}-E{number}",
            row["name"],
            "scheme",
            recurrent=row["recurrent"],
            status=row["status"],
            risk=row["risk"],
            owner=row["owner"],
            category=row["category"],
        )
        recurrent = row["recurrent"] == "Recurrent"
        measure = "efficiency.recurrent" if recurrent else "efficiency.non_recurrent"
        draft.money(measure, int(shares[number]), LATE, item=ref)
        sign_off(draft, ref, name=row["name"], impact=row["impact"])
    return whole


def sign_off(draft: Draft, ref: str, *, name: str, impact: str) -> None:
    """Enter who signed off what a scheme means for quality; nobody real."""
    draft.item(
        ref,
        name,
        "signoff",
        assessor=f"Assessor of {draft.code} (made up)",
        post="Chief nurse",
        impact=impact,
        signed_on="2023-03-01",
    )


def bridge(frame: Frame, draft: Draft) -> None:
    """Enter the steps from last year's outturn to the plan; demand is what makes them meet."""
    one_off = abs(frame.outturn) // 5
    full_year = -frame.turnover // 500
    opening = frame.outturn - one_off + full_year
    saved = draft.year("efficiency.recurrent") + draft.year("efficiency.non_recurrent")
    inflation = frame.turnover * 38 // 1000
    investment = frame.turnover * 6 // 1000
    left = opening + frame.growth - inflation - investment + saved - frame.excluding
    demand, growth = max(left, 0), frame.growth + max(-left, 0)
    for name, amount in (
        ("outturn", frame.outturn),
        ("one_off", one_off),
        ("support", 0),
        ("full_year", full_year),
        ("growth", growth),
        ("inflation", inflation),
        ("demand", demand),
        ("investment", investment),
        ("efficiency", saved),
    ):
        draft.annual(f"bridge.{name}", amount)
    draft.annual("underlying.stated", frame.excluding - draft.year("efficiency.non_recurrent"))


def risk(frame: Frame, draft: Draft) -> None:
    """Enter risks, each with a mitigation that covers what it comes to."""
    for number, row in enumerate(rows("risk_kinds.csv"), start=1):
        ref = draft.item(
            f"{draft.code}-R{number}", row["name"], "risk", owner=row["owner"], trend=row["trend"]
        )
        gross = frame.turnover * int(row["per_mille"]) // 1000
        draft.annual("risk.gross", gross, item=ref)
        draft.values["risk.probability", None, ref] = (int(row["probability"]),)
        draft.annual("risk.mitigation", gross, item=ref)


def capital(draft: Draft, *, operational: int, depreciation: int) -> None:
    """Enter projects: so much charged to the envelope, and others in proportion to it."""
    for number, row in enumerate(rows("project_kinds.csv"), start=1):
        amount = operational * int(row["per_mille"]) // 1000
        if not amount:
            continue
        ref = draft.item(f"{draft.code}-C{number}", row["name"], "project", funding=row["funding"])
        draft.money(f"capital.{row['funding'].lower()}", amount, LATE, item=ref)
    draft.money("capital.depreciation", depreciation)


def cash(frame: Frame, draft: Draft, *, depreciation: int) -> None:
    """Enter flows of cash and what they leave each month; never less than nothing."""
    paid = sum(draft.year(f"capital.{kind}") for kind in ("operational", "national", "other"))
    operations = frame.excluding + depreciation + depreciation // 2
    draft.money("cash.operations", operations)
    draft.money("cash.capital", paid, LATE)
    draft.money("cash.financing", paid * 4 // 10 - depreciation // 2)
    draft.money("cash.support", frame.support)
    steps = [
        sum(sign * draft.values[f"cash.{name}", None, ""][month] for name, sign in FLOWS.items())
        for month in range(MONTHS)
    ]
    floor = frame.turnover * THOUSAND * 3 // 100
    lowest = min(sum(steps[:month]) for month in range(MONTHS + 1))
    opening = (floor - lowest) // THOUSAND
    draft.annual("cash.opening", opening)
    draft.values["cash.closing", None, ""] = tuple(
        opening * THOUSAND + sum(steps[:month]) for month in range(1, MONTHS + 1)
    )


FLOWS: Final = {"operations": 1, "capital": -1, "financing": 1, "support": 1}


def narrative(name: str, draft: Draft) -> None:
    """Write the chapters, each a sentence that says it is made up."""
    for row in rows("chapters.csv"):
        text = f"Made-up text of {name}: {row['text']}"
        draft.item(row["ref"], row["title"], "chapter", text=text)
