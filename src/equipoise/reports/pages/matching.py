"""Does it add up: the mismatch matrix (T7) and the list of pairs (T8)."""

from collections.abc import Iterator
from typing import Final

from equipoise.reports.pages.page import Page, entered, listed, million, typed
from equipoise.reports.pages.positions import basis_line
from equipoise.reports.table import Column, ColumnKind, Row, Sign, Table, Value
from equipoise.rules.balance import PairKey, PairMatch, PairStatus
from equipoise.units import Absence
from equipoise.usecases.decisions import DecisionStatus
from equipoise.usecases.match import Matched
from equipoise.usecases.outcome import Outcome
from equipoise.workings import Figure, Reference

SUMS: Final = {
    "matched": "NHS income matched within the system",
    "income_tested": "NHS income with both sides returned",
    "income_untested": "NHS income with no counterparty return, not tested",
    "net": "Difference, net",
    "gross": "Difference, gross",
}
"""What all pairs come to, by the name each sum has in references."""


def matching_page(outcome: Outcome[Matched]) -> Page:
    """Return what is matched of NHS income, every pair, and whose confirmation is awaited."""
    found = outcome.result
    sums = found.mismatch
    untested = int(sums.income_untested.value)
    tested = [p for p in sums.pairs.values() if p.status is not PairStatus.NO_COUNTERPARTY]
    whose = "in this system" if _sees_all(found) else "of these contracts"
    sentences = [
        f"{million(int(sums.matched.value))} of {million(int(sums.income_tested.value))} of NHS "
        f"income {whose} matched.",
        f"{million(untested)} has no counterparty return, and is not tested."
        if untested
        else "Every pound has a counterparty return.",
    ]
    if sums.every_pair_agrees:
        sentences.append(f"Every tested pair agrees ({len(tested)} of {len(tested)}).")
    return Page(
        title=f"Does the plan of {found.plan.system} add up?",
        sentences=tuple(sentences),
        alerts=tuple(_alerts(found)),
        tables=(matrix(found), pairs_table(found), _sums(found)),
        next_steps=tuple(_steps(found)),
    )


def _alerts(found: Matched) -> Iterator[str]:
    """Yield what must not be overlooked: that it does not add up, and amounts in pounds."""
    sums = found.mismatch
    if not sums.every_pair_agrees:
        net, gross = int(sums.net.value), int(sums.gross.value)
        more = "more" if net > 0 else "less"
        whole = (
            f"Trusts expect {million(abs(net))} {more} than is planned to be paid, net."
            if net
            else "In all, what trusts expect is planned to be paid; contract by contract it is not."
        )
        yield f"It does not add up. {whole} Differences come to {million(gross)} gross."
    for key in found.pairs:
        if sums.pairs[key].unit_error_suspected:
            yield (
                f"One side of {key.commissioner} and {key.provider} is about a thousand times the "
                "other: was it entered in pounds, not £000?"
            )


def matrix(found: Matched) -> Table:
    """Return provider income less commissioner spend: commissioners down, providers across."""
    keys = [key for key in found.pairs if found.mismatch.pairs[key].difference is not None]
    providers = sorted({key.provider for key in keys})
    commissioners = sorted({key.commissioner for key in keys})
    rows = []
    for commissioner in commissioners:
        own = [key for key in keys if key.commissioner == commissioner]
        cells: dict[str, Value] = {"commissioner": commissioner}
        cells |= {key.provider: found.mismatch.pairs[key].difference for key in own}
        refs = {key.provider: _ref(found, key, "difference") for key in own}
        if _sees_all(found):
            cells["net"] = found.mismatch.by_commissioner[commissioner]
            refs |= {"net": found.statement.ref("match/net")} if len(commissioners) == 1 else {}
        rows.append(Row(cells=cells, refs=refs))
    columns = [Column(key="commissioner", title="Commissioner")]
    columns += [_difference(provider, provider) for provider in providers]
    columns += [_difference("net", "Net")] if _sees_all(found) else []
    return Table(
        name="matrix",
        title="Mismatch: what each trust expects, less what its commissioner plans to pay",
        sentence="",
        basis=basis_line(found.statement),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=tuple(_notes(found)),
    )


def _notes(found: Matched) -> Iterator[str]:
    yield "Pairs without a counterparty return are in the list below, and not tested."
    if found.mismatch.netting_suspected:
        yield "Differences offset one another: the net alone understates them."


def pairs_table(found: Matched) -> Table:
    """Return one row for each pair: both values, the difference and how far it has come."""
    return Table(
        name="pairs",
        title="Every pair",
        sentence="",
        basis=basis_line(found.statement),
        columns=(
            Column(key="commissioner", title="Payer"),
            Column(key="provider", title="Trust"),
            _money("spend", "Payer plans to pay"),
            _money("income", "Trust expects"),
            _difference("difference", "Difference"),
            Column(key="status", title="Status"),
            Column(key="agreed", title="Value named"),
        ),
        rows=tuple(_row(found, key, found.mismatch.pairs[key]) for key in found.pairs),
    )


def _sums(found: Matched) -> Table:
    """Return what the pairs come to; of all, each sum has a reference."""
    rows = []
    for name, words in SUMS.items():
        refs = {"amount": found.statement.ref(f"match/{name}")} if _sees_all(found) else {}
        rows.append(Row(cells={"sum": words, "amount": getattr(found.mismatch, name)}, refs=refs))
    return Table(
        name="sums",
        title="What it comes to",
        sentence="",
        basis=basis_line(found.statement),
        columns=(Column(key="sum", title="Sum"), _money("amount", "Amount")),
        rows=tuple(rows),
        notes=("A difference above nil: trusts expect more than is planned to be paid.",),
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
    value = f"{stand.name}: {entered(stand.body['value_pence'])}"
    if stand.status is DecisionStatus.OFFERED:
        return f"{value} offered, waits for {listed(stand.waits_for)}"
    if stand.status is DecisionStatus.PROPOSED:
        return f"{value}, waits for {listed(stand.waits_for)} to re-sign"
    return value


def _steps(found: Matched) -> list[str]:
    steps = []
    for key in found.pairs:
        stand = found.agreeing.get(key)
        if found.mismatch.pairs[key].status is not PairStatus.NOT_AGREED:
            continue
        pair = f"{key.commissioner} {key.provider}"
        if stand is None or not stand.waits_for:
            steps.append(f"equipoise agree {pair} --value THOUSANDS  # a value both sides can sign")
        elif stand.status is DecisionStatus.OFFERED:
            value, waits = typed(stand.body["value_pence"]), listed(stand.waits_for)
            steps.append(f"equipoise agree {pair} --value {value}  # by {waits}, to confirm")
        else:
            steps += [f"equipoise signoff {code}  # by its approver" for code in stand.waits_for]
    return list(dict.fromkeys(steps))


def _sees_all(found: Matched) -> bool:
    """Return whether the actor sees every contract of the plan, and so the sums of all."""
    return set(found.pairs) == set(found.statement.contracts.pairs)


def _ref(found: Matched, key: PairKey, name: str) -> Reference:
    return found.statement.ref(f"match/{key.commissioner}/{key.provider}/{name}")


def _money(key: str, title: str) -> Column:
    return Column(key=key, title=title, kind=ColumnKind.MONEY, sign=Sign.SIZE)


def _difference(key: str, title: str) -> Column:
    return Column(key=key, title=title, kind=ColumnKind.MONEY, sign=Sign.INCREASE)
