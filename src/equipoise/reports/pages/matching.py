"""Does it add up: the mismatch matrix (T7) and the list of pairs (T8)."""

from equipoise.reports.pages.page import Page, listed, million
from equipoise.reports.pages.positions import basis_line
from equipoise.reports.table import Column, ColumnKind, Row, Sign, Table, Value
from equipoise.rules.balance import PairKey, PairMatch, PairStatus
from equipoise.units import Absence
from equipoise.usecases.decisions import DecisionStatus
from equipoise.usecases.match import Matched
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Figure, Reference


def matching_page(outcome: Outcome[Matched]) -> Page:
    """Return what is matched of NHS income, every pair, and whose confirmation is awaited."""
    found = outcome.result
    sums = found.mismatch
    untested = int(sums.income_untested.value)
    sentences = [
        f"{million(int(sums.matched.value))} of {million(int(sums.income_tested.value))} of NHS "
        "income in this system matched.",
        f"{million(untested)} has no counterparty return, and is not tested."
        if untested
        else "Every pound has a counterparty return.",
    ]
    tested = [p for p in sums.pairs.values() if p.status is not PairStatus.NO_COUNTERPARTY]
    if sums.every_pair_agrees:
        sentences.append(f"Every tested pair agrees ({len(tested)} of {len(tested)}).")
        alerts: tuple[str, ...] = ()
    else:
        alerts = (
            f"It does not add up: net {million(int(sums.net.value))}, gross "
            f"{million(int(sums.gross.value))}.",
        )
    return Page(
        title=f"Does the plan of {found.plan.system} add up?",
        sentences=tuple(sentences),
        alerts=alerts,
        tables=(matrix(found), pairs_table(found)),
        next_steps=tuple(_steps(found)),
    )


def matrix(found: Matched) -> Table:
    """Return provider income less commissioner spend: commissioners down, providers across."""
    keys = [key for key in found.pairs if found.mismatch.pairs[key].difference is not None]
    providers = sorted({key.provider for key in keys})
    rows = []
    for commissioner in sorted({key.commissioner for key in keys}):
        own = [key for key in keys if key.commissioner == commissioner]
        cells: dict[str, Value] = {"commissioner": commissioner}
        refs = {}
        for key in own:
            cells[key.provider] = found.mismatch.pairs[key].difference
            refs[key.provider] = _ref(found, key, "difference")
        if len(own) == sum(key.commissioner == commissioner for key in found.mismatch.pairs):
            cells["net"] = found.mismatch.by_commissioner[commissioner]
        rows.append(Row(cells=cells, refs=refs))
    columns = [Column(key="commissioner", title="Commissioner")]
    columns += [_difference(provider, provider) for provider in providers]
    return Table(
        name="matrix",
        title="Mismatch: provider income less commissioner spend",
        sentence="",
        basis=basis_line(found.statement),
        columns=(*columns, _difference("net", "Net")),
        rows=tuple(rows),
        notes=("Pairs without a counterparty return are in the list below, and not tested.",),
    )


def pairs_table(found: Matched) -> Table:
    """Return one row for each pair: both values, the difference and how far it has come."""
    return Table(
        name="pairs",
        title="Every pair",
        sentence="",
        basis=basis_line(found.statement),
        columns=(
            Column(key="commissioner", title="Commissioner"),
            Column(key="provider", title="Provider"),
            _money("spend", "Commissioner plans to pay"),
            _money("income", "Provider expects"),
            _difference("difference", "Difference"),
            Column(key="status", title="Status"),
            Column(key="agreed", title="Agreed value"),
        ),
        rows=tuple(_row(found, key, found.mismatch.pairs[key]) for key in found.pairs),
    )


def _row(found: Matched, key: PairKey, pair: PairMatch[Figure]) -> Row:
    figures = {"income": pair.income, "spend": pair.spend, "difference": pair.difference}
    return Row(
        cells={
            "commissioner": key.commissioner,
            "provider": key.provider,
            **{
                name: figure if figure is not None else Absence.NOT_SUBMITTED
                for name, figure in figures.items()
            },
            "status": str(pair.status),
            "agreed": _agreed(found, key),
        },
        refs={
            name: _ref(found, key, name) for name, figure in figures.items() if figure is not None
        },
    )


def _agreed(found: Matched, key: PairKey) -> str:
    stand = found.agreeing.get(key)
    if stand is None:
        return ""
    value = million(stand.body["value_pence"])
    if stand.status is DecisionStatus.OFFERED:
        return f"{stand.name}: {value} offered, waits for {listed(stand.waits_for)}"
    if stand.status is DecisionStatus.PROPOSED:
        return f"{stand.name}: {value}, waits for {listed(stand.waits_for)} to re-sign"
    return f"{stand.name}: {value}"


def _steps(found: Matched) -> list[str]:
    return [
        f"equipoise agree {key.commissioner} {key.provider} --value THOUSANDS"
        for key in found.pairs
        if found.mismatch.pairs[key].status is PairStatus.NOT_AGREED and key not in found.agreeing
    ]


def _ref(found: Matched, key: PairKey, name: str) -> Reference:
    return found.statement.ref(f"match/{key.commissioner}/{key.provider}/{name}")


def _money(key: str, title: str) -> Column:
    return Column(key=key, title=title, kind=ColumnKind.MONEY, sign=Sign.SIZE)


def _difference(key: str, title: str) -> Column:
    return Column(key=key, title=title, kind=ColumnKind.MONEY, sign=Sign.INCREASE)
