"""Distributions side by side: by place, stream, rule and priority."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from equipoise.optimise import By
from equipoise.reports.pages.misfits import misfits_table
from equipoise.reports.pages.page import Page, counted, listed, million
from equipoise.reports.table import Amount, Column, ColumnKind, Row, Sign, Table
from equipoise.units import PENCE
from equipoise.usecases.compare_distributions import Compared
from equipoise.usecases.optimise import POINTS
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Basis, Stage

TITLES: Final = {
    By.PLACE: ("Body or place", "Money by body or place"),
    By.STREAM: ("Stream", "Money by stream"),
    By.RULE: ("Rule", "Room each rule leaves"),
    By.PRIORITY: ("Aim or priority", "What each costs every aim"),
}


def compared_page(outcome: Outcome[Compared]) -> Page:
    """Return each distribution as a column: what bodies and streams get, which rules are kept."""
    found = outcome.result
    names = found.comparison.names
    broken = {name: told for name, told in found.failures.items() if told}
    sentences = [f"{counted(len(names), 'distribution')} beside one another: {listed(names)}."]
    sentences += [f"{name} breaks: {'; '.join(told)}." for name, told in broken.items()]
    if not broken:
        sentences.append("Every one of them meets the binding national rules.")
    sentences += [
        f"{name} gives {million(abs(beside))} {'more' if beside > 0 else 'less'} than the pot."
        for name, beside in found.beside_pot.items()
        if beside
    ]
    misfits = found.asked.written.misfits
    return Page(
        title=f"Distributions of {found.asked.system}, {found.asked.year}, compared",
        sentences=tuple(sentences),
        tables=(
            *(table for by in By if (table := _table(found, by)) is not None),
            *_points(found),
        ),
        cards=(misfits_table(misfits),) if misfits else (),
        facts={"names": list(names), "broken": {name: list(told) for name, told in broken.items()}},
    )


def _table(found: Compared, by: By) -> Table | None:
    money = [row for row in found.comparison.rows if row.by is by and row.unit == PENCE]
    if not money:
        return None
    head, title = TITLES[by]
    sign = Sign.UNDER if by is By.RULE else Sign.SIZE
    basis = Basis(stage=Stage.PLAN, period=found.asked.year.period, unit=PENCE)
    names = found.comparison.names
    return Table(
        name=by.value,
        title=title,
        sentence="",
        basis=f"{found.asked.year}, plan",
        columns=(
            Column(key="name", title=head),
            *(
                Column(key=f"at{place}", title=name, kind=ColumnKind.MONEY, sign=sign)
                for place, name in enumerate(names)
            ),
        ),
        rows=(
            *(
                _row(row.name[:1].upper() + row.name[1:], row.amounts, basis=basis)
                for row in money
            ),
            *((_row("All", found.totals.values(), basis=basis, emphasis=True),)
              if by in (By.PLACE, By.STREAM) else ()),
        ),
    )  # fmt: skip


def _row(name: str, amounts: Iterable[int], *, basis: Basis, emphasis: bool = False) -> Row:
    """Return one amount for each distribution beneath its heading."""
    cells = {f"at{place}": Amount(value=each, basis=basis) for place, each in enumerate(amounts)}
    return Row(cells={"name": name, **cells}, emphasis=emphasis)


def _points(found: Compared) -> tuple[Table, ...]:
    """Return what each distribution is worth to each local priority, where there are any."""
    rows = [row for row in found.comparison.rows if row.by is By.PRIORITY and row.unit == POINTS]
    if not rows:
        return ()
    basis = Basis(stage=Stage.PLAN, period=found.asked.year.period, unit=POINTS)
    table = Table(
        name="points",
        title="Local priorities, in points beside the plan",
        sentence="A priority gains its weight for each £1,000 above the plan of the first file.",
        basis=f"{found.asked.year}, plan",
        columns=(
            Column(key="name", title="Priority"),
            *(
                Column(key=f"at{place}", title=name, kind=ColumnKind.COUNT)
                for place, name in enumerate(found.comparison.names)
            ),
        ),
        rows=tuple(
            _row(row.name, [-amount for amount in row.amounts], basis=basis) for row in rows
        ),
    )
    return (table,)
