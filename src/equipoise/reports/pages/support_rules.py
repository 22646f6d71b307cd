"""What rules of support say of each row of a file: awards, matches, fair shares, rewards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from equipoise.reports.columns import money, words
from equipoise.reports.display import day
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, million
from equipoise.reports.table import Row, Sign, Table, Value
from equipoise.rules.support import CapitalLink, Rewarded
from equipoise.units import FinancialYear
from equipoise.usecases.filed import Filed
from equipoise.usecases.of_files import SUPPORT
from equipoise.usecases.outcome import Outcome
from equipoise.usecases.support_entitle import Entitled
from equipoise.usecases.support_fair_share import FairShares
from equipoise.usecases.support_match import FundMatched
from equipoise.usecases.support_reward import RewardsPaid
from equipoise.usecases.support_withdrawal import Withdrawn
from equipoise.workings import Figure, Reference

Rows = Mapping[str, Mapping[str, Value]]
"""Cells by column, for each body or system."""
ENTITLED: Final = Table(
    name="entitlement",
    title="Award of the year",
    sentence="",
    basis="",
    columns=(
        words("body", "Body"),
        money("award", "Award", basis="of the year"),
        words("lacks", "Lacks"),
    ),
    rows=(),
)
MATCHED: Final = Table(
    name="over_performance",
    title="Beyond what was earned",
    sentence="",
    basis="",
    columns=(
        words("body", "Body"),
        money("improvement", "Improvement", basis="before support"),
        money("one_off", "Of which one-off", sign=Sign.INCREASE),
        money("matched", "Matched by"),
        money("bonus", "Share of the residual"),
        money("reported", "Reported position", sign=Sign.SURPLUS, basis="including support"),
    ),
    rows=(),
)
WITHDRAWN: Final = Table(
    name="withdrawal",
    title="What is left of an award",
    sentence="",
    basis="",
    columns=(words("body", "Body"),),
    rows=(),
)
FAIR_SHARE: Final = Table(
    name="fair_share",
    title="Capital that follows from the plan",
    sentence="",
    basis="",
    columns=(
        words("body", "System"),
        money("headroom", "Below / (above) fair share", sign=Sign.UNDER),
        money("bonus", "Capital bonus"),
        money("usable", "Usable on delivery"),
        money("largest_cut", "Largest cut of the envelope"),
    ),
    rows=(),
)
REWARD: Final = Table(
    name="reward",
    title="Reward",
    sentence="",
    basis="",
    columns=(words("body", "Body"), money("reward", "Reward", basis="of the year")),
    rows=(),
)


def entitled_page(outcome: Outcome[Entitled]) -> Page:
    """Return what each body may have of a fund, and which condition it lacks."""
    found = outcome.result
    whole = sum(int(one.award.value) for one in found.bodies.values())
    asks = ", ".join(sorted(map(str, found.scheme.conditions)))
    sized = "its planned deficit" if found.scheme.sized else "what a body was notified of"
    bodies = counted(len(found.bodies), "body", "bodies")
    rows: Rows = {
        body: {"award": one.award, "lacks": ", ".join(map(str, one.lacks))}
        for body, one in found.bodies.items()
    }
    return _page(
        found.asked,
        f"Entitlement: {found.scheme.title}",
        sentences=(
            f"{bodies} may have {million(whole)} together: an award is {sized}.",
            f"The fund asks for {asks}. What is earned of an award: equipoise support FILE.",
        ),
        table=_table(ENTITLED, found.asked, rows=rows, explained="award"),
    )


def matched_page(outcome: Outcome[FundMatched]) -> Page:
    """Return what improvements are matched by, who shares the residual, and reported positions."""
    found = outcome.result
    whole = found.found
    left = int(whole.unshared.value)
    unshared = f"; {million(left)} of it nobody shares" if left else ""
    one_offs = [body for body, one in whole.bodies.items() if _some(one.improvement_one_off)]
    warned = (f"Matched and not recurrent, in part or whole: {', '.join(one_offs)}.",)
    rows = {body: _matched(one) for body, one in whole.bodies.items()}
    return _page(
        found.asked,
        f"Over-performance: {found.scheme.title}",
        sentences=(
            f"Of {million(int(found.size.value))}, {million(int(whole.residual.value))} was "
            f"neither earned nor matched{unshared}.",
            "The residual is shared by award among bodies at their control total or better "
            "(assumed).",
            *(warned if one_offs else ()),
        ),
        table=_table(MATCHED, found.asked, rows=rows, explained="reported"),
    )


def _matched(one: Rewarded[Figure]) -> Mapping[str, Value]:
    return {
        "improvement": one.improvement,
        "one_off": one.improvement_one_off,
        "matched": one.matched,
        "bonus": one.bonus,
        "reported": one.reported,
    }


def withdrawn_page(outcome: Outcome[Withdrawn]) -> Page:
    """Return what is left of each award, year by year."""
    found = outcome.result
    years = list(next(iter(found.left.values())))
    columns = tuple(money(year.code, str(year), basis="of the year") for year in years)
    shape = replace(WITHDRAWN, columns=(*WITHDRAWN.columns, *columns))
    rows: Rows = {
        body: {year.code: amount for year, amount in left.items()}
        for body, left in found.left.items()
    }
    return _page(
        found.asked,
        "Deficit support taken away",
        sentences=(
            "Published: withdrawn gradually, and gone by 2028/29. The steps between are assumed.",
            "--why NAME shows how the first step is made.",
        ),
        table=_table(shape, found.asked, rows=rows, explained=years[1].code, year=years[1]),
    )


def fair_share_page(outcome: Outcome[FairShares]) -> Page:
    """Return each system's headroom below fair share, and what follows for its capital."""
    found = outcome.result
    rows = {system: _linked(one) for system, one in found.systems.items()}
    return _page(
        found.asked,
        "Fair share 2024/25",
        sentences=(
            "A plan below fair share brings capital, and the rest of the headroom may be spent if "
            "it is delivered (assumed).",
            "Above it, at most the cut named is taken from the envelope: how much is the centre's "
            "decision.",
        ),
        table=_table(FAIR_SHARE, found.asked, rows=rows, explained="bonus"),
    )


def _linked(one: CapitalLink[Figure]) -> Mapping[str, Value]:
    return {
        "headroom": one.headroom,
        "bonus": one.bonus,
        "usable": one.usable,
        "largest_cut": one.largest_cut,
    }


def reward_page(outcome: Outcome[RewardsPaid]) -> Page:
    """Return the reward of each body newly in balance."""
    found = outcome.result
    rows: Rows = {body: {"reward": one} for body, one in found.bodies.items()}
    return _page(
        found.asked,
        "Reward for bodies newly in balance, 2020/21",
        sentences=(
            "A model: this rule was published and suspended; no plan rests on it.",
            "Once for a surplus, twice where a body newly reached and held one.",
        ),
        table=_table(REWARD, found.asked, rows=rows, explained="reward"),
    )


def _page(asked: Filed, title: str, *, sentences: tuple[str, ...], table: Table) -> Page:
    file = asked.file
    rows = counted(file.left_out, "row")
    alert = f"{rows} could not be read: the answer lacks them. They are listed below."
    return Page(
        title=title,
        sentences=(*sentences, f"As known on {day(asked.known_on)}."),
        alerts=(alert,) if file.left_out else (),
        tables=(table,),
        cards=(misfits_table(file.misfits),) if file.misfits else (),
        facts={"sources": [file.source], "model": asked.model, "year": str(asked.year)},
    )


def _table(
    shape: Table, asked: Filed, *, rows: Rows, explained: str, year: FinancialYear | None = None
) -> Table:
    """Return a table with a row for each name; --why explains the column `explained`."""
    of = (year or asked.year).code
    made = (
        Row(
            cells={"body": name, **cells},
            refs={explained: Reference("figure", (SUPPORT, of, name, SUPPORT))},
        )
        for name, cells in rows.items()
    )
    return replace(shape, basis=str(asked.year), rows=tuple(made))


def _some(figure: Figure | None) -> bool:
    return figure is not None and figure.value > 0
